"""Dates: conflicts, compressed and late work, work after what it serves, days not yet settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.enumeration import count_things, list_names
from planner.domain.finding.gathering import gather_tasks
from planner.domain.finding.rule import block, hint, join_place, warn
from planner.domain.moment import spell_day
from planner.domain.wording import Wording
from planner.domain.workday import WorkCalendar

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from planner.domain.finding.inspection import Inspection
    from planner.domain.finding.value import Finding
    from planner.domain.timeline import DatedTask

TIMELINE = Wording("时间表", "Timeline")

RING = block("task-ring", "删去其中一条前置关系", "Remove one of the links")
FIXED = block(
    "task-blocked-by-predecessor", "提前前置任务或推后本任务", "Move one of the two tasks"
)
OVERRUN = warn("task-overruns-meeting", "压缩工期、并行或取消", "Shorten, parallelise or drop it")
UNDATED = warn("task-without-date", "补充基准点的日期", "Give its anchor a day")
COMPRESSED = warn(
    "timeline-compressed",
    "接受、压缩、并行或取消有关任务",
    "Accept, shorten, parallelise or drop tasks",
)
LATE = warn("task-late", "督促办理或调整时限", "Press on, or change the date")
AFTER_SITTING = warn(
    "task-ends-after-sitting", "提前完成或压缩工期", "Finish it earlier or shorten it"
)
UNSETTLED = hint(
    "holidays-not-announced", "放假通知公布后录入调休安排", "Enter the notice once it is published"
)
CONFLICTS = {"cycle": RING, "fixed": FIXED, "overrun": OVERRUN}


def check_conflicts(inspection: Inspection) -> Iterator[Finding]:
    """Yield impossible orders and tasks that cannot be dated."""
    for conflict in inspection.timeline.conflicts:
        task = inspection.directory.tasks[conflict.tasks[-1]]
        yield CONFLICTS[conflict.code].in_task(task, "depends_on", conflict.why)
    for undated in inspection.timeline.undated:
        yield UNDATED.in_task(undated.task, "anchor", undated.why)


def check_compression(inspection: Inspection) -> Iterator[Finding]:
    """Yield, in one finding, that work does not have the days which it should have."""
    pressed = [each for each in inspection.timeline.tasks if each.is_compressed]
    if pressed:
        names = list_names([f"“{each.task.name}”" for each in pressed], "项")
        days = max((each.ends_on - each.wanted_end_on).days for each in pressed)
        why = Wording(
            f"{len(pressed)} 项任务不能按应有日期办理，最多晚 {days} 天：{names.zh}",
            f"{count_things(len(pressed), 'task')} off the wanted dates,"
            f" by up to {count_things(days, 'day')}: {names.en}",
        )
        yield COMPRESSED.at("starts_work_on", TIMELINE, why)


def check_lateness(inspection: Inspection) -> Iterator[Finding]:
    """Yield tasks that should be done by now."""
    late = (
        (dated.task, _tell_late(dated, inspection.today))
        for dated in inspection.timeline.tasks
        if dated.is_late(inspection.today)
    )
    overdue = Wording("已逾期", "overdue")
    yield from gather_tasks(inspection, LATE, "state", late, overdue)


def check_service(inspection: Inspection) -> Iterator[Finding]:
    """Yield tasks that were to end before the sittings they serve, and now end after them."""
    days = {each.key: each.held_on for each in inspection.plan.sittings}
    for dated in inspection.timeline.tasks:
        served = [day for key in dated.task.sittings if (day := days.get(key))]
        if served and _slips_past(dated, max(served)):
            ends, held = spell_day(dated.ends_on), spell_day(max(served))
            why = Wording(
                f"{ends.zh}才完成，晚于所服务会次的日期{held.zh}",
                f"ends on {ends.en}, after the sitting it serves on {held.en}",
            )
            yield AFTER_SITTING.in_task(dated.task, "duration_days", why)


def check_holidays(inspection: Inspection) -> Iterator[Finding]:
    """Yield, in one finding, the dates that rest on a year whose 调休 is not announced."""
    open_tasks = [each for each in inspection.timeline.tasks if not each.is_settled]
    if open_tasks:
        years = _open_years(inspection, open_tasks)
        words = "、".join(map(str, years))
        why = Wording(
            f"{len(open_tasks)} 项任务的日期涉及 {words} 年，调休未公布",
            f"{count_things(len(open_tasks), 'date')} in {words.replace('、', ', ')} rest on"
            " statutory days: make-up days are not announced",
        )
        place = join_place("settings", "calendar_notices")
        yield UNSETTLED.at(place, TIMELINE, why)


def _tell_late(dated: DatedTask, today: date) -> Wording:
    due, days = spell_day(dated.due_on), (today - dated.due_on).days
    return Wording(
        f"应于{due.zh}完成，已逾期 {days} 天", f"due on {due.en}, {count_things(days, 'day')} ago"
    )


def _open_years(inspection: Inspection, tasks: list[DatedTask]) -> list[int]:
    """Return the years, of those which the tasks are counted across, that no notice settles."""
    days = {day for each in tasks for day in (each.starts_on, each.ends_on)}
    days |= {day for day in (inspection.plan.opens_on, inspection.plan.closes_on) if day}
    calendar = WorkCalendar.for_plan(inspection.plan.settings)
    return sorted({day.year for day in days if not calendar.is_settled(day)})


def _slips_past(dated: DatedTask, served_on: date) -> bool:
    """Tell whether a task begins in time for its sitting, yet ends after it.

    What is meant to come after (a bulletin on the day after) begins after it, and is no fault.
    """
    return dated.wanted_on <= served_on < dated.ends_on
