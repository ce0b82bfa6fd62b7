"""Days and times of day as official papers write them, and the span of a sitting."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from planner.domain.wording import Wording

if TYPE_CHECKING:
    from planner.domain.sitting import Sitting

NOON_HOUR = 12
EVENING_HOUR = 18


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
