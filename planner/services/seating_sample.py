"""The sample plenary seated in the shipped hall: a newcomer sees a full hall at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from planner.domain.sitting import SittingKind
from planner.domain.venue.sample import sample_venue
from planner.models import MeetingRecord, SeatingRecord
from planner.services.draft import open_draft
from planner.services.sample import sample_plan
from planner.services.seating import NewSeating, add_seating
from planner.services.seating_fill import fill_seating
from planner.services.venue import list_venues

if TYPE_CHECKING:
    from datetime import date

    from planner.models import ScopedSession
    from planner.services.actor import Actor

NAME = "全体会议座次"
IN_THE_HALL = frozenset(
    {SittingKind.OPENING, SittingKind.PLENARY, SittingKind.ELECTION, SittingKind.CLOSING}
)
"""The sittings for which all meet in the hall."""


def add_sample_seating(session: ScopedSession, actor: Actor, today: date) -> int | None:
    """Seat the sample plenary by rule and return the seating; None where there is nothing to do.

    Nothing is done where the house lacks the meeting or the hall, or the meeting has a seating.
    """
    title = sample_plan("plenary").title
    meeting = session.scalar(select(MeetingRecord.id).where(MeetingRecord.title == title))
    hall = sample_venue("hall").name
    venue = next((each for each in list_venues(session) if each.name == hall), None)
    if meeting is None or venue is None or has_seating(session, meeting):
        return None
    plan = open_draft(session, meeting).plan
    sittings = tuple(each.key for each in plan.sittings if each.kind in IN_THE_HALL)
    seating = add_seating(session, meeting, NewSeating(NAME, venue.version_id, sittings), actor)
    opens_on = plan.opens_on or today  # once its days are over the sample would rest, unfilled
    fill_seating(session, meeting, seating, actor, min(today, opens_on))
    return seating


def has_seating(session: ScopedSession, meeting_id: int) -> bool:
    """Tell whether a meeting has a seating."""
    found = select(SeatingRecord.id).where(SeatingRecord.meeting_id == meeting_id).limit(1)
    return session.scalar(found) is not None
