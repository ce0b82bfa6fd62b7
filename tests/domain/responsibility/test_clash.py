"""Where one owner would have to be at two sittings at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

from planner.domain.responsibility import SittingClash, find_clashes, load
from planner.domain.task import Offset, TaskState
from planner.domain.timeline import back_schedule
from tests.builders import a_sitting, a_sound_plan, a_task
from tests.inspection import TODAY

HOURS = {
    "early": (time(9), time(10)),
    "long": (time(9, 30), time(12)),
    "late": (time(12), time(13)),
}


def clashes(**tasks: dict[str, Any]) -> tuple[SittingClash, ...]:
    """Return the clashes of tasks that are named after the sittings they are tied to."""
    plan = a_sound_plan(
        sittings=tuple(
            a_sitting(key, starts_at=hours[0], ends_at=hours[1]) for key, hours in HOURS.items()
        ),
        tasks=tuple(
            a_task(f"t-{key}", **{"owner": "owner", "anchor": f"sitting:{key}", **changes})
            for key, changes in tasks.items()
        ),
    )
    return find_clashes(plan, back_schedule(plan, TODAY))


def test_two_sittings_at_once_clash():
    expected = SittingClash("owner", date(2027, 1, 18), ("t-early", "t-long"), ("early", "long"))
    assert clashes(early={}, long={}) == (expected,)


def test_sittings_one_after_the_other_do_not_clash():
    assert clashes(long={}, late={}) == ()


def test_other_owner_other_day_and_done_work_do_not_clash():
    assert clashes(early={}, long={"owner": "lead"}) == ()
    assert clashes(early={}, long={"offset": Offset(-1)}) == ()
    assert clashes(early={}, long={"state": TaskState.DONE}) == ()
    assert clashes(early={"owner": ""}, long={"owner": ""}) == ()


def test_clash_stands_in_its_week():
    plan = a_sound_plan()
    twice = tuple(
        a_task(key, owner="owner", anchor=f"sitting:{sitting}")
        for key, sitting in (("x", "open"), ("y", "groups"))
    )
    groups = replace(plan.sittings[1], starts_at=time(11))
    sittings = (plan.sittings[0], groups, plan.sittings[2])
    plan = replace(plan, tasks=twice, sittings=sittings)
    (week,) = load(plan, back_schedule(plan, TODAY))
    assert [each.sittings for each in week.clashes] == [("open", "groups")]
