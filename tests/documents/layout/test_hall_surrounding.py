"""What stands round the seats of a chart."""

from __future__ import annotations

import pytest

from planner.documents.layout.hall_aisle import find_cross_aisles
from planner.documents.layout.hall_surrounding import is_covered
from planner.documents.layout.hall_type import SeatBox
from planner.documents.sheet.hall_chart import (
    ChartFixture,
    ChartSeat,
    PlaceState,
    hall_chart_sheet,
)
from planner.domain.venue.plan import FixtureKind
from planner.domain.venue.sample import sample_venue
from tests.documents.seatings import some_facts

SCALE = 10.0
BOX = SeatBox(width=10.0, height=10.0, size=3.0, is_down=False)
"""A metre wide and high."""
SEATS = [ChartSeat(0.0, 0.0, "1", PlaceState.TAKEN)]


def a_table(
    y: float, kind: FixtureKind = FixtureKind.TABLE, *, is_round: bool = False
) -> ChartFixture:
    return ChartFixture(kind, 0.0, y, 2.0, 0.5, "", is_round)


@pytest.mark.parametrize(("y", "expected"), [(0.0, True), (0.5, True), (0.7, False), (2.0, False)])
def test_a_desk_under_a_seat_is_covered(y: float, expected: bool):  # noqa: FBT001  a case's answer
    assert is_covered(a_table(y), [(SEATS, BOX)], SCALE) is expected


def test_only_desks_are_left_out():
    assert not is_covered(a_table(0.0, FixtureKind.DOOR), [(SEATS, BOX)], SCALE)
    assert not is_covered(a_table(0.0, is_round=True), [(SEATS, BOX)], SCALE)


def test_the_shipped_hall_has_one_cross_aisle_behind_its_twelfth_row():
    hall = hall_chart_sheet(some_facts(venue=sample_venue("hall"))).areas[-2]
    (aisle,) = find_cross_aisles(hall)
    before, after = hall.rows[11].seats[19].y, hall.rows[12].seats[19].y
    assert before < aisle < after


def test_an_area_that_stays_empty_is_left_out_and_named():
    venue = sample_venue("hall")
    seats = [seat.key for seat in venue.areas[1].rows[0].seats]
    facts = some_facts(venue=venue)
    seating = type(facts.seating)({f"p{at}": seat for at, seat in enumerate(seats[:6], start=1)})
    sheet = hall_chart_sheet(type(facts)(facts.plan, facts.sitting, venue, seating))
    assert [area.name for area in sheet.areas] == ["主席台", "池座"]
    assert sheet.summary.endswith("，楼座未使用、图上从略")
    hall = sheet.areas[1]
    bottom = max(seat.y for seat in hall.seats)
    assert all(fixture.y < bottom + 4 for fixture in sheet.fixtures)
