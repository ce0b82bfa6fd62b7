"""Working days: the house's own notices, then published ones, then the law alone (rules §4)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

import holidays
from holidays.countries.china import ChinaStaticHolidays

from planner.domain.error import InvalidRequestError
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
    "清明节": "Qingming",
    "劳动节": "Labour Day",
    "端午节": "Dragon Boat Festival",
    "中秋节": "Mid-Autumn Festival",
    "国庆节": "National Day",
    "中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日": "Victory Day",
}
HOLIDAY_ALIASES = {"农历除夕": "春节", "春节延长假期": "春节"}
NEW_YEAR = "元旦"
LIEU_DAY = "休息日"
"""What the library calls a day off that is made up for on a weekend; it does not say for what."""


@lru_cache(maxsize=64)
def _published_days(year: int) -> dict[date, Day]:
    """Return the days of a year that differ from the weekly rhythm, after the library's table.

    Where the year's 调休 is not known these are the statutory days alone: the library's guess at
    days off in lieu is not the State Council's notice.
    """
    is_known = is_year_published(year)
    table = holidays.country_holidays(
        "CN", years=year, language="zh_CN", expand=False, observed=is_known
    )
    names = {day: _read_name(text) for day, text in table.items() if day.year == year}
    made_up = {day for day in table.weekend_workdays if day.year == year}
    days = {
        day: Day(DayKind.HOLIDAY, _word_name(name or _find_occasion(day, names, made_up)))
        for day, name in names.items()
    }
    return days | {day: Day(DayKind.MADE_UP) for day in made_up}


def _read_name(text: str) -> str:
    """Return the holidays of a day of the library's table; nothing for a day off in lieu."""
    parts = [part.split("（")[0] for part in text.split("; ")]
    known = (HOLIDAY_ALIASES.get(part, part) for part in parts if part != LIEU_DAY)
    return "、".join(dict.fromkeys(known))


def _word_name(name: str) -> Wording:
    parts = [HOLIDAY_NAMES.get(part, part) for part in name.split("、")]
    return Wording(name, " and ".join(parts))


def _find_occasion(day: date, names: dict[date, str], made_up: set[date]) -> str:
    """Return for which holiday a day in lieu is given: the nearest in its unbroken rest.

    A rest that reaches the year's end without one belongs to the New Year that follows.
    """
    found = []
    for step in (DAY, -DAY):
        near = day + step
        while near in names or (near.weekday() >= SATURDAY and near not in made_up):
            if names.get(near):
                found.append((abs((near - day).days), names[near]))
                break
            near += step
    return min(found, default=(0, NEW_YEAR))[1]


def is_year_published(year: int) -> bool:
    """Tell whether the seed library knows the year's 调休."""
    return year in ChinaStaticHolidays.special_public_holidays


def _noticed_days(notice: CalendarNotice, year: int) -> dict[date, Day]:
    """Return what a notice says of the days of a year, its own or one beside it."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    days: dict[date, Day] = {}
    for rest in notice.rests:
        kind = Day(DayKind.HOLIDAY, _word_name(rest.name))
        for day in _each_day(max(first, rest.first_on), min(last, rest.last_on)):
            days[day] = kind
    return days | {day: Day(DayKind.MADE_UP) for day in notice.workdays if day.year == year}


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
            day = self._nearest_working(add_days(day, step.days), step)
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

    def is_span_settled(self, first: date, last: date) -> bool:
        """Tell whether the 调休 of every year from one day to another is known."""
        years = range(first.year, last.year + 1)
        return all(self.is_settled(date(year, 1, 1)) for year in years)

    def holidays_between(self, first: date, last: date) -> tuple[Wording, ...]:
        """Return the holidays that take a weekday within [first, last], in order of time."""
        found: dict[Wording, None] = {}
        for day in _each_day(first, last):
            name = self.day(day).name
            if name is not None and day.weekday() < SATURDAY:
                found[name] = None
        return tuple(found)

    def count_made_up(self, first: date, last: date) -> int:
        """Return how many days of a weekend within [first, last] are worked on."""
        days = _each_day(first, last)
        return sum(day.weekday() >= SATURDAY and self.is_working(day) for day in days)

    def _special_days(self, year: int) -> dict[date, Day]:
        if year not in self._years:
            own = [each for each in self.notices if each.year == year]
            days = _noticed_days(own[-1], year) if own else dict(_published_days(year))
            for notice in self.notices:  # 元旦 may begin, or be made up for, in the year before
                if notice.year != year:
                    days |= _noticed_days(notice, year)
            self._years[year] = days
        return self._years[year]

    def _nearest_working(self, day: date, step: timedelta) -> date:
        for _ in range(SEARCH_LIMIT_DAYS):
            if self.is_working(day):
                return day
            day = add_days(day, step.days)
        raise InvalidRequestError(
            Wording(
                f"{day} 附近十年内没有工作日，请核对放假通知",
                f"no working day within ten years of {day}: check the notices on holidays",
            )
        )


def add_days(day: date, amount: int) -> date:
    """Return the day so many natural days later; raises where the calendar has no such day."""
    try:
        return day + amount * DAY
    except OverflowError:
        side = ("后", "after") if amount > 0 else ("前", "before")
        raise InvalidRequestError(
            Wording(
                f"{day} {side[0]} {abs(amount)} 天超出日历范围",
                f"{abs(amount)} days {side[1]} {day} is off the calendar",
            )
        ) from None


def _each_day(first: date, last: date) -> Iterable[date]:
    return map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1))
