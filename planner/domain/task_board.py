"""A workstream's board: its tasks in columns by state or by week, and what each owner carries."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.domain.responsibility.load import load
from planner.domain.task import TaskState

if TYPE_CHECKING:
    from planner.domain.plan import Plan
    from planner.domain.responsibility.load import WeekLoad
    from planner.domain.timeline import DatedTask, Timeline

COLUMNS = (TaskState.OPEN, TaskState.DOING, TaskState.DONE)


class BoardView(StrEnum):
    """What the columns of a board are."""

    STATE = "state"
    WEEK = "week"


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """One column: a state, or the week that begins on a Monday."""

    tasks: tuple[DatedTask, ...]
    state: TaskState | None = None
    monday: date | None = None


@dataclass(frozen=True, slots=True)
class OwnerLoad:
    """What one owner still carries in the workstream, and his fullest week."""

    owner: str
    undone: int
    late: int
    fullest: WeekLoad | None
    """Counted over all his work, not only this workstream's."""


def columns_by_state(tasks: tuple[DatedTask, ...]) -> tuple[BoardColumn, ...]:
    """Return a column for each state that a card can be moved to."""
    return tuple(
        BoardColumn(tuple(each for each in tasks if each.task.state is state), state=state)
        for state in COLUMNS
    )


def columns_by_week(tasks: tuple[DatedTask, ...]) -> tuple[BoardColumn, ...]:
    """Return a column for each week in which something falls due."""
    weeks: dict[date, list[DatedTask]] = defaultdict(list)
    for each in tasks:
        weeks[each.due_on - timedelta(days=each.due_on.weekday())].append(each)
    return tuple(BoardColumn(tuple(weeks[monday]), monday=monday) for monday in sorted(weeks))


def weigh_owners(plan: Plan, timeline: Timeline, stream: str, today: date) -> tuple[OwnerLoad, ...]:
    """Return the owners of a workstream, those with the most undone tasks first."""
    owned: dict[str, list[DatedTask]] = defaultdict(list)
    for each in timeline.tasks:
        if each.task.workstream == stream and each.task.owner:
            owned[each.task.owner].append(each)
    weeks: dict[str, list[WeekLoad]] = defaultdict(list)
    for week in load(plan, timeline):
        weeks[week.owner].append(week)
    loads = (
        OwnerLoad(
            owner,
            sum(each.task.state is not TaskState.DONE for each in tasks),
            sum(each.is_late(today) for each in tasks),
            max(weeks[owner], key=lambda each: len(each.due), default=None),
        )
        for owner, tasks in owned.items()
    )
    return tuple(sorted(loads, key=lambda each: (-each.undone, each.owner)))
