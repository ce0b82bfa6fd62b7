"""Which entries of a calendar a CalDAV query asks for (RFC 4791 §9.7 and §9.9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from planner.calendars.event import CalendarTask, TaskStatus
from planner.clock import HOUSE_ZONE

if TYPE_CHECKING:
    from planner.calendars.event import CalendarEvent
    from planner.services.calendar_dav import DavItem

CANCELLED = "[已取消]"
FIRST = datetime(1, 1, 2, tzinfo=UTC)
LAST = datetime(9999, 12, 30, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class TimeRange:
    """From one instant to another, the second one excluded."""

    starts: datetime = FIRST
    ends: datetime = LAST


@dataclass(frozen=True, slots=True)
class TextMatch:
    """A text that a property has to hold, or must not."""

    text: str
    is_octet: bool = False
    is_negated: bool = False

    def fits(self, found: str) -> bool:
        """Tell whether a text fits."""
        wanted, given = self.text, found
        if not self.is_octet:
            wanted, given = wanted.casefold(), given.casefold()
        return (wanted in given) is not self.is_negated


@dataclass(frozen=True, slots=True)
class PropertyFilter:
    """What a property has to be; without a match it only has to be there, or not."""

    name: str
    is_missing: bool = False
    match: TextMatch | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """What entries have to be."""

    component: str = ""
    """``VEVENT`` or ``VTODO``; empty for both."""
    is_other: bool = False
    """Whether entries of the component are left out instead."""
    span: TimeRange | None = None
    filters: tuple[PropertyFilter, ...] = ()

    def fits(self, item: DavItem) -> bool:
        """Tell whether an entry is asked for."""
        if not self.component:
            return True
        if self.is_other or item.component != self.component:
            return self.is_other and item.component != self.component
        event = item.entry.event
        if self.span is not None and not meets(event, self.span):
            return False
        return all(fits_filter(item, each) for each in self.filters)


def instant_of(at: date) -> datetime:
    """Return a day or an instant as an instant; days begin by the clock of the house."""
    if isinstance(at, datetime):
        return at
    return datetime.combine(at, time(), HOUSE_ZONE)


def meets(event: CalendarEvent | CalendarTask, span: TimeRange) -> bool:
    """Tell whether an entry overlaps a time, after the tables of RFC 4791 §9.9."""
    if isinstance(event, CalendarTask):
        return meets_task(event, span)
    starts = instant_of(event.starts)
    if event.ends is not None:
        ends = instant_of(event.ends)
    elif isinstance(event.starts, datetime):
        ends = starts
    else:
        ends = starts + timedelta(days=1)
    if ends <= starts:
        return span.starts <= starts < span.ends
    return span.starts < ends and span.ends > starts


def meets_task(task: CalendarTask, span: TimeRange) -> bool:
    """Tell it of a thing to do, which lasts to the end of the day on which it is due."""
    ends = instant_of(task.due_on + timedelta(days=1))
    return span.starts < ends and span.ends > instant_of(min(task.starts_on, task.due_on))


def fits_filter(item: DavItem, wanted: PropertyFilter) -> bool:
    """Tell whether a property of an entry is as wanted."""
    found = list_values(item).get(wanted.name)
    if found is None:
        return wanted.is_missing
    if wanted.is_missing:
        return False
    return wanted.match is None or wanted.match.fits(found)


def list_values(item: DavItem) -> dict[str, str]:
    """Return the properties of an entry that may be asked for, those that it has."""
    event, standing = item.entry.event, item.entry.standing
    values = {
        "UID": event.uid,
        "SUMMARY": CANCELLED + event.summary if standing.is_cancelled else event.summary,
        "DESCRIPTION": event.description,
        "CATEGORIES": ",".join(event.categories),
        "STATUS": "CANCELLED" if standing.is_cancelled else "CONFIRMED",
        "SEQUENCE": str(standing.sequence),
    }
    if isinstance(event, CalendarTask):
        is_cancelled = standing.is_cancelled or event.status is TaskStatus.CANCELLED
        values["STATUS"] = "CANCELLED" if is_cancelled else event.status.value
        if event.completed_at and event.status is TaskStatus.COMPLETED:
            values["COMPLETED"] = f"{event.completed_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    else:
        values["LOCATION"] = event.location
        is_busy = event.is_busy and not standing.is_cancelled
        values["TRANSP"] = "OPAQUE" if is_busy else "TRANSPARENT"
    return {name: value for name, value in values.items() if value}


ASKED_FOR = frozenset(
    {
        *("UID", "SUMMARY", "DESCRIPTION", "CATEGORIES", "STATUS", "SEQUENCE", "COMPLETED"),
        *("LOCATION", "TRANSP", "RRULE", "RECURRENCE-ID", "ATTENDEE", "CLASS", "PRIORITY"),
    }
)
"""Properties that a query may be about; those that no entry has are missing in all."""
