"""Checks grow with the plan, not with its square; no text can hold them up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from time import process_time
from typing import TYPE_CHECKING

import pytest

from planner.domain.finding import find_findings
from planner.domain.person import Leave, LeaveState, Person
from planner.domain.plan import TextBlock
from planner.domain.timeline import back_schedule
from tests.builders import a_sitting, a_sound_plan
from tests.inspection import TODAY

if TYPE_CHECKING:
    from planner.domain.plan import Plan


def plan_of(people: int) -> Plan:
    plan = a_sound_plan()
    more = tuple(
        Person(
            f"x{at}",
            f"赵{chr(0x4E00 + at % 97)}{chr(0x5E00 + at)}",
            post=f"主任{at % 50}",
            unit=f"单位{at % 40}",
            group=f"第{at % 30}组",
            contact=f"138{at:08d}",
        )
        for at in range(people)
    )
    sittings = tuple(
        a_sitting(
            f"s{day}{hour}", f"会议{day}{hour}", held_on=date(2027, 1, day), starts_at=time(hour)
        )
        for day in (18, 19, 20)
        for hour in (9, 10)
    )
    called = tuple(replace(each, participants=("member",)) for each in sittings)
    leaves = tuple(Leave(f"x{at}", state=LeaveState.GRANTED) for at in range(0, people, 9))
    return replace(plan, people=(*plan.people, *more), sittings=called, leaves=leaves)


def seconds(plan: Plan) -> float:
    timeline = back_schedule(plan, TODAY)
    times = []
    for _ in range(3):
        start = process_time()
        find_findings(plan, timeline, TODAY)
        times.append(process_time() - start)
    return min(times)


def test_ten_times_the_people_take_nowhere_near_a_hundred_times_as_long():
    assert seconds(plan_of(3000)) < 25 * seconds(plan_of(300))


@pytest.mark.parametrize("text", [" ", "第十", "2027年 ", "第三届 ", "1月1", "主任"])
def test_hostile_text_is_read_in_one_pass(text: str):
    plan = plan_of(10)
    body = text * (60_000 // len(text))
    assert seconds(replace(plan, texts=(TextBlock("n", "须知", body),))) < 3
