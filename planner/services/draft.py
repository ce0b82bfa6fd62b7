"""The working draft of a meeting: rows in the database, read as one plan."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from sqlalchemy import event, func, select
from sqlalchemy.orm import object_session

from planner.domain.plan import Edition
from planner.models import DraftChangeRecord, DraftEntryRecord, MeetingRecord, ScopedSession
from planner.planfile.part import LISTS, MEMBERS, join_plan, read_value, split_plan
from planner.services.error import MissingRecordError
from planner.services.memory import Memory

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import ScalarSelect, Select

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
BASES: WeakKeyDictionary[Any, dict[tuple[int, int], Base]] = WeakKeyDictionary()
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


@dataclass(frozen=True, slots=True)
class Base:
    """A draft that was committed, and the change that led to it: none where nothing was changed."""

    draft: Draft
    batch: str | None


def read_draft(session: ScopedSession, meeting_id: int, sequence: int) -> Draft:
    """Return a draft as the database has it: what changed since it was last read, else all."""
    if session.info.get(CHANGING):
        return compose_draft(meeting_id, sequence, read_entries(session, meeting_id))
    bases = BASES.setdefault(session.get_bind(), {})
    base = bases.get((session.owner, meeting_id))
    fresh = base and renew_base(session, base, sequence)
    if not fresh:
        draft = compose_draft(meeting_id, sequence, read_entries(session, meeting_id))
        fresh = Base(draft, session.scalar(name_change(meeting_id, sequence)))
    bases.pop((session.owner, meeting_id), None)
    while len(bases) >= DRAFTS_KEPT:
        bases.pop(next(iter(bases)), None)
    bases[session.owner, meeting_id] = fresh
    return fresh.draft


def renew_base(session: ScopedSession, base: Base, sequence: int) -> Base | None:
    """Return the base of a later state, made of what changed since.

    None where the database has another past than the base, as after a backup came back: the change
    that led to the base must be there. None, too, where entries were added or removed unseen.
    """
    meeting_id = base.draft.meeting_id
    if base.batch is None or base.draft.sequence >= sequence:
        return None
    count, begun, batch = session.execute(
        select(
            count_entries(meeting_id),
            name_change(meeting_id, base.draft.sequence).scalar_subquery(),
            name_change(meeting_id, sequence).scalar_subquery(),
        )
    ).one()
    if begun != base.batch:
        return None
    changed = read_entries(session, meeting_id, base.draft.sequence)
    draft = renew_draft(base.draft, sequence, changed)
    return Base(draft, batch) if draft is not None and draft.size == count else None


def name_change(meeting_id: int, sequence: int) -> Select[str]:
    """Return what asks for the change that led to a state of a draft."""
    return (
        select(DraftChangeRecord.batch)
        .where(DraftChangeRecord.meeting_id == meeting_id, DraftChangeRecord.sequence == sequence)
        .limit(1)
    )


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


def count_entries(meeting_id: int) -> ScalarSelect[int]:
    """Return what asks how many entries a draft has."""
    return (
        select(func.count(DraftEntryRecord.id))
        .where(DraftEntryRecord.meeting_id == meeting_id, DraftEntryRecord.is_removed.is_(False))
        .scalar_subquery()
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
