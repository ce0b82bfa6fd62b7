"""The order in which tasks follow each other, and the rings that make an order impossible.

Keys are looked up once, here; what works on the order afterwards counts places in it. The links of
all tasks stand in two flat lists: ten thousand tasks make no forest of small objects.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from planner.domain.ring import find_rings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from planner.domain.task import Task

TASK_ANCHOR = "task:"


@dataclass(frozen=True, slots=True)
class TaskOrder:
    """Tasks with predecessors first, what each waits for, and the rings among them."""

    tasks: tuple[Task, ...]
    places: dict[str, int]
    """Of each key, in the order of the keys."""
    bounds: Sequence[int]
    """Where the links of each place begin in ``befores`` and ``lags``, and where the last end."""
    befores: Sequence[int]
    lags: Sequence[int]
    rings: tuple[tuple[str, ...], ...] = ()
    """Links inside these are left out of the order, so that the rest can be dated."""

    def links_of(self, place: int) -> Iterator[tuple[int, int]]:
        """Return what must end before a task starts: place and lag in days."""
        first, last = self.bounds[place], self.bounds[place + 1]
        return zip(self.befores[first:last], self.lags[first:last], strict=True)


def anchor_task(task: Task) -> str:
    """Return the key of the task on whose end this one is anchored, or nothing."""
    return task.anchor.removeprefix(TASK_ANCHOR) if task.anchor.startswith(TASK_ANCHOR) else ""


def order_tasks(tasks: Iterable[Task]) -> TaskOrder:
    """Return the tasks in order, the same whatever order they came in."""
    by_key = {task.key: task for task in sorted(tasks, key=lambda each: each.key)}
    numbers = {key: number for number, key in enumerate(by_key)}
    named = list(by_key.values())
    befores = [_find_befores(task, numbers) for task in named]
    order = _sort_numbers(befores)
    rings: list[tuple[str, ...]] = []
    if len(order) < len(befores):
        rings, befores = _untie(list(by_key), befores)
        order = _sort_numbers(befores)
    del befores
    places = [0] * len(order)
    for place, number in enumerate(order):
        places[number] = place
    in_order = tuple(named[number] for number in order)
    by_place = dict(zip(by_key, places, strict=True))
    return _link_tasks(in_order, by_place, tuple(rings))


def _link_tasks(
    tasks: tuple[Task, ...], places: dict[str, int], rings: tuple[tuple[str, ...], ...]
) -> TaskOrder:
    """Return the order with its links; a predecessor that comes later belongs to a ring.

    The anchor is a link where it is the end of another task and the offset leads forwards.
    """
    befores: list[int] = []
    lags: list[int] = []
    bounds = [0]
    for place, task in enumerate(tasks):
        for link in task.depends_on:
            before = places.get(link.task, place)
            if before < place:
                befores.append(before)
                lags.append(link.lag_days)
        before = places.get(anchor_task(task), place)
        if before < place and task.offset.amount >= 0:
            befores.append(before)
            lags.append(0)
        bounds.append(len(befores))
    return TaskOrder(tasks, places, bounds, befores, lags, rings)


def _find_befores(task: Task, numbers: dict[str, int]) -> tuple[int, ...]:
    """Return what must be dated before a task: its predecessors, and its anchor."""
    found = [numbers[link.task] for link in task.depends_on if link.task in numbers]
    anchor = numbers.get(anchor_task(task))
    return tuple(found) if anchor is None else (*found, anchor)


def _untie(
    keys: list[str], befores: Sequence[Sequence[int]]
) -> tuple[list[tuple[str, ...]], list[tuple[int, ...]]]:
    """Return the rings by their keys, and the links without them."""
    named = {
        key: [keys[number] for number in sorted(set(each))]
        for key, each in zip(keys, befores, strict=True)
    }
    rings, rest = find_rings(named)
    numbers = {key: number for number, key in enumerate(keys)}
    return sorted(rings), [tuple(numbers[before] for before in rest[key]) for key in keys]


def _sort_numbers(befores: Sequence[Sequence[int]]) -> list[int]:
    """Return the numbers, predecessors first; those on a ring or behind one are missing."""
    waiting_for = [len(each) for each in befores]
    follower_counts = [0] * len(befores)
    for each in befores:
        for before in each:
            follower_counts[before] += 1
    free_slots = [0, *accumulate(follower_counts)]
    starts = free_slots[:]
    followers = [0] * free_slots[-1]
    for number, each in enumerate(befores):
        for before in each:
            followers[free_slots[before]] = number
            free_slots[before] += 1
    order = [number for number, count in enumerate(waiting_for) if not count]
    for number in order:  # grows while it is read
        for follower in followers[starts[number] : starts[number + 1]]:
            waiting_for[follower] -= 1
            if not waiting_for[follower]:
                order.append(follower)
    return order
