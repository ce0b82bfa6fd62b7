"""Ways out of a late start, and what accepting it makes of the plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.compression_offer import (
    CompressionOffer,
    OfferKind,
    accept_dates,
    offer_ways_out,
)
from planner.domain.task import Dependency, Offset, TaskState
from planner.domain.timeline import back_schedule
from planner.domain.wording import Wording
from tests.builders import a_plan, a_task

if TYPE_CHECKING:
    from planner.domain.plan import Plan
    from planner.domain.timeline import Timeline

TODAY = date(2026, 11, 23)
LATE = date(2026, 12, 14)


def a_late_plan() -> Plan:
    tasks = (
        a_task("a", offset=Offset(-61), duration_days=11),
        a_task("b", offset=Offset(-47), duration_days=12, depends_on=(Dependency("a"),)),
        a_task("c", offset=Offset(-10), depends_on=(Dependency("b"),)),
    )
    return a_plan(tasks=tasks, starts_work_on=LATE)


def spans_of(timeline: Timeline) -> list[tuple[str, date, date]]:
    return [(each.task.key, each.starts_on, each.ends_on) for each in timeline.tasks]


def test_offers_name_their_tasks_and_what_they_win() -> None:
    timeline = back_schedule(a_late_plan(), TODAY)
    assert spans_of(timeline)[:2] == [
        ("a", date(2026, 12, 14), date(2026, 12, 18)),
        ("b", date(2026, 12, 21), date(2026, 12, 25)),
    ]
    assert offer_ways_out(timeline) == (
        CompressionOffer(
            OfferKind.ACCEPT,
            ("a", "b"),
            0,
            Wording(
                "照现排日期执行：2 项任务顺延，最多晚 26 天起步",
                "keep these dates: 2 tasks later, starting up to 26 days late",
            ),
        ),
        CompressionOffer(
            OfferKind.SHORTEN,
            ("a", "b"),
            10,
            Wording(
                "压缩工期：2 项任务加派人手，共省 10 天",
                "shorten: more hands for 2 tasks win 10 days of work",
            ),
        ),
        CompressionOffer(
            OfferKind.PARALLELISE,
            ("b",),
            4,
            Wording(
                "并行推进：1 项任务与前一项同步开展，关键路径可缩短 4 天",
                "side by side: 1 task begun with the one before, 4 days won",
            ),
        ),
    )


def test_plan_in_time_gets_no_offers() -> None:
    plan = replace(a_late_plan(), starts_work_on=None)
    assert offer_ways_out(back_schedule(plan, TODAY)) == ()


def test_accepted_dates_are_the_wanted_ones_from_then_on() -> None:
    plan = a_late_plan()
    before = back_schedule(plan, TODAY)
    after = back_schedule(accept_dates(plan, before), TODAY)
    assert spans_of(after) == spans_of(before)
    assert [each.is_compressed for each in after.tasks] == [False, False, False]
    assert [each.task.anchor for each in after.tasks] == ["open", "open", "open"]


@given(st.lists(st.tuples(st.integers(-90, -1), st.integers(1, 15)), min_size=1, max_size=8))
@settings(deadline=None)
def test_accepting_keeps_every_date(rows: list[tuple[int, int]]) -> None:
    tasks = tuple(
        a_task(
            f"t{number}",
            offset=Offset(amount),
            duration_days=days,
            depends_on=(Dependency(f"t{number - 1}"),) if number % 3 else (),
            state=TaskState.DOING if number % 4 == 3 else TaskState.OPEN,
        )
        for number, (amount, days) in enumerate(rows)
    )
    plan = a_plan(tasks=tasks, starts_work_on=LATE)
    before = back_schedule(plan, TODAY)
    assert spans_of(back_schedule(accept_dates(plan, before), TODAY)) == spans_of(before)
