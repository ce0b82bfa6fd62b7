"""Rules about single people, as seats that are left to them or that cost them something."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.domain.person import AttendanceKind
from planner.domain.seating.binding import Ground, bind_rules, find_broken_rules
from planner.domain.seating.chart import Seating
from planner.domain.seating.home import find_homes
from planner.domain.seating.rule import Lock, RuleKind, SeatingRule
from planner.domain.venue.plan import SeatKind
from tests.domain.seating.halls import a_geometry, a_hall, a_venue, some_people

GEOMETRY = a_geometry(1, 5, door_distance=(9.0, 9.0, 9.0, 3.0, 2.0), beside_pillar=frozenset({1}))


def a_ground() -> Ground:
    """Return a row of five; the third place is for a wheelchair, the fourth is blocked."""
    venue = a_venue(1, 5)
    (row,) = venue.areas[0].rows
    kinds = {2: SeatKind.WHEELCHAIR, 3: SeatKind.BLOCKED}
    seats = tuple(replace(seat, kind=kinds.get(at, seat.kind)) for at, seat in enumerate(row.seats))
    area = replace(venue.areas[0], rows=(replace(row, seats=seats),))
    return Ground(replace(venue, areas=(area,)), GEOMETRY)


def a_rule(kind: RuleKind, people: str = "a", *seats: str, is_hard: bool = True) -> SeatingRule:
    return SeatingRule(kind.value, kind, tuple(people), seats, is_hard=is_hard, weight=2)


CASES = [
    (a_rule(RuleKind.AISLE), {0, 4}),
    (a_rule(RuleKind.NEAR_DOOR), {4}),
    (a_rule(RuleKind.NO_PILLAR), {0, 2, 4}),
    (a_rule(RuleKind.WHEELCHAIR), {2}),
    (a_rule(RuleKind.FIXED, "a", "1-2"), {1}),
    (a_rule(RuleKind.ZONE, "a", "1-1", "1-2", "1-4"), {0, 1}),
    (a_rule(RuleKind.RESERVE, "", "1-1"), {1, 2, 4}),
]


@pytest.mark.parametrize(("rule", "expected"), CASES)
def test_hard_rule_leaves_its_seats(rule: SeatingRule, expected: set[int]) -> None:
    instance = bind_rules(a_ground(), ["a", "b"], [rule], Seating({})).instance
    assert set(instance.allowed[0]) == expected
    assert rule.kind is RuleKind.RESERVE or set(instance.allowed[1]) == {0, 1, 2, 4}


@pytest.mark.parametrize(("rule", "expected"), CASES)
def test_soft_rule_makes_the_other_seats_dearer(rule: SeatingRule, expected: set[int]) -> None:
    soft = replace(rule, is_hard=False)
    instance = bind_rules(a_ground(), ["a"], [soft], Seating({})).instance
    assert set(instance.allowed[0]) == {0, 1, 2, 4}
    assert {at: instance.costs[0].get(at, 0) for at in (0, 1, 2, 4)} == {
        at: 0 if at in expected else 2 for at in (0, 1, 2, 4)
    }


@pytest.mark.parametrize(("rule", "expected"), CASES)
def test_broken_rule_is_found_on_every_other_seat(rule: SeatingRule, expected: set[int]) -> None:
    for at in (0, 1, 2, 4):
        broken = find_broken_rules(a_ground(), [rule], {"a": f"1-{at + 1}"})
        assert broken == ([] if at in expected else [rule])


def test_lock_and_bonds_are_bound_and_absent_people_bind_nobody() -> None:
    rules = [
        a_rule(RuleKind.TOGETHER, "abx"),
        a_rule(RuleKind.APART, "bc", is_hard=False),
        a_rule(RuleKind.APART, "ax"),
    ]
    seating = Seating({"a": "1-1"}, locks={"a": Lock("a", "1-1")})
    problem = bind_rules(a_ground(), ["a", "b", "c"], rules, seating)
    assert problem.instance.allowed[0] == (0,)
    assert problem.instance.held == (0, None, None)
    assert [(bond.people, bond.cost) for bond in problem.instance.bonds] == [
        ((0, 1), 0),
        ((1, 2), 2),
    ]
    assert problem.bonds == (rules[0], rules[1])


def test_people_with_equal_rules_share_their_seats() -> None:
    instance = bind_rules(
        a_ground(), ["a", "b", "c"], [a_rule(RuleKind.AISLE, "bc")], Seating({})
    ).instance
    assert instance.allowed[1] is instance.allowed[2]


def test_delegates_keep_to_the_areas_where_they_sit_while_those_have_room() -> None:
    hall = a_hall(2, 3, some_people("ab"))
    lower = hall.ground.venue.areas[0]
    rows = tuple(
        replace(row, seats=tuple(replace(seat, key=f"up-{seat.key}") for seat in row.seats))
        for row in lower.rows
    )
    upper = replace(lower, key="up", rows=rows)
    ground = Ground(replace(hall.ground.venue, areas=(lower, upper)), a_geometry(4, 3))
    seating = Seating({"a": "1-1", "b": "1-2"})
    homes = find_homes(ground, hall.people, seating, hall.wishes)
    assert homes.seats["a"] == frozenset(range(6))
    many = tuple(replace(hall.people[0], key=f"p{at}") for at in range(5))
    crowd = find_homes(ground, (*hall.people, *many), seating, hall.wishes)
    assert crowd.seats["a"] == frozenset(range(12))


def test_rows_of_others_are_nobodys_home_but_theirs() -> None:
    people = list(some_people("abc"))
    people[2] = replace(people[2], attendance=AttendanceKind.MEDIA)
    hall = a_hall(3, 2, tuple(people))
    homes = find_homes(
        hall.ground, hall.people, Seating({"a": "1-1", "b": "1-2", "c": "3-1"}), hall.wishes
    )
    assert homes.seats["a"] == frozenset({0, 1, 2, 3})
    assert homes.seats["c"] == frozenset({2, 3, 4, 5})
