"""Whose dates moved, and why, in a clerk's sentences."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from planner.domain.comparison import compare_plans
from planner.domain.task import Dependency, Offset
from tests.builders import a_person, a_plan, a_sitting, a_task

if TYPE_CHECKING:
    from planner.domain.plan import Plan

DRAFT = a_task("t1", "起草报告", owner="a", offset=Offset(-60))
PRINT = a_task("t2", "印制报告", owner="b", offset=Offset(-59), depends_on=(Dependency("t1"),))
PACK = a_task("t3", "装袋", owner="b", anchor="task:t2", offset=Offset(1))
SEATS = a_task("t4", "排座", owner="a", anchor="sitting:s1", offset=Offset(-3))
PLAN = a_plan(
    people=(a_person("a", "王芳"), a_person("b", "李明")),
    sittings=(a_sitting(),),
    tasks=(DRAFT, PRINT, PACK, SEATS),
)


def told(new: Plan, old: Plan = PLAN) -> list[str]:
    return [each.wording.zh for each in compare_plans(old, new)]


def test_who_waits_for_a_moved_task_is_told_of_his_own_new_date() -> None:
    later = replace(DRAFT, offset=Offset(-50))
    changes = compare_plans(PLAN, replace(PLAN, tasks=(later, *PLAN.tasks[1:])))
    assert [(each.wording.zh, each.people, each.place) for each in changes] == [
        ("任务“起草报告”的时限由11月19日改为11月27日", ("a",), "tasks/t1/offset"),
        (
            "任务“印制报告”、“装袋”的时限由11月20日改为11月27日（因任务“起草报告”改期）",
            ("b",),
            "tasks",
        ),
    ]


def test_moved_meeting_and_moved_sitting_are_named_as_the_reason() -> None:
    sitting = replace(PLAN.sittings[0], held_on=date(2027, 1, 20))
    new = replace(PLAN, sittings=(sitting,))
    assert told(new)[-1] == "任务“排座”的时限由1月15日改为1月17日（因会次“开幕会”改期）"
    moved = replace(PLAN, opens_on=date(2027, 1, 19))
    assert told(moved)[1:]
    assert all(each.endswith("（因会议日期调整）") for each in told(moved)[1:])


def test_many_moved_dates_are_one_sentence_that_touches_all_owners() -> None:
    days = range(1, 30)
    people = tuple(a_person(f"p{at}", f"王{at}") for at in days)
    tasks = tuple(a_task(f"t{at}", f"事{at}", owner=f"p{at}", offset=Offset(-at)) for at in days)
    old = a_plan(people=people, tasks=tasks)
    change = compare_plans(old, replace(old, opens_on=date(2027, 1, 20)))[-1]
    assert change.wording.zh == (
        "“事1”、“事2”、“事3”、“事4”、“事5”等 25 项任务的时限有调整（因会议日期调整）"
    )
    assert len(change.people) == 25


def test_cut_loose_task_says_that_it_no_longer_follows() -> None:
    loose = replace(SEATS, anchor="2027-01-13", offset=Offset())
    assert told(replace(PLAN, tasks=(*PLAN.tasks[:3], loose))) == [
        "任务“排座”的时限由1月15日改为1月13日（不再随会期变动）"
    ]


def test_tasks_in_a_long_row_all_name_the_first() -> None:
    row = [
        DRAFT,
        *(
            a_task(
                f"n{at}",
                "等",
                depends_on=(Dependency("t1" if at == 0 else f"n{at - 1}"),),
                offset=Offset(-60),
            )
            for at in range(1500)
        ),
    ]
    old = a_plan(tasks=tuple(row))
    new = replace(old, tasks=(replace(DRAFT, offset=Offset(-40)), *row[1:]))
    first, *rest = told(new, old)
    assert first.startswith("任务“起草报告”的时限由")
    assert rest
    assert all(each.endswith("（因任务“起草报告”改期）") for each in rest)
