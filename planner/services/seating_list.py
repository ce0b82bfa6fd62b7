"""The seatings of a meeting, a line each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from planner.models import SeatingRecord, SeatPlaceRecord, VenueRecord, VenueVersionRecord
from planner.models.seating import SeatingState
from planner.services.seating import open_seating

if TYPE_CHECKING:
    from planner.models import ScopedSession
    from planner.services.seating import OpenSeating


@dataclass(frozen=True, slots=True)
class SeatingLine:
    """A seating in the list of a meeting."""

    id: int
    name: str
    state: SeatingState
    venue_name: str
    venue_number: int
    newest_number: int
    """The venue's current version: another one may have been drawn since."""
    seat_count: int
    sittings: tuple[str, ...]
    seated: int
    unseated: int
    approved_number: int


def list_seatings(session: ScopedSession, meeting_id: int) -> list[SeatingLine]:
    """Return the seatings of a meeting in the order in which they were made."""
    seated = func.count(SeatPlaceRecord.seat)
    rows = session.execute(
        select(
            SeatingRecord,
            VenueRecord.name,
            VenueRecord.version_number,
            VenueVersionRecord.number,
            VenueVersionRecord.seat_count,
            seated,
            func.count(SeatPlaceRecord.id) - seated,
        )
        .join(VenueVersionRecord, VenueVersionRecord.id == SeatingRecord.venue_version_id)
        .join(VenueRecord, VenueRecord.id == VenueVersionRecord.venue_id)
        .outerjoin(SeatPlaceRecord, SeatPlaceRecord.seating_id == SeatingRecord.id)
        .where(SeatingRecord.meeting_id == meeting_id)
        .group_by(SeatingRecord.id, VenueRecord.id, VenueVersionRecord.id)
        .order_by(SeatingRecord.id)
    )
    return [
        SeatingLine(
            id=record.id,
            name=record.name,
            state=SeatingState(record.state),
            venue_name=name,
            venue_number=number,
            newest_number=newest,
            seat_count=count,
            sittings=tuple(record.sittings),
            seated=taken,
            unseated=waiting,
            approved_number=record.approved_number,
        )
        for record, name, newest, number, count, taken, waiting in rows
    ]


def list_opened(session: ScopedSession, meeting_id: int) -> list[OpenSeating]:
    """Return the seatings of a meeting, each opened as it stands."""
    found = session.scalars(
        select(SeatingRecord.id)
        .where(SeatingRecord.meeting_id == meeting_id)
        .order_by(SeatingRecord.id)
    ).all()
    return [open_seating(session, meeting_id, each) for each in found]
