"""One person's tasks as he meets them: late, due, waiting for others, ahead, done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.domain.task import TaskState

if TYPE_CHECKING:
    from datetime import date

    from planner.domain.timeline import DatedTask, Timeline

DUE_DAYS = 7
"""A task that ends within so many days counts as due."""


class WorkGroup(StrEnum):
    """Where a task stands for its owner, the most pressing first."""

    LATE = "late"
    DUE = "due"
    WAITING = "waiting"
    AHEAD = "ahead"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class WorkItem:
    """A task and the predecessors that are not done yet."""

    dated: DatedTask
    group: WorkGroup
    waits_for: tuple[DatedTask, ...] = ()


def list_work(timeline: Timeline, person: str, today: date) -> tuple[WorkItem, ...]:
    """Return the tasks of a person, in the order of their dates."""
    if not person:
        return ()
    return tuple(
        judge_work(timeline, each, today) for each in timeline.tasks if each.task.owner == person
    )


def judge_work(timeline: Timeline, dated: DatedTask, today: date) -> WorkItem:
    """Return a task with its place in its owner's day."""
    found = (timeline.find(link.task) for link in dated.task.depends_on)
    waits_for = tuple(each for each in found if each and each.task.state is not TaskState.DONE)
    if dated.task.state is TaskState.DONE:
        return WorkItem(dated, WorkGroup.DONE)
    if dated.is_late(today):
        return WorkItem(dated, WorkGroup.LATE, waits_for)
    if waits_for:
        return WorkItem(dated, WorkGroup.WAITING, waits_for)
    is_due = (
        dated.task.state is TaskState.DOING
        or dated.starts_on <= today
        or dated.due_on <= today + timedelta(days=DUE_DAYS)
    )
    return WorkItem(dated, WorkGroup.DUE if is_due else WorkGroup.AHEAD)
