"""ical on pydantic, the reader of Home Assistant."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from ical.calendar_stream import IcsCalendarStream

from tests.calendars.judge.seen import Seen, say

if TYPE_CHECKING:
    from datetime import date, datetime

    from ical.event import Event
    from ical.todo import Todo


def as_read(meant: Seen) -> Seen:
    """Return an entry with this reader's quirks.

    It cuts categories at escaped commas, too, and reads no alarms of tasks.
    """
    cut = chain.from_iterable(each.replace(",", "\\,").split(",") for each in meant.categories)
    alarms = meant.alarms if meant.kind == "VEVENT" else ()
    return replace(meant, categories=tuple(cut), alarms=alarms)


def read(calendars: list[bytes]) -> list[list[Seen]]:
    return [read_calendar(each.decode()) for each in calendars]


def read_calendar(text: str) -> list[Seen]:
    calendar = IcsCalendarStream.calendar_from_ics(text)
    return [
        *(read_entry(each, "VEVENT", each.dtend) for each in calendar.events),
        *(read_entry(each, "VTODO", each.due) for each in calendar.todos),
    ]


def read_entry(entry: Event | Todo, kind: str, ends: date | datetime | None) -> Seen:
    organizer, alarms = entry.organizer, getattr(entry, "alarm", ())
    return Seen(
        kind=kind,
        uid=entry.uid,
        summary=entry.summary or "",
        description=entry.description or "",
        location=entry.location or "",
        categories=tuple(entry.categories or ()),
        starts=say(entry.dtstart),
        ends=say(ends),
        stamp=say(entry.dtstamp),
        modified=say(entry.last_modified),
        sequence=entry.sequence,
        status=entry.status.value,
        transp=getattr(entry, "transparency", None) or "",
        completed=say(getattr(entry, "completed", None)),
        organizer=str(organizer.uri).removeprefix("mailto:"),
        organizer_name=organizer.common_name or "",
        alarms=tuple(
            sorted((each.description, int(each.trigger.total_seconds())) for each in alarms)
        ),
    )
