"""Rows of places as a seating, and a change of it as rows."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from sqlalchemy import delete, event, insert, select

from planner.domain.seating.place import (
    Place,
    change_places,
    compare_places,
    compose_seating,
    list_places,
)
from planner.domain.wording import Wording
from planner.models import ScopedSession, SeatMoveRecord, SeatPlaceRecord
from planner.planfile.hall_setting import read_hall_settings
from planner.services.audit import digest, write_audit
from planner.services.memory import Memory

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from planner.domain.seating.chart import Seating
    from planner.domain.seating.setting import HallSettings
    from planner.models import SeatingRecord
    from planner.services.actor import Actor

SEATINGS_KEPT = 24
SEATINGS: Memory[Seating] = Memory(SEATINGS_KEPT)
"""Seatings in one of their states, by house, number and stamp."""
SETTINGS: Memory[HallSettings] = Memory(SEATINGS_KEPT)
"""Their settings, by the same: many rules take long to read."""
MANY = 400
"""From so many changed places on all rows of a seating are written anew."""
MOST_RENEWED = 50
"""After so many changes of others a seating is read anew rather than made from the last one."""
BASES: WeakKeyDictionary[Any, dict[tuple[int, int], Base]] = WeakKeyDictionary()
"""The last committed state of each seating by database, house and number."""
CHANGING = "seating is changing"
"""Marks a session whose transaction changes a seating: what it reads may yet be rolled back."""
Changes = dict[str, tuple[Place | None, Place | None]]


def recall_settings(session: ScopedSession, record: SeatingRecord) -> HallSettings:
    """Return the settings of a seating in the state that its row names."""
    return SETTINGS.recall(
        (session.owner, record.id, record.stamp), lambda: read_hall_settings(record.settings)
    )


def recall_seating(
    session: ScopedSession, record: SeatingRecord, settings: HallSettings
) -> Seating:
    """Return a seating in the state that its row names: read where it is not in memory."""

    def read() -> Seating:
        state = renew_seating(session, record, settings)
        if state is None:
            state = compose_seating(read_places(session, record.id), settings)
        if not session.info.get(CHANGING):
            note_base(session, record, state)
        return state

    return SEATINGS.recall((session.owner, record.id, record.stamp), read)


@dataclass(frozen=True, slots=True)
class Base:
    """A state that was committed, from which a later one is made by what changed since."""

    sequence: int
    stamp: str
    seating: Seating


def note_base(session: ScopedSession, record: SeatingRecord, seating: Seating) -> None:
    """Keep a committed state of a seating: the last one of each, by database."""
    bases = BASES.setdefault(session.get_bind(), {})
    bases.pop((session.owner, record.id), None)
    while len(bases) >= SEATINGS_KEPT:
        bases.pop(next(iter(bases)), None)
    bases[session.owner, record.id] = Base(record.sequence, record.stamp, seating)


def renew_seating(
    session: ScopedSession, record: SeatingRecord, settings: HallSettings
) -> Seating | None:
    """Return a seating from the last state in memory and what others changed since.

    None where there is none, where too much has changed, or where the database has another past
    than that state: its own change must be there with its own stamp.
    """
    base = BASES.get(session.get_bind(), {}).get((session.owner, record.id))
    if base is None or not 0 < record.sequence - base.sequence <= MOST_RENEWED:
        return None
    moves = select(SeatMoveRecord.stamp, SeatMoveRecord.changes).where(
        SeatMoveRecord.seating_id == record.id,
        SeatMoveRecord.sequence > base.sequence,
        SeatMoveRecord.sequence <= record.sequence,
    )
    begun = select(SeatMoveRecord.stamp).where(
        SeatMoveRecord.seating_id == record.id, SeatMoveRecord.sequence == base.sequence
    )
    if session.scalar(begun) != base.stamp:
        return None
    rows = session.execute(moves.order_by(SeatMoveRecord.sequence)).all()
    if len(rows) != record.sequence - base.sequence or rows[-1].stamp != record.stamp:
        return None
    changed = {
        each["person"]: read_place(each["person"], each["after"])
        for row in rows
        for each in row.changes
    }
    return change_places(base.seating, changed, settings)


def read_places(session: ScopedSession, seating_id: int) -> list[Place]:
    """Return the places of a seating in the order in which they were given."""
    rows = session.execute(
        select(
            SeatPlaceRecord.person,
            SeatPlaceRecord.seat,
            SeatPlaceRecord.block,
            SeatPlaceRecord.reason,
            SeatPlaceRecord.is_locked,
            SeatPlaceRecord.locked_by,
        )
        .where(SeatPlaceRecord.seating_id == seating_id)
        .order_by(SeatPlaceRecord.id)
    )
    return [
        Place(person, seat, block, read_reason(reason), is_locked, locked_by)
        for person, seat, block, reason, is_locked, locked_by in rows
    ]


def read_reason(reason: Mapping[str, str]) -> Wording:
    """Return a reason from a row."""
    return Wording(reason.get("zh", ""), reason.get("en", ""))


def spell_place(place: Place | None) -> dict[str, Any] | None:
    """Return a place as plain data; None for one that is not there."""
    if place is None:
        return None
    return {
        "seat": place.seat,
        "block": place.block,
        "reason": {"zh": place.reason.zh, "en": place.reason.en},
        "is_locked": place.is_locked,
        "locked_by": place.locked_by,
    }


def read_place(person: str, data: Mapping[str, Any] | None) -> Place | None:
    """Return a place from plain data."""
    if data is None:
        return None
    return Place(
        person,
        data["seat"],
        data["block"],
        read_reason(data["reason"]),
        data["is_locked"],
        data["locked_by"],
    )


def write_change(  # noqa: PLR0913  a change and all that its row says of it
    session: ScopedSession,
    record: SeatingRecord,
    before: Seating,
    after: Seating,
    actor: Actor,
    kind: str,
    *,
    note: str = "",
    undoes: int = 0,
    settings: tuple[Mapping[str, Any], Mapping[str, Any]] | None = None,
) -> Changes:
    """Write what differs between two states of a seating, with its history; the caller commits.

    The caller holds the seating's row, so that changes queue. Rows of those who move are removed
    before they are written anew: on the way no seat ever has two people.
    """
    changes = compare_places(before, after)
    session.info[CHANGING] = True
    write_places(session, record.id, changes, after)
    record.sequence += 1
    record.stamp = secrets.token_hex(16)
    record.changed_at = actor.now
    told = [
        {"person": person, "before": spell_place(one), "after": spell_place(other)}
        for person, (one, other) in changes.items()
    ]
    session.add(
        SeatMoveRecord(
            organisation_id=session.owner,
            seating_id=record.id,
            sequence=record.sequence,
            stamp=record.stamp,
            kind=kind,
            note=note,
            changes=told,
            settings=[dict(each) for each in settings] if settings else None,
            undoes=undoes,
            account_id=actor.account_id,
            actor_name=actor.name,
            sitting_in=actor.sitting_in,
            moved_at=actor.now,
        )
    )
    with session.no_autoflush:  # one flush for all: the seating is held, nobody waits for nobody
        write_audit(
            session,
            actor,
            f"seating.{kind}",
            f"meeting/{record.meeting_id} seating/{record.id}",
            before={"sequence": record.sequence - 1},
            after={"sequence": record.sequence, "count": len(told), "digest": digest(told)},
        )
    return changes


def write_places(session: ScopedSession, seating_id: int, changes: Changes, after: Seating) -> None:
    """Write the rows of whose place changed; many of them are written with all others."""
    gone = delete(SeatPlaceRecord).where(SeatPlaceRecord.seating_id == seating_id)
    fresh: Iterable[Place] = (other for _, other in changes.values() if other is not None)
    if len(changes) > MANY:
        fresh = list_places(after)
    else:
        gone = gone.where(SeatPlaceRecord.person.in_(list(changes)))
    session.execute(gone.execution_options(synchronize_session=False))
    rows = [
        {
            "organisation_id": session.owner,
            "seating_id": seating_id,
            "person": place.person,
            **(spell_place(place) or {}),
        }
        for place in fresh
    ]
    if rows:
        session.execute(insert(SeatPlaceRecord), rows)


def keep_seating(
    session: ScopedSession, record: SeatingRecord, seating: Seating, settings: HallSettings
) -> None:
    """Keep a state in memory once it was committed."""
    key = (session.owner, record.id, record.stamp)
    SEATINGS.recall(key, lambda: seating)
    note_base(session, record, seating)
    SETTINGS.recall(key, lambda: settings)


@event.listens_for(ScopedSession, "after_commit")
@event.listens_for(ScopedSession, "after_rollback")
def settle_seating(session: ScopedSession) -> None:
    """Note that a session's transaction is over."""
    session.info.pop(CHANGING, None)
