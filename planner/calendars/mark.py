"""What counts in each entry of a meeting's calendars: its time and place, and its words.

Marks are for comparing two states of a meeting, thousands of people included: nothing is written
out, and people who are told the same share one mark.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.calendars.duty import deadline_event, sitting_duties
from planner.calendars.group import group_of
from planner.calendars.identity import SEPARATOR
from planner.calendars.person import person_event
from planner.calendars.programme import accountable_for, span_event, span_years
from planner.calendars.sitting import outline_sitting, sitting_event
from planner.calendars.task import task_event
from planner.domain.directory import people_by_sitting, people_on_leave
from planner.domain.task import TaskState

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from planner.calendars.duty import SittingDuty
    from planner.calendars.event import CalendarEvent
    from planner.calendars.programme import Programme
    from planner.domain.sitting import Sitting

INTERNAL = "internal"
Marks = dict[str, dict[str, "Mark"]]
"""Marks by calendar key, by part (joined by a separator)."""


@dataclass(frozen=True, slots=True)
class Mark:
    """An entry as far as it is compared, and what is left of it once it is cancelled."""

    summary: str
    starts: date | datetime
    ends: date | datetime | None
    location: str
    words: str
    """A digest of all that it says."""
    span: str
    """A digest of time and place, a change of which people must be told of."""
    is_internal: bool = False
    """Whether only the staff sees it."""


def mark_event(event: CalendarEvent) -> Mark:
    """Return what counts in an entry."""
    words = repr((event.summary, event.description, event.categories, event.is_busy, event.alarms))
    span = f"{event.starts.isoformat()}/{event.ends and event.ends.isoformat()}/{event.location}"
    return Mark(
        event.summary, event.starts, event.ends, event.location, digest(words), digest(span)
    )


def digest(words: str) -> str:
    """Return a short word for a text of any length."""
    return hashlib.blake2b(words.encode("utf-8", "replace"), digest_size=8).hexdigest()


def join_part(part: tuple[str, ...]) -> str:
    """Return a part as one word."""
    return SEPARATOR.join(part)


def mark_sittings(programme: Programme) -> Marks:
    """Return the marks of everything but tasks: sittings, people's own entries, the meeting."""
    marks: Marks = defaultdict(dict)
    mark_span(marks, programme)
    called = people_by_sitting(programme.plan)
    for sitting in programme.plan.sittings:
        if sitting.held_on is None:
            continue
        event = sitting_event(programme.plan, programme.directory, sitting)
        if event is not None:
            mark, part = mark_event(event), join_part(event.part)
            if sitting.participants_note:  # it stands for those called, whom outlines list
                outline = outline_sitting(programme.plan, programme.directory, sitting)
                mark = replace(mark, words=f"{mark.words} {digest(outline)}")
            if sitting.is_internal:
                mark = replace(mark, words=f"{mark.words} {INTERNAL}", is_internal=True)
            for key in keys_of(programme, sitting):
                marks[key][part] = mark
        groups = {each.key: each.group for each in called.get(sitting.key, ())}
        mark_people(marks, programme, sitting, groups)
    return marks


def mark_span(marks: Marks, programme: Programme) -> None:
    """Add the mark of the meeting as a whole, in each year that it lies in."""
    span = span_event(programme.plan)
    if span is not None:
        mark = mark_event(span)
        for year in span_years(programme.plan):
            marks[f"year:{year}"][join_part(span.part)] = mark


def keys_of(programme: Programme, sitting: Sitting) -> list[str]:
    """Return the calendars that a dated sitting stands in."""
    year = sitting.held_on.year if sitting.held_on else 0
    place = sitting.place or programme.plan.place
    keys = ["meeting", f"sitting:{sitting.key}", f"year:{year}"]
    return [*keys, f"venue:{place}"] if place else keys


def mark_people(
    marks: Marks, programme: Programme, sitting: Sitting, called: Mapping[str, str]
) -> None:
    """Add the marks of people's own entries at a sitting that has a day.

    ``called`` are the groups of those who are called to it, by person. People of one group who
    have neither duty nor seat share one mark.
    """
    duties, away = sitting_duties(sitting), people_on_leave(programme.plan, sitting)
    shared: dict[str, Mark | None] = {}
    others = {key: group_of(programme.directory, key) for key in duties if key not in called}
    for person, group in (*called.items(), *others.items()):
        if person in away:
            continue
        duty = duties.get(person)
        seat = programme.seats.get(person, {}).get(sitting.key, "")
        if duty is not None:
            mark = mark_person(programme, person, sitting, duty, seat)
        else:
            if group not in shared:
                shared[group] = mark_person(programme, person, sitting, None, "")
            mark = shared[group]
        if mark is None:
            return
        if duty is None and seat:
            mark = replace(mark, words=f"{mark.words} {digest(seat)}")
        part = join_part(("duty", person, sitting.key))
        marks[f"person:{person}"][part] = mark
        if duty is not None:
            marks[f"duty:{person}"][part] = mark


def mark_person(
    programme: Programme, person: str, sitting: Sitting, duty: SittingDuty | None, seat: str
) -> Mark | None:
    """Return the mark of one person's own entry, or None while its day is open."""
    event = person_event(programme.plan, programme.directory, person, sitting, duty, seat)
    return mark_event(event) if event else None


def mark_tasks(programme: Programme) -> Marks:
    """Return the marks of tasks, in the calendars of workstreams, owners and leaders."""
    marks: Marks = defaultdict(dict)
    for dated in programme.timeline.tasks:
        event = task_event(programme.plan, programme.directory, dated)
        mark, part = mark_event(event), join_part(event.part)
        if dated.task.state is TaskState.DONE and dated.task.done_on:
            mark = replace(mark, words=f"{mark.words} {dated.task.done_on}")
        marks[f"workstream:{dated.task.workstream}"][part] = mark
        if dated.task.owner:
            marks[f"owner:{dated.task.owner}"][part] = mark
        leader = accountable_for(programme.directory, dated)
        if leader:
            event = deadline_event(programme.plan, programme.directory, leader, dated)
            marks[f"duty:{leader}"][join_part(event.part)] = mark_event(event)
    return marks
