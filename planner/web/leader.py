"""领导页: large type, one finger, one level deep."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from planner.domain.rostrum import View
from planner.models.account import Permission
from planner.models.review import ReviewState
from planner.services.leader import show_leader, show_review, show_seat
from planner.services.meeting import find_meeting
from planner.services.remark import spell_remarks
from planner.web.access import Scope, account, allow
from planner.web.opened import opened_draft, opened_work
from planner.web.reading import list_parts, read_part
from planner.web.wiring import db, wiring

blueprint = Blueprint("leader", __name__)


@blueprint.get("/leader")
@allow(Permission.REVIEW)
def show() -> str:
    """Show a leader's day."""
    today = wiring().today()
    return render_template(
        "web/leader/show.html", page=show_leader(db(), account(), today), today=today
    )


@blueprint.get("/meetings/<int:meeting_id>/leader/seat/<key>")
@allow(Permission.REVIEW, Scope.MEETING)
def show_chair(meeting_id: int, key: str) -> str:
    """Show one's seat as a picture, from the hall or from the chair itself."""
    meeting = opened_work(meeting_id)
    view = View.ROSTRUM if request.args.get("view") == View.ROSTRUM else View.HALL
    found = show_seat(meeting, account(), key)
    row = found.chart.rows[found.seat.seat.row]
    return render_template(
        "web/leader/seat.html",
        meeting=meeting,
        names=meeting.directory,
        found=found,
        row=row if view is View.HALL else row[::-1],
        view=view,
        views=View,
    )


@blueprint.get("/meetings/<int:meeting_id>/leader/review/<int:number>")
@allow(Permission.REVIEW, Scope.MEETING)
def show_decision(meeting_id: int, number: int) -> str:
    """Show what waits for approval: its parts to read and pin remarks to, and the decision."""
    meeting = find_meeting(db(), meeting_id, account())
    view = show_review(db(), meeting_id, number, meeting.revision_number)
    part = request.args.get("part", "")
    is_waiting = view.review.state == ReviewState.WAITING.value
    facts = read_part(view, part, wiring().today(), request.args)
    return render_template(
        "web/leader/part.html" if facts else "web/leader/review.html",
        meeting=meeting,
        view=view,
        names=view.directory,
        parts=list_parts(view.plan),
        part=part,
        pinned=spell_remarks(view.review.remarks),
        pin=request.args.get("pin") if is_waiting else None,
        is_waiting=is_waiting,
        opened=opened_draft(meeting_id) if is_waiting and not facts else None,
        **facts,
    )
