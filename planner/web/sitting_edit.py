"""Editing the proceedings of one sitting: its steps with the running clock."""

from __future__ import annotations

from flask import Blueprint

from planner.models.account import Permission
from planner.services.draft import open_draft
from planner.services.sitting import find_sitting
from planner.web.access import Scope, allow
from planner.web.opened import opened_draft, render_meeting
from planner.web.wiring import db

blueprint = Blueprint("sitting_edit", __name__)


@blueprint.get("/meetings/<int:meeting_id>/sittings/<key>/edit")
@allow(Permission.EDIT, Scope.MEETING)
def edit_steps(meeting_id: int, key: str) -> str:
    """Show the steps of a sitting of the draft, ready to be changed."""
    meeting = opened_draft(meeting_id)
    sitting, entry = find_sitting(open_draft(db(), meeting_id), key)
    speakers = {step.speaker for step in sitting.steps if step.speaker}
    return render_meeting(
        "web/sitting/edit.html",
        meeting,
        "schedule",
        sitting=sitting,
        entry=entry,
        speakers={each: meeting.directory.name_of(each) for each in sorted(speakers)},
    )
