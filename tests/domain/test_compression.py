"""A plan begun too late is pressed together in proportion."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from planner.domain.compression import Squeeze, find_squeeze
from planner.domain.countback import MeetingDays
from planner.domain.workday import WorkCalendar

MEETING = MeetingDays(date(2026, 12, 14), date(2026, 12, 18))
CALENDAR = WorkCalendar()
DAYS = st.dates(date(2026, 8, 1), date(2026, 12, 11))


def test_squeeze_reaches_as_far_beyond_the_start_as_it_came_too_late() -> None:
    starts = [date(2026, 10, 12), date(2026, 11, 30)]
    squeeze = find_squeeze(starts, date(2026, 11, 2), MEETING)
    assert squeeze == Squeeze(date(2026, 10, 12), date(2026, 11, 2), date(2026, 11, 23))


def test_squeeze_ends_on_the_eve_of_the_meeting_at_the_latest() -> None:
    squeeze = find_squeeze([date(2026, 9, 1)], date(2026, 12, 1), MEETING)
    assert squeeze == Squeeze(date(2026, 9, 1), date(2026, 12, 1), date(2026, 12, 13))


def test_plan_begun_in_time_is_not_squeezed() -> None:
    starts = [date(2026, 11, 2)]
    assert find_squeeze(starts, date(2026, 11, 2), MEETING) is None
    assert find_squeeze(starts, None, MEETING) is None
    assert find_squeeze(starts, date(2026, 11, 3), None) is None
    assert find_squeeze(starts, MEETING.first_on, MEETING) is None


@given(st.lists(DAYS, min_size=1), DAYS, DAYS)
def test_squeeze_never_swaps_days_nor_moves_one_before_work_begins(
    starts: list[date], floor_on: date, other: date
) -> None:
    squeeze = find_squeeze(starts, floor_on, MEETING)
    if squeeze is None:
        return
    days = sorted(CALENDAR.previous_working(day) for day in {*starts, other} if day >= min(starts))
    placed = [squeeze.place(day, CALENDAR) for day in days]
    assert placed == sorted(placed)
    assert all(
        day <= now or (day - now) < timedelta(days=3) for day, now in zip(days, placed, strict=True)
    )
    assert min(placed) >= floor_on
