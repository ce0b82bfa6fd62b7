"""Who comes along from an earlier meeting, and what nobody does now."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.domain.person import LeaveState
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from planner.domain.person import AttendanceKind, Person
    from planner.domain.plan import Plan
    from planner.domain.sitting import Rostrum, Sitting

PERSON, GROUP = "person:", "group:"


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A duty whose person stayed behind: the duty is kept, and waits for somebody."""

    place: str
    duty: Wording
    name: str
    """Who had it."""


def keep_people(
    earlier: Plan,
    attendance: Collection[AttendanceKind] | None,
    without: Collection[str],
    *,
    keeps_groups: bool,
) -> tuple[Person, ...]:
    """Return the people who come along, with their posts; without groups nobody convenes one."""
    kept = (
        each
        for each in earlier.people
        if (attendance is None or each.attendance in attendance) and each.key not in without
    )
    return tuple(
        each if keeps_groups else replace(each, group="", is_convener=False) for each in kept
    )


def find_absent(earlier: Plan, roster: Collection[str] | None) -> dict[str, Wording]:
    """Return the people of whom it is doubtful that they come again, and why.

    ``roster`` are the keys and names of the house's newest roster, None where there is no newer.
    """
    away = {
        each.person: Wording("上次全程请假", "on leave for all of the earlier meeting")
        for each in earlier.leaves
        if not each.sittings and each.state is LeaveState.GRANTED
    }
    gone = {
        each.key: Wording("不在最新名册中", "not in the newest roster")
        for each in earlier.people
        if roster is not None and each.key not in roster and each.name not in roster
    }
    known = {each.key for each in earlier.people}
    return {key: why for key, why in (away | gone).items() if key in known}


def vacate(plan: Plan, *, keeps_groups: bool) -> Plan:
    """Return the plan without anything that points to people, or groups, who are not there."""
    known = {each.key for each in plan.people}

    def keep(key: str) -> str:
        return key if key in known else ""

    return replace(
        plan,
        secretary_general=keep(plan.secretary_general),
        departments=tuple(replace(each, head=keep(each.head)) for each in plan.departments),
        workstreams=tuple(
            replace(each, accountable=keep(each.accountable), lead=keep(each.lead))
            for each in plan.workstreams
        ),
        tasks=tuple(replace(each, owner=keep(each.owner)) for each in plan.tasks),
        agenda=tuple(replace(each, reporter=keep(each.reporter)) for each in plan.agenda),
        sittings=tuple(_vacate_sitting(each, known, keeps_groups) for each in plan.sittings),
    )


def _vacate_sitting(sitting: Sitting, known: Collection[str], keeps_groups: bool) -> Sitting:  # noqa: FBT001  a private step
    return replace(
        sitting,
        presiders=tuple(key for key in sitting.presiders if key in known),
        participants=tuple(
            each for each in sitting.participants if _is_selector_kept(each, known, keeps_groups)
        ),
        steps=tuple(
            each if each.speaker in known else replace(each, speaker="") for each in sitting.steps
        ),
        rostrum=_vacate_rostrum(sitting.rostrum, known),
    )


def _is_selector_kept(selector: str, known: Collection[str], keeps_groups: bool) -> bool:  # noqa: FBT001  the same
    if selector.startswith(PERSON):
        return selector.removeprefix(PERSON) in known
    return keeps_groups or not selector.startswith(GROUP)


def _vacate_rostrum(rostrum: Rostrum | None, known: Collection[str]) -> Rostrum | None:
    if rostrum is None:
        return None
    rows = tuple(
        replace(row, people=tuple(key for key in row.people if key in known))
        for row in rostrum.rows
    )
    rows = tuple(row for row in rows if row.people)
    return replace(rostrum, rows=rows) if rows else None


def list_vacancies(before: Plan, after: Plan, earlier: Plan) -> tuple[Vacancy, ...]:
    """Return the duties that had somebody before those who stay behind were taken out."""
    names = {each.key: each.name for each in earlier.people}
    former, now = dict(_list_duties(before)), dict(_list_duties(after))
    return tuple(
        Vacancy(place, duty, names.get(key, key))
        for (place, duty), key in former.items()
        if key and not now.get((place, duty))
    )


def _list_duties(plan: Plan) -> Iterator[tuple[tuple[str, Wording], str]]:
    """Yield each duty that one person has, with its place and its person's key."""
    general = Wording("会议秘书长", "Secretary-general of the meeting")
    yield ("meeting/meeting", general), plan.secretary_general
    for unit in plan.departments:
        head = Wording(f"{unit.name}负责人", f"head of {unit.name}")
        yield (f"departments/{unit.key}", head), unit.head
    for stream in plan.workstreams:
        place = f"workstreams/{stream.key}"
        leader = Wording(f"{stream.name}责任领导", f"accountable for {stream.name}")
        yield (place, leader), stream.accountable
        yield (place, Wording(f"{stream.name}牵头人", f"lead of {stream.name}")), stream.lead
    for task in plan.tasks:
        owner = Wording(f"任务“{task.name}”责任人", f"owner of “{task.name}”")
        yield (f"tasks/{task.key}", owner), task.owner
    for item in plan.agenda:
        reporter = Wording(f"议程“{item.title}”报告人", f"reporter of “{item.title}”")
        yield (f"agenda/{item.key}", reporter), item.reporter
    for sitting in plan.sittings:
        presider = Wording(f"“{sitting.name}”主持人", f"presider of “{sitting.name}”")
        yield (f"sittings/{sitting.key}", presider), next(iter(sitting.presiders), "")
