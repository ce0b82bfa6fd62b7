"""One thing of a meeting seen from all sides: what it is, why, what it touches, what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.domain.vocabulary import label
from planner.domain.wording import Wording
from planner.services.error import MissingRecordError
from planner.services.involvement import find_involvement

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.domain.finding import Finding
    from planner.domain.person import Leave, Person
    from planner.domain.plan import AgendaItem
    from planner.domain.sitting import Sitting
    from planner.domain.task import Task
    from planner.services.meeting import OpenMeeting

EDITED = {
    "people": ("name", "post", "unit", "sector", "group", "contact"),
    "sittings": ("name", "place", "content"),
    "tasks": ("name", "standard", "note"),
    "agenda": ("title",),
}
"""The fields that the drawer lets one change, by section."""
PRESIDES, SPEAKS = Wording("主持", "presides"), Wording("发言", "speaks")
SEATED, OWNS = Wording("主席台就座", "on the rostrum"), Wording("负责", "owns")
REPORTS, HELD_IN = Wording("报告", "reports"), Wording("列入", "taken up in")
WAITS, WAITED_FOR = Wording("先要完成", "waits for"), Wording("后续任务", "waited for by")
HANGS, AT_TABLE = Wording("相关任务", "task of"), Wording("议程", "agenda")


@dataclass(frozen=True, slots=True)
class Touch:
    """Another thing that this one touches."""

    how: Wording
    place: str
    name: str


@dataclass(frozen=True, slots=True)
class Detail:
    """One thing with all that a drawer tells of it."""

    name: str
    kind: Wording
    facts: tuple[Wording, ...] = ()
    reasons: tuple[Wording, ...] = ()
    touches: tuple[Touch, ...] = ()
    findings: tuple[Finding, ...] = ()


def show_detail(meeting: OpenMeeting, section: str, key: str) -> Detail:
    """Return a person, sitting, task or agenda item from all sides."""
    names = meeting.directory
    shelves: dict[str, tuple[dict[str, object], Callable[..., Detail]]] = {
        "people": (dict(names.people), detail_person),
        "sittings": (dict(names.sittings), detail_sitting),
        "tasks": (dict(names.tasks), detail_task),
        "agenda": (dict(names.agenda), detail_agenda),
    }
    shelf, tell = shelves.get(section, ({}, None))
    if tell is None or key not in shelf:
        raise MissingRecordError
    return tell(meeting, shelf[key], findings_at(meeting, section, key))


def findings_at(meeting: OpenMeeting, section: str, key: str) -> tuple[Finding, ...]:
    """Return the standing findings of one thing."""
    place = f"{section}/{key}"
    return tuple(
        each for each in meeting.standing_findings if f"{each.place}/".startswith(f"{place}/")
    )


def plain(*texts: str) -> tuple[Wording, ...]:
    """Return texts of the plan as facts; the empty ones are none."""
    return tuple(Wording(each, each) for each in texts if each)


def detail_person(meeting: OpenMeeting, person: Person, findings: tuple[Finding, ...]) -> Detail:
    """Return a person from all sides."""
    found = find_involvement(meeting, person)
    sittings = [(PRESIDES, each) for each in found.presides]
    sittings += [(SPEAKS, each) for each, _ in found.speaks]
    sittings += [(SEATED, each.sitting) for each in found.seats]
    tasks = [Touch(OWNS, f"tasks/{e.task.key}", e.task.name) for e in found.tasks]
    business = [each for each in meeting.plan.agenda if each.reporter == person.key]
    return Detail(
        person.name,
        label(person.attendance),
        (
            *plain(person.post, person.unit, person.sector, person.group),
            *(tell_leave(each) for each in found.leaves),
        ),
        tuple(each.seat.reason for each in found.seats),
        (
            *(Touch(how, f"sittings/{each.key}", each.name) for how, each in sittings),
            *(Touch(REPORTS, f"agenda/{each.key}", each.title) for each in business),
            *tasks,
        ),
        findings,
    )


def tell_leave(leave: Leave) -> Wording:
    """Return a leave as one fact: its state, its reason."""
    state = label(leave.state)
    return Wording(
        "：".join(filter(None, (f"请假{state.zh}", leave.reason))),
        ": ".join(filter(None, (f"Leave {state.en}", leave.reason))),
    )


def detail_sitting(meeting: OpenMeeting, sitting: Sitting, findings: tuple[Finding, ...]) -> Detail:
    """Return a sitting from all sides."""
    names, plan = meeting.directory, meeting.plan
    held = f"{sitting.held_on:%Y-%m-%d}" if sitting.held_on else ""
    hours = "–".join(f"{each:%H:%M}" for each in (sitting.starts_at, sitting.ends_at) if each)
    people = [(PRESIDES, key) for key in sitting.presiders]
    people += [(SPEAKS, step.speaker) for step in sitting.steps if step.speaker]
    return Detail(
        sitting.name,
        label(sitting.kind),
        plain(held, hours, sitting.place),
        (),
        (
            *(
                Touch(how, f"people/{key}", names.name_of(key))
                for how, key in dict.fromkeys(people)
                if key in names.people
            ),
            *(
                Touch(AT_TABLE, f"agenda/{each.key}", each.title)
                for each in plan.agenda
                if sitting.key in each.sittings
            ),
            *(
                Touch(HANGS, f"tasks/{each.key}", each.name)
                for each in plan.tasks
                if each.anchor == f"sitting:{sitting.key}"
            ),
        ),
        findings,
    )


def detail_task(meeting: OpenMeeting, task: Task, findings: tuple[Finding, ...]) -> Detail:
    """Return a task from all sides, with the reason of its dates."""
    names = meeting.directory
    dated = meeting.timeline.find(task.key)
    days = f"{dated.starts_on} – {dated.ends_on}" if dated else ""
    earlier = [each.task for each in task.depends_on if each.task in names.tasks]
    later = [
        each.key
        for each in meeting.plan.tasks
        if any(need.task == task.key for need in each.depends_on)
    ]
    owner = [Touch(OWNS, f"people/{task.owner}", names.name_of(task.owner))]
    return Detail(
        task.name,
        label(task.state),
        plain(days),
        (dated.reason, *dated.gave_way) if dated else (),
        (
            *(owner if task.owner in names.people else ()),
            *(Touch(WAITS, f"tasks/{each}", names.tasks[each].name) for each in earlier),
            *(Touch(WAITED_FOR, f"tasks/{each}", names.tasks[each].name) for each in later),
        ),
        findings,
    )


def detail_agenda(
    meeting: OpenMeeting, business: AgendaItem, findings: tuple[Finding, ...]
) -> Detail:
    """Return an agenda item from all sides."""
    names = meeting.directory
    reporter = [Touch(REPORTS, f"people/{business.reporter}", names.name_of(business.reporter))]
    return Detail(
        business.title,
        AT_TABLE,
        (),
        (),
        (
            *(reporter if business.reporter in names.people else ()),
            *(
                Touch(HELD_IN, f"sittings/{key}", names.sittings[key].name)
                for key in business.sittings
                if key in names.sittings
            ),
        ),
        findings,
    )
