"""Who owns the samples' tasks, how far they have come, and who sits on the rostrum."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from planner.domain.order import sort_people
from planner.domain.plan import NameOrder
from planner.domain.sitting import Rostrum, RostrumRow, RowOrder
from planner.domain.task import TaskState
from planner.domain.timeline import back_schedule

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planner.domain.person import Person
    from planner.domain.plan import Plan
    from planner.domain.timeline import DatedTask

TODAY = date(2026, 11, 23)
"""The day that the samples are told on: what was due before it is done."""
EARLY = 3
"""Every so many tasks were done a day before they were due."""
WEEKEND = 5


def assign_owners(plan: Plan, staff: Mapping[str, Sequence[Person]]) -> Plan:
    """Return the plan with an owner for every task: the freest of the department that leads it."""
    timeline = back_schedule(plan, TODAY)
    carried: dict[str, list[DatedTask]] = {}
    owners: dict[str, str] = {}
    for dated in timeline.tasks:
        owner = min(
            staff[dated.task.department],
            key=lambda one: _burden(carried.get(one.key, []), dated),
        )
        carried.setdefault(owner.key, []).append(dated)
        owners[dated.task.key] = owner.key
    tasks = tuple(
        replace(task, owner=owners.get(task.key, staff[task.department][0].key))
        for task in plan.tasks
    )
    return replace(plan, tasks=tasks)


def _burden(carried: Sequence[DatedTask], wanted: DatedTask) -> tuple[int, int]:
    """Return how many tasks run beside the wanted one, and how many there are in all."""
    beside = sum(
        each.starts_on <= wanted.ends_on and wanted.starts_on <= each.ends_on for each in carried
    )
    return beside, len(carried)


def tell_progress(plan: Plan) -> Plan:
    """Return the plan with what was due before today done, and what has begun under way."""
    timeline = back_schedule(plan, TODAY)
    states: dict[str, tuple[TaskState, date | None]] = {}
    for number, dated in enumerate(timeline.tasks):
        if dated.ends_on < TODAY:
            states[dated.task.key] = (TaskState.DONE, _done_on(dated, is_early=not number % EARLY))
        elif dated.starts_on < TODAY:
            states[dated.task.key] = (TaskState.DOING, None)
    tasks = []
    for task in plan.tasks:
        state, done_on = states.get(task.key, (task.state, None))
        tasks.append(replace(task, state=state, done_on=done_on))
    return replace(plan, tasks=tuple(tasks))


def _done_on(dated: DatedTask, *, is_early: bool) -> date:
    day = dated.ends_on - timedelta(days=1)
    is_possible = dated.starts_on <= day and day.weekday() < WEEKEND
    return day if is_early and is_possible else dated.ends_on


def make_rostrum(leaders: Sequence[Person], rear: Sequence[RostrumRow] = ()) -> Rostrum:
    """Return a rostrum with the leaders by rank in the front row."""
    return Rostrum(rows=(RostrumRow(tuple(one.key for one in leaders)), *rear))


def make_rear_rows(people: Sequence[Person], longest: int, shift: int) -> tuple[RostrumRow, ...]:
    """Return 常委 by strokes in rows as even as can be, none longer than ``longest``."""
    keys = [one.key for one in sort_people(people, NameOrder.STROKES).people]
    count = -(-len(keys) // longest)
    length = -(-len(keys) // count)
    return tuple(
        RostrumRow(tuple(keys[at : at + length]), order=RowOrder.STROKES, shift=shift)
        for at in range(0, len(keys), length)
    )
