"""Which published meetings calendars are over, and what was published of them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import and_, or_, select

from planner.models import MeetingRecord, OrganisationRecord, RevisionRecord
from planner.services.published import recall_facts

if TYPE_CHECKING:
    from planner.models import ScopedSession
    from planner.services.published import PublishedFacts

YEARS_BACK = 1
"""Feeds over all meetings go back to the beginning of last year."""


def list_served(session: ScopedSession, meeting_id: int | None) -> list[MeetingRecord]:
    """Return the published meetings that a feed is over, by time."""
    if meeting_id is None:
        return [meeting for meeting, _ in list_published(session)]
    statement = select(MeetingRecord).where(MeetingRecord.revision_number > 0)
    return list(session.scalars(statement.where(MeetingRecord.id == meeting_id)))


def list_published(session: ScopedSession) -> list[tuple[MeetingRecord, PublishedFacts]]:
    """Return the meetings that calendars are over, by time, with what was published of them.

    The table has the days of their drafts, too; those only spare reading plans of long ago.
    """
    meeting, revision = MeetingRecord, RevisionRecord
    statement = select(meeting, revision.plan_hash, revision.issued_on).join(
        revision,
        and_(revision.meeting_id == meeting.id, revision.number == meeting.revision_number),
    )
    changed_at = session.scalar(
        select(OrganisationRecord.calendar_changed_at).where(OrganisationRecord.id == session.owner)
    )
    first = datetime(changed_at.year - YEARS_BACK if changed_at else 1, 1, 1, tzinfo=UTC).date()
    statement = statement.where(
        or_(meeting.closes_on.is_(None), meeting.closes_on >= first, revision.issued_on >= first)
    )
    found = [
        (each, recall_facts(session, each.id, each.revision_number, plan_hash, issued_on))
        for each, plan_hash, issued_on in session.execute(statement)
    ]
    served = [each for each in found if each[1].closes_on is None or each[1].closes_on >= first]
    return sorted(served, key=lambda each: (each[1].opens_on or date.max, each[0].id))
