"""Materials that are not final when the printer wants them."""

from __future__ import annotations

from datetime import date

from planner.domain.finding import find_findings
from planner.domain.task import Dependency, Offset, TaskState
from planner.domain.timeline import Timeline, back_schedule
from tests.builders import a_sound_plan
from tests.domain.finding.test_task import plan_with
from tests.inspection import TODAY, marks, with_task

REPORT = {"name": "工作报告定稿", "offset": Offset(-9)}
PRINT = {"name": "付印工作报告", "offset": Offset(-5), "depends_on": (Dependency("t1"),)}


def test_printing_tied_to_a_day_before_its_material_is_final_is_found():
    early = {**PRINT, "anchor": "2027-01-05", "offset": Offset(0)}
    assert marks(plan_with(REPORT, early)) == [
        "blocking task-blocked-by-predecessor tasks/t2/depends_on",
        "important material-after-printing tasks/t2/depends_on",
    ]


def test_printing_after_its_material_is_no_finding():
    assert marks(plan_with(REPORT, PRINT)) == []


def test_printing_that_began_before_its_material_was_done_is_found():
    plan = with_task(plan_with(REPORT, PRINT), "t2", state=TaskState.DOING)
    assert marks(plan) == ["important printed-before-final tasks/t2/state"]
    done = with_task(plan, "t1", state=TaskState.DONE, done_on=date(2026, 11, 20))
    assert marks(done) == []


def test_work_that_prints_nothing_is_not_looked_at():
    plan = plan_with(REPORT, {**PRINT, "name": "报送工作报告", "state": TaskState.DOING})
    assert marks(plan) == []


def test_dropped_material_is_not_waited_for():
    plan = plan_with({**REPORT, "state": TaskState.DROPPED}, {**PRINT, "state": TaskState.DOING})
    timeline = back_schedule(plan, TODAY)
    assert isinstance(timeline, Timeline)
    assert find_findings(plan, timeline, TODAY) == find_findings(a_sound_plan(), timeline, TODAY)
