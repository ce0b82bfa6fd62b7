"""Dates: conflicts, compression, lateness, work after what it serves, open holidays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from planner.domain.plan import Settings
from planner.domain.task import Dependency, Offset, TaskState
from tests.builders import a_sound_plan
from tests.domain.finding.test_task import plan_with
from tests.inspection import inspect, marks, with_sitting


def test_ring_of_tasks_is_found():
    plan = plan_with({"depends_on": (Dependency("t2"),)}, {"depends_on": (Dependency("t1"),)})
    assert marks(plan) == ["blocking task-ring tasks/t2/depends_on"]


def test_predecessor_after_its_fixed_successor_is_found():
    plan = plan_with(
        {"anchor": "2027-01-08", "offset": Offset(0)},
        {"anchor": "2027-01-06", "offset": Offset(0), "depends_on": (Dependency("t1"),)},
    )
    assert marks(plan) == ["blocking task-blocked-by-predecessor tasks/t2/depends_on"]


def test_work_pushed_into_the_meeting_is_found():
    plan = plan_with(
        {"offset": Offset(-3), "duration_days": 4},
        {"offset": Offset(-3), "depends_on": (Dependency("t1"),)},
    )
    assert "important task-overruns-meeting tasks/t2/depends_on" in marks(plan)


def test_task_whose_sitting_has_no_day_cannot_be_dated():
    plan = plan_with({"anchor": "sitting:groups"})
    assert marks(with_sitting(plan, "groups", held_on=None)) == [
        "blocking sitting-without-date sittings/groups/held_on",
        "important task-without-date tasks/t1/anchor",
    ]


def test_compressed_plan_is_one_finding():
    plan = plan_with({"offset": Offset(-30)}, {"offset": Offset(-28)})
    plan = replace(plan, starts_work_on=date(2026, 12, 28))
    assert marks(plan) == ["important timeline-compressed starts_work_on"]


def test_late_tasks_are_found_until_they_are_done():
    plan = plan_with({"offset": Offset(-20)})
    done = plan_with({"offset": Offset(-20), "state": TaskState.DONE})
    day = date(2027, 1, 5)
    assert marks(plan, today=day) == ["important task-late tasks/t1/state"]
    assert inspect(plan, today=day)[0].why.zh == "应于12月29日完成，已逾期 7 天"
    assert marks(plan, today=date(2026, 12, 29)) == []
    assert marks(done, today=day) == []


def test_many_late_tasks_are_one_finding_of_their_workstream():
    plan = plan_with(*[{"offset": Offset(-20 - at)} for at in range(6)])
    assert marks(plan, today=date(2027, 1, 5)) == ["important task-late workstreams/affairs/tasks"]


def test_task_that_ends_after_the_sitting_it_serves_is_found():
    late = plan_with({"offset": Offset(0), "duration_days": 3, "sittings": ("groups",)})
    assert marks(late) == ["important task-ends-after-sitting tasks/t1/duration_days"]


def test_task_meant_to_follow_its_sitting_is_no_finding():
    after = plan_with({"anchor": "sitting:groups", "offset": Offset(1), "sittings": ("groups",)})
    assert marks(after) == []


def test_open_holidays_are_one_hint_that_names_the_year():
    plan = a_sound_plan(settings=Settings())
    assert marks(plan) == ["hint holidays-not-announced settings/calendar_notices"]
    assert inspect(plan)[0].why.zh == "1 项任务的日期涉及 2027 年，调休未公布"
