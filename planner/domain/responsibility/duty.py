"""What one person does at the meeting: presiding, speaking, reporting, leading, owning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.domain.plan import AgendaItem, Plan
    from planner.domain.sitting import ProceedingStep, Sitting
    from planner.domain.task import Workstream
    from planner.domain.timeline import DatedTask, Timeline


@dataclass(frozen=True, slots=True)
class LeaderDuties:
    """Everything that hangs on one person, each list in the plan's order."""

    person: str
    presides: tuple[Sitting, ...]
    speaks: tuple[tuple[Sitting, ProceedingStep], ...]
    reports: tuple[AgendaItem, ...]
    accountable_for: tuple[Workstream, ...]
    leads: tuple[Workstream, ...]
    owns: tuple[DatedTask, ...]


def duties_of(plan: Plan, timeline: Timeline, person: str) -> LeaderDuties:
    """Return what a person presides over, speaks at, is accountable for, leads and owns."""
    return LeaderDuties(
        person=person,
        presides=tuple(each for each in plan.sittings if person in each.presiders),
        speaks=tuple(
            (sitting, step)
            for sitting in plan.sittings
            for step in sitting.steps
            if step.speaker == person
        ),
        reports=tuple(each for each in plan.agenda if each.reporter == person),
        accountable_for=tuple(each for each in plan.workstreams if each.accountable == person),
        leads=tuple(each for each in plan.workstreams if each.lead == person),
        owns=tuple(each for each in timeline.tasks if each.task.owner == person),
    )
