"""Responsibility lists: a workstream's tasks in the order of their dates, and who owns what."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.domain.plan import Plan
    from planner.domain.task import Workstream
    from planner.domain.timeline import DatedTask, Timeline


@dataclass(frozen=True, slots=True)
class ResponsibilityList:
    """One workstream's list; ``workstream`` is None for tasks that belong to none."""

    workstream: Workstream | None
    tasks: tuple[DatedTask, ...]


def list_responsibilities(plan: Plan, timeline: Timeline) -> tuple[ResponsibilityList, ...]:
    """Return the lists in the plan's order of workstreams, tasks of none last; no empty ones."""
    known = {each.key: each for each in reversed(plan.workstreams)}
    tasks: dict[str, list[DatedTask]] = defaultdict(list)
    for dated in timeline.tasks:
        key = dated.task.workstream
        tasks[key if key in known else ""].append(dated)
    order = [each.key for each in plan.workstreams if known[each.key] is each]
    lists = (ResponsibilityList(known.get(key), tuple(tasks[key])) for key in (*order, ""))
    return tuple(each for each in lists if each.tasks)


def tasks_by_owner(plan: Plan, timeline: Timeline) -> dict[str, tuple[DatedTask, ...]]:
    """Return each owner's tasks in the order of their dates; owners in the roster's order."""
    owned: dict[str, list[DatedTask]] = defaultdict(list)
    for dated in timeline.tasks:
        owned[dated.task.owner].append(dated)
    return {person.key: tuple(owned[person.key]) for person in plan.people if person.key in owned}
