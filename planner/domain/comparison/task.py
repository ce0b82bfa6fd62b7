"""What changed in the work: workstreams, tasks, departments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.comparison.naming import (
    say_anchor,
    say_department,
    say_nothing_more,
    say_person,
    say_plainly,
    say_sittings,
    say_terms,
    say_words,
    say_workstream,
)
from planner.domain.comparison.record import (
    FieldWords,
    RecordWords,
    compare_records,
    pair_records,
)
from planner.domain.comparison.task_date import find_moved, settle_told, tell_dates
from planner.domain.task import Offset, OffsetUnit, Task, Workstream
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.domain.comparison.change import Change
    from planner.domain.directory import Directory
    from planner.domain.plan import Department, Plan


def say_offset(directory: Directory, value: object) -> Wording:
    """Return an offset in words: 前15个工作日, 当天."""
    del directory
    if not isinstance(value, Offset) or not value.amount:
        return Wording("当天", "on the day")
    count = abs(value.amount)
    is_working = value.unit is OffsetUnit.WORKING
    unit = ("个工作日", "working day") if is_working else ("天", "day")
    side = ("前", "before") if value.amount < 0 else ("后", "after")
    plural = "s" if count > 1 else ""
    return Wording(f"{side[0]} {count} {unit[0]}", f"{count} {unit[1]}{plural} {side[1]}")


def say_days(directory: Directory, value: object) -> Wording:
    """Return a number of days."""
    words = say_plainly(directory, value)
    return Wording(f"{words.zh}天", f"{words.en} days")


TASK: RecordWords[Task] = RecordWords(
    place="tasks",
    noun=lambda _: Wording("任务", "tasks"),
    unit="项",
    key=lambda each: each.key,
    name=lambda _, each: each.name or each.key,
    quoted_as=Wording("任务", "task"),
    people=lambda each: (each.owner,),
    sittings=lambda each: each.sittings,
    fields=(
        FieldWords("name", Wording("名称", "name")),
        FieldWords("owner", Wording("责任人", "owner"), say_person),
        FieldWords("workstream", Wording("所属工作组", "workstream"), say_workstream),
        FieldWords("department", Wording("牵头处室", "lead department"), say_department),
        FieldWords("support", Wording("配合单位", "support"), say_words),
        FieldWords("anchor", Wording("时间基准点", "anchor"), say_anchor),
        FieldWords("offset", Wording("提前量", "offset"), say_offset),
        FieldWords("duration_days", Wording("工期", "duration"), say_days),
        FieldWords("depends_on", Wording("前置任务", "predecessors"), say_nothing_more),
        FieldWords("standard", Wording("完成标准", "standard of completion")),
        FieldWords("state", Wording("状态", "state")),
        FieldWords("done_on", Wording("完成日期", "day it was done")),
        FieldWords("condition", Wording("适用条件", "condition")),
        FieldWords("aspects", Wording("覆盖事项", "aspects"), say_terms),
        FieldWords("sittings", Wording("服务会次", "sittings served"), say_sittings),
        FieldWords("note", Wording("备注", "note")),
    ),
)
WORKSTREAM: RecordWords[Workstream] = RecordWords(
    place="workstreams",
    noun=lambda _: Wording("工作组", "workstreams"),
    unit="个",
    key=lambda each: each.key,
    name=lambda _, each: each.name or each.key,
    people=lambda each: (each.accountable, each.lead),
    fields=(
        FieldWords("name", Wording("名称", "name")),
        FieldWords("accountable", Wording("责任领导", "accountable leader"), say_person),
        FieldWords("lead", Wording("牵头人", "lead"), say_person),
        FieldWords("department", Wording("牵头处室", "lead department"), say_department),
    ),
)
DEPARTMENT: RecordWords[Department] = RecordWords(
    place="departments",
    noun=lambda _: Wording("处室", "departments"),
    unit="个",
    key=lambda each: each.key,
    name=lambda _, each: each.name or each.key,
    people=lambda each: (each.head,),
    fields=(
        FieldWords("name", Wording("名称", "name")),
        FieldWords("head", Wording("负责人", "head"), say_person),
    ),
)


def compare_work(old: Plan, new: Plan, before: Directory, after: Directory) -> Iterator[Change]:
    """Yield what changed in departments, workstreams and tasks."""
    departments = pair_records(old.departments, new.departments, DEPARTMENT.key)
    workstreams = pair_records(old.workstreams, new.workstreams, WORKSTREAM.key)
    moved = find_moved(old, new)
    tasks = pair_records(settle_told(old.tasks, moved), new.tasks, TASK.key)
    yield from compare_records(DEPARTMENT, departments, before, after)
    yield from compare_records(WORKSTREAM, workstreams, before, after)
    yield from compare_records(TASK, tasks, before, after)
    yield from tell_dates(TASK, moved.values(), after)
