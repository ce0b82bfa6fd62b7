"""What a reader has to see of an entry, in plain strings and numbers: the model's side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from planner.calendars.event import CalendarEvent, TaskStatus
from planner.calendars.text import clean_line, clean_name, clean_text

if TYPE_CHECKING:
    from planner.calendars.event import CalendarSheet, CalendarTask, Entry, Organizer, Standing


@dataclass(frozen=True, slots=True)
class Seen:
    """One entry as a reader sees it: days ``2027-01-18``, instants ``2027-01-18T01:00:00Z``."""

    kind: str
    uid: str
    summary: str
    description: str
    location: str
    categories: tuple[str, ...]
    starts: str
    ends: str
    """DTEND of an event, DUE of a task; empty where there is none."""
    stamp: str
    modified: str
    sequence: int
    status: str
    transp: str
    completed: str
    organizer: str
    organizer_name: str
    alarms: tuple[tuple[str, int], ...]
    """What each alarm says and its seconds from its anchor."""


def expect(sheet: CalendarSheet) -> list[Seen]:
    """Return what a reader has to see of a calendar, events before tasks."""
    seen = [expect_entry(entry, sheet.organizer) for entry in sheet.entries]
    return sorted(seen, key=lambda each: each.kind)


def expect_entry(entry: Entry, organizer: Organizer) -> Seen:
    """Return what a reader has to see of an entry."""
    if isinstance(entry.event, CalendarEvent):
        return expect_event(entry.event, entry.standing, organizer)
    return expect_task(entry.event, entry.standing, organizer)


def expect_event(event: CalendarEvent, standing: Standing, organizer: Organizer) -> Seen:
    is_cancelled = standing.is_cancelled
    return Seen(
        kind="VEVENT",
        location=clean_line(event.location),
        starts=say(event.starts),
        ends=say(event.ends),
        status="CANCELLED" if is_cancelled else "CONFIRMED",
        transp="OPAQUE" if event.is_busy and not is_cancelled else "TRANSPARENT",
        completed="",
        **expect_both(event, standing, organizer, is_cancelled=is_cancelled),
    )


def expect_task(task: CalendarTask, standing: Standing, organizer: Organizer) -> Seen:
    is_cancelled = standing.is_cancelled or task.status is TaskStatus.CANCELLED
    is_done = task.status is TaskStatus.COMPLETED
    return Seen(
        kind="VTODO",
        location="",
        starts=say(task.starts_on) if task.starts_on < task.due_on else "",
        ends=say(task.due_on),
        status="CANCELLED" if is_cancelled else task.status.value,
        transp="",
        completed=say(task.completed_at) if is_done else "",
        **expect_both(task, standing, organizer, is_cancelled=is_cancelled),
    )


def expect_both(
    event: CalendarEvent | CalendarTask,
    standing: Standing,
    organizer: Organizer,
    *,
    is_cancelled: bool,
):
    alarms = () if is_cancelled else event.alarms
    description = clean_text(event.description)
    return {
        "uid": event.uid,
        "summary": clean_line(f"{'[已取消]' * is_cancelled}{event.summary}") or "（未命名）",
        "description": description if description.strip(" \t") else "",
        "categories": tuple(filter(None, map(clean_line, event.categories))),
        "stamp": say(standing.stamp),
        "modified": say(standing.stamp),
        "sequence": standing.sequence,
        "organizer": organizer.address,
        "organizer_name": clean_name(organizer.name),
        "alarms": tuple(
            sorted(
                (clean_line(alarm.words) or "提醒", int(alarm.after_start.total_seconds()))
                for alarm in alarms
            )
        ),
    }


def say(moment: date | datetime | None) -> str:
    """Return a day or an instant as ``Seen`` has it."""
    if moment is None:
        return ""
    if isinstance(moment, datetime):
        return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    return moment.isoformat()


def seen_from(facts: dict) -> Seen:
    """Return what a child process tells of an entry."""
    lists = {
        "categories": tuple(facts["categories"]),
        "alarms": tuple(sorted((words, seconds) for words, seconds in facts["alarms"])),
    }
    return Seen(**{**facts, **lists})
