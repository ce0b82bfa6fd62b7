"""The work laid over a plan that never changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from planner.domain.task import Dependency, Offset, TaskState
from planner.domain.timeline import back_schedule
from planner.domain.work import Agreement, Progress, Work, find_self, lay_work
from tests.builders import a_person, a_plan, a_task

TODAY = date(2026, 12, 15)
PLAN = a_plan(
    tasks=(
        a_task("a", anchor="2026-12-10", owner="p"),
        a_task("b", anchor="2026-12-10", depends_on=(Dependency("a"),)),
        a_task("c", offset=Offset(-3), state=TaskState.DONE, done_on=date(2026, 12, 1)),
    )
)
TIMELINE = back_schedule(PLAN, TODAY)


def test_nothing_said_leaves_the_very_same_plan() -> None:
    said = (Progress("a"), Progress("gone", TaskState.DONE))
    plan, timeline = lay_work(PLAN, TIMELINE, Work(said))
    assert plan is PLAN
    assert timeline is TIMELINE


def test_what_was_said_is_laid_over_and_no_date_moves() -> None:
    said = (Progress("a", TaskState.DONE, date(2026, 12, 14)), Progress("b", TaskState.DOING))
    plan, timeline = lay_work(PLAN, TIMELINE, Work(said))
    assert [each.state for each in plan.tasks] == [
        TaskState.DONE,
        TaskState.DOING,
        TaskState.DONE,
    ]
    assert plan.tasks[0].done_on == date(2026, 12, 14)
    days = {each.task.key: (each.starts_on, each.ends_on) for each in timeline.tasks}
    assert days == {e.task.key: (e.starts_on, e.ends_on) for e in TIMELINE.tasks}
    assert [each.task.key for each in timeline.tasks if each.is_late(TODAY)] == ["b"]
    assert PLAN.tasks[0].state is TaskState.OPEN


def test_a_task_taken_up_again_gets_its_days_back() -> None:
    _, timeline = lay_work(PLAN, TIMELINE, Work((Progress("c"),)))
    again = timeline.find("c")
    assert again is not None
    assert (again.starts_on, again.task.done_on) == (date(2027, 1, 15), None)


def test_a_dropped_task_leaves_the_timeline() -> None:
    _, timeline = lay_work(PLAN, TIMELINE, Work((Progress("b", TaskState.DROPPED),)))
    assert [each.task.key for each in timeline.tasks] == ["c", "a"]
    assert timeline.dropped == ("b",)


def test_an_agreed_date_counts_for_the_end_that_it_was_made_about() -> None:
    held = Agreement("a", date(2026, 12, 10), date(2026, 12, 20))
    outdated = Agreement("b", date(2026, 12, 8), date(2026, 12, 20))
    _, timeline = lay_work(PLAN, TIMELINE, Work((), (held, outdated)))
    due = {each.task.key: each.due_on for each in timeline.tasks}
    assert (due["a"], due["b"]) == (date(2026, 12, 20), date(2026, 12, 10))
    assert [each.task.key for each in timeline.tasks if each.is_late(TODAY)] == ["b"]


@pytest.mark.parametrize(
    ("key", "name", "found"),
    [
        ("", "王芳", None),
        ("p1", "王芳", "p1"),
        ("p1", "李明", "p2"),
        ("p1", "秘书处", "p1"),
        ("p9", "李明", "p2"),
        ("p9", "赵同", None),
    ],
)
def test_an_account_is_the_person_of_its_key_unless_the_name_says_otherwise(
    key: str, name: str, found: str | None
) -> None:
    people = (
        a_person("p1", "王芳"),
        a_person("p2", "李明"),
        a_person("p3", "赵同"),
        a_person("p4", "赵同"),
    )
    me = find_self(replace(PLAN, people=people), key, name)
    assert (me.key if me else None) == found
