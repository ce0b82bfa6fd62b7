"""Days and spans of time as tables print them; sentences use ``domain.moment`` (GB/T 15835)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.moment import HALF_DAY_LABELS, half_day_of

if TYPE_CHECKING:
    from datetime import date, time

WEEKDAYS = "一二三四五六日"
UNDATED = "待定"


def write_date(day: date | None) -> str:
    """Return 2027年1月18日, or 待定."""
    return f"{day.year}年{day.month}月{day.day}日" if day else UNDATED


def write_short_date(day: date | None) -> str:
    """Return 1月18日, or 待定."""
    return f"{day.month}月{day.day}日" if day else UNDATED


def write_day(day: date | None) -> str:
    """Return 1月18日（星期一）, or 日期待定."""
    if day is None:
        return f"日期{UNDATED}"
    return f"{write_short_date(day)}（星期{WEEKDAYS[day.weekday()]}）"


def write_days(first: date, last: date) -> str:
    """Return 1月18日, 1月18日—22日 or 12月30日—1月2日."""
    if first == last:
        return write_short_date(first)
    is_same_month = (first.year, first.month) == (last.year, last.month)
    return (
        f"{write_short_date(first)}—{f'{last.day}日' if is_same_month else write_short_date(last)}"
    )


def write_clock(moment: time) -> str:
    """Return 9:00."""
    return f"{moment.hour}:{moment.minute:02d}"


def name_half_day(moment: time | None, ends_at: time | None = None) -> str:
    """Return 上午, 下午 or 晚上; 全天 where there is no time, or where it lasts past noon."""
    return HALF_DAY_LABELS[half_day_of(moment, ends_at)].zh


def write_span(starts_at: time | None, ends_at: time | None) -> str:
    """Return 9:00—11:30, 9:00, or 待定."""
    if starts_at is None:
        return UNDATED
    return write_clock(starts_at) + (f"—{write_clock(ends_at)}" if ends_at else "")
