"""What a calendar shows, ready to be written: values only, no iCalendar yet."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime, timedelta

LAYOUT_VERSION = 3
"""Raised when the same state is to be written in other bytes."""


class TaskStatus(StrEnum):
    """How far a task is, in the words of RFC 5545 §3.8.1.11."""

    NEEDS_ACTION = "NEEDS-ACTION"
    IN_PROCESS = "IN-PROCESS"
    COMPLETED = "COMPLETED"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True, slots=True)
class Alarm:
    """A reminder; ``after_start`` counts from the event's start, negative before it."""

    after_start: timedelta
    words: str


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One entry. Dates make an all-day entry, ``ends`` excluded (RFC 5545 §3.6.1).

    Times are aware; no end means that the end is not known.
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
    part: tuple[str, ...] = ()
    """What of its meeting it is, the same in every revision: ``("sitting", "s1")``."""


@dataclass(frozen=True, slots=True)
class CalendarTask:
    """One thing to do, first and last day included."""

    uid: str
    summary: str
    starts_on: date
    due_on: date
    description: str = ""
    categories: tuple[str, ...] = ()
    status: TaskStatus = TaskStatus.NEEDS_ACTION
    completed_at: datetime | None = None
    alarms: tuple[Alarm, ...] = ()
    part: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """What the history of an entry says of it in one revision."""

    sequence: int
    """Raised by a change of time or place and by a cancellation, never by a change of text."""
    stamp: datetime
    """The instant of the revision, aware: DTSTAMP and LAST-MODIFIED."""
    is_cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Organizer:
    """Who publishes or invites: a name and a mail address."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Attendee:
    """Who is invited by a mail, and what he answered so far (RFC 5545 §3.2.12)."""

    name: str
    address: str
    partstat: str = "NEEDS-ACTION"


@dataclass(frozen=True, slots=True)
class Entry:
    """What a calendar shows at one place, and where it stands."""

    event: CalendarEvent | CalendarTask
    standing: Standing


@dataclass(frozen=True, slots=True)
class CalendarSheet:
    """One calendar before it is written."""

    key: str
    name: str
    description: str
    entries: tuple[Entry, ...]
    organizer: Organizer
    color: str = ""
    """A name of ``planner.calendars.color``; none leaves the choice to the client."""


def calendar_hash(sheet: CalendarSheet) -> str:
    """Return the SHA-256 of what a calendar says, in hexadecimal, whatever revision it bears."""
    said = tuple((each.event, each.standing.is_cancelled) for each in sheet.entries)
    facts = (LAYOUT_VERSION, sheet.key, sheet.name, sheet.description, said)
    whole = repr((*facts, sheet.organizer, sheet.color))
    return hashlib.sha256(whole.encode("utf-8", "replace")).hexdigest()
