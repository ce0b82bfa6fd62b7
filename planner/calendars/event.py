"""What a calendar shows, ready to be written: values only, no iCalendar yet."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime, timedelta

LAYOUT_VERSION = 1
"""Raised when the same events are to be written in other bytes."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """A reminder; ``after_start`` counts from the event's start, negative before it."""

    after_start: timedelta
    words: str


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One entry. Dates make an all-day entry, ``ends`` excluded (RFC 5545 §3.6.1).

    Times are the house's own, without a zone; no end means that the end is not known.
    """

    uid: str
    summary: str
    starts: date | datetime
    ends: date | datetime | None = None
    location: str = ""
    description: str = ""
    categories: tuple[str, ...] = ()
    is_busy: bool = True
    alarms: tuple[Alarm, ...] = ()


@dataclass(frozen=True, slots=True)
class CalendarSheet:
    """One calendar file before it is written."""

    key: str
    name: str
    description: str
    events: tuple[CalendarEvent, ...]


def calendar_hash(sheet: CalendarSheet) -> str:
    """Return the SHA-256 of what a calendar says, in hexadecimal."""
    return hashlib.sha256(repr((LAYOUT_VERSION, sheet)).encode("utf-8", "replace")).hexdigest()
