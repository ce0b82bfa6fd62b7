"""Tasks: what each lacks, and owners on leave."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from planner.domain.person import Leave, LeaveState
from planner.domain.plan import Department
from planner.domain.task import Offset, TaskState
from tests.builders import a_sound_plan, a_task
from tests.inspection import inspect, marks

NOT_COVERED = [
    f"important sitting-not-covered sittings/{key}/coverage" for key in ("open", "groups", "close")
]


def plan_with(*tasks: dict[str, Any], **changes: Any) -> Any:  # noqa: ANN401  a plan with more tasks
    plan = a_sound_plan(**changes)
    whole = {
        "workstream": "affairs",
        "owner": "owner",
        "standard": "办结",
        "offset": Offset(-5),
    }
    more = (
        a_task(f"t{at}", **{"name": f"任务{at}", **whole, **each})
        for at, each in enumerate(tasks, 1)
    )
    return replace(plan, tasks=(*plan.tasks, *more))


@pytest.mark.parametrize(
    ("changes", "mark"),
    [
        ({"owner": ""}, "important task-without-owner tasks/t1/owner"),
        ({"workstream": ""}, "important task-without-workstream tasks/t1/workstream"),
        ({"standard": ""}, "hint task-without-standard tasks"),
        ({"condition": "full_moon"}, "hint unknown-condition tasks/t1/condition"),
        ({"name": ""}, "blocking task-without-name tasks/t1/name"),
    ],
)
def test_what_a_task_lacks_is_found(changes: dict[str, Any], mark: str):
    assert marks(plan_with(changes)) == [mark]


@pytest.mark.parametrize(
    "changes",
    [
        {"owner": "", "state": TaskState.DROPPED},
        {"owner": "", "state": TaskState.DONE},
        {"owner": "", "condition": "election"},
    ],
)
def test_task_that_is_over_or_does_not_apply_lacks_nothing(changes: dict[str, Any]):
    assert marks(plan_with(changes)) == []


def test_head_of_the_lead_department_is_proposed_as_owner():
    departments = (Department("office", "秘书处", "lead"),)
    plan = plan_with({"owner": "", "department": "office"}, departments=departments)
    assert [each.why.zh for each in inspect(plan)] == ["没有责任人（牵头的秘书处负责人是万里程）"]


def test_many_tasks_without_owner_are_one_finding_of_their_workstream():
    five, six = ([{"owner": ""}] * number for number in (5, 6))
    assert len(marks(plan_with(*five))) == 5
    assert marks(plan_with(*six)) == ["important task-without-owner workstreams/affairs/tasks"]
    assert inspect(plan_with(*six))[0].why.zh == (
        "6 项任务没有责任人：“任务1”、“任务2”、“任务3”、“任务4”、“任务5”、“任务6”"
    )


def test_owner_on_leave_during_the_meeting_is_found():
    leave = (Leave("owner", state=LeaveState.GRANTED),)
    plan = plan_with({"offset": Offset(1)}, leaves=leave)
    assert marks(plan) == ["important owner-on-leave tasks/t1/owner"]


def test_owner_on_leave_at_a_sitting_his_task_serves_is_found():
    leave = (Leave("owner", sittings=("close",), state=LeaveState.GRANTED),)
    serving = plan_with({"sittings": ("close",)}, leaves=leave)
    other = plan_with({"sittings": ("open",)}, leaves=leave)
    assert marks(serving) == ["important owner-on-leave tasks/t1/owner"]
    assert marks(other) == []
