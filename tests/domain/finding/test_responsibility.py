"""Responsibility: the chain, the coverage, the load."""

from __future__ import annotations

from dataclasses import replace

from planner.domain.person import Leave, LeaveState
from planner.domain.responsibility import LoadLimit
from planner.domain.sitting import SittingKind
from planner.domain.task import Aspect, Offset, Workstream
from tests.builders import a_sitting, a_sound_plan
from tests.domain.finding.test_task import plan_with
from tests.inspection import inspect, marks, with_task


def test_chain_without_a_head_is_found():
    assert marks(a_sound_plan(secretary_general="")) == [
        "important chain-without-secretary-general secretary_general"
    ]


def test_workstream_without_leaders_is_found():
    plan = a_sound_plan(workstreams=(Workstream("affairs", "会务组"),))
    assert marks(plan) == [
        "important workstream-without-accountable workstreams/affairs/accountable",
        "important workstream-without-lead workstreams/affairs/lead",
    ]
    assert inspect(plan)[1].why.zh == "没有牵头人，1 项任务的责任链中断"


def test_workstream_without_tasks_is_a_hint():
    plan = a_sound_plan()
    plan = replace(
        plan, workstreams=(*plan.workstreams, Workstream("press", "宣传组", "sg", "lead"))
    )
    assert marks(plan) == ["hint workstream-without-tasks workstreams/press/tasks"]


def test_leader_of_a_workstream_on_leave_is_found():
    plan = a_sound_plan(leaves=(Leave("lead", state=LeaveState.GRANTED),))
    part = a_sound_plan(leaves=(Leave("lead", sittings=("open",), state=LeaveState.GRANTED),))
    assert marks(plan) == ["important workstream-leader-on-leave workstreams/affairs/lead"]
    assert marks(part) == []


def test_aspects_nobody_answers_for_are_one_finding_a_sitting():
    plan = with_task(a_sound_plan(), "run", aspects=tuple(Aspect)[:6], sittings=())
    assert marks(plan) == [
        f"important sitting-not-covered sittings/{key}/coverage"
        for key in ("open", "groups", "close")
    ]
    assert inspect(plan)[0].why.zh == "宣传、安全无人负责"


def test_task_for_some_sittings_leaves_the_others_uncovered():
    plan = with_task(a_sound_plan(), "run", sittings=("open", "close"))
    assert marks(plan) == ["important sitting-not-covered sittings/groups/coverage"]


def test_owner_with_too_much_is_one_hint():
    plan = plan_with(*[{"offset": Offset(-5)}] * 3, *[{"offset": Offset(-12)}] * 4)
    tight = LoadLimit(due_a_week=2, side_by_side=9)
    assert marks(plan, load_limit=tight) == ["hint owner-overloaded people/owner/tasks"]
    assert inspect(plan, load_limit=tight)[0].why.zh == (
        "2 周任务过多，1月4日起的一周有 5 项到期、最多 4 项并行"
    )
    assert marks(plan) == []


def test_owner_wanted_at_two_sittings_at_once_is_found():
    plan = plan_with(
        {"anchor": "sitting:groups", "offset": Offset()},
        {"anchor": "sitting:visit", "offset": Offset()},
    )
    first, groups, last = plan.sittings
    visit = a_sitting(
        "visit",
        "视察",
        kind=SittingKind.OTHER,
        starts_at=groups.starts_at,
        ends_at=groups.ends_at,
        place="高新区",
        participants_note="另请人员",
    )
    plan = replace(plan, sittings=(first, groups, visit, last))
    assert marks(plan) == ["important owner-in-two-places tasks/t2/owner"]
    assert marks(with_task(plan, "t2", owner="lead")) == []
