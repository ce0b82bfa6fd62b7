"""Matching: the cheapest seats, with a proof in prices, kept through narrower limits."""

from __future__ import annotations

import networkx as nx
import pytest

from planner.domain.seating.instance import Instance
from planner.domain.seating.matching import Matching
from tests.domain.seating.exhaustive import draw, make_instance


def cost_by_networkx(instance: Instance, limits: dict[int, frozenset[int]]) -> int | None:
    """Return the price of a cheapest seating found by another's solver; None for none."""
    graph: nx.DiGraph = nx.DiGraph()
    graph.add_node("in", demand=-instance.count)
    graph.add_node("out", demand=instance.count)
    for person in range(instance.count):
        graph.add_edge("in", f"p{person}", capacity=1, weight=0)
        for seat in instance.sets[person] & limits.get(person, instance.sets[person]):
            price = instance.price_of(person, seat)
            graph.add_edge(f"p{person}", f"s{seat}", capacity=1, weight=price)
    for seat in range(instance.seat_count):
        graph.add_edge(f"s{seat}", "out", capacity=1, weight=0)
    try:
        return int(nx.min_cost_flow_cost(graph))
    except nx.NetworkXUnfeasible:
        return None


def check_proof(instance: Instance, matching: Matching) -> None:
    """Seats and people agree, and the prices prove that nothing cheaper exists."""
    assert sorted(matching.person_at) == sorted(
        seat for seat in matching.seat_of if seat is not None
    )
    assert set(matching.free) == set(range(instance.seat_count)) - set(matching.person_at)
    assert all(matching.seat_price[seat] == 0 for seat in matching.free)
    total = 0
    for person, own in enumerate(matching.seat_of):
        assert own is not None
        total += instance.price_of(person, own)
        for seat in instance.sets[person]:
            slack = (
                instance.price_of(person, seat)
                - matching.person_price[person]
                - matching.seat_price[seat]
            )
            if matching.may_take(person, seat):
                assert slack >= 0
            if seat == own:
                assert slack == 0
    assert matching.price == total


@pytest.mark.parametrize("seed", range(4))
def test_seats_are_as_cheap_as_another_solver_finds_them(seed: int) -> None:
    rng = draw(seed)
    for _ in range(60):
        instance = make_instance(rng)
        matching = Matching(instance)
        if not matching.seat_everybody():
            assert cost_by_networkx(instance, {}) is None
            continue
        check_proof(instance, matching)
        assert matching.price == cost_by_networkx(instance, {})


@pytest.mark.parametrize("seed", range(4))
def test_narrower_limits_keep_the_proof_and_leave_the_first_seating_alone(seed: int) -> None:
    rng = draw(seed)
    narrowed = 0
    for _ in range(60):
        instance = make_instance(rng)
        matching = Matching(instance)
        if not matching.seat_everybody():
            continue
        limits: dict[int, frozenset[int]] = {}
        for _ in range(4):
            person = rng.randrange(instance.count)
            left = sorted(limits.get(person, instance.sets[person]))
            limits = {**limits, person: frozenset(rng.sample(left, rng.randint(1, len(left))))}
            before = (matching.seat_of[:], dict(matching.person_at), matching.price)
            other = matching.narrow(limits, [person])
            assert before == (matching.seat_of, matching.person_at, matching.price)
            if other is None:
                assert cost_by_networkx(instance, limits) is None
                break
            check_proof(instance, other)
            assert other.price == cost_by_networkx(instance, limits)
            narrowed += 1
            matching = other
    assert narrowed > 50


def test_whoever_may_stay_stays() -> None:
    matching = Matching(Instance(((0, 1, 2),) * 3, (2, None, 0), 3))
    assert matching.seat_everybody()
    assert matching.seat_of == [2, 1, 0]


def test_second_of_two_on_one_seat_is_seated_anew() -> None:
    matching = Matching(Instance(((0, 1),) * 2, (1, 1), 2))
    assert matching.seat_everybody()
    assert matching.seat_of == [1, 0]


def test_chain_moves_the_one_who_can_give_way() -> None:
    matching = Matching(Instance(((0,), (0, 1)), (None, 0), 2))
    assert matching.seat_everybody()
    assert matching.seat_of == [0, 1]
    assert matching.price == matching.instance.dearest


def test_too_many_people_are_refused() -> None:
    assert not Matching(Instance(((0, 1),) * 3, (None,) * 3, 2)).seat_everybody()
