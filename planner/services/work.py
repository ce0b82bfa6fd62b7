"""What is laid over the plans of a meeting: how far tasks are, and the dates that were agreed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from planner.domain.task import TaskState
from planner.domain.work import Agreement, Progress, Work
from planner.models import DraftEntryRecord, WorkEntryRecord
from planner.models.work import WorkEntryKind, WorkEntryState
from planner.services.memory import Memory

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planner.models import ScopedSession

WORK_KEPT = 64
WORK: Memory[Work] = Memory(WORK_KEPT)
"""The work by house, meeting and the draft's stamp: whatever changes it, changes the stamp."""


def read_work(session: ScopedSession, meeting_id: int, stamp: str) -> Work:
    """Return how far a meeting's work is; read once for each state of the draft."""
    if not stamp:
        return Work()
    return WORK.recall((session.owner, meeting_id, stamp), lambda: gather_work(session, meeting_id))


def read_works(session: ScopedSession, stamps: Mapping[int, str]) -> dict[int, Work]:
    """Return how far the work of several meetings is, by meeting."""
    return {each: read_work(session, each, stamp) for each, stamp in stamps.items()}


def gather_work(session: ScopedSession, meeting_id: int) -> Work:
    """Return how far a meeting's work is.

    The draft is the living record of it. What was said of a task that the draft no longer has,
    but the current revision does, stands in the entries.
    """
    progress = {each.task: each for each in read_said(session, meeting_id)}
    progress |= {each.task: each for each in read_drafted(session, meeting_id)}
    return Work(tuple(progress.values()), tuple(read_agreements(session, meeting_id)))


def read_drafted(session: ScopedSession, meeting_id: int) -> Iterator[Progress]:
    """Yield how far the draft's tasks are."""
    rows = session.execute(
        select(DraftEntryRecord.key, DraftEntryRecord.data).where(
            DraftEntryRecord.meeting_id == meeting_id,
            DraftEntryRecord.section == "tasks",
            DraftEntryRecord.is_removed.is_(False),
        )
    )
    for key, data in rows:
        done_on = data.get("done_on")
        yield Progress(
            key,
            TaskState(data.get("state") or TaskState.OPEN.value),
            date.fromisoformat(str(done_on)) if done_on else None,
        )


def read_said(session: ScopedSession, meeting_id: int) -> Iterator[Progress]:
    """Yield what the entries say, the newest of a task last."""
    rows = session.execute(
        select(WorkEntryRecord.task_key, WorkEntryRecord.task_state, WorkEntryRecord.done_on)
        .where(
            WorkEntryRecord.meeting_id == meeting_id,
            WorkEntryRecord.kind == WorkEntryKind.STATE.value,
        )
        .order_by(WorkEntryRecord.id)
    )
    for key, state, done_on in rows:
        yield Progress(key, TaskState(state), done_on)


def read_agreements(session: ScopedSession, meeting_id: int) -> Iterator[Agreement]:
    """Yield the dates that were agreed, the newest of a task last."""
    rows = session.execute(
        select(WorkEntryRecord.task_key, WorkEntryRecord.planned_on, WorkEntryRecord.wanted_on)
        .where(
            WorkEntryRecord.meeting_id == meeting_id,
            WorkEntryRecord.kind == WorkEntryKind.DATE.value,
            WorkEntryRecord.state == WorkEntryState.GRANTED.value,
        )
        .order_by(WorkEntryRecord.decided_at, WorkEntryRecord.id)
    )
    for key, planned_on, wanted_on in rows:
        if planned_on and wanted_on:
            yield Agreement(key, planned_on, wanted_on)
