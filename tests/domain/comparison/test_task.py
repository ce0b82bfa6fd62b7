"""What changed in the work, in a clerk's sentences."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from planner.domain.comparison import compare_plans
from planner.domain.plan import Department
from planner.domain.task import Aspect, Dependency, Offset, OffsetUnit, TaskState, Workstream
from tests.builders import a_person, a_plan, a_sitting, a_task

PLAN = a_plan(
    people=(a_person("a", "王芳"), a_person("b", "李明")),
    departments=(Department("d", "秘书处", "a"),),
    workstreams=(Workstream("w", "会务组", "a", "a"), Workstream("v", "材料组", "a", "a")),
    sittings=(a_sitting(),),
    tasks=(a_task("t1", "印制桌签", owner="a", workstream="w"), a_task("t2", "送审")),
)


def told(new: object) -> list[str]:
    return [each.wording.zh for each in compare_plans(PLAN, new)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"owner": "b"}, "责任人由王芳改为李明"),
        ({"workstream": "v"}, "所属工作组由会务组改为材料组"),
        ({"department": "d"}, "牵头处室定为秘书处"),
        ({"support": ("印刷厂", "采购办")}, "配合单位定为印刷厂、采购办"),
        ({"anchor": "report"}, "时限由1月18日改为1月17日"),
        ({"anchor": "sitting:s1"}, "时间基准点由开幕改为开幕会"),
        ({"anchor": "task:t2"}, "时间基准点由开幕改为任务“送审”完成"),
        ({"anchor": "2027-01-05"}, "时限由1月18日改为1月5日（不再随会期变动）"),
        ({"anchor": "2027-01-18"}, "时间基准点由开幕改为2027年1月18日"),
        ({"offset": Offset(0, OffsetUnit.WORKING)}, "提前量有调整"),
        ({"offset": Offset(2)}, "时限由1月18日改为1月20日"),
        ({"depends_on": (Dependency("t2"),)}, "前置任务有调整"),
        ({"state": TaskState.DONE}, "状态由未开始改为已完成"),
        ({"aspects": (Aspect.PRESS, Aspect.SAFETY)}, "覆盖事项定为宣传、安全"),
        ({"sittings": ("s1", "s9")}, "服务会次定为开幕会、s9"),
        ({"standard": "数量" * 30}, f"完成标准定为“{('数量' * 30)[:39]}…”"),
    ],
)
def test_changed_task_is_told(changes: dict[str, Any], words: str):
    tasks = (replace(PLAN.tasks[0], **changes), PLAN.tasks[1])
    assert told(replace(PLAN, tasks=tasks)) == [f"任务“印制桌签”的{words}"]


def test_change_of_owner_touches_both():
    tasks = (replace(PLAN.tasks[0], owner="b"), PLAN.tasks[1])
    (change,) = compare_plans(PLAN, replace(PLAN, tasks=tasks))
    assert (change.place, change.people) == ("tasks/t1/owner", ("a", "b"))
    assert change.wording.en == "task “印制桌签”: owner changed from 王芳 to 李明"


def test_same_change_of_several_tasks_is_one_sentence():
    tasks = tuple(replace(each, standard="办结") for each in PLAN.tasks)
    assert told(replace(PLAN, tasks=tasks)) == ["任务“印制桌签”、“送审”的完成标准定为“办结”"]


def test_tasks_added_and_removed_are_told():
    tasks = (PLAN.tasks[0], a_task("t3", "布置会场"))
    assert told(replace(PLAN, tasks=tasks)) == [
        "增加任务 1 项：“布置会场”",
        "减少任务 1 项：“送审”",
    ]


def test_workstreams_and_departments_are_told():
    new = replace(
        PLAN,
        departments=(Department("d", "办公室", "b"),),
        workstreams=(Workstream("w", "会务组", "b", ""), PLAN.workstreams[1]),
    )
    assert told(new) == [
        "办公室的名称由“秘书处”改为“办公室”",
        "办公室的负责人由王芳改为李明",
        "会务组的责任领导由王芳改为李明",
        "会务组的牵头人王芳取消",
    ]


def test_longer_task_is_told_with_its_new_deadline():
    tasks = (replace(PLAN.tasks[0], duration_days=3), PLAN.tasks[1])
    assert told(replace(PLAN, tasks=tasks)) == [
        "任务“印制桌签”的工期由1天改为3天",
        "任务“印制桌签”的时限由1月18日改为1月20日",
    ]


def test_offset_of_what_is_done_is_told_in_words():
    old = replace(PLAN.tasks[0], state=TaskState.DONE)
    new = replace(old, offset=Offset(-15, OffsetUnit.WORKING))
    changes = compare_plans(replace(PLAN, tasks=(old,)), replace(PLAN, tasks=(new,)))
    assert [each.wording.zh for each in changes] == [
        "任务“印制桌签”的提前量由当天改为前 15 个工作日"
    ]


def test_quotation_marks_within_a_name_are_single_ones():
    named = replace(PLAN.tasks[0], name="印制“一图读懂”", standard="见“样稿”")
    old = replace(PLAN, tasks=(replace(named, standard=""),))
    (change,) = compare_plans(old, replace(PLAN, tasks=(named,)))
    assert change.wording.zh == "任务“印制‘一图读懂’”的完成标准定为“见‘样稿’”"
