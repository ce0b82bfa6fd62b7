"""Writing an agreed date into a plan so that the task still follows when the meeting moves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from planner.domain.countback import count_offset
from planner.domain.task import Offset, OffsetUnit
from planner.domain.task_graph import anchor_task
from planner.domain.timeline import back_schedule
from planner.domain.wanted_date import AnchorTable
from planner.domain.workday import WorkCalendar

if TYPE_CHECKING:
    from planner.domain.plan import Plan
    from planner.domain.task import Task


def take_date(plan: Plan, key: str, starts_on: date, ends_on: date) -> Task:
    """Return the task of a plan so that it falls on the given days.

    It keeps its anchor where an offset in its own or the other unit leads to exactly those days in
    the whole plan; else it stands on the given day and no longer follows the meeting.
    """
    task = next(each for each in plan.tasks if each.key == key)
    anchored_on = _find_anchor(plan, task)
    if anchored_on is not None:
        calendar = WorkCalendar.for_plan(plan.settings)
        units = sorted(OffsetUnit, key=lambda each: each is not task.offset.unit)
        for unit in units:
            amount = count_offset(anchored_on, starts_on, unit, calendar)
            kept = replace(task, offset=Offset(amount, unit))
            tasks = tuple(kept if each is task else each for each in plan.tasks)
            found = back_schedule(replace(plan, tasks=tasks), date.min).find(key)
            if found is not None and (found.starts_on, found.ends_on) == (starts_on, ends_on):
                return kept
    return replace(task, anchor=starts_on.isoformat(), offset=Offset())


def _find_anchor(plan: Plan, task: Task) -> date | None:
    """Return the day that a task hangs on; None for a given day, which follows nothing."""
    if task.anchor[:1].isdigit():
        return None
    former = anchor_task(task)
    if former:
        found = back_schedule(plan, date.min).find(former)
        return found.ends_on if found else None
    anchor = AnchorTable(plan).find(task.anchor)
    return anchor.on if anchor else None
