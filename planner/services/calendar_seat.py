"""The seats that people's calendars tell of: those of approved seatings, in words."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import select

from planner.domain.venue.numbering import spell_seat
from planner.models import SeatingRecord, SeatingVersionRecord
from planner.services.memory import Memory
from planner.services.seating import find_ground
from planner.services.seating_version import read_version

if TYPE_CHECKING:
    from planner.models import ScopedSession

SEATS_KEPT = 64
SEATS: Memory[dict[str, str]] = Memory(SEATS_KEPT)
"""Seats in words by person, by house and content of the approved version."""


def find_seats(session: ScopedSession, meeting_id: int) -> dict[str, dict[str, str]]:
    """Return seats in words by sitting, by person, as far as seatings are approved."""
    rows = session.execute(
        select(
            SeatingRecord.id,
            SeatingRecord.approved_number,
            SeatingRecord.sittings,
            SeatingVersionRecord.content_hash,
        )
        .join(SeatingVersionRecord, SeatingVersionRecord.seating_id == SeatingRecord.id)
        .where(
            SeatingRecord.meeting_id == meeting_id,
            SeatingVersionRecord.number == SeatingRecord.approved_number,
        )
        .order_by(SeatingRecord.id)
    ).all()
    seats: dict[str, dict[str, str]] = {}
    for seating_id, number, sittings, content_hash in rows:
        spelled = SEATS.recall(
            (session.owner, content_hash), partial(spell_seats, session, seating_id, number)
        )
        for person, words in spelled.items():
            seats.setdefault(person, {}).update(dict.fromkeys(sittings, words))
    return seats


def spell_seats(session: ScopedSession, seating_id: int, number: int) -> dict[str, str]:
    """Return the seats of an approved version in words, by person."""
    version = read_version(session, seating_id, number)
    places = find_ground(session, version.venue_version_id).place_of
    return {
        person: spell_seat(*places[seat]).zh
        for person, seat in version.seating.seat_of.items()
        if seat in places
    }
