"""The backward pass: how late each task may end, and the chain that has the least to spare.

Tasks are places in their order (``task_graph.py``) and days are their ordinals: a pass over ten
thousand tasks makes no new dates. A task without a span (done, or without a date) takes no part.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from planner.domain.task_graph import TaskOrder

Span = tuple[int, int]


def find_latest_ends(
    order: TaskOrder,
    spans: Sequence[Span | None],
    limits: Sequence[int | None],
    tied: Collection[int],
) -> list[int | None]:
    """Return the latest end of each task that lets every limit be kept; None without any.

    ``limits`` are each task's own: the meeting's eve, or the day to which it is tied.
    """
    latest = list(limits)
    for place in range(len(order.tasks) - 1, -1, -1):
        span, limit = spans[place], latest[place]
        if span is None or limit is None:
            continue
        starts, ends = span
        latest_start = starts if place in tied else limit - (ends - starts)
        for before, lag in order.links_of(place):
            known, bound = latest[before], latest_start - lag
            if known is None or bound < known:
                latest[before] = bound
    return latest


def find_critical_path(
    order: TaskOrder,
    spans: Sequence[Span | None],
    latest: Sequence[int | None],
) -> tuple[int, ...]:
    """Return the chain of linked tasks with the least slack, first task first.

    It starts from the task with the least slack (the latest of equals) and is followed to both
    ends, at each step to the neighbour with the least slack, the one nearest in time of equals.
    """
    slack = {
        place: end - span[1]
        for place, (span, end) in enumerate(zip(spans, latest, strict=True))
        if span is not None and end is not None
    }
    ends = {place: span[1] for place, span in enumerate(spans) if span is not None}
    befores: dict[int, list[int]] = {}
    afters: dict[int, list[int]] = {}
    for place in slack:
        for before, _ in order.links_of(place):
            if before in slack:
                befores.setdefault(place, []).append(before)
                afters.setdefault(before, []).append(place)
    if not befores:
        return ()
    chained = befores.keys() | afters.keys()
    path = [min(chained, key=lambda place: (slack[place], -ends[place], place))]
    while before_path := befores.get(path[-1]):
        path.append(min(before_path, key=lambda place: (slack[place], -ends[place], place)))
    path.reverse()
    while after_path := afters.get(path[-1]):
        path.append(min(after_path, key=lambda place: (slack[place], ends[place], place)))
    return tuple(path)
