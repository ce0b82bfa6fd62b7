"""An agreed date in a plan: the task still follows the meeting where the calendar allows it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from planner.domain.agreed_date import take_date
from planner.domain.task import Dependency, Offset, OffsetUnit
from planner.domain.timeline import back_schedule, move_meeting
from tests.builders import a_plan, a_sitting, a_task

WORKING, NATURAL = OffsetUnit.WORKING, OffsetUnit.NATURAL
DAY = date(2026, 12, 8)


@pytest.mark.parametrize("anchor", ["report", "open", "close", "sitting:s1", "task:first"])
@pytest.mark.parametrize("offset", [Offset(-40, WORKING), Offset(-50, NATURAL)])
def test_task_keeps_its_anchor_and_its_unit(anchor: str, offset: Offset) -> None:
    first = a_task("first", offset=Offset(-80))
    task = a_task("t", anchor=anchor, offset=offset, duration_days=2)
    plan = a_plan(sittings=(a_sitting(),), tasks=(first, task))
    taken = take_date(plan, "t", DAY, date(2026, 12, 9))
    assert (taken.anchor, taken.offset.unit) == (anchor, offset.unit)
    found = back_schedule(replace(plan, tasks=(first, taken)), DAY).find("t")
    assert found is not None
    assert (found.starts_on, found.ends_on) == (DAY, date(2026, 12, 9))


def test_task_with_an_agreed_date_moves_with_the_meeting() -> None:
    plan = a_plan(tasks=(a_task("t", offset=Offset(-40)),))
    taken = replace(plan, tasks=(take_date(plan, "t", DAY, DAY),))
    found = back_schedule(move_meeting(taken, date(2027, 1, 19)), DAY).find("t")
    assert found is not None
    assert found.ends_on == date(2026, 12, 9)


def test_task_is_cut_loose_where_no_offset_leads_to_the_day() -> None:
    saturday = date(2026, 12, 5)
    plan = a_plan(tasks=(a_task("t", offset=Offset(-40)),))
    taken = take_date(plan, "t", saturday, saturday)
    assert (taken.anchor, taken.offset) == ("2026-12-05", Offset())
    late = a_task("late", offset=Offset(-10))
    waiting = a_task("t", offset=Offset(-5), depends_on=(Dependency("late"),))
    plan = a_plan(tasks=(late, waiting))
    assert take_date(plan, "t", DAY, DAY).anchor == "2026-12-08"
    given = a_plan(tasks=(a_task("t", anchor="2026-12-01"),))
    assert take_date(given, "t", DAY, DAY).anchor == "2026-12-08"
