"""Back-scheduling: wanted dates, pushes, compression, conflicts, slack, the critical path."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.compression_offer import OfferKind, offer_ways_out
from planner.domain.plan import Settings
from planner.domain.task import Dependency, Offset, OffsetUnit, Task, TaskState
from planner.domain.timeline import back_schedule, compare_timelines, move_meeting
from tests.builders import a_plan, a_sitting, a_task

if TYPE_CHECKING:
    from planner.domain.plan import Plan
    from planner.domain.timeline import Timeline

TODAY = date(2026, 11, 23)


def schedule(*tasks: Task, **changes: object) -> Timeline:
    return back_schedule(a_plan(tasks=tasks, **changes), TODAY)


def days_of(timeline: Timeline, key: str) -> tuple[date, date]:
    found = timeline.find(key)
    assert found is not None
    return found.starts_on, found.ends_on


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    count = draw(st.integers(1, 14))
    tasks = []
    for number in range(count):
        before = draw(st.sets(st.integers(0, number - 1), max_size=3)) if number else set()
        tasks.append(
            a_task(
                f"t{number:02d}",
                offset=Offset(draw(st.integers(-80, 20)), draw(st.sampled_from(OffsetUnit))),
                anchor=draw(st.sampled_from(["report", "open", "close", "sitting:s1"])),
                duration_days=draw(st.integers(1, 12)),
                depends_on=tuple(
                    Dependency(f"t{each:02d}", draw(st.integers(0, 3))) for each in sorted(before)
                ),
                state=draw(st.sampled_from([TaskState.OPEN, TaskState.OPEN, TaskState.DOING])),
            )
        )
    begins = draw(st.none() | st.dates(date(2026, 10, 1), date(2027, 1, 10)))
    return a_plan(tasks=tuple(tasks), sittings=(a_sitting(),), starts_work_on=begins)


@given(plans(), st.randoms())
@settings(deadline=None, max_examples=50)
def test_timeline_does_not_depend_on_the_order_of_tasks(plan: Plan, rng: random.Random) -> None:
    shuffled = list(plan.tasks)
    rng.shuffle(shuffled)
    assert back_schedule(replace(plan, tasks=tuple(shuffled)), TODAY) == back_schedule(plan, TODAY)


@given(plans())
@settings(deadline=None, max_examples=50)
def test_no_task_starts_before_its_predecessor_ends_unless_a_conflict_says_so(plan: Plan) -> None:
    timeline = back_schedule(plan, TODAY)
    told = {each.tasks for each in timeline.conflicts}
    for dated in timeline.tasks:
        assert dated.starts_on <= dated.ends_on
        for link in dated.task.depends_on:
            free_on = days_of(timeline, link.task)[1] + timedelta(days=link.lag_days)
            if dated.starts_on < free_on:
                late = [pair for pair in told if pair[-1] == dated.task.key]
                assert late


@given(plans())
@settings(deadline=None, max_examples=50)
def test_slack_is_negative_only_where_a_conflict_says_so(plan: Plan) -> None:
    timeline = back_schedule(plan, TODAY)
    slacks = [each.slack_days for each in timeline.tasks if each.slack_days is not None]
    assert not slacks or min(slacks) >= 0 or timeline.conflicts


@given(plans())
@settings(deadline=None, max_examples=50)
def test_critical_path_is_a_chain_of_links(plan: Plan) -> None:
    timeline = back_schedule(plan, TODAY)
    links = {(link.task, task.key) for task in plan.tasks for link in task.depends_on}
    path = timeline.critical_path
    assert set(itertools.pairwise(path)) <= links


@given(plans())
@settings(deadline=None, max_examples=50)
def test_every_task_is_dated_once(plan: Plan) -> None:
    timeline = back_schedule(plan, TODAY)
    keys = [each.task.key for each in timeline.tasks]
    assert sorted(keys) == sorted(task.key for task in plan.tasks)
    assert [each.starts_on for each in timeline.tasks] == sorted(
        each.starts_on for each in timeline.tasks
    )


@given(st.integers(0, 2**32), st.integers(2, 25))
def test_pushed_chain_is_the_longest_path(seed: int, count: int) -> None:
    """After the meeting on plain working days, ends are the longest path that networkx finds."""
    rng = random.Random(seed)  # noqa: S311  a test's own dice
    links = {
        (before, after)
        for after in range(1, count)
        for before in rng.sample(range(after), k=min(after, 2))
    }
    start = date(2027, 4, 12)
    tasks = [
        a_task(
            f"t{number}",
            anchor="close",
            depends_on=tuple(Dependency(f"t{b}", 1) for b, a in sorted(links) if a == number),
        )
        for number in range(count)
    ]
    plan = a_plan(tasks=tuple(tasks), opens_on=start, reports_on=start, closes_on=start)
    plan = replace(plan, tasks=tuple(replace(each, offset=Offset(1)) for each in tasks))
    timeline = back_schedule(plan, TODAY)
    graph = nx.DiGraph(sorted(links))
    graph.add_nodes_from(range(count))
    depth = dict.fromkeys(graph, 0)
    for node in nx.topological_sort(graph):
        for after in graph.successors(node):
            depth[after] = max(depth[after], depth[node] + 1)
    pushes = sorted({days_of(timeline, f"t{node}")[0] for node in graph})
    assert [pushes.index(days_of(timeline, f"t{node}")[0]) for node in range(count)] == [
        depth[node] for node in range(count)
    ]


def test_done_task_does_not_move() -> None:
    done = a_task(offset=Offset(-30), state=TaskState.DONE, done_on=date(2026, 12, 5))
    assert days_of(schedule(done), "t1") == (date(2026, 12, 5), date(2026, 12, 5))


def test_predecessor_pushes_and_the_reason_names_it() -> None:
    timeline = schedule(
        a_task("a", "定名单", offset=Offset(-20), duration_days=10),
        a_task("b", "印证件", offset=Offset(-18), depends_on=(Dependency("a"),)),
    )
    pushed = timeline.find("b")
    assert pushed is not None
    assert (pushed.wanted_on, pushed.starts_on) == (date(2026, 12, 31), date(2027, 1, 7))
    assert pushed.gave_way[0].zh == "前置任务“定名单”2027-01-07 完成，随之顺延"


def test_late_start_is_compressed_and_keeps_the_order() -> None:
    tasks = [
        a_task(f"t{number}", offset=Offset(-60 + 10 * number), duration_days=8)
        for number in range(5)
    ]
    tasks = [tasks[0]] + [
        replace(task, depends_on=(Dependency(f"t{number}"),))
        for number, task in enumerate(tasks[1:])
    ]
    timeline = schedule(*tasks, starts_work_on=date(2026, 12, 14))
    assert timeline.conflicts == ()
    first = timeline.find("t0")
    assert first is not None
    assert (first.wanted_on, first.starts_on) == (date(2026, 11, 19), date(2026, 12, 14))
    assert first.is_compressed
    assert [each.task.key for each in timeline.tasks] == ["t0", "t1", "t2", "t3", "t4"]
    kinds = {offer.kind for offer in offer_ways_out(timeline)}
    assert kinds == {OfferKind.ACCEPT, OfferKind.SHORTEN, OfferKind.PARALLELISE, OfferKind.DROP}


def test_plan_in_time_gets_no_offers() -> None:
    assert offer_ways_out(schedule(a_task(offset=Offset(-30)))) == ()


def test_ring_is_a_conflict_that_names_its_tasks_and_the_rest_is_dated() -> None:
    timeline = schedule(
        a_task("a", depends_on=(Dependency("c"),)),
        a_task("b", depends_on=(Dependency("a"),)),
        a_task("c", depends_on=(Dependency("b"),)),
        a_task("d", depends_on=(Dependency("c"),)),
    )
    assert [(each.code, each.tasks) for each in timeline.conflicts] == [("cycle", ("a", "b", "c"))]
    assert len(timeline.tasks) == 4


def test_predecessor_after_a_tied_task_is_a_conflict() -> None:
    timeline = schedule(
        a_task("a", anchor="2027-01-25"),
        a_task("b", anchor="sitting:s1", depends_on=(Dependency("a"),)),
        sittings=(a_sitting(),),
    )
    assert [(each.code, each.tasks) for each in timeline.conflicts] == [("fixed", ("a", "b"))]
    assert days_of(timeline, "b")[0] == date(2027, 1, 18)


def test_missing_anchor_leaves_a_task_undated() -> None:
    timeline = schedule(a_task(anchor="sitting:nowhere"))
    assert timeline.tasks == ()
    assert timeline.undated[0].why.zh == "基准点“sitting:nowhere”没有日期"


def test_condition_that_does_not_hold_drops_the_task() -> None:
    timeline = schedule(a_task("a", condition="election"), a_task("b"))
    assert (timeline.dropped, len(timeline.tasks)) == (("a",), 1)
    kept = schedule(a_task("a", condition="election"), settings=Settings(conditions=("election",)))
    assert kept.dropped == ()


def test_task_hangs_on_another_ones_end() -> None:
    timeline = schedule(
        a_task("a", offset=Offset(-20), duration_days=3),
        a_task("b", anchor="task:a", offset=Offset(2)),
    )
    assert days_of(timeline, "a") == (date(2026, 12, 29), date(2026, 12, 31))
    assert days_of(timeline, "b")[0] == date(2026, 12, 31)  # 2 January is a Saturday


def test_moving_the_meeting_by_weeks_shifts_rigidly_where_there_is_no_holiday() -> None:
    plan = a_plan(
        tasks=(a_task("a", offset=Offset(-12)), a_task("b", offset=Offset(-3))),
        reports_on=date(2026, 11, 29),
        opens_on=date(2026, 11, 30),
        closes_on=date(2026, 12, 3),
        sittings=(a_sitting(held_on=date(2026, 11, 30)),),
    )
    moved = move_meeting(plan, date(2026, 12, 7))
    before, after = back_schedule(plan, TODAY), back_schedule(moved, TODAY)
    week = timedelta(days=7)
    assert [each.starts_on + week for each in before.tasks] == [
        each.starts_on for each in after.tasks
    ]
    assert [each.key for each in compare_timelines(before, after)] == ["a", "b"]
    assert moved.sittings[0].held_on == date(2026, 12, 7)
    assert compare_timelines(before, before) == ()


def test_late_task_is_told_by_the_day_on_which_one_asks() -> None:
    dated = schedule(a_task(offset=Offset(-70))).tasks[0]
    assert dated.is_late(dated.ends_on + timedelta(days=1)) is True
    assert dated.is_late(dated.ends_on) is False


def test_done_and_begun_tasks_keep_their_days_in_a_compressed_plan() -> None:
    timeline = schedule(
        a_task("a", offset=Offset(-60), state=TaskState.DOING, duration_days=30),
        a_task("b", offset=Offset(-55), state=TaskState.DONE, done_on=date(2026, 12, 1)),
        a_task("c", offset=Offset(-50)),
        starts_work_on=date(2026, 12, 14),
    )
    assert days_of(timeline, "a") == (date(2026, 11, 19), date(2026, 12, 18))
    assert days_of(timeline, "b") == (date(2026, 11, 24), date(2026, 12, 1))
    assert days_of(timeline, "c") == (date(2026, 12, 14), date(2026, 12, 14))
    assert [each.task.key for each in timeline.tasks if each.is_compressed] == ["c"]


def test_compressed_task_says_what_gave_way() -> None:
    timeline = schedule(
        a_task("a", offset=Offset(-60), duration_days=10), starts_work_on=date(2026, 12, 14)
    )
    assert [each.zh for each in timeline.tasks[0].gave_way] == [
        "筹备工作 2026-12-14 才开始，晚 25 天起步",
        "工期由 9 天压缩为 5 天",
    ]


@given(plans())
@settings(deadline=None, max_examples=50)
def test_no_open_task_of_a_compressed_plan_starts_before_work_does(plan: Plan) -> None:
    timeline = back_schedule(plan, TODAY)
    begins = plan.starts_work_on
    early = [
        each.task.key
        for each in timeline.tasks
        if each.task.state is TaskState.OPEN and begins is not None and each.starts_on < begins
    ]
    assert early == []


def test_done_task_is_not_on_the_critical_path_and_has_no_slack() -> None:
    done = {"state": TaskState.DONE, "done_on": date(2027, 1, 14)}
    timeline = schedule(
        a_task("a", offset=Offset(-40), **done),
        a_task("b", offset=Offset(-30), depends_on=(Dependency("a"),), **done),
        a_task("c", offset=Offset(-10)),
        a_task("d", offset=Offset(-6), depends_on=(Dependency("c"),)),
    )
    assert timeline.critical_path == ("c", "d")
    assert [each.slack_days for each in timeline.tasks] == [None, None, 8, 4]
    assert timeline.conflicts == ()


def test_critical_path_runs_through_the_least_slack_into_the_meeting() -> None:
    timeline = schedule(
        a_task("draft", offset=Offset(-20)),
        a_task("print", offset=Offset(-7), depends_on=(Dependency("draft"),)),
        a_task("flowers", offset=Offset(-12), depends_on=(Dependency("draft"),)),
        a_task("open", anchor="open", depends_on=(Dependency("print"), Dependency("flowers"))),
        a_task("close", anchor="close"),
        a_task("thank", anchor="close", depends_on=(Dependency("close"),)),
    )
    assert timeline.critical_path == ("draft", "print", "open")
    assert [each.task.key for each in timeline.tasks if each.is_critical] == [
        "draft",
        "print",
        "open",
    ]


def test_task_anchored_on_a_dropped_one_keeps_its_date() -> None:
    tasks = (
        a_task("a", "定候选人", offset=Offset(-20), duration_days=3, condition="election"),
        a_task("b", anchor="task:a", offset=Offset(4)),
    )
    dropped, held = schedule(*tasks), schedule(*tasks, settings=Settings(conditions=("election",)))
    assert dropped.undated == ()
    assert days_of(dropped, "b") == days_of(held, "b") == (date(2027, 1, 4), date(2027, 1, 4))
    assert dropped.tasks[0].reason.zh.startswith("“定候选人”（已取消）原定完成 2026-12-31 后 4 天")


def test_task_follows_the_end_of_another_that_was_done_early() -> None:
    timeline = schedule(
        a_task("a", "定稿", offset=Offset(-20), state=TaskState.DONE, done_on=date(2026, 12, 21)),
        a_task("b", anchor="task:a", offset=Offset(2)),
    )
    assert days_of(timeline, "b") == (date(2026, 12, 23), date(2026, 12, 23))
    found = timeline.find("b")
    assert found is not None
    assert [each.zh for each in found.gave_way] == ["随“定稿”的完成日 2026-12-21 调整"]


def test_date_off_the_calendar_leaves_a_task_undated() -> None:
    timeline = schedule(
        a_task("a", anchor="9999-12-31", offset=Offset(1)),
        a_task("b"),
        a_task("c", depends_on=(Dependency("b", 9_999_999),)),
    )
    assert [each.task.key for each in timeline.tasks] == ["b"]
    assert [each.why.zh for each in timeline.undated] == [
        "9999-12-31 后 1 天超出日历范围",
        "2027-01-18 后 9999999 天超出日历范围",
    ]


def test_work_pushed_into_the_meeting_is_a_conflict_with_negative_slack() -> None:
    timeline = schedule(
        a_task("a", offset=Offset(-10), duration_days=20),
        a_task("b", "装袋", offset=Offset(-3), depends_on=(Dependency("a"),)),
    )
    assert [(each.code, each.tasks) for each in timeline.conflicts] == [("overrun", ("b",))]
    found = timeline.find("b")
    assert found is not None
    assert found.slack_days is not None
    assert found.slack_days < 0


def test_reason_says_so_where_only_the_end_is_not_settled() -> None:
    plan = a_plan(tasks=(a_task("a", offset=Offset(-30), duration_days=20),))
    dated = back_schedule(plan, TODAY).tasks[0]
    assert (dated.starts_on.year, dated.ends_on.year, dated.is_settled) == (2026, 2027, False)
    assert dated.reason.zh.endswith("；调休未公布")


@given(plans())
@settings(deadline=None, max_examples=50)
def test_date_is_unsettled_exactly_where_its_reason_says_so(plan: Plan) -> None:
    for dated in back_schedule(plan, TODAY).tasks:
        assert dated.is_settled == ("调休未公布" not in dated.reason.zh)
