"""Moving the meeting: every date follows, and the difference is shown before it is saved."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.domain.task import TaskState
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from datetime import date, timedelta

    from planner.domain.dated_task import DatedTask, Timeline
    from planner.domain.plan import Plan
    from planner.domain.sitting import Sitting


@dataclass(frozen=True, slots=True)
class MovedTask:
    """A task whose days differ between two timelines; None stands where it is not dated."""

    key: str
    name: str
    before: tuple[date, date] | None
    after: tuple[date, date] | None

    @property
    def wording(self) -> Wording:
        """Return the difference in words."""
        was, now = _spell_span(self.before), _spell_span(self.after)
        return Wording(
            f"“{self.name}”由 {was.zh} 改为 {now.zh}", f"“{self.name}”: {was.en} becomes {now.en}"
        )


def move_meeting(plan: Plan, opens_on: date) -> Plan:
    """Return the plan with its opening on another day and everything that hangs on it.

    Registration, closing and sittings keep their distance. Tasks follow by their anchors; dates
    that stand by themselves (a given day, a done task) stay.
    """
    if plan.opens_on is None:
        return replace(plan, opens_on=opens_on)
    shift = opens_on - plan.opens_on
    return replace(
        plan,
        reports_on=_move(plan.reports_on, shift),
        opens_on=opens_on,
        closes_on=_move(plan.closes_on, shift),
        sittings=tuple(_move_sitting(sitting, shift) for sitting in plan.sittings),
    )


def compare_timelines(before: Timeline, after: Timeline) -> tuple[MovedTask, ...]:
    """Return the tasks whose days differ, in the order of the new dates; done tasks never do."""
    keys = dict.fromkeys(each.task.key for each in (*after.tasks, *before.tasks))
    moved = []
    for key in keys:
        old, new = before.find(key), after.find(key)
        known = new or old
        if known is None or known.task.state is TaskState.DONE or _span(old) == _span(new):
            continue
        moved.append(MovedTask(key, known.task.name, _span(old), _span(new)))
    return tuple(moved)


def _move(day: date | None, shift: timedelta) -> date | None:
    return None if day is None else day + shift


def _move_sitting(sitting: Sitting, shift: timedelta) -> Sitting:
    return replace(sitting, held_on=_move(sitting.held_on, shift))


def _span(dated: DatedTask | None) -> tuple[date, date] | None:
    return None if dated is None else (dated.starts_on, dated.ends_on)


def _spell_span(span: tuple[date, date] | None) -> Wording:
    if span is None:
        return Wording("未排期", "no date")
    starts_on, ends_on = span
    if starts_on == ends_on:
        return Wording(str(starts_on), str(starts_on))
    return Wording(f"{starts_on} 至 {ends_on}", f"{starts_on} to {ends_on}")
