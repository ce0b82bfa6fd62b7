"""The meeting that a page is about, opened once in a request."""

from __future__ import annotations

from dataclasses import replace

from flask import render_template, request

from planner.models.account import Permission
from planner.services.meeting import OpenMeeting, open_meeting
from planner.web.access import account
from planner.web.remark import is_reviewing, show_remarks
from planner.web.wiring import db, wiring


def opened(meeting_id: int) -> OpenMeeting:
    """Return the meeting of the page: the draft for its editors, else the current revision.

    Editors see what is published with ``?edition=published``. A leader for whose decision the draft
    waits reads what was sent, without the means to change it.
    """
    parts = wiring()
    if request.args.get("edition") != "published":
        if account().may(Permission.EDIT, meeting_id):
            return opened_draft(meeting_id)
        if is_reviewing(meeting_id):
            return replace(opened_draft(meeting_id), is_draft=False)
    return open_meeting(db(), meeting_id, parts.today(), parts.fonts)


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
        remarks=show_remarks(meeting),
        **facts,
    )
