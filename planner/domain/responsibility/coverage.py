"""Coverage: for every sitting and aspect, who answers for it (rules §5)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.domain.responsibility.chain import standing_tasks
from planner.domain.task import Aspect

if TYPE_CHECKING:
    from planner.domain.plan import Plan
    from planner.domain.task import Task


@dataclass(frozen=True, slots=True)
class CoverageCell:
    """Who looks after one aspect of one sitting; owners are people's keys, nobody twice."""

    sitting: str
    aspect: Aspect
    tasks: tuple[str, ...]
    owners: tuple[str, ...]

    @property
    def is_covered(self) -> bool:
        """Whether somebody answers for it: a task alone, without an owner, is not enough."""
        return bool(self.owners)


@dataclass(frozen=True, slots=True)
class CoverageMatrix:
    """One row per sitting in the plan's order, one cell per aspect in the order of ``Aspect``."""

    rows: tuple[tuple[CoverageCell, ...], ...]

    def uncovered(self) -> tuple[CoverageCell, ...]:
        """Return the cells for which nobody answers."""
        return tuple(cell for row in self.rows for cell in row if not cell.is_covered)


def coverage(plan: Plan) -> CoverageMatrix:
    """Return the coverage of a plan by the tasks that this meeting has.

    A task looks after its aspects at the sittings it names, or at all of them if it names none.
    """
    general: dict[Aspect, list[Task]] = defaultdict(list)
    special: dict[tuple[str, Aspect], list[Task]] = defaultdict(list)
    for task in standing_tasks(plan):
        for aspect in dict.fromkeys(task.aspects):
            if not task.sittings:
                general[aspect].append(task)
            for sitting in dict.fromkeys(task.sittings):
                special[sitting, aspect].append(task)
    known = {person.key for person in plan.people}
    rows = (
        tuple(
            _make_cell(sitting.key, aspect, special[sitting.key, aspect] + general[aspect], known)
            for aspect in Aspect
        )
        for sitting in plan.sittings
    )
    return CoverageMatrix(tuple(rows))


def _make_cell(sitting: str, aspect: Aspect, tasks: list[Task], known: set[str]) -> CoverageCell:
    owners = dict.fromkeys(task.owner for task in tasks if task.owner in known)
    return CoverageCell(sitting, aspect, tuple(task.key for task in tasks), tuple(owners))
