"""Plain builders of values for tests: everything has a default, name only what matters."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

from planner.domain.person import Person
from planner.domain.plan import MeetingKind, Organisation, Plan
from planner.domain.sitting import Sitting
from planner.domain.task import Task


def a_person(key: str = "p1", name: str = "王芳", **rest: Any) -> Person:  # noqa: ANN401  any field of the value
    return Person(key, name, **rest)


def a_sitting(key: str = "s1", name: str = "开幕会", **rest: Any) -> Sitting:  # noqa: ANN401  any field of the value
    when = {"held_on": date(2027, 1, 18), "starts_at": time(9), "ends_at": time(11, 30)}
    return Sitting(key, name, **{**when, **rest})


def a_task(key: str = "t1", name: str = "起草会议方案", **rest: Any) -> Task:  # noqa: ANN401  any field of the value
    return Task(key, name, **rest)


def a_plan(**changes: Any) -> Plan:  # noqa: ANN401  any field of the value
    plan = Plan(
        organisation=Organisation("政协云岭省委员会", "云岭省政协"),
        kind=MeetingKind.PLENARY,
        title="政协云岭省第十三届委员会第四次会议",
        term=13,
        number=4,
        place="云岭会堂",
        reports_on=date(2027, 1, 17),
        opens_on=date(2027, 1, 18),
        closes_on=date(2027, 1, 21),
    )
    return replace(plan, **changes)
