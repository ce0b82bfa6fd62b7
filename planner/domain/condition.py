"""Conditions of a meeting: tasks that do not apply fall away, their neighbours are re-linked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planner.domain.task import Dependency, TaskState
from planner.domain.task_graph import anchor_task

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from planner.domain.task import Task


def is_dropped(task: Task, conditions: Collection[str]) -> bool:
    """Tell whether a task falls away: its condition does not hold, or somebody dropped it."""
    unmet = bool(task.condition) and task.condition not in conditions
    return unmet or task.state is TaskState.DROPPED


def drop_tasks(tasks: Iterable[Task], dropped: Collection[str]) -> tuple[Task, ...]:
    """Return the tasks without the dropped ones; what hung on these hangs on their predecessors.

    Lags add up along the way; of two links to one predecessor the longer lag stays.
    """
    by_key: dict[str, Task] = {}
    for task in tasks:
        by_key.setdefault(task.key, task)
    gone = {key for key in dropped if key in by_key}
    resolved: dict[str, dict[str, int]] = {}
    return tuple(
        replace(task, depends_on=_relink(task, by_key, gone, resolved))
        if any(link.task in gone for link in task.depends_on)
        else task
        for task in by_key.values()
        if task.key not in gone
    )


def find_dropped_anchors(standing: Iterable[Task], tasks: Iterable[Task]) -> tuple[Task, ...]:
    """Return the dropped tasks on whose end standing ones hang, directly or through others.

    They are no longer done, but their planned end still says when the others are. They come
    without predecessors.
    """
    kept = {task.key: task for task in standing}
    dropped = {task.key: task for task in tasks if task.key not in kept}
    found: dict[str, Task] = {}
    waiting = list(kept.values())
    while waiting:
        anchor = anchor_task(waiting.pop())
        if anchor in dropped and anchor not in found:
            found[anchor] = replace(dropped[anchor], depends_on=())
            waiting.append(found[anchor])
    return tuple(found.values())


def _relink(
    task: Task,
    by_key: dict[str, Task],
    gone: set[str],
    resolved: dict[str, dict[str, int]],
) -> tuple[Dependency, ...]:
    lags: dict[str, int] = {}
    for link in task.depends_on:
        ends = {link.task: 0}
        if link.task in gone:
            ends = _standing_predecessors(link.task, by_key, gone, resolved)
        for key, lag in ends.items():
            lags[key] = max(lags.get(key, lag + link.lag_days), lag + link.lag_days)
    lags.pop(task.key, None)
    return tuple(Dependency(key, lag) for key, lag in lags.items())


def _standing_predecessors(
    start: str, by_key: dict[str, Task], gone: set[str], resolved: dict[str, dict[str, int]]
) -> dict[str, int]:
    """Return what stands before a dropped task, with the lags of the way; without recursion."""
    stack, open_keys = [start], {start}
    while stack:
        key = stack[-1]
        links = by_key[key].depends_on
        waiting = [
            link.task
            for link in links
            if link.task in gone and link.task not in resolved and link.task not in open_keys
        ]
        if waiting:
            stack.append(waiting[0])
            open_keys.add(waiting[0])
            continue
        found: dict[str, int] = {}
        for link in links:
            ends = resolved.get(link.task, {}) if link.task in gone else {link.task: 0}
            for end, lag in ends.items():
                found[end] = max(found.get(end, lag + link.lag_days), lag + link.lag_days)
        resolved[key] = found
        stack.pop()
    return resolved[start]
