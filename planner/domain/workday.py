"""Working days: the house's own notices, then published ones, then the law alone (rules §4)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

import holidays
from holidays.countries.china import ChinaStaticHolidays

from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.domain.plan import CalendarNotice, Settings

DAY = timedelta(days=1)
SATURDAY = 5
SEARCH_LIMIT_DAYS = 3700
"""A search for a working day gives up after ten years: only a broken notice gets there."""


class DayKind(StrEnum):
    """What a day is for those who work."""

    WORKING = "working"
    MADE_UP = "made_up"  # 调休上班
    WEEKEND = "weekend"
    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True)
class Day:
    """A day's kind, and the holiday's name where it is one."""

    kind: DayKind
    name: Wording | None = None


HOLIDAY_NAMES = {
    "元旦": "New Year",
    "春节": "Spring Festival",
    "农历除夕": "Spring Festival",
    "清明节": "Qingming",
    "劳动节": "Labour Day",
    "端午节": "Dragon Boat Festival",
    "中秋节": "Mid-Autumn Festival",
    "国庆节": "National Day",
}


@lru_cache(maxsize=64)
def _published_days(year: int) -> dict[date, Day]:
    """Return the days of a year that differ from the weekly rhythm, after the library's table."""
    table = holidays.country_holidays("CN", years=year, language="zh_CN", expand=False)
    days: dict[date, Day] = {}
    last = "休息日"
    for day, text in sorted(table.items()):
        if day.year != year:
            continue
        name = text.split("；")[0].split("; ")[0].split("（")[0]
        last = last if name == "休息日" else name
        chinese = "春节" if last == "农历除夕" else last
        days[day] = Day(DayKind.HOLIDAY, Wording(chinese, HOLIDAY_NAMES.get(chinese, chinese)))
    for day in table.weekend_workdays:
        if day.year == year:
            days[day] = Day(DayKind.MADE_UP)
    return days


def is_year_published(year: int) -> bool:
    """Tell whether the seed library knows the year's 调休."""
    return year in ChinaStaticHolidays.special_public_holidays


def _noticed_days(notice: CalendarNotice) -> dict[date, Day]:
    days: dict[date, Day] = {}
    for rest in notice.rests:
        name = Wording(rest.name, HOLIDAY_NAMES.get(rest.name, rest.name))
        day = rest.first_on
        while day <= rest.last_on:
            days[day] = Day(DayKind.HOLIDAY, name)
            day += DAY
    for day in notice.workdays:
        days[day] = Day(DayKind.MADE_UP)
    return days


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Tells working days from days of rest; each notice settles its year."""

    notices: tuple[CalendarNotice, ...] = ()
    _years: dict[int, dict[date, Day]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @classmethod
    def for_plan(cls, settings: Settings) -> WorkCalendar:
        """Return the calendar of a plan's settings."""
        return cls(settings.calendar_notices)

    def is_settled(self, day: date) -> bool:
        """Tell whether the year's 调休 is known; if not, dates there carry 调休未公布."""
        return is_year_published(day.year) or any(each.year == day.year for each in self.notices)

    def day(self, day: date) -> Day:
        """Return what a day is."""
        special = self._special_days(day.year).get(day)
        if special is not None:
            return special
        return Day(DayKind.WEEKEND if day.weekday() >= SATURDAY else DayKind.WORKING)

    def is_working(self, day: date) -> bool:
        """Tell whether people work on a day; make-up days are working days."""
        special = self._special_days(day.year).get(day)
        if special is not None:
            return special.kind is DayKind.MADE_UP
        return day.weekday() < SATURDAY

    def previous_working(self, day: date) -> date:
        """Return the day itself if people work on it, else the last working day before it."""
        return self._nearest_working(day, -DAY)

    def next_working(self, day: date) -> date:
        """Return the day itself if people work on it, else the first working day after it."""
        return self._nearest_working(day, DAY)

    def add_working(self, day: date, amount: int) -> date:
        """Return the ``amount``-th working day after ``day`` (before it if negative).

        ``day`` itself is not counted; an amount of 0 is the day itself.
        """
        step = DAY if amount > 0 else -DAY
        for _ in range(abs(amount)):
            day = self._nearest_working(day + step, step)
        return day

    def explain(self, day: date) -> Wording:
        """Return what a day is, in words: 元旦放假, 周末, 调休上班, 工作日."""
        found = self.day(day)
        if found.kind is DayKind.HOLIDAY and found.name is not None:
            return Wording(f"{found.name.zh}放假", f"{found.name.en} holiday")
        return {
            DayKind.MADE_UP: Wording("调休上班", "make-up working day"),
            DayKind.WEEKEND: Wording("周末", "weekend"),
        }.get(found.kind, Wording("工作日", "working day"))

    def rests_between(self, first: date, last: date) -> tuple[tuple[Wording, int], ...]:
        """Return holidays (not weekends) within [first, last], each with its number of days."""
        counts: dict[Wording, int] = {}
        for day in _each_day(first, last):
            found = self._special_days(day.year).get(day)
            if found is not None and found.kind is DayKind.HOLIDAY and found.name is not None:
                counts[found.name] = counts.get(found.name, 0) + 1
        return tuple(counts.items())

    def _special_days(self, year: int) -> dict[date, Day]:
        if year not in self._years:
            own = [each for each in self.notices if each.year == year]
            days = _noticed_days(own[-1]) if own else dict(_published_days(year))
            for notice in self.notices:  # a notice's 春节 or 元旦 may begin in the year before
                if notice.year != year:
                    around = _noticed_days(notice).items()
                    days |= {day: kind for day, kind in around if day.year == year and not own}
            self._years[year] = days
        return self._years[year]

    def _nearest_working(self, day: date, step: timedelta) -> date:
        for _ in range(SEARCH_LIMIT_DAYS):
            if self.is_working(day):
                return day
            day += step
        message = "no working day within ten years: a notice declares every day a holiday"
        raise ValueError(message)


def _each_day(first: date, last: date) -> Iterable[date]:
    for number in range((last - first).days + 1):
        yield first + number * DAY
