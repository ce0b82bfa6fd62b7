"""账号对应: which person of the roster each account of the house is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, request, url_for

from planner.domain.error import InvalidRequestError
from planner.models.account import Permission
from planner.services.account_person import list_ties, tie_account
from planner.web.access import Scope, actor, allow
from planner.web.error import status_of
from planner.web.language import language
from planner.web.opened import opened, render_meeting
from planner.web.wiring import db

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

blueprint = Blueprint("account_person", __name__)
LONGEST_NAME = 120


@blueprint.get("/meetings/<int:meeting_id>/accounts")
@allow(Permission.EDIT, Scope.MEETING)
def show(meeting_id: int) -> str:
    """Show the accounts of the house with whom each is."""
    return render(meeting_id)


@blueprint.post("/meetings/<int:meeting_id>/accounts/<int:account_id>")
@allow(Permission.EDIT, Scope.MEETING)
def tie(meeting_id: int, account_id: int) -> ResponseReturnValue:
    """Say which person an account is."""
    name = request.form.get("person", "")[:LONGEST_NAME]
    try:
        tie_account(db(), opened(meeting_id), account_id, name, actor())
    except InvalidRequestError as error:
        refusal = error.wording.in_language(language())
        return render(meeting_id, refusal, {account_id: name}), status_of(error)
    return redirect(url_for("account_person.show", meeting_id=meeting_id))


def render(meeting_id: int, refusal: str = "", typed: dict[int, str] | None = None) -> str:
    """Return the page; what was typed and refused stands in its field."""
    meeting = opened(meeting_id)
    return render_meeting(
        "web/account_person/show.html",
        meeting,
        "board",
        ties=list_ties(db(), meeting),
        refusal=refusal,
        typed=typed or {},
    )
