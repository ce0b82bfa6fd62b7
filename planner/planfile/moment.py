"""Days and times of day as clerks write them, and what they mean."""

from __future__ import annotations

import re
from datetime import date, time
from typing import TYPE_CHECKING, NamedTuple

from planner.domain.wording import Wording
from planner.planfile.fault import UnreadableError
from planner.planfile.text import fold_width

if TYPE_CHECKING:
    from collections.abc import Iterator

WEEKDAYS = "一二三四五六日"
_DAY = (
    r"(?:[〔\[]?(?P<year>\d{4})[〕\]]?\s*[-./年]\s*)?(?P<month>\d{1,2})\s*[-./月]\s*"
    r"(?P<day>\d{1,2})(?!\d|[:时点])\s*[日号]?"
)
_COMPACT = r"(?P<compact>(?:19|20)\d{6})(?!\d)"
_WEEKDAY = r"\s*[(]?\s*(?:星期|周|礼拜)(?P<weekday>[一二三四五六日天])\s*[)]?"
DAY = re.compile(rf"(?:{_COMPACT}|{_DAY})(?:{_WEEKDAY})?")
MORNING = ("凌晨", "清晨", "早上", "早晨", "上午", "早")
EVENING = ("下午", "傍晚", "晚上", "晚间", "夜间", "午后", "晚")
NOON = ("中午", "正午")
HALF = "|".join((*MORNING, *EVENING, *NOON))
CLOCK = re.compile(
    rf"(?P<half>{HALF}|am|pm)?\s*(?P<hour>\d{{1,2}})\s*"
    r"(?::\s*(?P<minute>\d{2})(?::(?P<second>\d{2}))?"
    r"|[时点]\s*(?:(?P<spoken>\d{1,2})\s*分?|(?P<part>半|整|一刻|三刻)|钟)?)"
    r"\s*(?P<after>am|pm)?",
    re.IGNORECASE,
)
HALF_ONLY = re.compile(rf"{HALF}")
RANGE = re.compile(r"\s*(?:[-\u2010-\u2015\u2212~～\u301c]+|至|到)\s*")
PARTS = {None: 0, "半": 30, "整": 0, "一刻": 15, "三刻": 45}
NOON_HOUR = 12
EARLY_AFTERNOON = 3


class Moment(NamedTuple):
    """What one cell says of when: each part as text, or empty."""

    day: str = ""
    starts: str = ""
    ends: str = ""


def read_day(text: str, near: date | None = None) -> date:
    """Return a day; one without a year is the nearest to ``near``, the meeting's opening."""
    found = DAY.fullmatch(fold_width(text))
    if not found:
        raise UnreadableError(
            Wording("应为日期，如 2027-01-18", "expected a date, such as 2027-01-18")
        )
    day = _choose_day(found, near)
    weekday = (found["weekday"] or "").replace("天", "日")
    if weekday and WEEKDAYS[day.weekday()] != weekday:
        right = WEEKDAYS[day.weekday()]
        raise UnreadableError(
            Wording(f"{day} 是星期{right}，请核对", f"{day} is a {day:%A}; check which is meant")
        )
    return day


def _choose_day(found: re.Match[str], near: date | None) -> date:
    if found["compact"]:
        year, month, day = found["compact"][:4], found["compact"][4:6], found["compact"][6:]
    else:
        year, month, day = found["year"], found["month"], found["day"]
    days = list(_possible_days(year, int(month), int(day), near))
    if not days and not year and near is None:
        raise UnreadableError(
            Wording("请写明年份，如 2027-01-18", "write the year too, such as 2027-01-18")
        )
    if not days:
        raise UnreadableError(
            Wording("没有这一天；应为实有的日期", "there is no such day; expected one that exists")
        )
    return min(days, key=lambda each: abs(each - near) if near else each - each)


def _possible_days(year: str | None, month: int, day: int, near: date | None) -> Iterator[date]:
    years = [int(year)] if year else [near.year + step for step in (-1, 0, 1)] if near else []
    for each in years:
        try:
            yield date(each, month, day)
        except ValueError:
            continue


def read_clock(text: str, half: str = "") -> time:
    """Return a time of day: 9:00, 上午9:00, 下午3时, 15时30分; ``half`` where none is said."""
    found = CLOCK.fullmatch(fold_width(text))
    if not found:
        raise UnreadableError(Wording("应为时间，如 09:00", "expected a time, such as 09:00"))
    said = (found["half"] or found["after"] or half).casefold()
    minute = int(found["minute"] or found["spoken"] or PARTS[found["part"]])
    hour = _hour_of_day(int(found["hour"]), said)
    try:
        return time(hour, minute, int(found["second"] or 0))
    except ValueError:
        raise UnreadableError(
            Wording("没有这个时刻；应为 00:00 至 23:59", "expected a time from 00:00 to 23:59")
        ) from None


def _hour_of_day(hour: int, half: str) -> int:
    if half in (*EVENING, "pm") and hour < NOON_HOUR:
        return hour + NOON_HOUR
    if half in NOON and hour <= EARLY_AFTERNOON:
        return hour + NOON_HOUR
    if half in ("凌晨", "am") and hour == NOON_HOUR:
        return 0
    is_contradiction = half in MORNING and hour > NOON_HOUR
    return (
        -1 if is_contradiction or (half in EVENING and hour == NOON_HOUR and "晚" in half) else hour
    )


def split_range(text: str, half: str = "") -> tuple[str, str]:
    """Return start and end as text: 9：00—11：30, 下午3:00—5:30; an end may be missing.

    A half-day said once holds for both. What cannot be read stays as it is written.
    """
    first, *rest = RANGE.split(fold_width(text))
    found = CLOCK.fullmatch(first)
    said = (found["half"] if found else "") or half
    if len(rest) > 1:
        return text, ""
    return _spell(first, said), _spell(rest[0], said) if rest else ""


def split_moment(text: str, half: str = "") -> Moment:
    """Return day, start and end of a cell such as 1月18日（星期一）上午9：00—11：30."""
    folded = fold_width(text)
    found = DAY.match(folded)
    day, rest = (found[0].strip(), folded[found.end() :].strip()) if found else ("", folded)
    if not rest:
        return Moment(day)
    if HALF_ONLY.fullmatch(rest):
        return Moment(day)
    starts, ends = split_range(rest, half)
    return Moment(day, starts, ends)


def find_half(text: str) -> str:
    """Return the half-day that a cell names, such as 上午, or nothing."""
    found = HALF_ONLY.search(fold_width(text))
    return found[0] if found else ""


def _spell(text: str, half: str) -> str:
    try:
        return read_clock(text, half).isoformat()
    except UnreadableError:
        return text
