"""请假: who asks to be excused, what it touches, and the decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, request, url_for

from planner.domain.person import LeaveState
from planner.models.account import Permission
from planner.services.leave import FIELDS, ask_leave, decide_leave, list_leaves
from planner.web.access import Scope, account, actor, allow
from planner.web.opened import opened, render_meeting
from planner.web.wiring import db

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

blueprint = Blueprint("leave", __name__)
LONGEST_NAME = 80


@blueprint.get("/meetings/<int:meeting_id>/leaves")
@allow(Permission.READ, Scope.MEETING)
def list_all(meeting_id: int) -> str:
    """Show the leaves, of one state or one person where the address says so."""
    meeting = opened(meeting_id)
    state, person = request.args.get("state", ""), request.args.get("person", "")
    state = state if state in set(LeaveState) else ""
    person = person if person in meeting.directory.people else ""
    found = list_leaves(db(), meeting, state, request.args.get("page", 1, type=int), person)
    return render_meeting(
        "web/leave/list.html",
        meeting,
        "people",
        found=found,
        state=state,
        person=person,
        states=LeaveState,
        may_decide=meeting.is_draft and account().may(Permission.EDIT, meeting_id),
    )


@blueprint.post("/meetings/<int:meeting_id>/leaves")
@allow(Permission.EDIT, Scope.MEETING)
def ask(meeting_id: int) -> Response:
    """Note that somebody asks for leave; the page then shows what it touches."""
    values = {name: request.form[name] for name in FIELDS if name in request.form}
    outcome = ask_leave(db(), meeting_id, values, actor())
    return go_to(meeting_id, outcome.entries[0].key)


@blueprint.post("/meetings/<int:meeting_id>/leaves/<key>/decide")
@allow(Permission.EDIT, Scope.MEETING)
def decide(meeting_id: int, key: str) -> Response:
    """Grant or refuse a leave, or let it wait again."""
    decided_by = request.form.get("decided_by", "")[:LONGEST_NAME]
    decide_leave(db(), (meeting_id, key), request.form.get("state", ""), decided_by, actor())
    return go_to(meeting_id, key)


def go_to(meeting_id: int, key: str) -> Response:
    """Go to a leave in the list as it was."""
    asked = {
        name: request.form.get(name) or None for name in ("filter_state", "filter_person", "page")
    }
    return redirect(
        url_for(
            ".list_all",
            meeting_id=meeting_id,
            state=asked["filter_state"],
            person=asked["filter_person"],
            page=asked["page"],
            _anchor=f"leave-{key}",
        )
    )
