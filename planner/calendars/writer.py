"""Sheets in, RFC 5545 bytes out: no library, for a feed is written many times a second."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from planner.calendars.color import COLORS
from planner.calendars.event import CalendarEvent, CalendarTask, TaskStatus
from planner.calendars.line import (
    BLANKS,
    escape_line,
    fold_line,
    format_instant,
    format_length,
    format_moment,
    list_line,
    name_address,
    text_line,
    title_line,
)
from planner.calendars.text import escape_text
from planner.calendars.zone import zone_for

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.calendars.event import (
        Alarm,
        Attendee,
        CalendarSheet,
        Entry,
        Organizer,
        Standing,
    )

Method = Literal["REQUEST", "CANCEL"]

REFRESH_EVERY = timedelta(hours=1)
PRODUCT = "-//Plenum//Meeting planner//ZH"
CANCELLED = "[已取消]"
UNTITLED = "（未命名）"
"""For an entry without a title: libical takes an empty one for a fault."""
REMINDER = "提醒"
OPENING = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:{PRODUCT}\r\nCALSCALE:GREGORIAN\r\n".encode()
CALENDAR_TAIL = b"END:VCALENDAR\r\n"
ALARM_HEAD = "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER"


def render_calendar(sheet: CalendarSheet) -> bytes:
    """Return a calendar to be published; the same sheet gives the same bytes."""
    organizer = sheet.organizer
    return join_calendar(
        calendar_head(sheet), [entry_bytes(each, organizer) for each in sheet.entries]
    )


def join_calendar(head: bytes, parts: Iterable[bytes]) -> bytes:
    """Return a calendar whose entries are written already."""
    return b"".join((head, *parts, CALENDAR_TAIL))


def calendar_head(sheet: CalendarSheet) -> bytes:
    """Return all of a calendar that stands before its entries.

    No UID: a client would keep a single entry of a calendar that has one. No METHOD over tasks:
    it would want a start and a priority of each (RFC 5546 §3.4.1).
    """
    every = format_length(REFRESH_EVERY)
    has_tasks = any(isinstance(each.event, CalendarTask) for each in sheet.entries)
    lines = [OPENING, b"" if has_tasks else b"METHOD:PUBLISH\r\n"]
    name, description = escape_line(sheet.name), escape_text(sheet.description)
    if name:
        lines += [fold_line(f"NAME:{name}"), fold_line(f"X-WR-CALNAME:{name}")]
    if description.strip(BLANKS):
        lines += [fold_line(f"DESCRIPTION:{description}"), fold_line(f"X-WR-CALDESC:{description}")]
    lines.append(
        f"X-WR-TIMEZONE:Asia/Shanghai\r\nREFRESH-INTERVAL;VALUE=DURATION:{every}\r\n"
        f"X-PUBLISHED-TTL:{every}\r\n".encode()
    )
    if sheet.color:
        shade = COLORS[sheet.color]
        lines.append(f"COLOR:{sheet.color}\r\nX-APPLE-CALENDAR-COLOR:{shade}\r\n".encode())
    lines.append(zone_for(each.event for each in sheet.entries))
    return b"".join(lines)


def object_bytes(entry: Entry, organizer: Organizer) -> bytes:
    """Return a calendar of one entry as CalDAV keeps it, without a METHOD (RFC 4791 §4.1)."""
    part = entry_bytes(entry, organizer)
    return b"".join((OPENING, zone_of(entry.event), part, CALENDAR_TAIL))


def scheduling_bytes(
    event: CalendarEvent,
    standing: Standing,
    organizer: Organizer,
    attendee: Attendee,
    method: Method,
) -> bytes:
    """Return an invitation or its withdrawal for one attendee (RFC 5546 §3.2.2, §3.2.5)."""
    if method == "CANCEL":
        standing = replace(standing, is_cancelled=True)
    reply = ";RSVP=TRUE" if method == "REQUEST" else ""
    invited = fold_line(
        f"ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT={attendee.partstat}{reply}"
        f"{name_address(attendee.name, attendee.address)}"
    )
    part = event_bytes(event, standing, organizer, invited)
    head = f"METHOD:{method}\r\n".encode()
    return b"".join((OPENING, head, zone_of(event), part, CALENDAR_TAIL))


def zone_of(event: CalendarEvent | CalendarTask) -> bytes:
    """Return the zone that one entry needs, nothing where it has days only."""
    has_time = isinstance(event, CalendarEvent) and isinstance(event.starts, datetime)
    return zone_for((event,)) if has_time else b""


def entry_bytes(entry: Entry, organizer: Organizer) -> bytes:
    """Return an event or a task."""
    if isinstance(entry.event, CalendarEvent):
        return event_bytes(entry.event, entry.standing, organizer)
    return task_bytes(entry.event, entry.standing, organizer)


def event_bytes(
    event: CalendarEvent, standing: Standing, organizer: Organizer, invited: bytes = b""
) -> bytes:
    """Return one VEVENT; ``invited`` is the line of the attendee, where there is one."""
    is_cancelled = standing.is_cancelled
    head = CANCELLED if is_cancelled else ""
    ends = f"\r\nDTEND{format_moment(event.ends)}" if event.ends is not None else ""
    parts = [
        b"BEGIN:VEVENT\r\n",
        title_line("UID:", event.uid),
        f"{stand(standing)}DTSTART{format_moment(event.starts)}{ends}\r\n".encode(),
        title_line("SUMMARY:", head + event.summary, UNTITLED),
    ]
    if event.location:
        parts.append(title_line("LOCATION:", event.location))
    if event.description:
        parts.append(text_line("DESCRIPTION:", event.description))
    if event.categories:
        parts.append(list_line("CATEGORIES:", event.categories))
    status = b"STATUS:CANCELLED\r\n" if is_cancelled else b"STATUS:CONFIRMED\r\n"
    busy = event.is_busy and not is_cancelled
    parts += (
        status,
        b"TRANSP:OPAQUE\r\n" if busy else b"TRANSP:TRANSPARENT\r\n",
        organizer_line(organizer),
        invited,
    )
    if event.alarms and not is_cancelled:
        parts += [alarm_bytes(alarm) for alarm in event.alarms]
    parts.append(b"END:VEVENT\r\n")
    return b"".join(parts)


def task_bytes(task: CalendarTask, standing: Standing, organizer: Organizer) -> bytes:
    """Return one VTODO.

    DUE is the last day itself and has to be later than DTSTART (RFC 5545 §3.8.2.3), so that a
    task of a single day has no DTSTART and its alarms count from DUE.
    """
    is_cancelled = standing.is_cancelled or task.status is TaskStatus.CANCELLED
    head = CANCELLED if is_cancelled else ""
    is_long = task.starts_on < task.due_on
    days = f"DTSTART{format_moment(task.starts_on)}\r\n" if is_long else ""
    parts = [
        b"BEGIN:VTODO\r\n",
        title_line("UID:", task.uid),
        f"{stand(standing)}{days}DUE{format_moment(task.due_on)}\r\n".encode(),
        title_line("SUMMARY:", head + task.summary, UNTITLED),
    ]
    if task.description:
        parts.append(text_line("DESCRIPTION:", task.description))
    if task.categories:
        parts.append(list_line("CATEGORIES:", task.categories))
    parts.append(
        f"STATUS:{TaskStatus.CANCELLED if is_cancelled else task.status}\r\n".encode(),
    )
    if task.completed_at and task.status is TaskStatus.COMPLETED:
        parts.append(f"COMPLETED:{format_instant(task.completed_at)}\r\n".encode())
    parts.append(organizer_line(organizer))
    if not is_cancelled:
        anchor = "" if is_long else ";RELATED=END"
        parts += [alarm_bytes(alarm, anchor) for alarm in task.alarms]
    parts.append(b"END:VTODO\r\n")
    return b"".join(parts)


def stand(standing: Standing) -> str:
    """Return the lines that tell one revision of an entry from another."""
    stamp = format_instant(standing.stamp)
    return f"DTSTAMP:{stamp}\r\nLAST-MODIFIED:{stamp}\r\nSEQUENCE:{standing.sequence}\r\n"


@lru_cache(maxsize=256)
def organizer_line(organizer: Organizer) -> bytes:
    """Return who publishes an entry."""
    return fold_line(f"ORGANIZER{name_address(organizer.name, organizer.address)}")


def alarm_bytes(alarm: Alarm, anchor: str = "") -> bytes:
    """Return a reminder on the screen, counted from the entry's start or, if so told, its end."""
    return b"".join(
        (
            f"{ALARM_HEAD}{anchor}:{format_length(alarm.after_start)}\r\n".encode(),
            title_line("DESCRIPTION:", alarm.words, REMINDER),
            b"END:VALARM\r\n",
        )
    )
