"""Looking things up in a plan by key, and who takes part in a sitting."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.domain.person import AttendanceKind, LeaveState, Person
from planner.domain.vocabulary import label
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from planner.domain.plan import AgendaItem, Department, Group, Plan
    from planner.domain.sitting import Sitting
    from planner.domain.task import Task, Workstream

STANDING = "standing"
CONVENERS = "conveners"
SELECTOR_WORDS = {
    STANDING: Wording("常务委员", "Standing-committee members"),
    CONVENERS: Wording("各组召集人", "Conveners"),
    AttendanceKind.MEMBER.value: Wording("全体委员", "All members"),
    AttendanceKind.STAFF.value: Wording("工作人员", "Staff"),
}


@dataclass(frozen=True, slots=True)
class Directory:
    """A plan's parts by key; the first of two equal keys wins."""

    people: dict[str, Person]
    sittings: dict[str, Sitting]
    tasks: dict[str, Task]
    workstreams: dict[str, Workstream]
    departments: dict[str, Department]
    agenda: dict[str, AgendaItem]
    groups: dict[str, Group]

    @classmethod
    def of(cls, plan: Plan) -> Directory:
        """Return the directory of a plan."""
        return cls(
            people={each.key: each for each in reversed(plan.people)},
            sittings={each.key: each for each in reversed(plan.sittings)},
            tasks={each.key: each for each in reversed(plan.tasks)},
            workstreams={each.key: each for each in reversed(plan.workstreams)},
            departments={each.key: each for each in reversed(plan.departments)},
            agenda={each.key: each for each in reversed(plan.agenda)},
            groups={each.key: each for each in reversed(plan.groups)},
        )

    def name_of(self, person: str) -> str:
        """Return a person's name, or the key itself where it names nobody."""
        found = self.people.get(person)
        return found.name if found else person

    def workstream_name(self, workstream: str) -> str:
        """Return a workstream's name, or the key itself where it names none."""
        found = self.workstreams.get(workstream)
        return found.name if found else workstream

    def department_name(self, department: str) -> str:
        """Return a department's name, or the key itself where it names none."""
        found = self.departments.get(department)
        return found.name if found else department

    def group_named(self, name: str) -> Group | None:
        """Return the group of that name, the first of two; None where the plan lists none."""
        return next((each for each in self.groups.values() if each.name == name), None)


def is_selected(person: Person, selector: str) -> bool:
    """Tell whether one selector of a sitting's participants means this person."""
    if selector == STANDING:
        return person.is_standing
    if selector == CONVENERS:
        return person.is_convener
    kind, _, wanted = selector.partition(":")
    if kind == "group":
        return person.group == wanted
    if kind == "sector":
        return person.sector == wanted
    if kind == "person":
        return person.key == wanted
    return person.attendance.value == selector


def selectors_of(person: Person) -> tuple[str, ...]:
    """Return every selector that means this person, so that calling takes one pass."""
    named = (
        person.attendance.value,
        f"group:{person.group}",
        f"sector:{person.sector}",
        f"person:{person.key}",
    )
    standing = (STANDING,) if person.is_standing else ()
    return (*named, *standing, *((CONVENERS,) if person.is_convener else ()))


def people_called(plan: Plan, sitting: Sitting) -> tuple[Person, ...]:
    """Return those called to a sitting, in the order of the roster, leave disregarded."""
    wanted = frozenset(sitting.participants)
    return tuple(person for person in plan.people if not wanted.isdisjoint(selectors_of(person)))


def people_by_sitting(plan: Plan) -> dict[str, tuple[Person, ...]]:
    """Return who is called to each sitting; the roster is gone through once for all of them."""
    places: dict[str, list[int]] = defaultdict(list)
    for at, person in enumerate(plan.people):
        for selector in selectors_of(person):
            places[selector].append(at)
    called: dict[tuple[str, ...], tuple[Person, ...]] = {}
    for sitting in plan.sittings:
        if sitting.participants not in called:
            wanted = {at for each in sitting.participants for at in places.get(each, ())}
            called[sitting.participants] = tuple(plan.people[at] for at in sorted(wanted))
    return {each.key: called[each.participants] for each in plan.sittings}


def people_on_leave(plan: Plan, sitting: Sitting) -> frozenset[str]:
    """Return the keys of those whose leave for this sitting is granted."""
    return frozenset(
        leave.person
        for leave in plan.leaves
        if leave.state is LeaveState.GRANTED
        and (not leave.sittings or sitting.key in leave.sittings)
    )


def selector_wording(selector: str, directory: Directory) -> Wording:
    """Return what a selector is called on the page."""
    if selector in SELECTOR_WORDS:
        return SELECTOR_WORDS[selector]
    kind, _, wanted = selector.partition(":")
    if kind in {"group", "sector"}:
        return Wording(wanted, wanted)
    if kind == "person":
        name = directory.name_of(wanted)
        return Wording(name, name)
    wording = label(AttendanceKind(selector))
    return Wording(f"{wording.zh}人员", wording.en)
