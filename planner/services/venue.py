"""The venues of a house: drawn once, a version for every change, shared by its meetings."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import undefer

from planner.domain.error import PlannerError
from planner.domain.venue.flaw import check_venue
from planner.domain.venue.sample import MAKERS, sample_venue
from planner.domain.venue.surroundings import find_geometry
from planner.domain.wording import Wording
from planner.models import VenueRecord, VenueVersionRecord
from planner.planfile.venue_text import read_venue_text, write_venue_text
from planner.services.audit import write_audit
from planner.services.error import FieldRefusedError, MissingRecordError, NameTakenError
from planner.services.memory import Memory

if TYPE_CHECKING:
    from datetime import datetime

    from planner.domain.venue.plan import Venue
    from planner.domain.venue.touch import Geometry
    from planner.models import ScopedSession
    from planner.services.actor import Actor

KEPT = 32
VENUES: Memory[Venue] = Memory(KEPT)
"""Versions of venues, by the hash of their text."""
GEOMETRIES: Memory[Geometry] = Memory(KEPT)
LONGEST_NOTE = 200


class VenueConflictError(PlannerError):
    """Somebody saved another version since one was opened; nothing of it was overwritten."""

    def __init__(self, number: int, by: str) -> None:
        who = by or "有人"
        super().__init__(
            Wording(
                f"{who}已另存第 {number} 版，未覆盖。请打开第 {number} 版，重做修改后再保存。",
                f"{by or 'Somebody'} saved version {number} meanwhile; nothing was overwritten. "
                f"Open version {number} and make the changes there.",
            )
        )
        self.number = number


@dataclass(frozen=True, slots=True)
class VenueLine:
    """A venue in a list, with its current version."""

    id: int
    name: str
    version_id: int
    number: int
    seat_count: int
    is_retired: bool
    changed_at: datetime


def list_venues(session: ScopedSession, *, with_retired: bool = False) -> list[VenueLine]:
    """Return the venues of the house by name; retired ones, last, only where asked for."""
    statement = (
        select(VenueRecord, VenueVersionRecord)
        .join(
            VenueVersionRecord,
            (VenueVersionRecord.venue_id == VenueRecord.id)
            & (VenueVersionRecord.number == VenueRecord.version_number),
        )
        .order_by(VenueRecord.is_retired, VenueRecord.name)
    )
    if not with_retired:
        statement = statement.where(VenueRecord.is_retired.is_(False))
    return [
        VenueLine(
            venue.id,
            venue.name,
            version.id,
            version.number,
            version.seat_count,
            venue.is_retired,
            venue.changed_at,
        )
        for venue, version in session.execute(statement)
    ]


def find_venue(session: ScopedSession, venue_id: int) -> VenueRecord:
    """Return a venue's row."""
    record = session.get(VenueRecord, venue_id)
    if record is None:
        raise MissingRecordError
    return record


def find_venue_version(session: ScopedSession, version_id: int) -> VenueVersionRecord:
    """Return a version's row, without its content."""
    record = session.get(VenueVersionRecord, version_id)
    if record is None:
        raise MissingRecordError
    return record


def open_venue_version(session: ScopedSession, version_id: int) -> Venue:
    """Return a version of a venue; kept in memory by the hash of its content."""
    return read_version(session, find_venue_version(session, version_id))


def find_geometry_of(session: ScopedSession, version_id: int) -> Geometry:
    """Return what touches what in a version of a venue; kept in memory, too."""
    record = find_venue_version(session, version_id)
    return GEOMETRIES.recall(
        record.content_hash, lambda: find_geometry(read_version(session, record))
    )


def read_version(session: ScopedSession, record: VenueVersionRecord) -> Venue:
    """Return the venue of a version's row; its content is fetched only where it is not kept."""

    def fetch() -> Venue:
        content = session.scalars(
            select(VenueVersionRecord)
            .where(VenueVersionRecord.id == record.id)
            .options(undefer(VenueVersionRecord.content))
            .execution_options(populate_existing=True)
        ).one()
        return read_venue_text(content.content)

    return VENUES.recall(record.content_hash, fetch)


def add_venue(session: ScopedSession, venue: Venue, actor: Actor, note: str = "") -> int:
    """Add a venue to the house and return it.

    Raises:
        InvalidRequestError: The venue cannot be used as it is; the words say why.
        NameTakenError: The house has one of that name.
    """
    venue_id = put_venue(session, venue, actor, note)
    session.commit()
    return venue_id


def add_sample_venues(session: ScopedSession, actor: Actor) -> list[int]:
    """Add the shipped venues that the house has none of that name of; return those added."""
    known = set(session.scalars(select(VenueRecord.name)))
    samples = [sample_venue(kind) for kind in MAKERS]
    added = [put_venue(session, each, actor, "样例") for each in samples if each.name not in known]
    session.commit()
    return added


