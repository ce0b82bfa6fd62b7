"""Days and times as official papers write them (GB/T 15835): 2027年1月18日, 上午9:00."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, time

WEEKDAYS = "一二三四五六日"
NOON, EVENING = 12, 18


def write_date(day: date | None) -> str:
    """Return 2027年1月18日, or 待定."""
    return f"{day.year}年{day.month}月{day.day}日" if day else "待定"


def write_short_date(day: date | None) -> str:
    """Return 1月18日, or 待定."""
    return f"{day.month}月{day.day}日" if day else "待定"


def write_weekday(day: date) -> str:
    """Return 星期一."""
    return f"星期{WEEKDAYS[day.weekday()]}"


def write_day(day: date | None) -> str:
    """Return 1月18日（星期一）, or 日期待定."""
    return f"{write_short_date(day)}（{write_weekday(day)}）" if day else "日期待定"


def write_days(first: date | None, last: date | None) -> str:
    """Return 1月18日 or 1月18日—22日."""
    if first is None or last is None or first == last:
        return write_short_date(first or last)
    end = f"{last.day}日" if (first.year, first.month) == (last.year, last.month) else ""
    return f"{write_short_date(first)}—{end or write_short_date(last)}"


def write_clock(moment: time) -> str:
    """Return 9:00."""
    return f"{moment.hour}:{moment.minute:02d}"


def name_half_day(moment: time | None) -> str:
    """Return 上午, 下午 or 晚上; 全天 where there is no time."""
    if moment is None:
        return "全天"
    if moment.hour < NOON:
        return "上午"
    return "下午" if moment.hour < EVENING else "晚上"


def write_span(starts_at: time | None, ends_at: time | None) -> str:
    """Return 9:00—11:30, 9:00, or 待定."""
    if starts_at is None:
        return "待定"
    return write_clock(starts_at) + (f"—{write_clock(ends_at)}" if ends_at else "")


def write_moment(day: date | None, moment: time | None) -> str:
    """Return 2027年1月18日 上午9:00."""
    if moment is None:
        return write_date(day)
    return f"{write_date(day)} {name_half_day(moment)}{write_clock(moment)}"
