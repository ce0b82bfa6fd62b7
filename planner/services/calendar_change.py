"""What changes the words of calendars beside a publication: approved seats, work that is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from planner.models import MeetingRecord
from planner.services.audit import write_audit
from planner.services.calendar_ledger import leap_ahead, renew_topic
from planner.services.draft import lock_meeting
from planner.services.published import load_plan

if TYPE_CHECKING:
    from datetime import datetime

    from planner.models import ScopedSession
    from planner.models.calendar import Topic
    from planner.services.actor import Actor


def tell_calendars(session: ScopedSession, meeting_id: int, topic: Topic, now: datetime) -> None:
    """Let a meeting's calendars say what changed; the caller commits.

    What was never published has none.
    """
    session.flush()
    meeting = lock_meeting(session, meeting_id)
    if meeting.revision_number:
        plan = load_plan(session, meeting_id, meeting.revision_number).plan
        renew_topic(session, meeting, plan, topic, now)


def leap_meetings(session: ScopedSession, actor: Actor) -> int:
    """Let the calendars of all published meetings of a house go on beyond what they may have told.

    For a database that came back from a backup: what was published after it was made is lost, but
    people's calendars have seen it. Returns how many meetings there are.
    """
    meetings = session.scalars(
        select(MeetingRecord)
        .where(MeetingRecord.revision_number > 0)
        .order_by(MeetingRecord.id)
        .with_for_update()
    ).all()
    for meeting in meetings:
        leap_ahead(session, meeting, actor.now)
    write_audit(session, actor, "calendar.leap", "organisation", after={"meetings": len(meetings)})
    session.commit()
    return len(meetings)
