"""Working days against the oracle, and the house's own notices."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.plan import CalendarNotice, RestPeriod
from planner.domain.wording import Wording
from planner.domain.workday import DayKind, WorkCalendar

CALENDAR = WorkCalendar()
DAY = timedelta(days=1)
DATES = st.dates(date(2015, 1, 1), date(2028, 12, 31))


@pytest.mark.parametrize("year", range(2015, 2027))
def test_calendar_agrees_with_the_oracle(year: int) -> None:
    days = [date(year, 1, 1) + number * DAY for number in range(365)]
    expected = {day for day in days if chinese_calendar.is_workday(day)}
    assert {day for day in days if CALENDAR.is_working(day)} == expected


def test_year_without_notice_has_statutory_days_and_is_not_settled() -> None:
    new_year = date(2027, 1, 1)
    assert CALENDAR.day(new_year).kind is DayKind.HOLIDAY
    assert CALENDAR.is_working(date(2027, 1, 4))
    assert not CALENDAR.is_settled(new_year)
    assert CALENDAR.is_settled(date(2026, 12, 31))


def test_own_notice_settles_its_year() -> None:
    rest = RestPeriod("元旦", date(2027, 1, 1), date(2027, 1, 3))
    own = WorkCalendar((CalendarNotice(2027, (rest,), (date(2027, 1, 9),)),))
    assert own.is_settled(date(2027, 1, 1))
    assert own.is_working(date(2027, 1, 9))
    assert own.is_working(date(2027, 2, 8))  # the notice names no Spring Festival
    assert own.explain(date(2027, 1, 9)) == Wording("调休上班", "make-up working day")
    assert own.explain(date(2027, 1, 2)) == Wording("元旦放假", "New Year holiday")


def test_notice_that_begins_in_the_year_before_reaches_it() -> None:
    rest = RestPeriod("元旦", date(2027, 12, 31), date(2028, 1, 2))
    own = WorkCalendar((CalendarNotice(2028, (rest,)),))
    assert not own.is_working(date(2027, 12, 31))


@given(DATES, st.integers(-60, 60))
def test_adding_working_days_lands_on_one_and_counts_them(day: date, amount: int) -> None:
    landed = CALENDAR.add_working(day, amount)
    if not amount:
        assert landed == day
        return
    assert CALENDAR.is_working(landed)
    first, last = sorted((day, landed))
    between = [first + number * DAY for number in range((last - first).days + 1)]
    assert sum(CALENDAR.is_working(each) for each in between if each != day) == abs(amount)


@given(DATES)
def test_nearest_working_days_enclose_the_day(day: date) -> None:
    before, after = CALENDAR.previous_working(day), CALENDAR.next_working(day)
    assert before <= day <= after
    assert CALENDAR.is_working(before)
    assert CALENDAR.is_working(after)
    assert (before == after) == CALENDAR.is_working(day)


def test_rests_between_counts_days_off_per_holiday() -> None:
    rests = CALENDAR.rests_between(date(2026, 12, 25), date(2027, 1, 18))
    assert rests == ((Wording("元旦", "New Year"), 1),)