def save_venue_version(
    session: ScopedSession,
    venue_id: int,
    venue: Venue,
    actor: Actor,
    note: str,
    base_number: int,
) -> int:
    """Make a venue's next version and return its number; the same content makes none.

    Raises:
        VenueConflictError: There is another version than the one that was changed.
        InvalidRequestError: The venue cannot be used as it is; the words say why.
        NameTakenError: Another venue of the house has its name.
    """
    record = lock_venue(session, venue_id)
    current = read_current(session, record)
    if record.version_number != base_number:
        raise VenueConflictError(record.version_number, current.maker_name)
    check_venue(venue)
    _, content_hash = write_content(venue, record.version_number)
    if content_hash == current.content_hash:
        session.rollback()
        return record.version_number
    require_free_name(session, venue.name, venue_id)
    before = {"name": record.name, "version": record.version_number, "seats": current.seat_count}
    record.name = venue.name
    version = put_version(session, record, venue, actor, note)
    after = {"name": venue.name, "version": version.number, "seats": version.seat_count}
    write_audit(
        session, actor, "venue.save", f"venue/{venue_id}", before, after | {"note": version.note}
    )
    session.commit()
    return version.number


def retire_venue(session: ScopedSession, venue_id: int, actor: Actor) -> None:
    """Offer a venue to meetings no longer; those that use it keep it."""
    set_retired(session, venue_id, actor, is_retired=True)


def restore_venue(session: ScopedSession, venue_id: int, actor: Actor) -> None:
    """Offer a retired venue again."""
    set_retired(session, venue_id, actor, is_retired=False)


def set_retired(session: ScopedSession, venue_id: int, actor: Actor, *, is_retired: bool) -> None:
    """Retire a venue or take it back; nothing happens where it is so already."""
    record = lock_venue(session, venue_id)
    if record.is_retired is not is_retired:
        record.is_retired, record.changed_at = is_retired, actor.now
        action = "venue.retire" if is_retired else "venue.restore"
        write_audit(session, actor, action, f"venue/{venue_id}", after={"name": record.name})
    session.commit()


def put_venue(session: ScopedSession, venue: Venue, actor: Actor, note: str) -> int:
    """Add a venue and its first version; the caller commits."""
    check_venue(venue)
    require_free_name(session, venue.name)
    record = VenueRecord(
        organisation_id=session.owner,
        name=venue.name,
        version_number=0,
        is_retired=False,
        changed_at=actor.now,
    )
    session.add(record)
    session.flush()
    version = put_version(session, record, venue, actor, note)
    facts = {"name": venue.name, "seats": version.seat_count, "note": version.note}
    write_audit(session, actor, "venue.add", f"venue/{record.id}", after=facts)
    return record.id


def put_version(
    session: ScopedSession, record: VenueRecord, venue: Venue, actor: Actor, note: str
) -> VenueVersionRecord:
    """Add the next version of a venue; the caller logs it and commits."""
    record.version_number += 1
    record.changed_at = actor.now
    content, content_hash = write_content(venue, record.version_number)
    version = VenueVersionRecord(
        organisation_id=session.owner,
        venue_id=record.id,
        number=record.version_number,
        content=content,
        content_hash=content_hash,
        seat_count=sum(seat.is_usable for seat in venue.list_seats()),
        note=tidy_note(note),
        made_by_id=actor.account_id,
        maker_name=actor.name,
        made_at=actor.now,
    )
    session.add(version)
    session.flush()
    return version


def write_content(venue: Venue, number: int) -> tuple[str, str]:
    """Return a venue's text as a version of that number, and the text's hash."""
    content = write_venue_text(replace(venue, version=number))
    return content, hashlib.sha256(content.encode()).hexdigest()


def lock_venue(session: ScopedSession, venue_id: int) -> VenueRecord:
    """Return a venue's row, held until the transaction ends: two who save queue here."""
    record = session.scalar(
        select(VenueRecord)
        .where(VenueRecord.id == venue_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if record is None:
        raise MissingRecordError
    return record


def read_current(session: ScopedSession, record: VenueRecord) -> VenueVersionRecord:
    """Return the row of a venue's current version."""
    return session.scalars(
        select(VenueVersionRecord).where(
            VenueVersionRecord.venue_id == record.id,
            VenueVersionRecord.number == record.version_number,
        )
    ).one()


def require_free_name(session: ScopedSession, name: str, venue_id: int | None = None) -> None:
    """Refuse the name of another venue of the house, a retired one too."""
    taken = session.scalar(select(func.min(VenueRecord.id)).where(VenueRecord.name == name))
    if taken not in {None, venue_id}:
        raise NameTakenError(name, "name")


def tidy_note(note: str) -> str:
    """Return a note on one line; one that is too long is refused."""
    text = " ".join(note.split())
    if len(text) > LONGEST_NOTE:
        words = Wording(
            f"版本说明在 {LONGEST_NOTE} 字以内。", f"A note has up to {LONGEST_NOTE} characters."
        )
        raise FieldRefusedError(words, "note")
    return text
