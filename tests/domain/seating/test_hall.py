"""Seating a hall: the fill, the wishes of single people, and what cannot all hold."""

from __future__ import annotations

import pytest

from planner.domain.person import AttendanceKind, Leave, LeaveState
from planner.domain.seating.hall import seat_everybody, seat_hall
from planner.domain.seating.rule import Lock, RuleKind, SeatingRule
from planner.domain.seating.setting import HallSettings
from planner.domain.sitting import Rostrum, RostrumRow
from tests.builders import a_person, a_plan, a_sitting
from tests.domain.seating.halls import a_geometry, a_hall, a_venue, draw_hall, some_people


def a_rule(kind: RuleKind, people: str = "", *seats: str, **rest: object) -> SeatingRule:
    """Return a rule, called by its kind."""
    return SeatingRule(kind.value, kind, tuple(people), seats, **rest)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ((), "abcd.."),
        ((a_rule(RuleKind.TOGETHER, "ad"),), None),
        ((a_rule(RuleKind.APART, "ab"),), None),
        ((a_rule(RuleKind.AISLE, "c"),), None),
        ((a_rule(RuleKind.ZONE, "c", "1-5", "1-6"),), None),
        ((a_rule(RuleKind.AISLE, "c", is_hard=False),), None),
    ],
)
def test_wishes_hold_and_are_told(rules: tuple[SeatingRule, ...], expected: str | None) -> None:
    hall = a_hall(1, 6, some_people("abcd"), rules=rules)
    seating = seat_everybody(hall)
    assert seating.broken == ()
    assert sorted(seating.seat_of) == list("abcd")
    drawn = draw_hall(hall, seating.seat_of)[0]
    if expected is not None:
        assert drawn == expected
        return
    assert drawn != "abcd.."
    moved = [key for key, why in seating.reasons.items() if "调整" in why.zh]
    assert set(moved) == {key for at, key in enumerate("abcd") if drawn.find(key) != at}


def test_who_must_give_way_is_told_so() -> None:
    hall = a_hall(1, 3, some_people("abc"), rules=(a_rule(RuleKind.AISLE, "b"),))
    seating = seat_everybody(hall)
    assert seating.reasons["b"].zh.endswith("按要求调整：靠过道（万明）")
    others = [seating.reasons[key].zh for key in "ac"]
    assert sum(each.endswith("为满足他人座位要求而调整") for each in others) == 1


def test_smallest_conflict_is_named_and_the_rest_holds() -> None:
    rules = (
        SeatingRule("soft", RuleKind.APART, ("a", "b"), is_hard=False),
        SeatingRule("ends", RuleKind.AISLE, ("a",)),
        SeatingRule("middle", RuleKind.FIXED, ("a",), ("1-2",)),
        SeatingRule("pair", RuleKind.TOGETHER, ("b", "c")),
    )
    hall = a_hall(1, 4, some_people("abc"), rules=rules)
    seating = seat_everybody(hall)
    assert seating.conflict == ("ends", "middle")
    assert len({"ends", "middle"} & set(seating.broken)) == 1
    assert "pair" not in seating.broken


def test_lock_that_forbids_a_rule_is_part_of_the_conflict() -> None:
    rules = (SeatingRule("ends", RuleKind.AISLE, ("a",)),)
    hall = a_hall(1, 3, some_people("ab"), rules=rules, locks=(Lock("a", "1-2"),))
    assert seat_everybody(hall).conflict == ("lock:a", "ends")


@pytest.mark.parametrize("seat", ["9-9", ""])
def test_lock_or_fixed_seat_that_is_not_there_is_named_and_the_person_seated(seat: str) -> None:
    rules = (SeatingRule("f", RuleKind.FIXED, ("b",), (seat,)),)
    hall = a_hall(1, 3, some_people("abc"), rules=rules, locks=(Lock("a", seat),))
    seating = seat_everybody(hall)
    assert len(seating.conflict) == 1
    assert dict(seating.locks) == {}
    assert sorted(seating.seat_of.values()) == ["1-1", "1-2", "1-3"]


def test_soft_rule_gives_way_to_a_hard_one_and_is_named() -> None:
    rules = (
        SeatingRule("hard", RuleKind.APART, ("a", "b")),
        SeatingRule("soft", RuleKind.TOGETHER, ("a", "b"), is_hard=False),
    )
    seating = seat_everybody(a_hall(1, 4, some_people("ab"), rules=rules))
    assert (seating.conflict, seating.broken) == ((), ("soft",))


def test_rule_that_names_seats_leads_out_of_the_home_rows() -> None:
    guest = a_person("x", "王列", attendance=AttendanceKind.SITTING_IN)
    rules = (SeatingRule("f", RuleKind.ZONE, ("a",), ("3-1", "3-2")),)
    hall = a_hall(3, 2, (*some_people("ab"), guest), rules=rules)
    assert seat_everybody(hall).seat_of["a"] in {"3-1", "3-2"}


def test_leave_and_rostrum_need_no_seat_in_the_hall() -> None:
    plan = a_plan(
        people=some_people("abcd"),
        leaves=(Leave("b", state=LeaveState.GRANTED), Leave("c", state=LeaveState.PENDING)),
    )
    sitting = a_sitting(participants=("member",), rostrum=Rostrum((RostrumRow(("a",)),)))
    seating = seat_hall(plan, sitting, a_venue(1, 4), HallSettings(), a_geometry(1, 4))
    assert seating.seat_of == {"c": "1-1", "d": "1-2"}
