"""Sittings as entries, with their proceedings in the description."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from planner.calendars.event import CalendarEvent
from planner.calendars.identity import make_uid
from planner.clock import HOUSE_ZONE
from planner.domain.directory import selector_wording
from planner.domain.vocabulary import label

if TYPE_CHECKING:
    from datetime import date

    from planner.domain.directory import Directory
    from planner.domain.plan import Plan
    from planner.domain.sitting import Sitting


def sitting_event(plan: Plan, directory: Directory, sitting: Sitting) -> CalendarEvent | None:
    """Return a sitting as an entry, or None while its day is open."""
    span = find_span(sitting)
    if span is None:
        return None
    return CalendarEvent(
        uid=make_uid(plan, "sitting", sitting.key),
        part=("sitting", sitting.key),
        summary=sitting.name,
        starts=span[0],
        ends=span[1],
        location=sitting.place or plan.place,
        description=describe_sitting(plan, directory, sitting),
        categories=(label(sitting.kind).zh,),
    )


def outline_event(plan: Plan, directory: Directory, sitting: Sitting) -> CalendarEvent | None:
    """Return a sitting as everybody may see it, without names; None while its day is open."""
    event = sitting_event(plan, directory, sitting)
    return event and replace(event, description=outline_sitting(plan, directory, sitting))


def outline_sitting(plan: Plan, directory: Directory, sitting: Sitting) -> str:
    """Return what a sitting is about and which kinds of people take part; no name, no seat."""
    who = "、".join(
        selector_wording(each, directory).zh
        for each in sitting.participants
        if not each.startswith("person:")
    )
    steps = [
        f"{number}. {f'{say_clock(starts)} ' if starts else ''}{step.content}"
        for number, (step, starts) in enumerate(
            zip(sitting.steps, step_starts(sitting), strict=True), start=1
        )
    ]
    lines = [plan.title, sitting.content, f"参加：{who}" if who else ""]
    return "\n".join(line for line in (*lines, *(["程序：", *steps] if steps else [])) if line)


def find_span(sitting: Sitting) -> tuple[date | datetime, date | datetime | None] | None:
    """Return start and end: the whole day without a time, no end where none follows the start."""
    if sitting.held_on is None:
        return None
    if sitting.starts_at is None:
        return sitting.held_on, sitting.held_on + timedelta(days=1)
    starts = datetime.combine(sitting.held_on, sitting.starts_at, HOUSE_ZONE)
    if sitting.ends_at is None or sitting.ends_at <= sitting.starts_at:
        return starts, None
    return starts, datetime.combine(sitting.held_on, sitting.ends_at, HOUSE_ZONE)


def describe_sitting(plan: Plan, directory: Directory, sitting: Sitting) -> str:
    """Return what a sitting is about, who presides and takes part, and its proceedings."""
    lines = [plan.title, sitting.content]
    if sitting.presiders:
        lines.append("主持：" + "、".join(map(directory.name_of, sitting.presiders)))
    who = sitting.participants_note or "、".join(
        selector_wording(each, directory).zh for each in sitting.participants
    )
    if who:
        lines.append(f"参加：{who}")
    steps = list_steps(directory, sitting)
    if steps:
        lines += ["程序：", *steps]
    return "\n".join(line for line in lines if line)


def list_steps(directory: Directory, sitting: Sitting) -> list[str]:
    """Return the proceedings, one numbered line a step, with the clock as far as it is known."""
    lines = []
    for number, (step, starts) in enumerate(
        zip(sitting.steps, step_starts(sitting), strict=True), start=1
    ):
        clock = f"{say_clock(starts)} " if starts else ""
        facts = [directory.name_of(step.speaker)] if step.speaker else []
        facts += [f"{step.minutes}分钟"] if step.minutes else []
        tail = f"（{'，'.join(facts)}）" if facts else ""
        lines.append(f"{number}. {clock}{step.content}{tail}")
    return lines


def step_starts(sitting: Sitting) -> list[datetime | None]:
    """Return when each step starts; unknown after the first step without minutes."""
    span = find_span(sitting)
    running = span[0] if span and isinstance(span[0], datetime) else None
    starts: list[datetime | None] = []
    for step in sitting.steps:
        starts.append(running)
        known = running is not None and step.minutes > 0
        running = running + timedelta(minutes=step.minutes) if running and known else None
    return starts


def say_clock(moment: datetime) -> str:
    """Return a time of day without a leading zero, as papers write it: 9:05."""
    return f"{moment.hour}:{moment.minute:02d}"
