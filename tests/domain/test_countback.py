"""One date counted from an anchor."""

from __future__ import annotations

from datetime import date

import pytest

from planner.domain.countback import Anchor, MeetingDays, count_date
from planner.domain.error import InvalidRequestError
from planner.domain.plan import CalendarNotice
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


@pytest.mark.parametrize(
    ("anchor", "amount", "zh", "en"),
    [
        (
            "2027-01-18",
            -15,
            "元旦放假顺延 3 天；调休未公布",
            "New Year holiday: 3 days further; make-up days not yet announced",
        ),
        ("2026-10-12", -2, "调休上班 1 天，少推 1 天", "1 make-up working day, 1 day fewer to go"),
        (
            "2026-03-02",
            -15,
            "春节放假、调休上班 2 天，顺延 6 天",
            "Spring Festival holiday and 2 make-up working days: 6 days further",
        ),
        ("2026-09-24", 1, "中秋节放假顺延 3 天", "Mid-Autumn Festival holiday: 3 days further"),
    ],
)
def test_working_days_say_how_far_holidays_carried_them(
    anchor: str, amount: int, zh: str, en: str
) -> None:
    start = Anchor(date.fromisoformat(anchor), Wording("开幕", "opening"))
    counted = count_date(start, Offset(amount, OffsetUnit.WORKING), CALENDAR)
    side = ("前", "before") if amount < 0 else ("后", "after")
    days = f"{abs(amount)} working day" + ("s" if abs(amount) > 1 else "")
    assert counted.reason == Wording(
        f"开幕 {anchor} {side[0]} {abs(amount)} 个工作日；{zh}",
        f"{days} {side[1]} opening {anchor}; {en}",
    )


def test_shift_names_every_rest_that_it_crosses() -> None:
    counted = count_date(OPENING, Offset(-15), CALENDAR)
    assert counted.on == date(2026, 12, 31)
    assert counted.reason.zh == (
        "开幕 2027-01-18 前 15 天；2027-01-03 为周末、元旦放假，提前 3 天；调休未公布"
    )


def test_count_across_an_unsettled_year_is_not_settled_though_it_ends_in_a_settled_one() -> None:
    assert not count_date(OPENING, Offset(-15, OffsetUnit.WORKING), CALENDAR).is_settled
    own = WorkCalendar((CalendarNotice(2027),))
    assert count_date(OPENING, Offset(-15, OffsetUnit.WORKING), own).is_settled


@pytest.mark.parametrize("unit", OffsetUnit)
def test_date_off_the_calendar_is_refused(unit: OffsetUnit) -> None:
    last = Anchor(date.max, Wording("开幕", "opening"))
    with pytest.raises(InvalidRequestError):
        count_date(last, Offset(1, unit), CALENDAR)


def test_date_in_a_settled_year_says_nothing_of_it() -> None:
    counted = count_date(OPENING, Offset(-45), CALENDAR)
    assert (counted.is_settled, counted.reason.zh) == (True, "开幕 2027-01-18 前 45 天")


def test_date_during_the_meeting_does_not_move() -> None:
    days = MeetingDays(date(2027, 1, 15), date(2027, 1, 19))
    assert count_date(OPENING, Offset(-1), CALENDAR, days).on == date(2027, 1, 17)  # a Sunday
