"""Invitations for programs: switched on and off, listed, noted, sent again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Response, jsonify, request
from spectree import Response as Answers

from planner.models.account import Permission
from planner.services.invitation import start_inviting, stop_inviting
from planner.services.invitation_answer import answer_by_phone
from planner.services.invitation_list import Part, list_invitations
from planner.services.invitation_resend import resend_invitation
from planner.services.meeting import find_meeting
from planner.web.access import Scope, account, actor, allow
from planner.web.api import MEETING
from planner.web.api import blueprint as programs
from planner.web.api_description import description
from planner.web.api_model_invitation import (
    AnswerShape,
    InvitationPage,
    InvitationQuery,
    Letters,
    SwitchShape,
)
from planner.web.wiring import db, wiring

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from planner.services.invitation_list import InvitationLine

PLACE = f"{MEETING}/invitations"
ONE = f"{PLACE}/<int:invitation_id>"


def spell_invitation(line: InvitationLine) -> dict[str, Any]:
    """Return an invitation; neither its address nor its link."""
    record, is_answered = line.record, line.record.answer_sequence >= line.record.sequence
    answered_at = record.answered_at if is_answered else None
    return {
        "id": record.id,
        "person": record.person,
        "name": record.name,
        "sitting": record.sitting,
        "is_open": line.is_open,
        "answer": line.answer.value,
        "answered_by": record.answered_by if answered_at else "",
        "answered_at": answered_at and answered_at.isoformat(),
        "comment": record.comment if answered_at else "",
        "sequence": record.sequence,
        "letter": line.mail_state,
    }


@programs.get(PLACE)
@allow(Permission.PUBLISH, Scope.MEETING)
@description.validate(
    query=InvitationQuery, resp=Answers(HTTP_200=InvitationPage), tags=["letters"]
)
def show_invitations(meeting_id: int) -> Response:
    """List the invitations of a meeting and what was answered."""
    query: InvitationQuery = request.context.query  # type: ignore[attr-defined]
    part = Part(query.part) if query.part else None
    found = list_invitations(db(), meeting_id, part, query.sitting, query.q, query.page)
    return jsonify(
        {
            "is_on": find_meeting(db(), meeting_id, account()).sends_invitations,
            "counts": {each.value: count for each, count in found.counts.items()},
            "invitations": [spell_invitation(each) for each in found.lines],
            "total": found.total,
            "page": found.page,
            "pages": found.pages,
        }
    )


@programs.post(f"{PLACE}/switch")
@allow(Permission.PUBLISH, Scope.MEETING)
@description.validate(json=SwitchShape, resp=Answers(HTTP_200=Letters), tags=["letters"])
def switch_invitations(meeting_id: int) -> Response:
    """Switch invitations on, which writes to all who are called, or off."""
    given: SwitchShape = request.context.json  # type: ignore[attr-defined]
    inviter = wiring().inviter
    if given.is_on:
        count = start_inviting(db(), meeting_id, inviter, actor())
    else:
        count = stop_inviting(db(), meeting_id, inviter, actor(), withdraws=given.withdraws)
    return jsonify({"letters": count})


@programs.post(f"{ONE}/answer")
@allow(Permission.PUBLISH, Scope.MEETING)
@description.validate(json=AnswerShape, tags=["letters"])
def note_answer(meeting_id: int, invitation_id: int) -> ResponseReturnValue:
    """Note what somebody told the desk."""
    given: AnswerShape = request.context.json  # type: ignore[attr-defined]
    answer_by_phone(db(), meeting_id, invitation_id, given.answer, given.comment, actor())
    return "", 204


@programs.post(f"{ONE}/resend")
@allow(Permission.PUBLISH, Scope.MEETING)
@description.validate(tags=["letters"])
def send_invitation_again(meeting_id: int, invitation_id: int) -> ResponseReturnValue:
    """Send an invitation again that never arrived."""
    resend_invitation(db(), meeting_id, invitation_id, wiring().inviter, actor())
    return "", 204
