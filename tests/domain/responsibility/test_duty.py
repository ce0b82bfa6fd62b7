"""What hangs on one person."""

from __future__ import annotations

from planner.domain.responsibility import duties_of
from planner.domain.timeline import back_schedule
from tests.builders import a_sound_plan
from tests.inspection import TODAY


def test_duties_are_gathered_from_the_whole_plan():
    plan = a_sound_plan()
    timeline = back_schedule(plan, TODAY)
    chair, head, owner = (duties_of(plan, timeline, key) for key in ("chair", "sg", "owner"))
    assert [each.key for each in chair.presides] == ["close"]
    assert [(sitting.key, step.content) for sitting, step in chair.speaks] == [
        ("open", "作工作报告")
    ]
    assert [each.key for each in chair.reports] == ["a1"]
    assert [each.key for each in head.accountable_for] == ["affairs"]
    assert head.leads == ()
    assert [each.task.key for each in owner.owns] == ["run"]
