"""Days and times of day as official papers write them, and the span of a sitting."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.domain.wording import Wording

if TYPE_CHECKING:
    from planner.domain.sitting import Sitting

NOON_HOUR = 12
AFTERNOON_HOUR = 14
"""What begins before noon and ends after this lasts all day."""
EVENING_HOUR = 18


class HalfDay(StrEnum):
    """The part of a day in which something is held, in the order of the day."""

    ALL_DAY = "all_day"  # 全天
    MORNING = "morning"  # 上午
    AFTERNOON = "afternoon"  # 下午
    EVENING = "evening"  # 晚上


HALF_DAY_LABELS = {
    HalfDay.ALL_DAY: Wording("全天", "All day"),
    HalfDay.MORNING: Wording("上午", "Morning"),
    HalfDay.AFTERNOON: Wording("下午", "Afternoon"),
    HalfDay.EVENING: Wording("晚上", "Evening"),
}


def half_day_of(starts_at: time | None, ends_at: time | None = None) -> HalfDay:
    """Return the half-day; the whole day where no time is set, or where it lasts past noon."""
    if starts_at is None:
        return HalfDay.ALL_DAY
    if starts_at.hour < NOON_HOUR:
        lasts = ends_at is not None and ends_at.hour >= AFTERNOON_HOUR
        return HalfDay.ALL_DAY if lasts else HalfDay.MORNING
    return HalfDay.AFTERNOON if starts_at.hour < EVENING_HOUR else HalfDay.EVENING


def spell_day(day: date, *, with_year: bool = False) -> Wording:
    """Return a day in words: 1月20日, 20 January; with the year where asked."""
    year = f"{day.year}年" if with_year else ""
    english = f"{day.day} {day:%B} {day.year}" if with_year else f"{day.day} {day:%B}"
    return Wording(f"{year}{day.month}月{day.day}日", english)


def spell_time(at: time) -> Wording:
    """Return a time of day in words: 上午9:00, 下午3:00, 晚上7:30."""
    part = "上午" if at.hour < NOON_HOUR else "下午" if at.hour < EVENING_HOUR else "晚上"
    hour = at.hour if at.hour <= NOON_HOUR else at.hour - NOON_HOUR
    if at.hour == NOON_HOUR:
        part = "中午"
    return Wording(f"{part}{hour}:{at.minute:02d}", f"{at:%H:%M}")


def spell_moment(day: date | None, at: time | None) -> Wording:
    """Return a day and a time of day in words, as far as they are known."""
    if day is None:
        return spell_time(at) if at else Wording("时间未定", "no time yet")
    if at is None:
        return spell_day(day)
    day_words, time_words = spell_day(day), spell_time(at)
    return Wording(f"{day_words.zh}{time_words.zh}", f"{day_words.en}, {time_words.en}")


def period_of(sitting: Sitting) -> tuple[datetime, datetime] | None:
    """Return when a sitting begins and ends; its steps' minutes count where no end is set.

    None where the day or the beginning is not set, or where it would end before it begins.
    """
    if sitting.held_on is None or sitting.starts_at is None:
        return None
    starts = datetime.combine(sitting.held_on, sitting.starts_at)
    minutes = sum(max(step.minutes, 0) for step in sitting.steps)
    ends = starts + timedelta(minutes=minutes)
    if sitting.ends_at is not None:
        ends = datetime.combine(sitting.held_on, sitting.ends_at)
    return (starts, ends) if ends >= starts else None
