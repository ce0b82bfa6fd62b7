"""What clerks write for dates, times and numbers, and what it means."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, time

DATE = re.compile(r"(?:(\d{4})\s*[-./年]\s*)?(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*[日号]?")
DATE_TAIL = re.compile(r"\s*[(（]?\s*(?:星期|周)[一二三四五六日天]\s*[)）]?$")
TIME = re.compile(
    r"(上午|下午|晚上|晚|中午|早上|凌晨)?\s*(\d{1,2})\s*(?:[:时点]\s*(\d{1,2}|半|整)?\s*分?)?(?::00)?"
)
RANGE_MARK = re.compile(r"\s*(?:[-–—―－~～至到]|--)+\s*")
AFTERNOON = {"下午", "晚上", "晚"}
NOON = 12


def normalise(text: str) -> str:
    """Return text with full-width digits, letters and spaces made plain, ends trimmed."""
    return unicodedata.normalize("NFKC", text).replace("\u200b", "").strip()


def parse_date(text: str, year: int | None = None) -> date | None:
    """Return the day: 2027-01-18, 2027.1.18, 2027年1月18日（星期一）; 1月18日 needs ``year``."""
    found = DATE.fullmatch(DATE_TAIL.sub("", normalise(text)))
    if found is None:
        return None
    written_year, month, day = found.groups()
    chosen = int(written_year) if written_year else year
    if chosen is None:
        return None
    try:
        return date(chosen, int(month), int(day))
    except ValueError:
        return None


def parse_time(text: str, half: str = "") -> time | None:
    """Return the time: 9:00, 上午9:00, 下午3时, 15时30分, 9点半; ``half`` is 上午 or 下午."""
    found = TIME.fullmatch(normalise(text))
    if found is None:
        return None
    written_half, hours, minutes = found.groups()
    if minutes is None and not re.search(r"[:时点]", normalise(text)):
        return None
    hour = int(hours)
    if (written_half or half) in AFTERNOON and hour < NOON:
        hour += NOON
    minute = {"半": 30, "整": 0}.get(minutes or "整")
    try:
        return time(hour, int(minutes) if minute is None and minutes else minute or 0)
    except ValueError:
        return None


def parse_time_range(text: str) -> tuple[time, time | None] | None:
    """Return start and end: 9：00—11：30, 上午9:00-11:30; the end may be missing."""
    parts = RANGE_MARK.split(normalise(text))
    first = parse_time(parts[0])
    if first is None or len(parts) > 2:  # noqa: PLR2004  a start and an end
        return None
    if len(parts) == 1:
        return first, None
    half = "下午" if first.hour >= NOON else ""
    last = parse_time(parts[1], half)
    return None if last is None else (first, last)
