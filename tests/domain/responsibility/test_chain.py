"""The chain of responsibility up to the secretary-general."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.domain.responsibility import ChainLink, ChainRole, chain_of, chains_of
from planner.domain.task import TaskState, Workstream
from tests.builders import a_sound_plan, a_task
from tests.inspection import with_task


def test_chain_goes_from_the_owner_to_the_secretary_general():
    plan = a_sound_plan(workstreams=(Workstream("affairs", "会务组", "vice", "lead"),))
    chain = chain_of(plan, plan.tasks[0])
    assert [(each.role.value, each.person) for each in chain.links] == [
        ("owner", "owner"),
        ("lead", "lead"),
        ("accountable", "vice"),
        ("secretary_general", "sg"),
    ]
    assert chain.is_unbroken


@pytest.mark.parametrize(
    ("changes", "gaps"),
    [
        ({"owner": ""}, (ChainRole.OWNER,)),
        ({"owner": "nobody"}, (ChainRole.OWNER,)),
        ({"workstream": ""}, (ChainRole.LEAD, ChainRole.ACCOUNTABLE)),
    ],
)
def test_chain_names_its_gaps(changes: dict[str, str], gaps: tuple[ChainRole, ...]):
    plan = with_task(a_sound_plan(), "run", **changes)
    chain = chain_of(plan, plan.tasks[0])
    assert (chain.gaps, chain.is_unbroken) == (gaps, False)


def test_people_report_to_those_above_and_never_to_themselves():
    plan = a_sound_plan()
    chain = chain_of(plan, plan.tasks[0])
    lead = ChainLink(ChainRole.LEAD, "lead")
    head = ChainLink(ChainRole.ACCOUNTABLE, "sg")
    assert chain.above("owner") == (lead, head)
    assert chain.above("lead") == (head,)
    assert chain.above("sg") == ()


def test_owner_who_leads_his_workstream_reports_to_its_leader():
    plan = with_task(a_sound_plan(), "run", owner="lead")
    assert [each.person for each in chain_of(plan, plan.tasks[0]).above("lead")] == ["sg"]


def test_tasks_that_do_not_apply_have_no_chain():
    plan = a_sound_plan()
    dropped = a_task("t1", state=TaskState.DROPPED)
    unmet = a_task("t2", condition="election")
    plan = replace(plan, tasks=(*plan.tasks, dropped, unmet))
    assert [each.task for each in chains_of(plan)] == ["run"]
