"""The history of a draft: what was changed by whom, taken back, and done again."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update

from planner.models import DraftChangeRecord
from planner.models.draft import ChangeKind
from planner.services.audit import write_audit
from planner.services.draft import lock_meeting, open_draft
from planner.services.draft_change import Edit, make_edits
from planner.services.draft_error import UndoRefusedError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from planner.models import ScopedSession
    from planner.services.actor import Actor
    from planner.services.draft import Draft
    from planner.services.draft_change import Outcome

PAGE_SIZE = 50
UNDO_NOTE, REDO_NOTE = "撤销", "重做"
PASSED_OVER = "-"
"""Stands for the browser session of what undo was refused once."""
DEPTH = 200
"""So many changes of one's own are looked through for the one to take back."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change as histories show it."""

    sequence: int
    batch: str
    note: str
    section: str
    key: str
    kind: ChangeKind
    before: dict[str, Any]
    after: dict[str, Any]
    actor_name: str
    changed_at: datetime


def list_changes(
    session: ScopedSession, meeting_id: int, section: str = "", key: str = "", page: int = 1
) -> list[Change]:
    """Return changes of a draft, the newest first: of one entry, of a section, or of all."""
    statement = select(DraftChangeRecord).where(DraftChangeRecord.meeting_id == meeting_id)
    if section:
        statement = statement.where(DraftChangeRecord.section == section)
    if key:
        statement = statement.where(DraftChangeRecord.key == key)
    records = session.scalars(
        statement.order_by(DraftChangeRecord.id.desc())
        .offset((max(page, 1) - 1) * PAGE_SIZE)
        .limit(PAGE_SIZE)
    )
    return [
        Change(
            sequence=each.sequence,
            batch=each.batch,
            note=each.note,
            section=each.section,
            key=each.key,
            kind=ChangeKind(each.kind),
            before=each.before,
            after=each.after,
            actor_name=each.actor_name,
            changed_at=each.changed_at,
        )
        for each in records
    ]


def undo(session: ScopedSession, meeting_id: int, actor: Actor) -> Outcome | None:
    """Take back the last batch of one's own browser session; None where there is none.

    Raises:
        UndoRefusedError: Others have changed the same fields since; the next time the batch is
            passed over, though it stays in the history.
    """
    lock_meeting(session, meeting_id)
    done, _ = split_batches(own_batches(session, meeting_id, actor))
    return take_back(session, meeting_id, actor, done, UNDO_NOTE)


def redo(session: ScopedSession, meeting_id: int, actor: Actor) -> Outcome | None:
    """Do again what was taken back last, unless something was changed since."""
    lock_meeting(session, meeting_id)
    _, undone = split_batches(own_batches(session, meeting_id, actor))
    return take_back(session, meeting_id, actor, undone, REDO_NOTE)


def own_batches(
    session: ScopedSession, meeting_id: int, actor: Actor
) -> list[tuple[str, str, str]]:
    """Return the batches of one's own browser session, oldest first: name, note, what it undoes."""
    rows = session.execute(
        select(DraftChangeRecord.batch, DraftChangeRecord.note, DraftChangeRecord.undoes)
        .where(
            DraftChangeRecord.meeting_id == meeting_id,
            DraftChangeRecord.account_id == actor.account_id,
            DraftChangeRecord.sitting_in == actor.sitting_in,
        )
        .group_by(
            DraftChangeRecord.batch,
            DraftChangeRecord.note,
            DraftChangeRecord.undoes,
            DraftChangeRecord.sequence,
        )
        .order_by(DraftChangeRecord.sequence.desc())
        .limit(DEPTH)
    ).all()
    return [(row[0], row[1], row[2]) for row in reversed(rows)]


def split_batches(batches: Sequence[tuple[str, str, str]]) -> tuple[list[str], list[str]]:
    """Return the batches that can be taken back, and those that can be done again.

    The last of either is next. A new change of one's own lets go of what could be done again.
    """
    done: list[str] = []
    undone: list[str] = []
    for batch, note, undoes in batches:
        if undoes and note == UNDO_NOTE:
            if undoes in done:
                done.remove(undoes)
            undone.append(batch)
        elif undoes and note == REDO_NOTE:
            if undoes in undone:
                undone.remove(undoes)
            done.append(batch)
        else:
            done.append(batch)
            undone.clear()
    return done, undone


