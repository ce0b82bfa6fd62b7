"""What changes the words of calendars beside a publication: approved seats, work that is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.services.calendar_ledger import renew_topic
from planner.services.draft import lock_meeting
from planner.services.published import load_plan

if TYPE_CHECKING:
    from datetime import datetime

    from planner.models import ScopedSession
    from planner.models.calendar import Topic


def tell_calendars(session: ScopedSession, meeting_id: int, topic: Topic, now: datetime) -> None:
    """Let a meeting's calendars say what changed; the caller commits.

    What was never published has none.
    """
    session.flush()
    meeting = lock_meeting(session, meeting_id)
    if meeting.revision_number:
        plan = load_plan(session, meeting_id, meeting.revision_number).plan
        renew_topic(session, meeting, plan, topic, now)
