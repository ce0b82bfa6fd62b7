"""Repair: the fewest people moved, then the best by the soft rules; proven against all cases."""

from __future__ import annotations

import pytest

from planner.domain.seating.bond import find_broken, is_kept
from planner.domain.seating.instance import Arrangement, Bond, Instance
from planner.domain.seating.repair import TooHardError, repair
from tests.domain.seating.exhaustive import draw, find_least_price, make_instance

LINE = tuple(tuple(seat for seat in (at - 1, at + 1) if 0 <= seat < 6) for at in range(6))
ALL = tuple(range(6))


def a_line(*held: int | None, **rest: object) -> Instance:
    """Return people on a row of six seats."""
    return Instance((ALL,) * len(held), held, 6, beside=LINE, near=LINE, **rest)  # type: ignore[arg-type]


def check_arrangement(instance: Instance, found: Arrangement) -> None:
    """Every person has a seat of his own that he may take, and each hard bond is kept."""
    assert len(set(found.seats)) == instance.count
    assert all(seat in instance.sets[person] for person, seat in enumerate(found.seats))
    for number, bond in enumerate(instance.bonds):
        assert not bond.is_hard or is_kept(instance, number, bond, found.seats)


@pytest.mark.parametrize("seed", range(10))
def test_repair_is_as_good_as_the_best_of_all_arrangements(seed: int) -> None:
    rng = draw(seed)
    gaps = []
    for _ in range(100):
        instance = make_instance(rng)
        found, least = repair(instance), find_least_price(instance)
        if found is None or least is None:
            assert (found, least) == (None, None)
            continue
        check_arrangement(instance, found)
        assert found.is_proven
        gaps.append(len(found.moved) * instance.dearest + found.cost - least)
    assert len(gaps) > 50
    assert set(gaps) == {0}


@pytest.mark.parametrize("seed", range(5))
def test_arrangement_found_without_proof_keeps_every_hard_rule(seed: int) -> None:
    rng = draw(100 + seed)
    unproven = 0
    for _ in range(60):
        instance = make_instance(rng)
        try:
            found = repair(instance, most_cases=1)
        except TooHardError:
            assert find_least_price(instance) is None
            continue
        if found is not None:
            check_arrangement(instance, found)
            unproven += not found.is_proven
    assert unproven > 0


def test_nobody_moves_where_nothing_is_broken() -> None:
    assert repair(a_line(0, 1, 3)) == Arrangement((0, 1, 3), (), 0)


def test_newcomer_takes_a_free_seat_and_moves_nobody() -> None:
    found = repair(a_line(0, 1, None))
    assert found is not None
    assert found.moved == ()
    assert found.seats[2] in {2, 3, 4, 5}


def test_neighbour_of_an_absence_moves_up_to_keep_two_together() -> None:
    found = repair(a_line(0, 2, 3, together=(Bond((0, 1)),)))
    assert found is not None
    assert found.seats[2] == 3
    assert len(found.moved) == 1


def test_soft_bond_is_broken_rather_than_moving_anybody() -> None:
    assert repair(a_line(0, 1, apart=(Bond((0, 1), cost=5),))) == Arrangement((0, 1), (), 5)


def test_no_seat_for_everybody_is_no_arrangement() -> None:
    assert repair(a_line(0, 1, 2, 3, 4, 5, None)) is None


def test_bond_that_cannot_be_kept_is_no_arrangement() -> None:
    narrow = Instance(((0, 5), (2, 3)), (0, 2), 6, beside=LINE, near=LINE, together=(Bond((0, 1)),))
    assert repair(narrow) is None


def test_group_that_wants_a_longer_row_is_no_arrangement() -> None:
    halves = tuple(
        tuple(seat for seat in row if seat // 3 == at // 3) for at, row in enumerate(LINE)
    )
    four = Instance((ALL,) * 4, ALL[:4], 6, beside=halves, near=halves, together=(Bond(ALL[:4]),))
    assert repair(four) is None


def test_search_without_an_answer_in_time_says_so() -> None:
    with pytest.raises(TooHardError):
        repair(a_line(0, 1, apart=(Bond((0, 1)),)), most_cases=0, most_steps=0)


def test_people_of_a_dropped_bond_are_not_asked_again() -> None:
    instance = a_line(0, 1, apart=(Bond((0, 1), cost=1),))
    found = repair(instance)
    assert found is not None
    assert found.cases <= 2
    assert find_broken(instance, _Seats(found.seats), dropped=()) == [0]  # type: ignore[arg-type]


class _Seats:
    """The part of a matching that bonds look at."""

    def __init__(self, seats: tuple[int, ...]) -> None:
        self.seat_of = seats
