"""One date counted from an anchor."""

from __future__ import annotations

from datetime import date

import pytest

from planner.domain.countback import Anchor, MeetingDays, count_date
from planner.domain.task import Offset, OffsetUnit
from planner.domain.wording import Wording
from planner.domain.workday import WorkCalendar

OPENING = Anchor(date(2027, 1, 18), Wording("开幕", "opening"))
CALENDAR = WorkCalendar()


@pytest.mark.parametrize(
    ("amount", "unit", "on"),
    [
        (-15, OffsetUnit.WORKING, date(2026, 12, 25)),
        (-1, OffsetUnit.WORKING, date(2027, 1, 15)),
        (1, OffsetUnit.WORKING, date(2027, 1, 19)),
        (0, OffsetUnit.WORKING, date(2027, 1, 18)),
        (-17, OffsetUnit.NATURAL, date(2026, 12, 31)),
        (-16, OffsetUnit.NATURAL, date(2026, 12, 31)),
        (-8, OffsetUnit.NATURAL, date(2027, 1, 8)),
        (5, OffsetUnit.NATURAL, date(2027, 1, 25)),
    ],
)
def test_date_is_counted_from_the_anchor(amount: int, unit: OffsetUnit, on: date) -> None:
    assert count_date(OPENING, Offset(amount, unit), CALENDAR).on == on


def test_date_before_on_a_day_of_rest_says_why_it_moved() -> None:
    counted = count_date(OPENING, Offset(-17), CALENDAR)
    assert counted.reason == Wording(
        "开幕 2027-01-18 前 17 天；2027-01-01 为元旦放假，提前 1 天；调休未公布",
        "17 days before opening 2027-01-18; 2027-01-01 is a New Year holiday, 1 day earlier; "
        "make-up days not yet announced",
    )


def test_working_days_say_which_holiday_they_skip() -> None:
    counted = count_date(OPENING, Offset(-15, OffsetUnit.WORKING), CALENDAR)
    assert counted.reason.zh == "开幕 2027-01-18 前 15 个工作日；元旦放假顺延 1 天；调休未公布"


def test_date_in_a_settled_year_says_nothing_of_it() -> None:
    counted = count_date(OPENING, Offset(-45), CALENDAR)
    assert (counted.is_settled, counted.reason.zh) == (True, "开幕 2027-01-18 前 45 天")


def test_date_during_the_meeting_does_not_move() -> None:
    days = MeetingDays(date(2027, 1, 15), date(2027, 1, 19))
    assert count_date(OPENING, Offset(-1), CALENDAR, days).on == date(2027, 1, 17)  # a Sunday
