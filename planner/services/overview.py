"""How a meeting stands on a day: what is pressing, what comes next, what has changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from planner.domain.comparison import compare_plans
from planner.domain.finding import Severity
from planner.domain.notice import is_private
from planner.domain.person import LeaveState
from planner.domain.responsibility import coverage
from planner.domain.task import TaskState
from planner.models.account import Permission
from planner.services.published import load_plan
from planner.services.work_entry import list_all_waiting
from planner.services.work_right import find_right

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.domain.comparison import Change
    from planner.domain.person import Leave
    from planner.domain.sitting import Sitting
    from planner.domain.task import Task
    from planner.domain.timeline import DatedTask
    from planner.models import ScopedSession, WorkEntryRecord
    from planner.models.account import Account
    from planner.services.meeting import OpenMeeting

AHEAD = timedelta(days=7)
FINISHED = {TaskState.DONE, TaskState.DROPPED}


@dataclass(frozen=True, slots=True)
class Overview:
    """A meeting in a few numbers and short lists."""

    days_left: int | None
    """Days until the opening; negative once it has opened; None where no day is set."""
    is_over: bool
    pressing: int
    late: int
    uncovered: int
    coming_tasks: tuple[DatedTask, ...]
    coming_sittings: tuple[Sitting, ...]
    next_task: DatedTask | None
    """The next task after those days, where nothing falls into them."""
    leaves: tuple[Leave, ...]
    changes: tuple[Change, ...]
    done: int
    total: int
    waiting: tuple[WaitingWork, ...] = ()


@dataclass(frozen=True, slots=True)
class WaitingWork:
    """A trouble or a request that nobody has settled yet."""

    entry: WorkEntryRecord
    task: Task
    is_open: bool
    """Whether the reader may know what was written."""


def sum_up(session: ScopedSession, meeting: OpenMeeting, account: Account) -> Overview:
    """Return how a meeting stands."""
    plan, today = meeting.plan, meeting.today
    unfinished = [each for each in meeting.timeline.tasks if each.task.state not in FINISHED]
    ahead = [each for each in unfinished if each.ends_on >= today]
    coming = tuple(each for each in ahead if each.starts_on <= today + AHEAD)
    return Overview(
        days_left=(plan.opens_on - today).days if plan.opens_on else None,
        is_over=plan.closes_on is not None and plan.closes_on < today,
        pressing=sum(each.severity is not Severity.HINT for each in meeting.standing_findings),
        late=sum(each.is_late(today) for each in unfinished),
        uncovered=len(coverage(plan).uncovered()),
        coming_tasks=coming,
        coming_sittings=tuple(
            each
            for each in plan.sittings
            if each.held_on is not None and today <= each.held_on <= today + AHEAD
        ),
        next_task=None if coming or not ahead else ahead[0],
        leaves=tuple(each for each in plan.leaves if each.state is not LeaveState.REFUSED),
        changes=latest_changes(session, meeting),
        done=sum(each.task.state is TaskState.DONE for each in meeting.timeline.tasks),
        total=len(meeting.timeline.tasks),
        waiting=tuple(find_waiting(session, meeting, account)),
    )


def find_waiting(
    session: ScopedSession, meeting: OpenMeeting, account: Account
) -> Iterator[WaitingWork]:
    """Yield what owners reported or asked for and nobody has settled, for those who work on it."""
    if not account.may(Permission.WORK, meeting.id):
        return
    for entry in list_all_waiting(session, [meeting.id]):
        task = meeting.directory.tasks.get(entry.task_key)
        if task is not None:
            yield WaitingWork(entry, task, find_right(meeting, account, task.key).may_see)


def latest_changes(session: ScopedSession, meeting: OpenMeeting) -> tuple[Change, ...]:
    """Return what changed since the last revision; nothing where there is none before.

    Of a draft: what the next revision would change; of a revision: what it changed.
    """
    number = meeting.revision_number - (0 if meeting.is_draft else 1)
    if number < 1:
        return ()
    changes = compare_plans(load_plan(session, meeting.id, number).plan, meeting.plan)
    if meeting.is_draft:
        return changes
    return tuple(each for each in changes if not is_private(each) and not each.is_personal)
