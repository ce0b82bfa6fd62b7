"""Tasks as all-day entries, and the reminders that their owners get."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from planner.calendars.event import Alarm, CalendarEvent, CalendarTask, TaskStatus
from planner.calendars.identity import make_uid
from planner.clock import HOUSE_ZONE
from planner.domain.moment import spell_day
from planner.domain.task import TaskState
from planner.domain.vocabulary import label

if TYPE_CHECKING:
    from datetime import date

    from planner.domain.directory import Directory
    from planner.domain.plan import Plan
    from planner.domain.task import Task
    from planner.domain.timeline import DatedTask

NINE_O_CLOCK = timedelta(hours=9)
ONE_DAY = timedelta(days=1)


STATUSES = {
    TaskState.DONE: TaskStatus.COMPLETED,
    TaskState.DROPPED: TaskStatus.CANCELLED,
    TaskState.DOING: TaskStatus.IN_PROCESS,
}


def task_event(
    plan: Plan, directory: Directory, dated: DatedTask, *, is_named: bool = True
) -> CalendarEvent:
    """Return a task from its first day to its last as agreed; names where they may be told."""
    task = dated.task
    workstream = directory.workstreams.get(task.workstream)
    categories = (workstream.name,) if workstream else ()
    return CalendarEvent(
        uid=make_uid(plan, "task", task.key),
        part=("task", task.key),
        summary=f"{task.name}（已完成）" if task.state is TaskState.DONE else task.name,
        starts=first_day(dated),
        ends=dated.due_on + ONE_DAY,
        location="",
        description=describe_task(plan, directory, dated, is_named=is_named),
        categories=categories,
        is_busy=False,
    )


def calendar_task(
    plan: Plan, directory: Directory, dated: DatedTask, *, is_named: bool
) -> CalendarTask:
    """Return a task as a thing to do, with its owner's reminders; names as in its entry."""
    event = with_alarms(task_event(plan, directory, dated, is_named=is_named), dated)
    task = dated.task
    done_at = datetime.combine(task.done_on, time(), HOUSE_ZONE) if task.done_on else None
    return CalendarTask(
        uid=event.uid,
        part=event.part,
        summary=task.name,
        starts_on=first_day(dated),
        due_on=dated.due_on,
        description=event.description,
        categories=event.categories,
        status=STATUSES.get(task.state, TaskStatus.NEEDS_ACTION),
        completed_at=done_at if task.state is TaskState.DONE else None,
        alarms=event.alarms,
    )


def with_alarms(event: CalendarEvent, dated: DatedTask) -> CalendarEvent:
    """Return a task's entry with its owner's reminders; what is done reminds nobody.

    At nine on the first day, and at nine on the day before the last (for work of a single day,
    on the day before it).
    """
    if dated.task.state is TaskState.DONE:
        return event
    last = dated.due_on - first_day(dated)
    alarms = (
        Alarm(last - ONE_DAY + NINE_O_CLOCK, f"明日到期：{dated.task.name}"),
        Alarm(NINE_O_CLOCK, f"今日开始：{dated.task.name}"),
    )
    return replace(event, alarms=tuple(sorted(alarms, key=lambda alarm: alarm.after_start)))


def first_day(dated: DatedTask) -> date:
    """Return the day on which a task begins; no later than an earlier day that was agreed."""
    return min(dated.starts_on, dated.due_on)


def describe_agreed(dated: DatedTask) -> str:
    """Return by when a task may be done although the plan says otherwise."""
    if dated.agreed_on in {None, dated.ends_on}:
        return ""
    return f"已同意改为{spell_day(dated.due_on).zh}，方案为{spell_day(dated.ends_on).zh}"


def describe_task(
    plan: Plan, directory: Directory, dated: DatedTask, *, is_named: bool = True
) -> str:
    """Return the duty behind a task: standard, owner, helpers, and why it has its date."""
    task = dated.task
    owner = directory.name_of(task.owner) if task.owner and is_named else ""
    workstream = directory.workstreams.get(task.workstream)
    facts = (
        ("", plan.title),
        ("工作组：", workstream.name if workstream else ""),
        ("责任处室：", directory.department_name(task.department) if task.department else ""),
        ("责任人：", owner),
        ("配合：", "、".join(task.support) if is_named else ""),
        ("完成标准：", task.standard),
        ("状态：", label(task.state).zh),
        ("服务会次：", "、".join(sitting_names(directory, task))),
        ("完成日期：", describe_agreed(dated)),
        ("时间依据：", dated.reason.zh),
        ("备注：", task.note if is_named else ""),
    )
    return "\n".join(f"{head}{words}" for head, words in facts if words)


def sitting_names(directory: Directory, task: Task) -> list[str]:
    """Return the names of the sittings that a task looks after."""
    return [directory.sittings[key].name for key in task.sittings if key in directory.sittings]
