"""The tasks of an earlier meeting, none of them done, and who is to do those of the new one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from planner.domain.condition import drop_tasks
from planner.domain.task import TaskState

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import timedelta

    from planner.domain.plan import Plan
    from planner.domain.task import Task

SITTING_ANCHOR = "sitting:"


def renew_tasks(earlier: Plan, fresh: Plan) -> tuple[Task, ...]:
    """Return the tasks of an earlier meeting as they begin: not started, without its remarks.

    A task that somebody dropped is there again only where its condition holds; a given day moves
    with the opening. Where the template has the task, its note is the template's.
    """
    notes = {task.key: task.note for task in fresh.tasks}
    shift = fresh.opens_on - earlier.opens_on if fresh.opens_on and earlier.opens_on else None
    return tuple(
        replace(
            task,
            state=TaskState.OPEN,
            done_on=None,
            note=notes.get(task.key, ""),
            anchor=shift_anchor(task.anchor, shift),
        )
        for task in earlier.tasks
    )


def shift_anchor(anchor: str, shift: timedelta | None) -> str:
    """Return what a task hangs on; a day of its own moves with the meeting."""
    try:
        day = date.fromisoformat(anchor)
    except ValueError:
        return anchor
    return (day + shift).isoformat() if shift else anchor


def assign_duties(plan: Plan, tasks: Iterable[Task], lender: Plan | None) -> Plan:
    """Return the plan with its tasks: each to whoever had it, where the earlier meeting says so.

    Tasks that hang on a sitting that is not held fall away; sittings, workstreams and departments
    that are not there are left out.
    """
    former = {task.key: task for task in lender.tasks} if lender else {}
    held = frozenset(each.key for each in plan.sittings)
    given = tuple(_assign(task, former.get(task.key), is_lent=lender is not None) for task in tasks)
    homeless = frozenset(
        task.key
        for task in given
        if task.anchor.startswith(SITTING_ANCHOR)
        and task.anchor.removeprefix(SITTING_ANCHOR) not in held
    )
    workstreams = {each.key for each in plan.workstreams}
    departments = {each.key for each in plan.departments}
    return replace(
        plan,
        tasks=tuple(
            replace(
                task,
                workstream=task.workstream if task.workstream in workstreams else "",
                department=task.department if task.department in departments else "",
                sittings=tuple(key for key in task.sittings if key in held),
                aspects=task.aspects if not task.sittings or held & set(task.sittings) else (),
            )
            for task in drop_tasks(given, homeless)
        ),
        agenda=tuple(
            replace(item, sittings=tuple(key for key in item.sittings if key in held))
            for item in plan.agenda
        ),
    )


def _assign(task: Task, former: Task | None, *, is_lent: bool) -> Task:
    if not is_lent:
        return replace(task, owner="")
    if former is None:
        return task
    return replace(
        task,
        owner=former.owner,
        department=former.department,
        workstream=former.workstream,
        support=former.support,
    )