def take_back(
    session: ScopedSession, meeting_id: int, actor: Actor, batches: Sequence[str], note: str
) -> Outcome | None:
    """Reverse the last of some batches in one transaction."""
    if not batches:
        session.rollback()
        return None
    changes = session.scalars(
        select(DraftChangeRecord)
        .where(DraftChangeRecord.meeting_id == meeting_id, DraftChangeRecord.batch == batches[-1])
        .order_by(DraftChangeRecord.id.desc())
    ).all()
    changed = find_changed(session, meeting_id, changes, actor)
    if changed is not None:
        what = name_entry(open_draft(session, meeting_id), changes[-1])
        pass_over(session, meeting_id, batches[-1], actor)
        who = "" if changed.account_id == actor.account_id else changed.actor_name
        raise UndoRefusedError(what, who, is_redo=note == REDO_NOTE)
    edits = [reverse_change(change) for change in changes]
    outcome = make_edits(session, meeting_id, edits, actor, note, undoes=batches[-1])
    session.commit()
    return outcome


def find_changed(
    session: ScopedSession, meeting_id: int, changes: Sequence[DraftChangeRecord], actor: Actor
) -> DraftChangeRecord | None:
    """Return a change since that touched what a batch touched, another person's before one's own.

    None where there is none: then the batch can be taken back.
    """
    later = find_later(session, meeting_id, changes)
    found = []
    for change in {(each.section, each.key): each for each in reversed(changes)}.values():
        since = [e for e in later[change.section, change.key] if e.version > change.version]
        for each in leave_standing(since):
            is_whole = ChangeKind.CHANGED.value not in {change.kind, each.kind}
            if is_whole or fields_of(each) & fields_of(change):
                found.append(each)
    return max(found, key=lambda e: (e.account_id != actor.account_id, e.sequence), default=None)


def pass_over(session: ScopedSession, meeting_id: int, batch: str, actor: Actor) -> None:
    """Let go of a batch, and of all that it takes back: undo and redo pass over them."""
    write_audit(session, actor, "draft.pass_over", f"meeting/{meeting_id} batch/{batch}")
    while batch:
        mine = (DraftChangeRecord.meeting_id == meeting_id, DraftChangeRecord.batch == batch)
        former = session.scalar(select(DraftChangeRecord.undoes).where(*mine).limit(1))
        session.execute(update(DraftChangeRecord).where(*mine).values(sitting_in=PASSED_OVER))
        batch = former or ""
    session.commit()


def name_entry(draft: Draft, change: DraftChangeRecord) -> str:
    """Return what the entry of a change is called, also where it is gone."""
    entry = draft.find(change.section, change.key)
    for data in (entry.data if entry else {}, change.before, change.after):
        name = data.get("name") or data.get("title")
        if name:
            return str(name)
    return change.note or change.key


def find_later(
    session: ScopedSession, meeting_id: int, changes: Sequence[DraftChangeRecord]
) -> dict[tuple[str, str], list[DraftChangeRecord]]:
    """Return what was changed after a batch, by entry, in the order of its versions."""
    found: dict[tuple[str, str], list[DraftChangeRecord]] = defaultdict(list)
    if changes:
        statement = select(DraftChangeRecord).where(
            DraftChangeRecord.meeting_id == meeting_id,
            DraftChangeRecord.sequence > changes[0].sequence,
        )
        for each in session.scalars(statement.order_by(DraftChangeRecord.version)):
            found[each.section, each.key].append(each)
    return found


def leave_standing(later: Sequence[DraftChangeRecord]) -> list[DraftChangeRecord]:
    """Return the changes that still count: what was taken back, and the taking back, do not."""
    standing: dict[str, bool] = {}
    roots: dict[str, str] = {}
    for each in later:
        root = roots.get(each.undoes, each.undoes)
        if root in standing:
            standing[root] = not standing[root]
            roots[each.batch] = root
        else:
            standing[each.batch] = True
    return [each for each in later if standing.get(each.batch, False)]


def fields_of(change: DraftChangeRecord) -> set[str]:
    """Return the fields that a change touched."""
    return set(change.before) | set(change.after)


def reverse_change(change: DraftChangeRecord) -> Edit:
    """Return the edit that takes one change back."""
    match ChangeKind(change.kind):
        case ChangeKind.ADDED:
            return Edit.remove(change.section, change.key)
        case ChangeKind.REMOVED:
            edit = Edit.add(change.section, change.before, change.key)
            return replace(edit, position=change.position)
        case ChangeKind.MOVED:
            edit = Edit.move(change.section, change.key, None)
            return replace(edit, position=change.position)
        case ChangeKind.CHANGED:
            return Edit.change(change.section, change.key, change.before)
