"""The order in which tasks follow each other, and the rings that make an order impossible."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.domain.task import Task

TASK_ANCHOR = "task:"


def anchor_task(task: Task) -> str:
    """Return the key of the task on whose end this one is anchored, or nothing."""
    return task.anchor.removeprefix(TASK_ANCHOR) if task.anchor.startswith(TASK_ANCHOR) else ""


def predecessors_of(task: Task) -> list[tuple[str, int]]:
    """Return (key, lag in days) of every task that must end before this one starts."""
    return [(link.task, link.lag_days) for link in task.depends_on]


def order_tasks(tasks: Iterable[Task]) -> tuple[list[Task], list[tuple[str, ...]]]:
    """Return the tasks, predecessors first, and every ring found.

    The links inside a ring are ignored, so that the rest can still be dated.
    """
    by_key = {task.key: task for task in sorted(tasks, key=lambda each: each.key)}
    links = {
        key: [
            before
            for before in (*(link.task for link in task.depends_on), anchor_task(task))
            if before in by_key
        ]
        for key, task in by_key.items()
    }
    rings: list[tuple[str, ...]] = []
    while True:
        try:
            order = list(TopologicalSorter(links).static_order())
        except CycleError as error:
            ring = tuple(dict.fromkeys(error.args[1]))
            start = ring.index(min(ring))
            ring = ring[start:] + ring[:start]
            rings.append(ring)
            for key in ring:
                links[key] = [before for before in links[key] if before not in ring]
        else:
            return [by_key[key] for key in order], rings
