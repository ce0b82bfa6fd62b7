"""The rostrum: who sits there and should not, who should and does not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from planner.domain.person import Leave, LeaveState
from planner.domain.sitting import Rostrum, RostrumRow, RowOrder, SeatRule
from tests.builders import a_sound_plan
from tests.inspection import inspect, marks, with_person, with_sitting

if TYPE_CHECKING:
    from planner.domain.plan import Plan

ROSTRUM = "sittings/open/rostrum"


def seat(*rows: tuple[str, ...], order: RowOrder = RowOrder.RANK) -> Plan:
    rostrum = Rostrum(tuple(RostrumRow(row, order) for row in rows))
    return with_sitting(a_sound_plan(), "open", rostrum=rostrum)


@pytest.mark.parametrize(
    ("rows", "mark"),
    [
        ([("chair", "vice"), ("sg", "chair")], f"blocking rostrum-person-twice {ROSTRUM}"),
        ([("chair", "vice", "vice")], f"blocking rostrum-person-twice {ROSTRUM}"),
        ([("chair", "sg")], f"important presider-without-seat {ROSTRUM}"),
        ([("chair", "sg"), ("vice",)], f"important presider-in-rear-row {ROSTRUM}"),
        ([("vice", "sg")], f"hint speaker-without-rostrum-seat {ROSTRUM}"),
        ([("chair", "vice", "m1")], f"hint rostrum-rank-missing {ROSTRUM}/1"),
        ([("chair", "vice"), ()], f"hint rostrum-row-empty {ROSTRUM}/2"),
    ],
)
def test_faults_of_a_rostrum_are_found(rows: list[tuple[str, ...]], mark: str):
    assert marks(seat(*rows)) == [mark]


def test_rostrum_person_on_leave_is_found():
    leave = Leave("sg", sittings=("open",), state=LeaveState.GRANTED)
    assert marks(a_sound_plan(leaves=(leave,))) == [f"blocking rostrum-person-on-leave {ROSTRUM}"]


def test_rostrum_person_not_called_is_found():
    plan = seat(("chair", "vice"), ("lead",))
    assert marks(plan) == [f"important rostrum-person-not-called {ROSTRUM}"]
    assert inspect(plan)[0].why.zh == "万里程不在本次会议参加范围内"


def test_equal_ranks_in_a_row_are_a_hint_where_the_row_goes_by_rank():
    tied = with_person(seat(("chair", "vice", "sg")), "sg", rank=2)
    by_strokes = with_person(seat(("chair", "vice", "sg"), order=RowOrder.STROKES), "sg", rank=2)
    by_strokes = with_sitting(by_strokes, "close", rostrum=None)
    assert marks(with_sitting(tied, "close", rostrum=None)) == [
        f"hint rostrum-rank-tied {ROSTRUM}/1"
    ]
    assert marks(by_strokes) == []


def test_row_by_strokes_needs_no_ranks():
    assert marks(seat(("chair", "vice", "m1"), order=RowOrder.STROKES)) == []


def test_sitting_without_rostrum_has_no_findings_of_it():
    plan = a_sound_plan()
    sittings = tuple(replace(each, rostrum=None) for each in plan.sittings)
    assert marks(replace(plan, sittings=sittings)) == []


def test_rule_that_changes_nothing_is_a_hint():
    four = Rostrum((RostrumRow(("chair", "vice", "sg", "m1"), RowOrder.AS_LISTED),))
    three = Rostrum((RostrumRow(("chair", "vice", "sg")),))
    plan = a_sound_plan()
    found = [
        marks(with_sitting(plan, "open", rostrum=replace(each, rule=SeatRule.CENTRE_ONE)))
        for each in (four, three)
    ]
    assert found == [[], [f"hint rostrum-rule-not-applicable {ROSTRUM}"]]
