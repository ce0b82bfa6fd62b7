"""What a sitting that is taken out of the schedule leaves behind, and how it is let go of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planner.domain.task import Offset, OffsetUnit

if TYPE_CHECKING:
    from datetime import date

    from planner.domain.person import Leave
    from planner.domain.task import Task

ANCHOR = "sitting:"
OPENING = "open"


def hangs_on(task: Task, key: str) -> bool:
    """Tell whether a task's date is counted from a sitting."""
    return task.anchor == f"{ANCHOR}{key}"


def leave_without(leave: Leave, key: str) -> Leave | None:
    """Return a leave without a sitting; None where it was for that one alone.

    A leave that names no sitting is for the whole meeting, so it must not end up without one.
    """
    rest = tuple(each for each in leave.sittings if each != key)
    return replace(leave, sittings=rest) if rest else None


def task_without(task: Task, key: str, held_on: date | None, stages: dict[str, date]) -> Task:
    """Return a task that does not know a sitting, on the day on which it was.

    It is counted from the stage (报到, 开幕, 闭幕) of the sitting's day; where there is none on
    that day, from the opening by days, or, counted in working days, from that very day. A task
    that looked after this sitting alone looks after none: naming none would mean all.
    """
    if hangs_on(task, key):
        anchor, offset = _anchor_anew(task.offset, held_on, stages)
        task = replace(task, anchor=anchor, offset=offset)
    if key in task.sittings:
        rest = tuple(each for each in task.sittings if each != key)
        task = replace(task, sittings=rest, aspects=task.aspects if rest else ())
    return task


def _anchor_anew(
    offset: Offset, held_on: date | None, stages: dict[str, date]
) -> tuple[str, Offset]:
    if held_on is None:
        return OPENING, offset
    for name in (OPENING, "close", "report"):
        if stages.get(name) == held_on:
            return name, offset
    opens_on = stages.get(OPENING)
    if opens_on is None or offset.unit is OffsetUnit.WORKING:
        return held_on.isoformat(), offset
    return OPENING, Offset((held_on - opens_on).days + offset.amount)
