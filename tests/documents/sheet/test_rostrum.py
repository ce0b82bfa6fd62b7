"""The rostrum chart's words."""

from __future__ import annotations

import pytest

from planner.documents.sheet.hash import sheet_hash
from planner.documents.sheet.rostrum import needs_large_page, rostrum_sheet
from planner.domain.rostrum import View
from planner.domain.sitting import Rostrum, RostrumRow
from tests.builders import a_person, a_plan, a_sitting


def test_rows_are_seen_from_the_hall_the_farthest_first():
    people = tuple(a_person(f"p{rank}", f"甲乙{rank}", rank=rank) for rank in range(1, 6))
    rows = (RostrumRow(("p1", "p2", "p3")), RostrumRow(("p4", "p5")))
    sitting = a_sitting(place="会堂", presiders=("p2",), rostrum=Rostrum(rows))
    sheet = rostrum_sheet(a_plan(people=people, sittings=(sitting,)), "s1")
    assert [(row.title, [seat.name for seat in row.seats]) for row in sheet.rows] == [
        ("第2排", ["甲乙4", "甲乙5"]),
        ("前排", ["甲乙3", "甲乙1", "甲乙2"]),
    ]
    assert [seat.is_presider for seat in sheet.rows[1].seats] == [False, False, True]
    assert [seat.position for seat in sheet.rows[1].seats] == [-1.0, 0.0, 1.0]
    assert (sheet.masthead.note, sheet.facts) == ("（从台下看）", "1月18日（星期一）上午9:00　会堂")


@pytest.mark.parametrize(
    ("lengths", "is_large"), [([12, 12], False), ([13], True), ([5, 5, 5], True), ([], False)]
)
def test_wide_and_deep_rostrums_need_a3(lengths: list[int], is_large: bool):  # noqa: FBT001  a case's answer
    assert needs_large_page(lengths) is is_large


def test_from_the_rostrum_all_is_turned_by_half_a_circle():
    people = tuple(a_person(f"p{rank}", f"甲乙{rank}", rank=rank) for rank in range(1, 6))
    rows = (RostrumRow(("p1", "p2", "p3")), RostrumRow(("p4", "p5")))
    plan = a_plan(people=people, sittings=(a_sitting(rostrum=Rostrum(rows)),))
    sheet = rostrum_sheet(plan, "s1", View.ROSTRUM)
    assert [(row.title, [seat.name for seat in row.seats]) for row in sheet.rows] == [
        ("前排", ["甲乙2", "甲乙1", "甲乙3"]),
        ("第2排", ["甲乙5", "甲乙4"]),
    ]
    assert [seat.position for seat in sheet.rows[0].seats] == [-1.0, 0.0, 1.0]
    assert sheet.masthead.note == "（从台上看）"


def test_the_view_changes_the_hash_and_the_usual_one_keeps_it():
    people = (a_person("p1", "甲乙"),)
    rows = (RostrumRow(("p1",)),)
    plan = a_plan(people=people, sittings=(a_sitting(rostrum=Rostrum(rows)),))
    hall, rostrum = rostrum_sheet(plan, "s1"), rostrum_sheet(plan, "s1", View.ROSTRUM)
    assert "View" not in repr(hall)
    assert sheet_hash(hall) != sheet_hash(rostrum)
