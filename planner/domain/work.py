"""What is known of the work beside the plan: how far each task is, and which dates were agreed.

A published plan never changes. How far its tasks are, and by when an owner may be done with one
although the plan says otherwise, is laid over it wherever people look at it; papers print the
plan as it was published.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.domain.task import TaskState

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from planner.domain.person import Person
    from planner.domain.plan import Plan
    from planner.domain.task import Task
    from planner.domain.timeline import DatedTask, Timeline

FINISHED = frozenset({TaskState.DONE, TaskState.DROPPED})


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a task is."""

    task: str
    state: TaskState = TaskState.OPEN
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """Another end that was agreed for a task; it holds for the end that it was made about."""

    task: str
    planned_on: date
    agreed_on: date


@dataclass(frozen=True, slots=True)
class Work:
    """What is laid over a plan."""

    progress: tuple[Progress, ...] = ()
    agreements: tuple[Agreement, ...] = ()


def lay_work(plan: Plan, timeline: Timeline, work: Work) -> tuple[Plan, Timeline]:
    """Return a plan and its timeline with the work laid over them; the same where nothing differs.

    Dates never move by it: an agreed end is noted beside the end that the plan gives.
    """
    known = {each.task: each for each in work.progress}
    tasks = tuple(lay_progress(task, known.get(task.key)) for task in plan.tasks)
    if any(new is not old for new, old in zip(tasks, plan.tasks, strict=True)):
        plan = replace(plan, tasks=tasks)
        timeline = retell(timeline, {each.key: each for each in tasks})
    if work.agreements:
        agreed = {(each.task, each.planned_on): each.agreed_on for each in work.agreements}
        dated = (
            replace(each, agreed_on=agreed.get((each.task.key, each.ends_on)))
            for each in timeline.tasks
        )
        timeline = replace(timeline, tasks=tuple(dated))
    return plan, timeline


def lay_progress(task: Task, progress: Progress | None) -> Task:
    """Return a task as far as it is; the very same one where that says nothing new."""
    if progress is None or (progress.state, progress.done_on) == (task.state, task.done_on):
        return task
    return replace(task, state=progress.state, done_on=progress.done_on)


def retell(timeline: Timeline, tasks: Mapping[str, Task]) -> Timeline:
    """Return a timeline of the same days whose tasks are as far as they are."""
    dated = [retell_task(each, tasks[each.task.key]) for each in timeline.tasks]
    standing = tuple(each for each in dated if each.task.state is not TaskState.DROPPED)
    done = {each.task.key for each in dated if each.task.state in FINISHED}
    return replace(
        timeline,
        tasks=standing,
        critical_path=tuple(each for each in timeline.critical_path if each not in done),
        conflicts=tuple(each for each in timeline.conflicts if not done.issuperset(each.tasks)),
        dropped=(
            *timeline.dropped,
            *(each.task.key for each in dated if each.task.state is TaskState.DROPPED),
        ),
    )


def retell_task(dated: DatedTask, task: Task) -> DatedTask:
    """Return a task of the timeline as far as it is; one taken up again gets its days back."""
    if task is dated.task:
        return dated
    if task.state is TaskState.DONE:
        return replace(dated, task=task, latest_end_on=None, is_critical=False)
    if dated.task.state is TaskState.DONE:
        return replace(dated, task=task, starts_on=dated.wanted_on, ends_on=dated.wanted_end_on)
    return replace(dated, task=task)


def find_self(plan: Plan, person_key: str, name: str) -> Person | None:
    """Return who of a plan's people an account is; nobody where it is tied to no person.

    Keys are given in each plan anew, so that one key may mean two people in two meetings. Where
    the key's person bears another name than the account, and exactly one person bears the
    account's name, that one is meant.
    """
    if not person_key:
        return None
    known = next((each for each in plan.people if each.key == person_key), None)
    if known is not None and known.name == name:
        return known
    named = [each for each in plan.people if each.name == name]
    return named[0] if len(named) == 1 else known
