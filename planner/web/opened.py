"""The meeting that a page is about, opened once in a request."""

from __future__ import annotations

from flask import render_template

from planner.services.meeting import OpenMeeting, open_meeting
from planner.web.wiring import db, wiring


def opened(meeting_id: int) -> OpenMeeting:
    """Return the meeting of the page at its current revision."""
    parts = wiring()
    return open_meeting(db(), meeting_id, parts.today(), parts.fonts)


def render_meeting(template: str, meeting: OpenMeeting, current: str, **facts: object) -> str:
    """Return a page of a meeting; ``current`` is its place in the rail."""
    return render_template(
        template,
        meeting=meeting,
        plan=meeting.plan,
        names=meeting.directory,
        current=current,
        **facts,
    )
