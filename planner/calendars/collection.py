"""What stands in each calendar of a plan, collected in one pass, and written on demand."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from planner.calendars.catalogue import list_calendars
from planner.calendars.color import COLORS_BY_KIND
from planner.calendars.duty import collect_duties, deadline_event, duty_event
from planner.calendars.event import CalendarSheet, Entry, Organizer, Standing
from planner.calendars.identity import stamp_of
from planner.calendars.programme import accountable_for
from planner.calendars.sitting import sitting_event
from planner.calendars.task import task_event, with_alarms
from planner.domain.directory import Directory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from planner.calendars.event import CalendarEvent, CalendarTask
    from planner.domain.plan import Edition, Plan
    from planner.domain.timeline import DatedTask, Timeline

    StandingOf = Callable[[CalendarEvent | CalendarTask], Standing]

NOWHERE = "no-reply@plenum.invalid"
"""The address of a house of which none is known; ``.invalid`` reaches nobody (RFC 2606 §2)."""


def collect_sheets(
    plan: Plan,
    timeline: Timeline,
    standing_of: StandingOf | None = None,
    organizer: Organizer | None = None,
) -> dict[str, CalendarSheet]:
    """Return every calendar by key, before it is written; one pass over the plan.

    Without a history (``standing_of``) every entry stands where the plan's edition does.
    """
    events = collect_events(plan, timeline)
    stand = standing_of or stand_by_edition(plan, plan.edition)
    return {
        each.key: make_sheet(
            plan,
            each.key,
            events.get(each.key, ()),
            stand,
            title=each.title.zh,
            organizer=organizer,
        )
        for each in list_calendars(plan)
    }


def make_sheet(
    plan: Plan,
    key: str,
    events: Iterable[CalendarEvent | CalendarTask],
    standing_of: StandingOf,
    *,
    title: str = "",
    organizer: Organizer | None = None,
) -> CalendarSheet:
    """Return one calendar of a plan: what stands in it, each with its standing.

    ``title`` is that of the catalogue, looked up where it is not given.
    """
    is_meeting = key == "meeting"
    if not title and not is_meeting:
        title = next((each.title.zh for each in list_calendars(plan) if each.key == key), key)
    return CalendarSheet(
        key=key,
        name=plan.title if is_meeting else f"{title}·{plan.title}",
        description=plan.theme if is_meeting else "",
        entries=tuple(Entry(each, standing_of(each)) for each in events),
        organizer=organizer or Organizer(plan.organisation.name, NOWHERE),
        color=COLORS_BY_KIND[key.partition(":")[0]],
    )


def stand_by_edition(plan: Plan, edition: Edition) -> StandingOf:
    """Return what gives every entry the standing of an edition, where no history is kept."""
    standing = Standing(edition.number, stamp_of(plan, edition))
    return lambda _event: standing


def collect_events(plan: Plan, timeline: Timeline) -> dict[str, list[CalendarEvent]]:
    """Return the entries of every calendar by its key."""
    directory = Directory.of(plan)
    events: dict[str, list[CalendarEvent]] = defaultdict(list)
    for sitting in plan.sittings:
        event = sitting_event(plan, directory, sitting)
        if event is not None:
            events[f"sitting:{sitting.key}"].append(event)
            if not sitting.is_internal:
                events["meeting"].append(event)
    for person, duties in collect_duties(plan).items():
        for duty in duties:
            event = duty_event(plan, directory, person, duty)
            if event is not None:
                events[f"duty:{person}"].append(event)
    for dated in timeline.tasks:
        add_task(events, plan, directory, dated)
    return events


def add_task(
    events: dict[str, list[CalendarEvent]], plan: Plan, directory: Directory, dated: DatedTask
) -> None:
    """Put a task into the calendars of its workstream, its owner and who is accountable."""
    event = task_event(plan, directory, dated)
    events[f"workstream:{dated.task.workstream}"].append(event)
    if dated.task.owner:
        events[f"owner:{dated.task.owner}"].append(with_alarms(event, dated))
    leader = accountable_for(directory, dated)
    if leader:
        events[f"duty:{leader}"].append(deadline_event(plan, directory, leader, dated))
