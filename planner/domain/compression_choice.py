"""Taking one of the ways out of a late start: what it makes of the plan."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planner.domain.compression_offer import OfferKind, accept_dates
from planner.domain.task import Offset, TaskState
from planner.domain.task_graph import anchor_task

if TYPE_CHECKING:
    from collections.abc import Collection

    from planner.domain.plan import Plan
    from planner.domain.task import Task
    from planner.domain.timeline import Timeline


def take_offer(plan: Plan, timeline: Timeline, kind: OfferKind, keys: Collection[str]) -> Plan:
    """Return the plan after a way out was taken for some of its tasks.

    To accept or to shorten makes the present dates the wanted ones; side by side, a task no longer
    waits for the one before it; a dropped one stays in the plan as dropped.
    """
    match kind:
        case OfferKind.ACCEPT | OfferKind.SHORTEN:
            accepted = {task.key: task for task in accept_dates(plan, timeline).tasks}
            change = {key: accepted[key] for key in keys if key in accepted}
        case OfferKind.PARALLELISE:
            change = {
                task.key: _stop_waiting(task, timeline) for task in plan.tasks if task.key in keys
            }
        case OfferKind.DROP:
            change = {
                task.key: replace(task, state=TaskState.DROPPED)
                for task in plan.tasks
                if task.key in keys
            }
    return replace(plan, tasks=tuple(change.get(task.key, task) for task in plan.tasks))


def _stop_waiting(task: Task, timeline: Timeline) -> Task:
    """Return a task that starts with the critical one before it instead of after it."""
    path = timeline.critical_path
    if task.key not in path or path.index(task.key) == 0:
        return task
    before = timeline.find(path[path.index(task.key) - 1])
    if before is None:
        return task
    kept = tuple(link for link in task.depends_on if link.task != before.task.key)
    if anchor_task(task) != before.task.key:
        return replace(task, depends_on=kept)
    days = (before.ends_on - before.starts_on).days
    return replace(task, depends_on=kept, offset=Offset(task.offset.amount - days))
