from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from planner.domain.compression_choice import take_offer
from planner.domain.compression_offer import OfferKind, offer_ways_out
from planner.domain.task import Dependency, Offset, Task, TaskState
from planner.domain.timeline import back_schedule
from tests.builders import a_plan

if TYPE_CHECKING:
    from planner.domain.plan import Plan

TODAY = date(2027, 1, 4)


def a_late_plan() -> Plan:
    return a_plan(
        starts_work_on=TODAY,
        tasks=(
            Task("draft", "起草", offset=Offset(-60), duration_days=20),
            Task(
                "review",
                "审稿",
                offset=Offset(-40),
                duration_days=20,
                depends_on=(Dependency("draft"),),
            ),
            Task("print", "印刷", offset=Offset(-4)),
        ),
    )


def take(kind: OfferKind) -> tuple[Plan, set[str]]:
    """Return the plan after an offer was taken whole, and the tasks that are still pressed."""
    plan = a_late_plan()
    timeline = back_schedule(plan, TODAY)
    [offer] = [each for each in offer_ways_out(timeline) if each.kind is kind]
    changed = take_offer(plan, timeline, kind, offer.tasks)
    after = back_schedule(changed, TODAY)
    return changed, {each.task.key for each in after.tasks if each.is_compressed}


def test_accepted_dates_stay_and_press_nothing() -> None:
    plan, pressed = take(OfferKind.ACCEPT)
    before = back_schedule(a_late_plan(), TODAY)
    after = back_schedule(plan, TODAY)
    assert pressed == set()
    assert [(each.starts_on, each.ends_on) for each in after.tasks] == [
        (each.starts_on, each.ends_on) for each in before.tasks
    ]


def test_shortened_tasks_keep_the_days_they_have() -> None:
    plan, _ = take(OfferKind.SHORTEN)
    assert [each.duration_days < 20 for each in plan.tasks] == [True, True, True]


def test_side_by_side_the_second_waits_no_longer() -> None:
    plan, _ = take(OfferKind.PARALLELISE)
    assert plan.tasks[1].depends_on == ()


def test_a_dropped_task_stays_as_dropped() -> None:
    plan, pressed = take(OfferKind.DROP)
    assert [each.state for each in plan.tasks][1] is TaskState.DROPPED
    assert "review" not in pressed
