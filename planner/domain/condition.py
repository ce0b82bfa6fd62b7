"""Conditions of a meeting: tasks that do not apply fall away, their neighbours are re-linked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planner.domain.task import Dependency, TaskState
from planner.domain.task_graph import anchor_task, order_tasks

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

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
    gone = {key: by_key[key] for key in dropped if key in by_key}
    passed_on = _pass_on_links(gone)
    return tuple(
        replace(task, depends_on=_relink(task, passed_on))
        if any(link.task in gone for link in task.depends_on)
        else task
        for key, task in by_key.items()
        if key not in gone
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


def _pass_on_links(gone: Mapping[str, Task]) -> dict[str, dict[str, int]]:
    """Return for each dropped task the standing ones before it, with the lags of the way.

    Links of a ring among dropped tasks lead nowhere.
    """
    order = order_tasks(replace(task, anchor="") for task in gone.values())
    passed_on: dict[str, dict[str, int]] = {}
    for place, task in enumerate(order.tasks):
        found = {link.task: link.lag_days for link in _find_standing_links(task, gone)}
        for before, lag in order.links_of(place):
            for key, further in passed_on[order.tasks[before].key].items():
                found[key] = max(found.get(key, further + lag), further + lag)
        passed_on[task.key] = found
    return passed_on


def _find_standing_links(task: Task, gone: Collection[str]) -> list[Dependency]:
    """Return links to standing tasks, of two to the same one the longer lag last."""
    links = [link for link in task.depends_on if link.task not in gone]
    return sorted(links, key=lambda link: link.lag_days)


def _relink(task: Task, passed_on: Mapping[str, Mapping[str, int]]) -> tuple[Dependency, ...]:
    lags: dict[str, int] = {}
    for link in task.depends_on:
        for key, lag in passed_on.get(link.task, {link.task: 0}).items():
            lags[key] = max(lags.get(key, lag + link.lag_days), lag + link.lag_days)
    lags.pop(task.key, None)
    return tuple(Dependency(key, lag) for key, lag in lags.items())
