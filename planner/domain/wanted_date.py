"""The dates a plan's tasks are meant to have: anchor ± offset, off days of rest, plus duration."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from planner.domain.countback import UNSETTLED, Anchor, MeetingDays, count_date, shift_off_rest
from planner.domain.task import OffsetUnit
from planner.domain.task_graph import TASK_ANCHOR
from planner.domain.wording import Wording
from planner.domain.workday import add_days

if TYPE_CHECKING:
    from planner.domain.plan import Plan
    from planner.domain.task import Task
    from planner.domain.workday import WorkCalendar

SITTING_ANCHOR = "sitting:"
FAR_OFF = MeetingDays(date.max, date.max)
"""Stands in where the plan has no days yet: every date counts as before the meeting."""


@dataclass(frozen=True, slots=True)
class WantedDate:
    """First and last day of a task as wanted, and why."""

    starts_on: date
    ends_on: date
    is_settled: bool
    reason: Wording


def meeting_days(plan: Plan) -> MeetingDays | None:
    """Return the days of the meeting, registration included, or None while they are open."""
    first = plan.reports_on or plan.opens_on
    last = plan.closes_on or plan.opens_on
    if first is None or last is None:
        return None
    return MeetingDays(first, max(first, last))


class AnchorTable:
    """What the anchors of a plan's tasks mean: looked up once, then by name."""

    def __init__(self, plan: Plan) -> None:
        self._anchors = {
            name: Anchor(day, wording)
            for name, day, wording in (
                ("report", plan.reports_on or plan.opens_on, Wording("报到", "registration")),
                ("open", plan.opens_on, Wording("开幕", "opening")),
                ("close", plan.closes_on or plan.opens_on, Wording("闭幕", "closing")),
            )
            if day is not None
        }
        for sitting in plan.sittings:
            if sitting.held_on is not None:
                name = Wording(sitting.name, sitting.name)
                self._anchors[SITTING_ANCHOR + sitting.key] = Anchor(sitting.held_on, name)

    def find(self, anchor: str) -> Anchor | None:
        """Return the anchor of that name, an ISO date's own, or None where it has no day."""
        found = self._anchors.get(anchor)
        if found is None and not anchor.startswith((TASK_ANCHOR, SITTING_ANCHOR)):
            try:
                found = Anchor(date.fromisoformat(anchor), Wording("指定日期", "fixed date"))
            except ValueError:
                return None
        return found


def want_date(
    task: Task, anchor: Anchor, calendar: WorkCalendar, days: MeetingDays | None
) -> WantedDate:
    """Return the days that a task is meant to have.

    The end is the start plus the duration in natural days; an end on a day of rest moves like the
    start, but never before it.
    """
    span = days or FAR_OFF
    counted = count_date(anchor, task.offset, calendar, span)
    ends_on = add_days(counted.on, max(task.duration_days, 1) - 1)
    ends_on = settle_end(counted.on, ends_on, calendar, span)
    reason, is_settled = counted.reason, counted.is_settled
    if is_settled and not calendar.is_span_settled(counted.on, ends_on):
        is_settled = False
        reason = Wording(f"{reason.zh}；{UNSETTLED.zh}", f"{reason.en}; {UNSETTLED.en}")
    return WantedDate(counted.on, ends_on, is_settled, reason)


def settle_end(starts_on: date, ends_on: date, calendar: WorkCalendar, days: MeetingDays) -> date:
    """Return an end off the days of rest, never before the start, and never into the meeting."""
    if days.holds(ends_on) or ends_on == starts_on:
        return ends_on
    moved = shift_off_rest(ends_on, calendar, is_after=ends_on > days.last_on)
    return max(starts_on, moved)


def is_tied(task: Task, wanted: WantedDate, days: MeetingDays | None) -> bool:
    """Tell whether nothing may move a task: it falls in the meeting or stands on a given day."""
    if days is not None and days.holds(wanted.starts_on):
        return True
    is_given_day = task.anchor[:1].isdigit() and not task.offset.amount
    return is_given_day and task.offset.unit is OffsetUnit.NATURAL
