"""起步: what a new draft has, and what is to be done before it can be sent for approval."""

from __future__ import annotations

from flask import Blueprint

from planner.domain.finding import Severity
from planner.models.account import Permission
from planner.services.carryover import find_old_words
from planner.web.access import Scope, allow
from planner.web.finding import link_place
from planner.web.opened import opened_draft, render_meeting

blueprint = Blueprint("start", __name__)


@blueprint.get("/meetings/<int:meeting_id>/start")
@allow(Permission.EDIT, Scope.MEETING)
def show_start(meeting_id: int) -> str:
    """Show what the draft has, another meeting's words, what gave way, and what is missing."""
    meeting = opened_draft(meeting_id)
    standing = meeting.standing_findings
    return render_meeting(
        "web/start/show.html",
        meeting,
        "start",
        old_words=find_old_words(standing),
        pressed=[each for each in meeting.timeline.tasks if each.is_compressed],
        ownerless=sum(not each.task.owner for each in meeting.timeline.tasks),
        blocking=[each for each in standing if each.severity is Severity.BLOCKING],
        link=lambda place: link_place(meeting, place),
    )
