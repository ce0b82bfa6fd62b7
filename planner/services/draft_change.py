"""Changing a draft: every value checked, merged field by field, noted with who and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from planner.models import ReviewRecord
from planner.models.calendar import Topic
from planner.models.review import ReviewState
from planner.services.calendar_change import tell_calendars
from planner.services.draft import lock_meeting, open_draft
from planner.services.draft_batch import Batch
from planner.services.draft_edit import PROGRESS, Edit, Outcome
from planner.services.draft_error import (
    DraftLockedError,
    EditConflictError,
    EditRefusedError,
    EntryInUseError,
)
from planner.services.sitting_removal import settle_removals

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planner.models import ScopedSession
    from planner.services.actor import Actor
    from planner.services.draft import Draft

__all__ = ["Edit", "Outcome", "apply_edits", "make_edits"]


def apply_edits(
    session: ScopedSession,
    meeting_id: int,
    edits: Iterable[Edit],
    actor: Actor,
    note: str = "",
) -> Outcome:
    """Apply edits to a draft, all or none, in one transaction.

    Raises:
        EditRefusedError: A value does not mean what its field needs; says which, all of them.
        EditConflictError: A field was changed by somebody else since the version that was seen.
        EntryInUseError: Something points to a sitting that is removed without letting go of it.
        DraftLockedError: The draft waits for approval.
        MissingRecordError: There is no such meeting or entry.
    """
    outcome = make_edits(session, meeting_id, list(edits), actor, note)
    session.commit()
    return outcome


def make_edits(
    session: ScopedSession,
    meeting_id: int,
    edits: Sequence[Edit],
    actor: Actor,
    note: str = "",
    *,
    undoes: str = "",
) -> Outcome:
    """Apply edits without committing: for services that change more in the same transaction."""
    meeting = lock_meeting(session, meeting_id)
    refuse_locked(session, meeting_id, edits)
    draft = open_draft(session, meeting_id)
    if not undoes:
        edits = settle_all(session, draft, edits)
    batch = Batch(session, meeting, draft, actor, note, undoes)
    batch.shelf.fetch(edits)
    for edit in edits:
        batch.take(edit)
    if batch.faults:
        session.rollback()
        raise EditRefusedError(tuple(batch.faults))
    if batch.conflicts:
        session.rollback()
        raise EditConflictError(tuple(batch.conflicts))
    outcome = batch.close()
    if any(edit.section == "tasks" and PROGRESS & edit.values.keys() for edit in edits):
        tell_calendars(session, meeting_id, Topic.WORK, actor.now)
    return outcome


def settle_all(session: ScopedSession, draft: Draft, edits: Sequence[Edit]) -> Sequence[Edit]:
    """Return the edits with those that follow from them; nothing is held where they are refused."""
    try:
        return settle_removals(draft, edits)
    except EntryInUseError:
        session.rollback()
        raise


def refuse_locked(session: ScopedSession, meeting_id: int, edits: Sequence[Edit]) -> None:
    """Refuse to change a draft that waits for approval, except how far its tasks are."""
    if all(edit.is_progress for edit in edits):
        return
    waiting = session.scalar(
        select(ReviewRecord.id).where(
            ReviewRecord.meeting_id == meeting_id,
            ReviewRecord.state.in_((ReviewState.WAITING.value, ReviewState.APPROVED.value)),
        )
    )
    if waiting is not None:
        session.rollback()
        raise DraftLockedError
