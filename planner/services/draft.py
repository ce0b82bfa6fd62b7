"""The working draft of a meeting: rows in the database, read as one plan."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from sqlalchemy import event, func, select
from sqlalchemy.orm import object_session

from planner.domain.plan import Edition
from planner.models import DraftEntryRecord, MeetingRecord, ScopedSession
from planner.planfile.part import LISTS, MEMBERS, join_plan, read_value, split_plan
from planner.services.error import MissingRecordError
from planner.services.memory import Memory

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.domain.plan import Plan
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
    is_removed: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as it stands at one sequence number; never changes, so it is kept in memory."""

    meeting_id: int
    sequence: int
    plan: Plan
    entries: dict[str, tuple[Entry, ...]]
    faults: tuple[PathFault, ...] = ()

    @property
    def size(self) -> int:
        """How many entries there are."""
        return sum(map(len, self.entries.values()))

    def find(self, section: str, key: str) -> Entry | None:
        """Return an entry, if it is there."""
        return next((each for each in self.entries.get(section, ()) if each.key == key), None)


DRAFTS: Memory[Draft] = Memory(DRAFTS_KEPT)
BASES: WeakKeyDictionary[Any, dict[tuple[int, int], Draft]] = WeakKeyDictionary()
"""The last committed draft of each meeting by database: the next one is read from what changed."""
CHANGING = "draft is changing"
"""Marks a session whose transaction changes a draft: what it sees may yet be rolled back."""


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
        lambda: read_draft(session, meeting_id, sequence),
    )


def read_draft(session: ScopedSession, meeting_id: int, sequence: int) -> Draft:
    """Return a draft as the database has it: what changed since it was last read, else all."""
    bases = BASES.setdefault(session.get_bind(), {})
    base = bases.get((session.owner, meeting_id))
    is_settled = not session.info.get(CHANGING)
    draft = None
    if base is not None and base.sequence < sequence and is_settled:
        draft = renew_draft(base, sequence, read_entries(session, meeting_id, base.sequence))
        if draft is not None and count_entries(session, meeting_id) != draft.size:
            draft = None
    if draft is None:
        draft = compose_draft(meeting_id, sequence, read_entries(session, meeting_id))
    if is_settled:
        while len(bases) >= DRAFTS_KEPT:
            bases.pop(next(iter(bases)), None)
        bases[session.owner, meeting_id] = draft
    return draft


def renew_draft(base: Draft, sequence: int, changed: Iterable[Entry]) -> Draft | None:
    """Return a draft with some entries changed; its other parts are the very ones of before.

    None where the meeting's own facts changed, which every part may depend on.
    """
    touched: dict[str, dict[str, Entry]] = {}
    for entry in changed:
        touched.setdefault(entry.section, {})[entry.key] = entry
    if not set(touched) <= set(LISTS):
        return None
    entries: dict[str, tuple[Entry, ...]] = dict(base.entries)
    parts: dict[str, Any] = {}
    for section, fresh in touched.items():
        former = zip(base.entries[section], getattr(base.plan, section), strict=True)
        pairs = [pair for pair in former if pair[0].key not in fresh]
        pairs += [
            (each, read_value(section, each.key, each.data))
            for each in fresh.values()
            if not each.is_removed
        ]
        pairs.sort(key=lambda pair: pair[0].position)
        entries[section] = tuple(entry for entry, _ in pairs)
        parts[section] = tuple(value for _, value in pairs)
    plan = replace(base.plan, **parts) if parts else base.plan
    return Draft(base.meeting_id, sequence, plan, entries, base.faults)


def count_entries(session: ScopedSession, meeting_id: int) -> int:
    """Return how many entries a draft has."""
    return (
        session.scalar(
            select(func.count(DraftEntryRecord.id)).where(
                DraftEntryRecord.meeting_id == meeting_id, DraftEntryRecord.is_removed.is_(False)
            )
        )
        or 0
    )


def read_entries(session: ScopedSession, meeting_id: int, since: int = 0) -> list[Entry]:
    """Return all entries of a draft, in order; or those changed since, the removed ones too."""
    wanted = DraftEntryRecord.sequence > since if since else DraftEntryRecord.is_removed.is_(False)
    rows = session.execute(
        select(
            DraftEntryRecord.section,
            DraftEntryRecord.key,
            DraftEntryRecord.version,
            DraftEntryRecord.position,
            DraftEntryRecord.data,
            DraftEntryRecord.is_removed,
        )
        .where(DraftEntryRecord.meeting_id == meeting_id, wanted)
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
    session = object_session(meeting)
    if session is not None:
        session.info[CHANGING] = True
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


@event.listens_for(ScopedSession, "after_commit")
@event.listens_for(ScopedSession, "after_rollback")
def settle_session(session: ScopedSession) -> None:
    """Note that a session's transaction is over."""
    session.info.pop(CHANGING, None)
