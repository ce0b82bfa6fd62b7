"""发布: what a publication changes, whom it touches, and who is told."""

from __future__ import annotations

from flask import Blueprint

from planner.models.account import Permission
from planner.models.review import ReviewState
from planner.services.comparison import foresee_notice
from planner.services.meeting import find_meeting
from planner.services.notice_mail import list_waiting, propose_notices, spell_letter
from planner.services.review import ReviewStateError, read_review
from planner.web.access import Scope, account, allow
from planner.web.finding import link_place
from planner.web.opened import opened_draft, render_meeting
from planner.web.wiring import db, wiring

blueprint = Blueprint("notice", __name__)


@blueprint.get("/meetings/<int:meeting_id>/review/<int:number>/publish")
@allow(Permission.PUBLISH, Scope.MEETING)
def show_publication(meeting_id: int, number: int) -> str:
    """Show what publishing would change and whom it would tell, before it is done."""
    parts, meeting = wiring(), opened_draft(meeting_id)
    review, plan = read_review(db(), meeting_id, number)
    if review.state != ReviewState.APPROVED.value:
        raise ReviewStateError
    notice = foresee_notice(db(), meeting_id, meeting.revision_number, plan, parts.today())
    address = parts.settings.public_url
    return render_meeting(
        "web/notice/publish.html",
        meeting,
        "review",
        review=review,
        notice=notice,
        proposal=propose_notices(db(), meeting_id, notice) if notice else None,
        waiting=list_waiting(db(), meeting_id),
        server=parts.settings.mail,
        invites=find_meeting(db(), meeting_id, account()).sends_invitations,
        letter=lambda person: notice and spell_letter(notice, person, meeting_id, address),
        link=lambda place: link_place(meeting, place),
    )
