"""What a responsibility letter holds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planner.domain.responsibility import ChainLink, ChainRole, list_letters, write_letter
from planner.domain.task import Workstream
from planner.domain.timeline import back_schedule
from tests.builders import a_sound_plan, a_task
from tests.inspection import TODAY

if TYPE_CHECKING:
    from planner.domain.plan import Plan


def plan_of_two_workstreams() -> Plan:
    plan = a_sound_plan()
    press = Workstream("press", "宣传组", accountable="vice", lead="owner")
    tasks = (
        a_task("p1", "新闻通稿", workstream="press", owner="owner", support=("新华社", "秘书处")),
        a_task("p2", "专题网页", workstream="press", owner="lead", support=("信息中心",)),
        a_task("p3", "会标制作", workstream="press", owner="owner", support=("秘书处",)),
    )
    return replace(plan, workstreams=(*plan.workstreams, press), tasks=(*plan.tasks, *tasks))


def test_letter_holds_tasks_helpers_and_the_chain_above():
    plan = plan_of_two_workstreams()
    person = plan.people[-1]
    letter = write_letter(plan, back_schedule(plan, TODAY), person)
    assert (letter.person, letter.workstreams) == (person, ("affairs", "press"))
    assert [each.task.key for each in letter.tasks] == ["run", "p1", "p3"]
    assert letter.helpers == ("新华社", "秘书处")
    assert letter.chain == (
        ChainLink(ChainRole.LEAD, "lead"),
        ChainLink(ChainRole.ACCOUNTABLE, "sg"),
        ChainLink(ChainRole.ACCOUNTABLE, "vice"),
    )
    assert letter.counterpart == "lead"


def test_everybody_who_owns_a_task_gets_one_letter_in_the_rosters_order():
    plan = plan_of_two_workstreams()
    timeline = back_schedule(plan, TODAY)
    letters = list_letters(plan, timeline)
    assert [each.person.key for each in letters] == ["lead", "owner"]
    assert letters == tuple(write_letter(plan, timeline, each.person) for each in letters)


def test_letter_of_somebody_without_tasks_is_empty():
    plan = a_sound_plan()
    letter = write_letter(plan, back_schedule(plan, TODAY), plan.people[0])
    assert (letter.tasks, letter.chain, letter.counterpart) == ((), (), "")
