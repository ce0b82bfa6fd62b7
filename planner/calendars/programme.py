"""What the calendars of a meeting are made from, and which entries each of them has."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.calendars.duty import deadline_event, duty_event, sitting_duties
from planner.calendars.event import CalendarEvent
from planner.calendars.identity import make_uid
from planner.calendars.person import person_events
from planner.calendars.sitting import outline_event, sitting_event
from planner.calendars.task import calendar_task, task_event, with_alarms
from planner.domain.directory import Directory, people_on_leave

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from planner.calendars.event import CalendarTask
    from planner.domain.plan import Plan
    from planner.domain.sitting import Sitting
    from planner.domain.timeline import DatedTask, Timeline

    Item = CalendarEvent | CalendarTask


class Showing(StrEnum):
    """How much of a sitting is shown."""

    OUTLINE = "outline"
    """When, where and what about; no names."""
    STAFF = "staff"
    """With names, and with what is internal."""


@dataclass(frozen=True, slots=True)
class Programme:
    """A published plan, its tasks as far as they are, and the seats that were approved."""

    plan: Plan
    timeline: Timeline
    seats: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Seats in words by sitting, by person."""
    directory: Directory = field(init=False)

    def __post_init__(self) -> None:
        """Look the plan's parts up once."""
        object.__setattr__(self, "directory", Directory.of(self.plan))


def list_items(
    programme: Programme, key: str, showing: Showing, *, as_tasks: bool = False
) -> tuple[Item, ...]:
    """Return the entries of one calendar; none where there is no such calendar."""
    kind, _, name = key.partition(":")
    match kind:
        case "meeting" | "sitting" | "venue" | "year":
            return tuple(sitting_items(programme, kind, name, showing))
        case "person":
            return tuple(person_events(programme.plan, programme.directory, programme.seats, name))
        case "duty":
            return tuple(leader_items(programme, name))
        case "workstream" | "owner":
            return tuple(task_items(programme, kind, name, showing, as_tasks=as_tasks))
        case _:
            return ()


def name_calendar(programme: Programme, key: str) -> str:
    """Return what a calendar is called; only a key of ours is asked for."""
    kind, _, name = key.partition(":")
    directory = programme.directory
    sitting = directory.sittings.get(name)
    heads = {
        "sitting": sitting.name if sitting else name,
        "workstream": f"{directory.workstream_name(name)}任务",
        "owner": f"{directory.name_of(name)}任务",
        "duty": f"{directory.name_of(name)}会议职责",
        "person": directory.name_of(name),
        "venue": name,
    }
    head = heads.get(kind, "")
    return f"{head}·{programme.plan.title}" if head else programme.plan.title


def sitting_items(
    programme: Programme, kind: str, name: str, showing: Showing
) -> Iterator[CalendarEvent]:
    """Yield the sittings of a calendar of sittings, by time."""
    plan = programme.plan
    if kind == "year":
        span = span_event(plan)
        if span is not None and name in map(str, span_years(plan)):
            yield span
    for sitting in plan.sittings:
        if not stands_in(plan, sitting, kind, name, showing):
            continue
        make = outline_event if showing is Showing.OUTLINE else sitting_event
        event = make(plan, programme.directory, sitting)
        if event is not None:
            yield event


def stands_in(plan: Plan, sitting: Sitting, kind: str, name: str, showing: Showing) -> bool:
    """Tell whether a sitting stands in a calendar; what is internal only in those of the staff."""
    if sitting.held_on is None or (sitting.is_internal and showing is Showing.OUTLINE):
        return False
    match kind:
        case "sitting":
            return sitting.key == name
        case "venue":
            return (sitting.place or plan.place) == name
        case "year":
            return str(sitting.held_on.year) == name
        case _:
            return True


def span_event(plan: Plan) -> CalendarEvent | None:
    """Return a meeting from its first day to its last, for the calendar of a year."""
    last = last_day(plan)
    if plan.opens_on is None or last is None:
        return None
    return CalendarEvent(
        uid=make_uid(plan, "meeting"),
        part=("meeting",),
        summary=plan.title,
        starts=plan.opens_on,
        ends=last + timedelta(days=1),
        location=plan.place,
        categories=("会期",),
        is_busy=False,
    )


def last_day(plan: Plan) -> date | None:
    """Return a meeting's last day; None while it is open when it begins."""
    return plan.opens_on and max(plan.closes_on or plan.opens_on, plan.opens_on)


def span_years(plan: Plan) -> range:
    """Return the years that a meeting lies in, whose calendars all show it."""
    last = last_day(plan)
    return range(plan.opens_on.year, last.year + 1) if plan.opens_on and last else range(0)


def leader_items(programme: Programme, person: str) -> Iterator[CalendarEvent]:
    """Yield a leader's duties at sittings, and what falls due to him."""
    plan, directory = programme.plan, programme.directory
    for sitting in plan.sittings:
        duty = sitting_duties(sitting).get(person)
        is_there = duty is not None and person not in people_on_leave(plan, sitting)
        event = duty_event(plan, directory, person, duty) if duty and is_there else None
        if event is not None:
            yield event
    for dated in programme.timeline.tasks:
        if accountable_for(directory, dated) == person:
            yield deadline_event(plan, directory, person, dated)


def accountable_for(directory: Directory, dated: DatedTask) -> str:
    """Return who is accountable for a task; nobody where its workstream names nobody."""
    workstream = directory.workstreams.get(dated.task.workstream)
    return workstream.accountable if workstream else ""


def task_items(
    programme: Programme, kind: str, name: str, showing: Showing, *, as_tasks: bool
) -> Iterator[Item]:
    """Yield the tasks of a workstream or of an owner, who alone is reminded."""
    plan, directory = programme.plan, programme.directory
    for dated in programme.timeline.tasks:
        belongs = dated.task.owner if kind == "owner" else dated.task.workstream
        if belongs != name:
            continue
        is_named = showing is Showing.STAFF
        if as_tasks:
            yield calendar_task(plan, directory, dated, is_named=is_named)
            continue
        event = task_event(plan, directory, dated, is_named=is_named)
        yield with_alarms(event, dated) if kind == "owner" else event


def list_places(plan: Plan) -> tuple[str, ...]:
    """Return where a meeting's dated sittings are, each place once, by first use."""
    places: Iterable[str] = (
        each.place or plan.place for each in plan.sittings if each.held_on is not None
    )
    return tuple(dict.fromkeys(each for each in places if each))
