"""Moving the meeting, and what differs then."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.reschedule import MovedTask, compare_timelines, move_meeting
from planner.domain.task import Offset, OffsetUnit, TaskState
from planner.domain.timeline import back_schedule
from planner.domain.wording import Wording
from tests.builders import a_plan, a_sitting, a_task

TODAY = date(2026, 11, 23)


def test_meeting_moves_with_its_days_and_sittings() -> None:
    plan = a_plan(sittings=(a_sitting(), a_sitting("s2", held_on=None)))
    moved = move_meeting(plan, date(2027, 1, 20))
    assert (moved.reports_on, moved.opens_on, moved.closes_on) == (
        date(2027, 1, 19),
        date(2027, 1, 20),
        date(2027, 1, 23),
    )
    assert [each.held_on for each in moved.sittings] == [date(2027, 1, 20), None]


def test_difference_names_old_and_new_days_and_leaves_out_what_stays() -> None:
    done = {"state": TaskState.DONE, "done_on": date(2026, 11, 20)}
    tasks = (
        a_task("a", "拟方案", offset=Offset(-46)),
        a_task("b", "订会场", offset=Offset(-50), **done),
        a_task("c", "预算", anchor="2026-12-01"),
    )
    plan = a_plan(tasks=tasks)
    moved = move_meeting(plan, date(2027, 1, 25))
    before, after = back_schedule(plan, TODAY), back_schedule(moved, TODAY)
    days = (date(2026, 12, 3), date(2026, 12, 10))
    difference = MovedTask("a", "拟方案", (days[0], days[0]), (days[1], days[1]))
    assert compare_timelines(before, after) == (difference,)
    assert difference.wording == Wording(
        "“拟方案”由 2026-12-03 改为 2026-12-10", "“拟方案”: 2026-12-03 becomes 2026-12-10"
    )
    found = after.find("b")
    assert found is not None
    assert found.ends_on == date(2026, 11, 20)


def test_task_that_loses_its_date_is_in_the_difference() -> None:
    plan = a_plan(tasks=(a_task("a", "预演", anchor="sitting:s1"),), sittings=(a_sitting(),))
    without = a_plan(tasks=plan.tasks)
    moved = compare_timelines(back_schedule(plan, TODAY), back_schedule(without, TODAY))
    assert [each.wording.zh for each in moved] == ["“预演”由 2027-01-18 改为 未排期"]


@given(
    st.integers(1, 4),
    st.lists(
        st.tuples(st.integers(-15, 9), st.sampled_from(OffsetUnit), st.integers(1, 6)), min_size=1
    ),
)
@settings(deadline=None)
def test_whole_weeks_without_a_holiday_move_everything_alike(
    weeks: int, rows: list[tuple[int, OffsetUnit, int]]
) -> None:
    tasks = tuple(
        a_task(f"t{number}", offset=Offset(amount, unit), duration_days=days)
        for number, (amount, unit, days) in enumerate(rows)
    )
    opens_on = date(2026, 11, 16)  # far from any holiday on either side
    plan = a_plan(
        tasks=tasks,
        reports_on=opens_on - timedelta(days=1),
        opens_on=opens_on,
        closes_on=opens_on + timedelta(days=3),
    )
    moved = move_meeting(plan, opens_on + timedelta(weeks=weeks))
    before, after = back_schedule(plan, TODAY), back_schedule(moved, TODAY)
    shift = timedelta(weeks=weeks)
    assert [
        (each.task.key, each.starts_on + shift, each.ends_on + shift) for each in before.tasks
    ] == [(each.task.key, each.starts_on, each.ends_on) for each in after.tasks]
