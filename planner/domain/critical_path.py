"""The backward pass: how late each task may end, and the chain that has the least to spare."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from planner.domain.task_graph import anchor_task

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from planner.domain.countback import MeetingDays
    from planner.domain.task import Task

Span = tuple[date, date]
Link = tuple[str, str]
NO_LIMIT = date.max


def find_latest_ends(
    tasks: Sequence[Task],
    spans: Mapping[str, Span],
    wanted_ends: Mapping[str, date],
    tied: Collection[str],
    days: MeetingDays | None,
    ignored: Collection[Link],
) -> dict[str, date]:
    """Return the latest end of each task, predecessors first in ``tasks``; none without limit.

    Limits come from what is tied to its days, and from the meeting: work planned to end before it
    must end on its eve at the latest, or when it was meant to if that is later.
    """
    latest: dict[str, date] = {}
    for task in tasks:
        starts_on, ends_on = spans[task.key]
        if task.key in tied:
            latest[task.key] = ends_on
        elif days is not None and starts_on < days.first_on:
            latest[task.key] = max(wanted_ends[task.key], days.first_on - timedelta(days=1))
    for task in reversed(tasks):
        starts_on, ends_on = spans[task.key]
        limit = latest.get(task.key)
        if limit is None:
            continue
        latest_start = starts_on if task.key in tied else limit - (ends_on - starts_on)
        for before, lag in _links(task, spans, ignored):
            bound = latest_start - timedelta(days=lag)
            latest[before] = min(latest.get(before, NO_LIMIT), bound)
    return latest


def find_critical_path(
    tasks: Sequence[Task],
    spans: Mapping[str, Span],
    latest: Mapping[str, date],
    ignored: Collection[Link],
) -> tuple[str, ...]:
    """Return the chain of linked tasks with the least slack, first task first.

    It starts from the task with the least slack (the latest of equals) and is followed to both
    ends, at each step to the neighbour with the least slack, the one nearest in time of equals.
    """
    slack = {key: (latest[key] - spans[key][1]).days for key in latest if key in spans}
    linked: dict[str, list[str]] = {}
    followers: dict[str, list[str]] = {}
    for task in tasks:
        linked[task.key] = [key for key, _ in _links(task, spans, ignored) if key in slack]
        for key in linked[task.key]:
            if task.key in slack:
                followers.setdefault(key, []).append(task.key)
    chained = [key for key in slack if linked.get(key) or followers.get(key)]
    if not chained:
        return ()
    start = min(chained, key=lambda key: (slack[key], -spans[key][1].toordinal(), key))
    way_back = [start]
    while before := linked[way_back[-1]]:
        way_back.append(min(before, key=lambda key: (slack[key], -spans[key][1].toordinal(), key)))
    path = way_back[::-1]
    while after := followers.get(path[-1]):
        path.append(min(after, key=lambda key: (slack[key], spans[key][0].toordinal(), key)))
    return tuple(path)


def _links(
    task: Task, spans: Mapping[str, Span], ignored: Collection[Link]
) -> list[tuple[str, int]]:
    links = [
        (link.task, link.lag_days)
        for link in task.depends_on
        if link.task in spans and (link.task, task.key) not in ignored
    ]
    before = anchor_task(task)
    if before in spans and (before, task.key) not in ignored and task.offset.amount >= 0:
        links.append((before, 0))
    return links
