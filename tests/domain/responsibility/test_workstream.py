"""Responsibility lists by workstream, and tasks by owner."""

from __future__ import annotations

from planner.domain.responsibility import list_responsibilities, tasks_by_owner
from planner.domain.task import Offset, Workstream
from planner.domain.timeline import back_schedule
from tests.builders import a_sound_plan, a_task
from tests.inspection import TODAY

STREAMS = tuple(Workstream(key, f"{key}组") for key in ("press", "empty", "affairs"))
TASKS = (
    a_task("a", workstream="affairs", owner="owner", offset=Offset(-3)),
    a_task("b", workstream="press", owner="lead", offset=Offset(-7)),
    a_task("c", workstream="affairs", owner="owner", offset=Offset(-12)),
    a_task("d", workstream="gone", owner="stranger"),
    a_task("e", workstream=""),
)


def test_lists_stand_in_the_plans_order_tasks_by_date_and_the_rest_last():
    plan = a_sound_plan(workstreams=STREAMS, tasks=TASKS)
    lists = list_responsibilities(plan, back_schedule(plan, TODAY))
    found = [
        (each.workstream.key if each.workstream else None, [task.task.key for task in each.tasks])
        for each in lists
    ]
    assert found == [("press", ["b"]), ("affairs", ["c", "a"]), (None, ["d", "e"])]


def test_tasks_by_owner_follow_the_roster_and_leave_strangers_out():
    plan = a_sound_plan(workstreams=STREAMS, tasks=TASKS)
    owned = tasks_by_owner(plan, back_schedule(plan, TODAY))
    assert [(key, [each.task.key for each in tasks]) for key, tasks in owned.items()] == [
        ("lead", ["b"]),
        ("owner", ["c", "a"]),
    ]
