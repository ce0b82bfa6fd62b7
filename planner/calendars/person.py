"""What one person's calendar holds: everything he is called to, with his duties and his seat."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from planner.calendars.duty import BEFORE_SITTING, SittingDuty, sitting_duties
from planner.calendars.event import CalendarEvent
from planner.calendars.group import find_place, group_of, tell_group
from planner.calendars.identity import make_uid
from planner.calendars.sitting import find_span, list_steps
from planner.domain.directory import people_on_leave, selectors_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planner.domain.directory import Directory
    from planner.domain.plan import Plan
    from planner.domain.sitting import Sitting

    Seats = Mapping[str, Mapping[str, str]]


def person_events(
    plan: Plan, directory: Directory, seats: Seats, person: str
) -> Iterator[CalendarEvent]:
    """Yield the sittings that somebody is called to or has a duty at, unless he is on leave."""
    found = directory.people.get(person)
    calls = frozenset(selectors_of(found)) if found else frozenset()
    for sitting in plan.sittings:
        if person in people_on_leave(plan, sitting):
            continue
        duty = sitting_duties(sitting).get(person)
        if duty is None and calls.isdisjoint(sitting.participants):
            continue
        seat = seats.get(person, {}).get(sitting.key, "")
        event = person_event(plan, directory, person, sitting, duty, seat)
        if event is not None:
            yield event


def person_event(
    plan: Plan,
    directory: Directory,
    person: str,
    sitting: Sitting,
    duty: SittingDuty | None,
    seat: str,
) -> CalendarEvent | None:
    """Return a sitting as one person's entry, or None while its day is open.

    Its identity is that of his duty there, whether he has one or not: it stays the same entry
    when he gets one. What is said without a duty and a seat depends on his group only.
    """
    span = find_span(sitting)
    if span is None:
        return None
    roles = duty.roles if duty else []
    group = group_of(directory, person)
    lines = [plan.title, sitting.content, *(duty.details if duty else [])]
    lines += tell_group(directory, sitting, group)
    if seat:
        lines.append(f"座位：{seat}")
    if "主持" in roles and sitting.steps:
        lines += ["程序：", *list_steps(directory, sitting)]
    return CalendarEvent(
        uid=make_uid(plan, "duty", person, sitting.key),
        part=("duty", person, sitting.key),
        summary=f"{sitting.name}（{'、'.join(roles)}）" if roles else sitting.name,
        starts=span[0],
        ends=span[1],
        location=find_place(plan, directory, sitting, group),
        description="\n".join(line for line in lines if line),
        categories=tuple(roles),
        alarms=(BEFORE_SITTING,) if isinstance(span[0], datetime) else (),
    )
