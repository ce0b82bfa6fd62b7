"""What stands in each calendar of a plan, collected in one pass, and written on demand."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from planner.calendars.catalogue import list_calendars
from planner.calendars.duty import collect_duties, deadline_event, duty_event
from planner.calendars.event import CalendarSheet
from planner.calendars.identity import stamp_of
from planner.calendars.sitting import sitting_event
from planner.calendars.task import task_event, with_alarms
from planner.domain.directory import Directory
from planner.domain.error import UnknownReferenceError
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from planner.calendars.event import CalendarEvent
    from planner.domain.plan import Edition, Plan
    from planner.domain.timeline import DatedTask, Timeline


def collect_sheets(plan: Plan, timeline: Timeline) -> dict[str, CalendarSheet]:
    """Return every calendar by key, before it is written; one pass over the plan."""
    events = collect_events(plan, timeline)
    return {
        each.key: CalendarSheet(
            key=each.key,
            name=plan.title if each.key == "meeting" else f"{each.title.zh}·{plan.title}",
            description=plan.theme if each.key == "meeting" else "",
            events=tuple(events.get(each.key, ())),
        )
        for each in list_calendars(plan)
    }


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
    workstream = directory.workstreams.get(dated.task.workstream)
    if workstream and workstream.accountable:
        accountable = workstream.accountable
        events[f"duty:{accountable}"].append(deadline_event(plan, directory, accountable, dated))


def make_calendar(
    plan: Plan, timeline: Timeline, key: str, edition: Edition | None = None
) -> bytes:
    """Return one calendar file; the same plan and edition give the same bytes."""
    sheet = collect_sheets(plan, timeline).get(key)
    if sheet is None:
        raise UnknownReferenceError(
            Wording(f"没有名为“{key}”的日历。", f"There is no calendar {key!r}.")
        )
    return write_calendar(plan, sheet, edition or plan.edition)


def write_calendar(plan: Plan, sheet: CalendarSheet, edition: Edition) -> bytes:
    """Return a collected calendar as a file; the library is loaded only now."""
    from planner.calendars.writer import render_calendar  # noqa: PLC0415  40 ms for icalendar

    return render_calendar(sheet, stamp_of(plan, edition), edition.number)
