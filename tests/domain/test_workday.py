"""Working days against the oracle, and the house's own notices."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.error import InvalidRequestError
from planner.domain.plan import CalendarNotice, RestPeriod
from planner.domain.wording import Wording
from planner.domain.workday import DayKind, WorkCalendar

CALENDAR = WorkCalendar()
DAY = timedelta(days=1)
DATES = st.dates(date(2015, 1, 1), date(2028, 12, 31))


@pytest.mark.parametrize("year", range(2015, 2027))
def test_calendar_agrees_with_the_oracle(year: int) -> None:
    length = (date(year + 1, 1, 1) - date(year, 1, 1)).days
    days = [date(year, 1, 1) + number * DAY for number in range(length)]
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


def test_unsettled_year_takes_no_guess_at_days_in_lieu() -> None:
    rest = [date(2027, 2, 1) + number * DAY for number in range(14)]
    assert [day.day for day in rest if day.weekday() < 5 and not CALENDAR.is_working(day)] == [5, 8]


@pytest.mark.parametrize(
    ("day", "zh", "en"),
    [
        (date(2026, 1, 2), "元旦放假", "New Year holiday"),
        (date(2019, 2, 4), "春节放假", "Spring Festival holiday"),
        (date(2018, 12, 31), "元旦放假", "New Year holiday"),
        (date(2020, 10, 1), "中秋节、国庆节放假", "Mid-Autumn Festival and National Day holiday"),
        (date(2026, 2, 14), "调休上班", "make-up working day"),
        (date(2026, 2, 15), "周末", "weekend"),
        (date(2026, 2, 24), "工作日", "working day"),
    ],
)
def test_day_is_explained_by_its_own_holiday(day: date, zh: str, en: str) -> None:
    assert CALENDAR.explain(day) == Wording(zh, en)


def test_next_years_notice_reaches_into_a_year_with_its_own() -> None:
    rest = RestPeriod("元旦", date(2026, 12, 31), date(2027, 1, 2))
    own = WorkCalendar((CalendarNotice(2026), CalendarNotice(2027, (rest,), (date(2026, 12, 26),))))
    assert not own.is_working(date(2026, 12, 31))
    assert own.is_working(date(2026, 12, 26))


def test_holidays_between_names_those_that_take_a_weekday() -> None:
    new_year = Wording("元旦", "New Year")
    assert CALENDAR.holidays_between(date(2026, 12, 25), date(2027, 1, 18)) == (new_year,)
    rest = RestPeriod("元旦", date(2028, 1, 1), date(2028, 1, 2))  # a Saturday and a Sunday
    own = WorkCalendar((CalendarNotice(2028, (rest,)),))
    assert own.holidays_between(date(2027, 12, 30), date(2028, 1, 5)) == ()


def test_notice_without_a_working_day_is_refused_in_words() -> None:
    for_ever = RestPeriod("长假", date(2027, 1, 1), date(2060, 12, 31))
    own = WorkCalendar((CalendarNotice(2027, (for_ever,)),))
    with pytest.raises(InvalidRequestError):
        own.next_working(date(2027, 1, 1))
