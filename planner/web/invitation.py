"""邀请: invitations by mail, switched on and off, with who comes and who does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, request, url_for

from planner.models.account import Permission
from planner.services.invitation import foresee_invitations, start_inviting, stop_inviting
from planner.services.invitation_answer import CHOICES, LONGEST_COMMENT, Way, answer_by_phone
from planner.services.invitation_list import Part, list_invitations
from planner.services.invitation_resend import resend_invitation
from planner.services.mailbox_stray import count_strays
from planner.services.meeting import find_meeting
from planner.web.access import Scope, account, actor, allow
from planner.web.opened import opened, render_meeting
from planner.web.wiring import db, wiring

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

blueprint = Blueprint("invitation", __name__)
PLACE = "/meetings/<int:meeting_id>/invitations"
ONE = f"{PLACE}/<int:invitation_id>"
LONGEST_FIELD = 120


@blueprint.get(PLACE)
@allow(Permission.PUBLISH, Scope.MEETING)
def list_all(meeting_id: int) -> str:
    """Show who was invited and what was answered."""
    meeting, asked, settings = opened(meeting_id), request.args, wiring().settings
    part = Part(asked["part"]) if asked.get("part") in set(Part) else None
    sitting = asked.get("sitting", "")[:LONGEST_FIELD]
    wanted = asked.get("q", "")[:LONGEST_FIELD].strip()
    page = asked.get("page", 1, type=int)
    return render_meeting(
        "web/invitation/list.html",
        meeting,
        "invitations",
        found=list_invitations(db(), meeting_id, part, sitting, wanted, page),
        part=part,
        sitting=sitting,
        wanted=wanted,
        parts=Part,
        ways=Way,
        choices=CHOICES,
        is_on=find_meeting(db(), meeting_id, account()).sends_invitations,
        server=settings.mail,
        mailbox=settings.mailbox,
        strays=count_strays(db(), settings.mailbox, meeting.today)
        if settings.mailbox.is_set
        else 0,
    )


@blueprint.get(f"{PLACE}/switch")
@allow(Permission.PUBLISH, Scope.MEETING)
def show_switch(meeting_id: int) -> str:
    """Ask before switching: how many letters go to whom, or what is taken back."""
    record = find_meeting(db(), meeting_id, account())
    return render_meeting(
        "web/invitation/switch.html",
        opened(meeting_id),
        "invitations",
        is_on=record.sends_invitations,
        foresight=foresee_invitations(db(), record, wiring().now()),
        server=wiring().settings.mail,
    )


@blueprint.post(f"{PLACE}/switch")
@allow(Permission.PUBLISH, Scope.MEETING)
def switch(meeting_id: int) -> Response:
    """Switch invitations on, or off."""
    if request.form.get("to") == "on":
        start_inviting(db(), meeting_id, wiring().inviter, actor())
    else:
        withdraws = "withdraw" in request.form
        stop_inviting(db(), meeting_id, wiring().inviter, actor(), withdraws=withdraws)
    return redirect(url_for("invitation.list_all", meeting_id=meeting_id))


@blueprint.post(f"{ONE}/answer")
@allow(Permission.PUBLISH, Scope.MEETING)
def note(meeting_id: int, invitation_id: int) -> Response:
    """Note what somebody said by phone."""
    form = request.form
    comment = form.get("comment", "")[:LONGEST_COMMENT]
    answer_by_phone(db(), meeting_id, invitation_id, form.get("answer", ""), comment, actor())
    return go_back(meeting_id, invitation_id)


@blueprint.post(f"{ONE}/resend")
@allow(Permission.PUBLISH, Scope.MEETING)
def resend(meeting_id: int, invitation_id: int) -> Response:
    """Send an invitation again that never arrived."""
    resend_invitation(db(), meeting_id, invitation_id, wiring().inviter, actor())
    return go_back(meeting_id, invitation_id)


def go_back(meeting_id: int, invitation_id: int) -> Response:
    """Go back to the list, to the part of it that was shown."""
    asked = {name: request.form.get(name) or None for name in ("part", "sitting", "q", "page")}
    anchor = f"invitation-{invitation_id}"
    part, sitting, wanted, page = asked.values()
    return redirect(
        url_for(
            "invitation.list_all",
            meeting_id=meeting_id,
            part=part,
            sitting=sitting,
            q=wanted,
            page=page,
            _anchor=anchor,
        )
    )
