"""Somebody has one seat at a sitting: whom another approved seating seats there already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from planner.domain.finding.value import Severity
from planner.domain.seating.inspection import SeatFinding
from planner.domain.wording import Wording
from planner.models import SeatingRecord
from planner.services.seating_version import read_version

if TYPE_CHECKING:
    from planner.models import ScopedSession
    from planner.services.seating import OpenSeating

MOST_NAMED = 5


def find_elsewhere(session: ScopedSession, opened: OpenSeating) -> tuple[SeatFinding, ...]:
    """Return a finding for each approved seating that has a seat for the same people."""
    records = session.scalars(
        select(SeatingRecord)
        .where(
            SeatingRecord.meeting_id == opened.meeting_id,
            SeatingRecord.id != opened.id,
            SeatingRecord.approved_number > 0,
        )
        .order_by(SeatingRecord.id)
    ).all()
    own = {each.key for each in opened.sittings}
    return tuple(
        finding
        for record in records
        if not own.isdisjoint(record.sittings)
        for finding in compare_with(session, opened, record)
    )


def compare_with(
    session: ScopedSession, opened: OpenSeating, other: SeatingRecord
) -> list[SeatFinding]:
    """Return what two seatings of one sitting have in common: nobody may have a seat in both."""
    there = read_version(session, other.id, other.approved_number).seating.seat_of
    people = [person for person in opened.seating.seat_of if person in there]
    if not people:
        return []
    names = {person.key: person.name for person in opened.plan.people}
    listed = [names.get(each, each) for each in people[:MOST_NAMED]]
    more = len(people) - len(listed)
    zh = "、".join(listed) + (f"等 {len(people)} 人" if more else "")
    en = ", ".join(listed) + (f" and {more} more" if more else "")
    why = Wording(
        f"{zh}在已审定的“{other.name}”中已有座位，同一会次不能两处就座",
        f"{en} already seated in “{other.name}”, which is approved for the same sitting",
    )
    seats = tuple(opened.seating.seat_of[each] for each in people)
    return [SeatFinding(Severity.BLOCKING, why, tuple(people), seats)]
