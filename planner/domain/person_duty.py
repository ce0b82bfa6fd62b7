"""What somebody does at a meeting: presides, speaks, sits on the rostrum, reports, owns, leads."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.domain.plan import Plan
    from planner.domain.sitting import Sitting

PRESIDES, SPEAKS = Wording("主持", "presides"), Wording("发言", "speaks")
SEATED, REPORTS = Wording("主席台就座", "on the rostrum"), Wording("报告", "reports")
OWNS, ACCOUNTABLE = Wording("负责任务", "owns"), Wording("责任领导", "accountable for")
LEADS, HEADS = Wording("牵头", "leads"), Wording("处室负责人", "head of")
SECRETARY = Wording("秘书长", "secretary-general")


@dataclass(frozen=True, slots=True)
class PersonDuty:
    """One thing that somebody does, and where it stands in the plan."""

    how: Wording
    place: str
    """``sittings/S01``."""
    name: str
    sitting: str = ""
    """The sitting at which he has to be there for it; empty where it hangs on none."""


def find_duties(plan: Plan) -> dict[str, tuple[PersonDuty, ...]]:
    """Return everybody's duties by key; who has none is not there."""
    found: dict[str, dict[PersonDuty, None]] = defaultdict(dict)
    for person, duty in _list_duties(plan):
        if person:
            found[person][duty] = None
    return {person: tuple(duties) for person, duties in found.items()}


def _list_duties(plan: Plan) -> Iterator[tuple[str, PersonDuty]]:
    for sitting in plan.sittings:
        yield from _at_sitting(sitting)
    names = {each.key: each.name for each in plan.sittings}
    for item in plan.agenda:
        for key in (each for each in item.sittings if each in names):
            yield item.reporter, PersonDuty(REPORTS, f"agenda/{item.key}", item.title, key)
        if not item.sittings:
            yield item.reporter, PersonDuty(REPORTS, f"agenda/{item.key}", item.title)
    for task in plan.tasks:
        yield task.owner, PersonDuty(OWNS, f"tasks/{task.key}", task.name)
    for stream in plan.workstreams:
        place = f"workstreams/{stream.key}"
        yield stream.accountable, PersonDuty(ACCOUNTABLE, place, stream.name)
        yield stream.lead, PersonDuty(LEADS, place, stream.name)
    for department in plan.departments:
        yield department.head, PersonDuty(HEADS, f"departments/{department.key}", department.name)
    yield plan.secretary_general, PersonDuty(SECRETARY, "meeting/secretary_general", plan.title)


def _at_sitting(sitting: Sitting) -> Iterator[tuple[str, PersonDuty]]:
    place, name, key = f"sittings/{sitting.key}", sitting.name, sitting.key
    for person in sitting.presiders:
        yield person, PersonDuty(PRESIDES, place, name, key)
    for step in sitting.steps:
        yield step.speaker, PersonDuty(SPEAKS, place, name, key)
    for row in sitting.rostrum.rows if sitting.rostrum else ():
        for person in row.people:
            yield person, PersonDuty(SEATED, f"{place}/rostrum", name, key)
