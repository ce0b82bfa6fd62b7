"""Where a task stands for its owner."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from planner.domain.task import Dependency, Offset, TaskState
from planner.domain.task_board import columns_by_state, columns_by_week, weigh_owners
from planner.domain.timeline import back_schedule
from planner.domain.work_list import WorkGroup, list_work
from tests.builders import a_person, a_plan, a_task

if TYPE_CHECKING:
    from planner.domain.plan import Plan

TODAY = date(2026, 12, 15)


def a_busy_plan() -> Plan:
    return a_plan(
        people=(a_person("a", "石小禾"), a_person("b", "万里程")),
        tasks=(
            a_task("late", anchor="2026-12-10", owner="a", workstream="w"),
            a_task("due", anchor="2026-12-17", owner="a", workstream="w"),
            a_task("begun", anchor="2026-12-30", owner="a", state=TaskState.DOING),
            a_task("waits", anchor="2026-12-18", owner="a", depends_on=(Dependency("late"),)),
            a_task("ahead", offset=Offset(-3), owner="a", workstream="w"),
            a_task("done", anchor="2026-12-09", owner="a", state=TaskState.DONE),
            a_task("other", anchor="2026-12-10", owner="b", workstream="w"),
        ),
    )


def test_each_task_of_the_owner_stands_in_one_group() -> None:
    items = list_work(back_schedule(a_busy_plan(), TODAY), "a", TODAY)
    assert {each.dated.task.key: each.group for each in items} == {
        "late": WorkGroup.LATE,
        "due": WorkGroup.DUE,
        "begun": WorkGroup.DUE,
        "waits": WorkGroup.WAITING,
        "ahead": WorkGroup.AHEAD,
        "done": WorkGroup.DONE,
    }
    waits = next(each for each in items if each.dated.task.key == "waits")
    assert [each.task.key for each in waits.waits_for] == ["late"]


def test_nobody_has_no_work() -> None:
    assert list_work(back_schedule(a_busy_plan(), TODAY), "", TODAY) == ()


def test_columns_hold_every_task_once() -> None:
    tasks = back_schedule(a_busy_plan(), TODAY).tasks
    by_state = columns_by_state(tasks)
    assert [len(each.tasks) for each in by_state] == [5, 1, 1]
    by_week = columns_by_week(tasks)
    assert sum(len(each.tasks) for each in by_week) == len(tasks)
    assert [each.monday for each in by_week] == sorted({each.monday for each in by_week})
    assert by_week[0].monday == date(2026, 12, 7)


def test_owners_stand_by_what_is_undone() -> None:
    plan = a_busy_plan()
    loads = weigh_owners(plan, back_schedule(plan, TODAY), "w", TODAY)
    assert [(each.owner, each.undone, each.late) for each in loads] == [("a", 3, 1), ("b", 1, 1)]
