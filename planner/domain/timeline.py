"""Back-scheduling: from a plan to its timeline (rules §4).

Tasks are dated forwards (``forward_pass.py``); then, backwards from what cannot move, it is found
how late each may end and which chain has the least to spare (``critical_path.py``).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from planner.domain.condition import drop_tasks, find_dropped_anchors, is_dropped
from planner.domain.countback import UNSETTLED
from planner.domain.critical_path import find_critical_path, find_latest_ends
from planner.domain.dated_task import Conflict, DatedTask, Timeline, UndatedTask
from planner.domain.forward_pass import ForwardPass
from planner.domain.reschedule import MovedTask, compare_timelines, move_meeting
from planner.domain.task import TaskState
from planner.domain.task_graph import order_tasks
from planner.domain.timeline_reason import join_reasons, tell_overrun

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.domain.critical_path import Span
    from planner.domain.plan import Plan
    from planner.domain.wanted_date import WantedDate

__all__ = [
    "Conflict",
    "DatedTask",
    "MovedTask",
    "Timeline",
    "UndatedTask",
    "back_schedule",
    "compare_timelines",
    "move_meeting",
]


FAR = 1 << 22
"""More days than the calendar has: two ordinals in one number sort as a pair, only faster."""


def back_schedule(plan: Plan, today: date) -> Timeline:
    """Return the timeline of a plan; what cannot be is told as conflicts, never raised.

    ``today`` moves no date: the dates of a plan do not change from one day to the next. Late work
    is told by ``DatedTask.is_late(today)``.
    """
    del today
    dropped = tuple(task.key for task in plan.tasks if is_dropped(task, plan.settings.conditions))
    standing = drop_tasks(plan.tasks, dropped)
    ghosts = find_dropped_anchors(standing, plan.tasks)
    order = order_tasks((*standing, *ghosts))
    forward = ForwardPass(plan, order, {task.key for task in ghosts})
    forward.want_all()
    forward.place_all(plan.starts_work_on)
    return _look_back(forward, dropped)


def _look_back(forward: ForwardPass, dropped: tuple[str, ...]) -> Timeline:
    order = forward.order
    spans = [_find_span(forward, place) for place in range(len(order.tasks))]
    limits = [_find_limit(forward, place, span) for place, span in enumerate(spans)]
    latest = find_latest_ends(order, spans, limits, forward.tied)
    path = find_critical_path(order, spans, latest, forward.tied)
    critical = set(path)
    dated = [
        _date_task(forward, place, (wanted, now), latest[place], is_critical=place in critical)
        for place in order.places.values()
        if (wanted := forward.wanted[place]) and (now := forward.now[place])
    ]
    dated.sort(key=lambda each: each.starts_on.toordinal() * FAR + each.ends_on.toordinal())
    conflicts = [*forward.conflicts, *_find_overruns(forward)]
    return Timeline(
        tasks=tuple(dated),
        critical_path=tuple(order.tasks[place].key for place in path),
        conflicts=tuple(sorted(conflicts, key=lambda each: (each.code, each.tasks))),
        dropped=dropped,
        undated=tuple(sorted(forward.undated, key=lambda each: each.task.key)),
    )


def _find_span(forward: ForwardPass, place: int) -> Span | None:
    """Return the days of a task that is still ahead, as ordinals."""
    now = forward.now[place]
    if now is None or forward.tasks[place].state is TaskState.DONE:
        return None
    return now.starts_on.toordinal(), now.ends_on.toordinal()


def _find_limit(forward: ForwardPass, place: int, span: Span | None) -> int | None:
    """Return by when a task must end: its tied day, or the meeting's eve.

    Work that was meant to reach into the meeting must end when it was meant to.
    """
    wanted, days = forward.wanted[place], forward.days
    if span is None or wanted is None:
        return None
    if place in forward.tied:
        return span[1]
    if days is None or wanted.starts_on >= days.first_on:
        return None
    return max(wanted.ends_on.toordinal(), days.first_on.toordinal() - 1)


def _find_overruns(forward: ForwardPass) -> Iterator[Conflict]:
    """Yield a conflict for work planned before the meeting that now ends in it or later."""
    if forward.days is None:
        return
    first_on = forward.days.first_on
    for place in forward.gave_way:
        wanted, now = forward.wanted[place], forward.now[place]
        if wanted is None or now is None or now.ends_on <= wanted.ends_on:
            continue
        if wanted.starts_on < first_on <= now.ends_on:
            yield tell_overrun(forward.tasks[place], now.ends_on)


def _date_task(
    forward: ForwardPass,
    place: int,
    dates: tuple[WantedDate, WantedDate],
    latest: int | None,
    *,
    is_critical: bool,
) -> DatedTask:
    wanted, now = dates
    task, gave_way = forward.tasks[place], forward.gave_way.get(place, ())
    if task.state is TaskState.DONE:
        latest = None  # what is done can no longer slip
    reason = join_reasons((now.reason, *gave_way)) if gave_way else now.reason
    if gave_way and not now.is_settled and UNSETTLED.zh not in reason.zh:
        reason = join_reasons((reason, UNSETTLED))
    return DatedTask(
        task=task,
        starts_on=now.starts_on,
        ends_on=now.ends_on,
        wanted_on=wanted.starts_on,
        wanted_end_on=wanted.ends_on,
        latest_end_on=None if latest is None else date.fromordinal(max(latest, 1)),
        is_settled=now.is_settled,
        is_compressed=bool(gave_way),
        is_critical=is_critical,
        reason=reason,
        gave_way=gave_way,
    )
