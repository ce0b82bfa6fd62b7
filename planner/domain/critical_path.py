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
NEVER = 1 << 22
"""More days than the calendar has."""


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
    tied: Collection[int],
) -> tuple[int, ...]:
    """Return the chain of linked tasks with the least slack, first task first.

    It starts from the free task with the least slack (what is tied to its day never has any) and
    is followed to both ends, at each step to the neighbour with the least slack; of equals to the
    one whose own predecessors have the least, then to the one nearest in time.
    """
    net = _Net(order, spans, latest)
    chained = net.befores.keys() | net.afters.keys()
    if not chained:
        return ()
    path = [min(chained - set(tied) or chained, key=net.rank_backwards)]
    while nearest := net.befores.get(path[-1]):
        path.append(min(nearest, key=net.rank_backwards))
    path.reverse()
    while nearest := net.afters.get(path[-1]):
        path.append(min(nearest, key=net.rank_forwards))
    return tuple(path)


class _Net:
    """The tasks that have slack, and their links both ways."""

    def __init__(
        self, order: TaskOrder, spans: Sequence[Span | None], latest: Sequence[int | None]
    ) -> None:
        self.spans = {place: span for place, span in enumerate(spans) if span is not None}
        self.slack = {
            place: end - self.spans[place][1]
            for place, end in enumerate(latest)
            if end is not None and place in self.spans
        }
        self.befores: dict[int, list[int]] = {}
        self.afters: dict[int, list[int]] = {}
        for place in self.slack:
            for before, _ in order.links_of(place):
                if before in self.slack:
                    self.befores.setdefault(place, []).append(before)
                    self.afters.setdefault(before, []).append(place)

    def rank_backwards(self, place: int) -> tuple[int, int, int, int]:
        tightest = min((self.slack[each] for each in self.befores.get(place, ())), default=NEVER)
        return self.slack[place], tightest, -self.spans[place][1], place

    def rank_forwards(self, place: int) -> tuple[int, int, int]:
        return self.slack[place], self.spans[place][0], place
