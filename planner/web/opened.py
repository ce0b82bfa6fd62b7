"""The meeting that a page is about, opened once in a request."""

from __future__ import annotations

from flask import render_template, request

from planner.models.account import Permission
from planner.services.meeting import OpenMeeting, open_meeting
from planner.web.access import account
from planner.web.wiring import db, wiring


def opened(meeting_id: int) -> OpenMeeting:
    """Return the meeting of the page: the draft for its editors, else the current revision.

    Editors see what is published with ``?edition=published``.
    """
    parts = wiring()
    is_draft = (
        account().may(Permission.EDIT, meeting_id) and request.args.get("edition") != "published"
    )
    return open_meeting(db(), meeting_id, parts.today(), parts.fonts, is_draft=is_draft)


def opened_draft(meeting_id: int) -> OpenMeeting:
    """Return the meeting of the page at its draft, for those who may see drafts."""
    parts = wiring()
    return open_meeting(db(), meeting_id, parts.today(), parts.fonts, is_draft=True)


def opened_revision(meeting_id: int) -> OpenMeeting:
    """Return the meeting of the page at its current revision: papers are those of a revision."""
    parts = wiring()
    return open_meeting(db(), meeting_id, parts.today(), parts.fonts, is_laid=False)


def opened_work(meeting_id: int) -> OpenMeeting:
    """Return the meeting of the page at its current revision, as far as its work is."""
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
