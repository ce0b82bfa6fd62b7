"""What can be done about a plan that was begun too late: accept, shorten, parallelise or drop.

Each offer names the tasks it touches and what it wins, so that a person can choose; none is taken
by itself. ``accept`` is what the timeline shows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from planner.domain.enumeration import count_things
from planner.domain.task import Offset, TaskState
from planner.domain.task_graph import anchor_task
from planner.domain.wanted_date import AnchorTable
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from planner.domain.dated_task import DatedTask, Timeline
    from planner.domain.plan import Plan
    from planner.domain.task import Task


class OfferKind(StrEnum):
    """The four ways out of a late start."""

    ACCEPT = "accept"
    SHORTEN = "shorten"
    PARALLELISE = "parallelise"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class CompressionOffer:
    """One way out, the tasks it touches, and its effect in words."""

    kind: OfferKind
    tasks: tuple[str, ...]
    days_won: int
    wording: Wording


def offer_ways_out(timeline: Timeline) -> tuple[CompressionOffer, ...]:
    """Return the ways out of a compressed plan; none where nothing is compressed."""
    pressed = [each for each in timeline.tasks if each.is_compressed]
    if not pressed:
        return ()
    offers = [_accept(pressed), _shorten(pressed), _parallelise(timeline, pressed)]
    offers.append(_drop(timeline, pressed))
    return tuple(offer for offer in offers if offer.tasks)


def accept_dates(plan: Plan, timeline: Timeline) -> Plan:
    """Return the plan with its present dates as the wanted ones: what gave way has been accepted.

    Each task that gave way keeps its anchor, so that it still follows the meeting when that moves.
    """
    anchors = AnchorTable(plan)

    def accept(task: Task) -> Task:
        dated = timeline.find(task.key)
        before = timeline.find(anchor_task(task))
        anchor = anchors.find(task.anchor)
        anchor_on = before.ends_on if before else anchor.on if anchor else None
        if dated is None or not dated.is_compressed or anchor_on is None:
            return task
        offset = Offset((dated.starts_on - anchor_on).days)
        return replace(task, offset=offset, duration_days=_length(dated))

    return replace(plan, tasks=tuple(map(accept, plan.tasks)))


def _accept(pressed: list[DatedTask]) -> CompressionOffer:
    late = max((each.starts_on - each.wanted_on).days for each in pressed)
    return CompressionOffer(
        OfferKind.ACCEPT,
        tuple(each.task.key for each in pressed),
        0,
        Wording(
            f"照现排日期执行：{len(pressed)} 项任务顺延，最多晚 {late} 天起步",
            f"keep these dates: {count_things(len(pressed), 'task')} later,"
            f" starting up to {count_things(late, 'day')} late",
        ),
    )


def _length(each: DatedTask) -> int:
    return (each.ends_on - each.starts_on).days + 1


def _wanted_length(each: DatedTask) -> int:
    return (each.wanted_end_on - each.wanted_on).days + 1


def _shorten(pressed: list[DatedTask]) -> CompressionOffer:
    """Tasks whose days were already cut: what they would need, and what the cut wins."""
    cut = [each for each in pressed if _length(each) < _wanted_length(each)]
    days = sum(_wanted_length(each) - _length(each) for each in cut)
    return CompressionOffer(
        OfferKind.SHORTEN,
        tuple(each.task.key for each in cut),
        days,
        Wording(
            f"压缩工期：{len(cut)} 项任务加派人手，共省 {days} 天",
            f"shorten: more hands for {count_things(len(cut), 'task')}"
            f" win {count_things(days, 'day')} of work",
        ),
    )


def _parallelise(timeline: Timeline, pressed: list[DatedTask]) -> CompressionOffer:
    """Pairs on the critical path in which the second could start with the first."""
    path = timeline.critical_path
    keys = {each.task.key for each in pressed}
    touched: list[str] = []
    won = 0
    for first, second in pairwise(path):
        before, after = timeline.find(first), timeline.find(second)
        if before is None or after is None or not {first, second} <= keys:
            continue
        is_link = first in {link.task for link in after.task.depends_on}
        if is_link and _length(before) > 1:
            touched.append(second)
            won += _length(before) - 1
    return CompressionOffer(
        OfferKind.PARALLELISE,
        tuple(touched),
        won,
        Wording(
            f"并行推进：{len(touched)} 项任务与前一项同步开展，关键路径可缩短 {won} 天",
            f"side by side: {count_things(len(touched), 'task')} begun with the one before,"
            f" {count_things(won, 'day')} won",
        ),
    )


def _drop(timeline: Timeline, pressed: list[DatedTask]) -> CompressionOffer:
    """Tasks for which nothing waits: the meeting can be held without them."""
    awaited = {link.task for each in timeline.tasks for link in each.task.depends_on}
    awaited |= {anchor_task(each.task) for each in timeline.tasks}
    free = [
        each
        for each in pressed
        if each.task.key not in awaited and each.task.state is TaskState.OPEN
    ]
    days = sum(map(_length, free))
    return CompressionOffer(
        OfferKind.DROP,
        tuple(each.task.key for each in free),
        days,
        Wording(
            f"取消：{len(free)} 项任务没有后续，取消后腾出 {days} 天人力",
            f"drop: nothing waits for {count_things(len(free), 'task')};"
            f" {count_things(days, 'day')} of work freed",
        ),
    )
