"""Looking a plan over in tests: what is found, as short marks that can be compared whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from planner.domain.finding import find_findings
from planner.domain.timeline import back_schedule

if TYPE_CHECKING:
    from planner.domain.finding import Finding
    from planner.domain.plan import Plan

TODAY = date(2026, 11, 23)


def inspect(plan: Plan, today: date = TODAY, **rest: Any) -> tuple[Finding, ...]:  # noqa: ANN401  options as they are
    return find_findings(plan, back_schedule(plan, today), today, **rest)


def marks(plan: Plan, today: date = TODAY, **rest: Any) -> list[str]:  # noqa: ANN401  options as they are
    """Return each finding as ``severity code place``."""
    return [
        f"{each.severity.value} {each.code} {each.place}" for each in inspect(plan, today, **rest)
    ]


def with_sitting(plan: Plan, key: str, **changes: Any) -> Plan:  # noqa: ANN401  any field of the value
    sittings = (replace(each, **changes) if each.key == key else each for each in plan.sittings)
    return replace(plan, sittings=tuple(sittings))


def with_person(plan: Plan, key: str, **changes: Any) -> Plan:  # noqa: ANN401  any field of the value
    people = (replace(each, **changes) if each.key == key else each for each in plan.people)
    return replace(plan, people=tuple(people))


def with_task(plan: Plan, key: str, **changes: Any) -> Plan:  # noqa: ANN401  any field of the value
    tasks = (replace(each, **changes) if each.key == key else each for each in plan.tasks)
    return replace(plan, tasks=tuple(tasks))
