"""Halls too large to go through all arrangements: the repair against a general solver (HiGHS)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from benchmarks.general_solver import find_least_bound, find_least_price
from benchmarks.hall import make_hall
from benchmarks.seating import draw_turnout, make_instance
from planner.domain.seating.hall import seat_everybody
from planner.domain.seating.repair import repair
from tests.domain.seating.exhaustive import draw
from tests.domain.seating.exhaustive import find_least_price as find_by_all
from tests.domain.seating.exhaustive import make_instance as make_small_instance

if TYPE_CHECKING:
    from planner.domain.seating.instance import Instance


@pytest.mark.parametrize(("people", "changes", "seed"), [(80, 3, 1), (80, 8, 2), (120, 12, 3)])
def test_repair_is_as_good_as_the_optimum_of_a_general_solver(
    people: int, changes: int, seed: int
) -> None:
    hall = make_hall(people, share=0.1, seed=seed)
    instance = make_instance(
        hall, seat_everybody(hall), draw_turnout(hall, seat_everybody(hall), changes)
    )
    found = repair(instance)
    price, is_proven = find_least_price(instance, seconds=120)
    assert found is not None
    assert (found.is_proven, is_proven) == (True, True)
    assert len(found.moved) > 0
    assert len(found.moved) * instance.dearest + found.cost == price


@cache
def small_instances() -> list[tuple[Instance, int]]:
    """Return instances and what they cost at least: to go through all arrangements takes long."""
    rng = draw(7)
    instances = [make_small_instance(rng) for _ in range(40)]
    return [(each, least) for each in instances if (least := find_by_all(each)) is not None]


def test_general_solver_reads_instances_as_we_do() -> None:
    for instance, least in small_instances():
        assert find_least_price(instance, seconds=60) == (least, True)
    assert len(small_instances()) > 20


def test_the_bound_of_large_halls_is_the_optimum_where_all_bonds_are_kept() -> None:
    for instance, least in small_instances():
        assert find_least_bound(instance, instance.bonds, seconds=60) == (least, True)
        assert find_least_bound(instance, (), seconds=60)[0] <= least
    assert len(small_instances()) > 20


def test_repair_of_a_large_hall_meets_the_bound_of_a_general_solver() -> None:
    hall = make_hall(1_000, share=0.1, seed=2)
    seating = seat_everybody(hall)
    instance = make_instance(hall, seating, draw_turnout(hall, seating, 60))
    found = repair(instance)
    assert found is not None
    moved = set(found.moved)
    bonds = [bond for bond in instance.bonds if not moved.isdisjoint(bond.people)]
    price, is_proven = find_least_bound(instance, bonds, seconds=120)
    assert is_proven
    assert 0 < len(moved) == price // instance.dearest
