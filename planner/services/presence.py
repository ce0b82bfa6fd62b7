"""Who else has a page of a draft open, and at which of its entries he is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from planner.models import DraftEntryRecord, PresenceRecord

if TYPE_CHECKING:
    from planner.models import ScopedSession
    from planner.services.actor import Actor

STAYS = timedelta(seconds=30)
"""Whoever was not heard of for so long has left."""
LONGEST_PLACE = 200
MOST_TOUCHED = 500
"""A page learns of so many changes at once; after more it is older than it can mend."""


@dataclass(frozen=True, slots=True)
class Other:
    """Somebody else who is here, and the section and key that he is at."""

    name: str
    place: str


def note_presence(
    session: ScopedSession, meeting_id: int, actor: Actor, place: str = ""
) -> list[Other]:
    """Note where somebody is, forget who has left, and return the others who are here."""
    session.execute(
        delete(PresenceRecord)
        .where(PresenceRecord.meeting_id == meeting_id, PresenceRecord.seen_at < actor.now - STAYS)
        .execution_options(synchronize_session=False)
    )
    here = list_presences(session, meeting_id)
    own = next((each for each in here if is_own(each, actor)), None)
    if own is None and actor.account_id is not None:
        own = PresenceRecord(
            organisation_id=session.owner,
            meeting_id=meeting_id,
            account_id=actor.account_id,
            sitting_in=actor.sitting_in,
        )
        session.add(own)
    if own is not None:
        own.name, own.place, own.seen_at = actor.name, place[:LONGEST_PLACE], actor.now
    others = [Other(each.name, each.place) for each in here if not is_own(each, actor)]
    keep(session)
    return others


def keep(session: ScopedSession) -> None:
    """Commit; two pages of one browser may note the same arrival, and one of them is enough."""
    try:
        session.commit()
    except IntegrityError:
        session.rollback()


def list_presences(session: ScopedSession, meeting_id: int) -> list[PresenceRecord]:
    """Return who is here, by name."""
    statement = select(PresenceRecord).where(PresenceRecord.meeting_id == meeting_id)
    return list(session.scalars(statement.order_by(PresenceRecord.name, PresenceRecord.id)))


def is_own(presence: PresenceRecord, actor: Actor) -> bool:
    """Tell whether a presence is that of whoever acts, in this browser."""
    return (presence.account_id, presence.sitting_in) == (actor.account_id, actor.sitting_in)


def list_touched(session: ScopedSession, meeting_id: int, since: int) -> list[tuple[str, str]]:
    """Return section and key of what changed in a draft since a sequence number."""
    rows = session.execute(
        select(DraftEntryRecord.section, DraftEntryRecord.key)
        .where(DraftEntryRecord.meeting_id == meeting_id, DraftEntryRecord.sequence > since)
        .order_by(DraftEntryRecord.sequence.desc())
        .limit(MOST_TOUCHED)
    )
    return [(row.section, row.key) for row in rows]
