"""Tasks: without owner or workstream, without a standard, with an owner on leave."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from planner.domain.enumeration import count_things, list_names
from planner.domain.finding.gathering import gather_tasks
from planner.domain.finding.rule import block, hint, warn
from planner.domain.person import LeaveState
from planner.domain.responsibility.chain import standing_tasks
from planner.domain.task import TaskState
from planner.domain.vocabulary import CONDITIONS
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.domain.finding.inspection import Inspection
    from planner.domain.finding.value import Finding
    from planner.domain.task import Task

TASKS = Wording("任务", "Tasks")

NO_NAME = block("task-without-name", "填写任务名称", "Enter the task's name")
NO_OWNER = warn("task-without-owner", "明确责任人", "Name an owner")
NO_WORKSTREAM = warn("task-without-workstream", "归入工作组", "Put it into a workstream")
NO_STANDARD = hint(
    "task-without-standard", "填写完成标准", "Say what is on the table when it is done"
)
OWNER_ON_LEAVE = warn("owner-on-leave", "另定责任人或明确代办人", "Name another owner or a deputy")
UNKNOWN_CONDITION = hint("unknown-condition", "核对适用条件", "Check the condition")


def check_tasks(inspection: Inspection) -> Iterator[Finding]:
    """Yield what the tasks of this meeting lack."""
    tasks = standing_tasks(inspection.plan)
    for task in tasks:
        if not task.name.strip():
            yield NO_NAME.in_task(task, "name", Wording("没有名称", "no name"))
        if not task.workstream:
            why = Wording("不属于任何工作组", "it belongs to no workstream")
            yield NO_WORKSTREAM.in_task(task, "workstream", why)
    unowned = (
        (task, _tell_no_owner(inspection, task))
        for task in tasks
        if not task.owner and task.state is not TaskState.DONE
    )
    nobody = Wording("没有责任人", "without an owner")
    yield from gather_tasks(inspection, NO_OWNER, "owner", unowned, nobody)
    bare = [f"“{task.name}”" for task in tasks if not task.standard.strip()]
    if bare:
        names = list_names(bare, "项")
        why = Wording(
            f"{len(bare)} 项任务没有完成标准：{names.zh}",
            f"{count_things(len(bare), 'task')} without a standard of completion: {names.en}",
        )
        yield NO_STANDARD.at("tasks", TASKS, why)


def check_conditions(inspection: Inspection) -> Iterator[Finding]:
    """Yield conditions of tasks that no meeting can fulfil."""
    known = {*CONDITIONS, *inspection.plan.settings.conditions}
    for task in inspection.plan.tasks:
        if task.condition and task.condition not in known:
            why = Wording(
                f"没有“{task.condition}”这个条件，任务不会生效",
                f"there is no condition “{task.condition}”; the task never applies",
            )
            yield UNKNOWN_CONDITION.in_task(task, "condition", why)


def check_owners(inspection: Inspection) -> Iterator[Finding]:
    """Yield owners on leave at the meeting while their task wants them there."""
    away: dict[str, set[str]] = defaultdict(set)
    for leave in inspection.plan.leaves:
        if leave.state is LeaveState.GRANTED:
            away[leave.person] |= set(leave.sittings or ("",))
    for task in standing_tasks(inspection.plan):
        if task.owner in away and task.state is not TaskState.DONE:
            missed = away[task.owner]
            if missed & set(task.sittings) or ("" in missed and _is_at_meeting(inspection, task)):
                name = inspection.directory.name_of(task.owner)
                why = Wording(f"责任人{name}会议期间已准假", f"{name} is on granted leave then")
                yield OWNER_ON_LEAVE.in_task(task, "owner", why)


def _tell_no_owner(inspection: Inspection, task: Task) -> Wording:
    department = inspection.directory.departments.get(task.department)
    if department is None or not department.head:
        return Wording("没有责任人", "nobody owns it")
    head = inspection.directory.name_of(department.head)
    return Wording(
        f"没有责任人（牵头的{department.name}负责人是{head}）",
        f"nobody owns it ({head} heads its lead department)",
    )


def _is_at_meeting(inspection: Inspection, task: Task) -> bool:
    """Tell whether a task runs on the days of the meeting."""
    plan, dated = inspection.plan, inspection.timeline.find(task.key)
    if dated is None or plan.opens_on is None:
        return False
    last_on = plan.closes_on or plan.opens_on
    return dated.starts_on <= last_on and dated.ends_on >= plan.opens_on
