"""What each owner carries in each week."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from planner.domain.responsibility import LoadLimit, load
from planner.domain.task import TaskState
from planner.domain.timeline import back_schedule
from tests.builders import a_sound_plan, a_task
from tests.inspection import TODAY

if TYPE_CHECKING:
    from planner.domain.responsibility import WeekLoad

MONDAY = date(2027, 1, 11)


def loads(*tasks: dict[str, Any], limit: LoadLimit | None = None) -> tuple[WeekLoad, ...]:
    whole = {"owner": "owner", "anchor": "2027-01-11"}
    more = tuple(a_task(f"t{at}", **{**whole, **each}) for at, each in enumerate(tasks, 1))
    plan = replace(a_sound_plan(), tasks=more)
    return load(plan, back_schedule(plan, TODAY), limit)


def test_week_knows_what_runs_what_is_due_and_the_fullest_day():
    (week,) = loads({"duration_days": 3}, {"anchor": "2027-01-13"}, {"anchor": "2027-01-14"})
    assert (week.owner, week.week, week.monday) == ("owner", (2027, 2), MONDAY)
    assert week.running == week.due == ("t1", "t2", "t3")
    assert (week.side_by_side, week.fullest_on) == (2, date(2027, 1, 13))


def test_long_task_runs_in_every_week_and_is_due_in_its_last():
    weeks = loads({"duration_days": 10})
    assert [(each.week, each.running, each.due) for each in weeks] == [
        ((2027, 2), ("t1",), ()),
        ((2027, 3), ("t1",), ("t1",)),
    ]


def test_weeks_are_those_of_iso_at_the_turn_of_the_year():
    (week,) = loads({"anchor": "2026-12-31"})
    assert (week.week, week.monday) == ((2026, 53), date(2026, 12, 28))


def test_done_tasks_weigh_nothing_and_tasks_without_owner_belong_to_nobody():
    assert loads({"state": TaskState.DONE, "done_on": MONDAY}, {"owner": ""}) == ()


def test_limits_are_inclusive():
    tasks = [{"anchor": f"2027-01-{day}"} for day in (11, 12, 13)]
    limits = (LoadLimit(3, 1), LoadLimit(2, 1), LoadLimit(3, 0))
    assert [loads(*tasks, limit=limit)[0].is_too_much for limit in limits] == [False, True, True]


def test_owners_and_weeks_stand_in_order():
    weeks = loads({"owner": "vice"}, {"anchor": "2027-01-04"}, {"owner": "owner"})
    assert [(each.owner, each.week[1]) for each in weeks] == [
        ("owner", 1),
        ("owner", 2),
        ("vice", 2),
    ]
