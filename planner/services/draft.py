"""The working draft of a meeting: rows in the database, read as one plan."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from planner.domain.plan import Edition
from planner.models import DraftEntryRecord, MeetingRecord
from planner.planfile.part import MEMBERS, join_plan, split_plan
from planner.services.error import MissingRecordError
from planner.services.memory import Memory

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.domain.plan import Plan
    from planner.models import ScopedSession
    from planner.planfile.register import PathFault

SECTIONS = tuple(MEMBERS)
DRAFTS_KEPT = 24
STEP = 1024.0
"""Between the positions of two neighbours at first: room for what is put between them."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One member of one section; ``data`` is as plan files have it, without the key."""

    section: str
    key: str
    version: int
    position: float
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as it stands at one sequence number; never changes, so it is kept in memory."""

    meeting_id: int
    sequence: int
    plan: Plan
    entries: dict[str, tuple[Entry, ...]]
    faults: tuple[PathFault, ...] = ()

    def find(self, section: str, key: str) -> Entry | None:
        """Return an entry, if it is there."""
        return next((each for each in self.entries.get(section, ()) if each.key == key), None)


DRAFTS: Memory[Draft] = Memory(DRAFTS_KEPT)


class UnreadableDraftError(RuntimeError):
    """Rows of a draft make no plan: a fault of ours, since each was checked when it was written."""


def open_draft(session: ScopedSession, meeting_id: int) -> Draft:
    """Return a meeting's draft; a meeting that the house does not have is refused."""
    row = session.execute(
        select(MeetingRecord.draft_sequence, MeetingRecord.draft_stamp).where(
            MeetingRecord.id == meeting_id
        )
    ).first()
    if row is None or row.draft_sequence == 0:
        raise MissingRecordError
    return recall(session, meeting_id, row.draft_sequence, row.draft_stamp)


def recall_draft(session: ScopedSession, meeting: MeetingRecord) -> Draft:
    """Return the draft of a meeting whose row is at hand."""
    return recall(session, meeting.id, meeting.draft_sequence, meeting.draft_stamp)


def recall(session: ScopedSession, meeting_id: int, sequence: int, stamp: str) -> Draft:
    """Return a draft in one of its states: read where it is not in memory."""
    return DRAFTS.recall(
        (session.owner, meeting_id, stamp),
        lambda: compose_draft(meeting_id, sequence, read_entries(session, meeting_id)),
    )


def read_entries(session: ScopedSession, meeting_id: int) -> list[Entry]:
    """Return all entries of a draft, in order."""
    rows = session.execute(
        select(
            DraftEntryRecord.section,
            DraftEntryRecord.key,
            DraftEntryRecord.version,
            DraftEntryRecord.position,
            DraftEntryRecord.data,
        )
        .where(DraftEntryRecord.meeting_id == meeting_id, DraftEntryRecord.is_removed.is_(False))
        .order_by(DraftEntryRecord.section, DraftEntryRecord.position, DraftEntryRecord.id)
    )
    return [Entry(*row) for row in rows]


def compose_draft(meeting_id: int, sequence: int, entries: Iterable[Entry]) -> Draft:
    """Return a draft from its entries; its plan has no number yet."""
    by_section: dict[str, list[Entry]] = {section: [] for section in SECTIONS}
    for entry in entries:
        by_section[entry.section].append(entry)
    plan, faults = join_plan(
        {
            section: [(each.key, each.data) for each in members]
            for section, members in by_section.items()
        }
    )
    if plan is None:
        raise UnreadableDraftError(str([(each.path, each.found) for each in faults[:5]]))
    return Draft(
        meeting_id=meeting_id,
        sequence=sequence,
        plan=replace(plan, edition=Edition()),
        entries={section: tuple(members) for section, members in by_section.items()},
        faults=tuple(faults),
    )


def lock_meeting(session: ScopedSession, meeting_id: int) -> MeetingRecord:
    """Return a meeting's row, held until the transaction ends: changes of a draft queue here."""
    meeting = session.scalar(
        select(MeetingRecord)
        .where(MeetingRecord.id == meeting_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if meeting is None:
        raise MissingRecordError
    return meeting


def next_sequence(meeting: MeetingRecord) -> int:
    """Count one more change of a meeting's draft; the caller commits."""
    meeting.draft_sequence += 1
    next_stamp(meeting)
    return meeting.draft_sequence


def next_stamp(meeting: MeetingRecord) -> None:
    """Let go what is kept in memory of a meeting; the caller commits."""
    meeting.draft_stamp = secrets.token_hex(16)


def entry_rows(plan: Plan) -> list[dict[str, Any]]:
    """Return a plan as the rows of a fresh draft."""
    return [
        {"section": section, "key": key, "position": STEP * at, "data": data}
        for section, members in split_plan(plan).items()
        for at, (key, data) in enumerate(members, start=1)
    ]


def count_changes(session: ScopedSession, meeting_id: int, since: int) -> int:
    """Return how many entries changed since a sequence number."""
    return (
        session.scalar(
            select(func.count(DraftEntryRecord.id)).where(
                DraftEntryRecord.meeting_id == meeting_id, DraftEntryRecord.sequence > since
            )
        )
        or 0
    )
