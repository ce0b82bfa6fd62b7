"""Load: what each owner carries in each week, and where he would have to be twice (rules §5)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from planner.domain.responsibility.clash import find_clashes
from planner.domain.task import TaskState

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planner.domain.plan import Plan
    from planner.domain.responsibility.clash import SittingClash
    from planner.domain.timeline import DatedTask, Timeline

Week = tuple[int, int]
"""ISO year and ISO week."""


@dataclass(frozen=True, slots=True)
class LoadLimit:
    """From where on an owner has too much; custom without a published source, so a setting.

    Two figures: tasks that fall due in one week (one and a half a working day), and tasks that run
    side by side on one day.
    """

    due_a_week: int = 8
    side_by_side: int = 8


@dataclass(frozen=True, slots=True)
class WeekLoad:
    """One owner's week: tasks that run in it, those due in it, and the fullest day."""

    owner: str
    week: Week
    monday: date
    running: tuple[str, ...]
    due: tuple[str, ...]
    side_by_side: int
    fullest_on: date
    is_too_much: bool
    clashes: tuple[SittingClash, ...] = ()


def load(plan: Plan, timeline: Timeline, limit: LoadLimit | None = None) -> tuple[WeekLoad, ...]:
    """Return the loads of all owners, by owner's key and week; done tasks weigh nothing."""
    limit = limit or LoadLimit()
    carried: dict[tuple[str, Week], list[DatedTask]] = defaultdict(list)
    for dated in timeline.tasks:
        if dated.task.owner and dated.task.state is not TaskState.DONE:
            for week in _weeks_of(dated):
                carried[dated.task.owner, week].append(dated)
    clashes: dict[tuple[str, Week], list[SittingClash]] = defaultdict(list)
    for clash in find_clashes(plan, timeline):
        clashes[clash.owner, _week_of(clash.held_on)].append(clash)
    return tuple(
        _weigh(owner, week, carried[owner, week], clashes.get((owner, week), ()), limit)
        for owner, week in sorted(carried)
    )


def _weigh(
    owner: str,
    week: Week,
    tasks: list[DatedTask],
    clashes: Iterable[SittingClash],
    limit: LoadLimit,
) -> WeekLoad:
    monday = date.fromisocalendar(*week, 1)
    sunday = monday + timedelta(days=6)
    days = [monday + timedelta(days=number) for number in range(7)]
    counts = {day: sum(each.starts_on <= day <= each.ends_on for each in tasks) for day in days}
    fullest_on = max(days, key=lambda day: (counts[day], -day.toordinal()))
    due = tuple(each.task.key for each in tasks if monday <= each.ends_on <= sunday)
    return WeekLoad(
        owner=owner,
        week=week,
        monday=monday,
        running=tuple(each.task.key for each in tasks),
        due=due,
        side_by_side=counts[fullest_on],
        fullest_on=fullest_on,
        is_too_much=len(due) > limit.due_a_week or counts[fullest_on] > limit.side_by_side,
        clashes=tuple(clashes),
    )


def _week_of(day: date) -> Week:
    year, week, _ = day.isocalendar()
    return year, week


def _weeks_of(dated: DatedTask) -> Iterator[Week]:
    monday = dated.starts_on - timedelta(days=dated.starts_on.weekday())
    while monday <= dated.ends_on:
        yield _week_of(monday)
        monday += timedelta(days=7)
