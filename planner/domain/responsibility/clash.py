"""Where one owner would have to be at two sittings at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.domain.moment import period_of
from planner.domain.task import TaskState

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from planner.domain.plan import Plan
    from planner.domain.timeline import Timeline

SITTING_ANCHOR = "sitting:"


@dataclass(frozen=True, slots=True)
class SittingClash:
    """Two tasks tied to two sittings that are held at one time."""

    owner: str
    held_on: date
    tasks: tuple[str, str]
    sittings: tuple[str, str]


@dataclass(frozen=True, slots=True, order=True)
class _Bond:
    """A task that takes its owner to a sitting."""

    owner: str
    starts: datetime
    ends: datetime
    task: str
    sitting: str


def find_clashes(plan: Plan, timeline: Timeline) -> tuple[SittingClash, ...]:
    """Return each owner's clashes in the order of the clock, each beside the one before it."""
    clashes = []
    latest: _Bond | None = None
    for bond in sorted(_bonds(plan, timeline)):
        if latest is None or latest.owner != bond.owner:
            latest = bond
            continue
        if bond.starts < latest.ends and bond.sitting != latest.sitting:
            tasks, sittings = (latest.task, bond.task), (latest.sitting, bond.sitting)
            clashes.append(SittingClash(bond.owner, bond.starts.date(), tasks, sittings))
        latest = max(latest, bond, key=lambda each: each.ends)
    return tuple(clashes)


def _bonds(plan: Plan, timeline: Timeline) -> Iterator[_Bond]:
    periods = {each.key: period_of(each) for each in reversed(plan.sittings)}
    for task in (dated.task for dated in timeline.tasks):
        if not task.anchor.startswith(SITTING_ANCHOR) or task.offset.amount or not task.owner:
            continue
        sitting = task.anchor.removeprefix(SITTING_ANCHOR)
        period = periods.get(sitting)
        if period and task.state is not TaskState.DONE:
            yield _Bond(task.owner, *period, task.key, sitting)
