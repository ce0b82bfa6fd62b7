"""Live findings of a seating, and who sits around whom."""

from __future__ import annotations

from dataclasses import replace

from planner.domain.finding.value import Severity
from planner.domain.seating.change import put, remove_people
from planner.domain.seating.difference import SeatMove, compare_seats
from planner.domain.seating.hall import seat_everybody
from planner.domain.seating.inspection import inspect_seating
from planner.domain.seating.neighbour import people_around
from planner.domain.seating.rule import RuleKind, SeatingRule
from planner.domain.seating.setting import BlockShape, FillDirection
from tests.domain.seating.halls import a_hall, some_people

ROWS = {"shape": BlockShape.ROWS, "direction": FillDirection.ROWS}
NAMES = {"a": "丁明", "b": "万明", "c": "马明", "d": "王明", "z": "赵迟"}


def test_a_sound_seating_has_no_findings() -> None:
    hall = a_hall(2, 4, some_people("abcd"), **ROWS)
    assert inspect_seating(hall, seat_everybody(hall), NAMES) == ()


def test_findings_name_people_worst_first() -> None:
    rules = (
        SeatingRule("hard", RuleKind.TOGETHER, ("a", "b")),
        SeatingRule("soft", RuleKind.AISLE, ("c",), is_hard=False),
    )
    hall = a_hall(2, 4, some_people("abcd"), rules=rules, **ROWS)
    seating = put(seat_everybody(hall), {"a": "2-4", "b": "1-1", "c": "1-2", "z": "2-2"})
    seating = remove_people(seating, ("d",))
    found = [(each.severity, each.why.zh) for each in inspect_seating(hall, seating, NAMES)]
    assert found == [
        (Severity.BLOCKING, "未满足硬性要求：相邻就座（丁明、万明）"),
        (Severity.IMPORTANT, "王明尚无座位：新到，尚未安排"),
        (Severity.IMPORTANT, "赵迟已请假、上主席台或不再参会，仍占座位"),
        (Severity.HINT, "未满足：靠过道（马明）"),
    ]


def test_somebody_on_a_seat_that_is_kept_empty_blocks() -> None:
    hall = a_hall(2, 4, some_people("abcd"), **ROWS)
    seating = replace(seat_everybody(hall), reserved=frozenset({"1-2"}))
    assert [each.why.zh for each in inspect_seating(hall, seating, NAMES)] == ["万明坐在预留座位上"]


def test_somebody_on_a_place_that_is_gone_blocks() -> None:
    hall = a_hall(2, 4, some_people("abcd"), **ROWS)
    seating = put(seat_everybody(hall), {"a": "9-9"})
    assert [each.why.zh for each in inspect_seating(hall, seating, NAMES)] == ["丁明的座位不能就座"]


def test_left_and_right_are_those_of_who_sits_and_front_is_towards_the_rostrum() -> None:
    hall = a_hall(3, 3, some_people("abcdefghi"), **ROWS)
    around = people_around(hall.ground, seat_everybody(hall), "2-2")
    assert around == {"left": "d", "right": "f", "front": "b", "back": "h"}


def test_nobody_is_beside_an_end_or_an_empty_seat() -> None:
    hall = a_hall(2, 3, some_people("ab"), **ROWS)
    around = people_around(hall.ground, seat_everybody(hall), "1-1")
    assert around == {"left": None, "right": "b", "front": None, "back": None}


def test_differences_tell_moves_then_comers_then_leavers() -> None:
    before = {"a": "1-1", "b": "1-2", "c": "1-3"}
    after = {"b": "1-1", "c": "1-3", "d": "1-4"}
    assert compare_seats(before, after) == (
        SeatMove("b", "1-2", "1-1"),
        SeatMove("d", None, "1-4"),
        SeatMove("a", "1-1", None),
    )
