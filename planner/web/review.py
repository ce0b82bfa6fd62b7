"""送审 · 审定: sending a draft for approval, the leader's decision, and publishing it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, redirect, request, url_for

from planner.domain.comparison import compare_plans
from planner.domain.finding import Severity
from planner.models.account import Permission
from planner.services.draft import open_draft
from planner.services.meeting import find_meeting
from planner.services.published import load_plan
from planner.services.review import (
    OPEN,
    BlockedReviewError,
    Remark,
    ReviewStateError,
    approve_review,
    list_reviews,
    publish_review,
    read_review,
    return_review,
    settle_remark,
    submit_draft,
    withdraw_review,
)
from planner.web.access import Scope, account, actor, allow
from planner.web.error import status_of
from planner.web.finding import link_place
from planner.web.opened import opened_draft, render_meeting
from planner.web.redirection import safe_target
from planner.web.remark import list_places, name_place
from planner.web.wiring import db, wiring

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue
    from werkzeug.wrappers import Response

    from planner.domain.plan import Plan
    from planner.domain.wording import Wording
    from planner.models import ReviewRecord
    from planner.services.meeting import OpenMeeting

blueprint = Blueprint("review", __name__)
LONGEST_TEXT = 2_000
STEP = "/meetings/<int:meeting_id>/review/<int:number>"


@blueprint.get("/meetings/<int:meeting_id>/review")
@allow(Permission.DRAFT, Scope.MEETING)
def show_review(meeting_id: int) -> str:
    """Show where the draft stands: to be sent, waiting, sent back, approved, published."""
    return render_review(meeting_id)


def render_review(meeting_id: int, note: str = "", refusal: Wording | None = None) -> str:
    """Return the page of where the draft stands, with what was typed and why it was refused."""
    meeting = opened_draft(meeting_id)
    reviews = list_reviews(db(), meeting_id)
    facts: dict[str, Any] = {"reviews": reviews, "review": reviews[0] if reviews else None}
    sent = find_sent(meeting, reviews)
    return render_meeting(
        "web/review/show.html",
        meeting,
        "review",
        sent=sent,
        changes=list_differences(meeting_id, meeting.revision_number, sent),
        link=lambda place: link_place(meeting, place),
        places=list_places(sent),
        name_place=lambda place: name_place(meeting, place),
        blocking=[each for each in meeting.standing_findings if each.severity is Severity.BLOCKING],
        note=note,
        refusal=refusal,
        **facts,
    )


@blueprint.post("/meetings/<int:meeting_id>/review")
@allow(Permission.EDIT, Scope.MEETING)
def submit(meeting_id: int) -> ResponseReturnValue:
    """Send the draft for approval; where it is refused the page says why."""
    parts = wiring()
    note = request.form.get("note", "")[:LONGEST_TEXT]
    try:
        submit_draft(db(), meeting_id, note, actor(), parts.today(), parts.fonts)
    except (BlockedReviewError, ReviewStateError) as error:
        return render_review(meeting_id, note, error.wording), status_of(error)
    return go_back(meeting_id)


@blueprint.post(f"{STEP}/withdraw")
@allow(Permission.EDIT, Scope.MEETING)
def withdraw(meeting_id: int, number: int) -> Response:
    """Take back what was sent."""
    withdraw_review(db(), meeting_id, number, actor())
    return go_back(meeting_id)


@blueprint.post(f"{STEP}/approve")
@allow(Permission.REVIEW, Scope.MEETING)
def approve(meeting_id: int, number: int) -> Response:
    """Approve what was sent."""
    remark = request.form.get("remark", "")[:LONGEST_TEXT]
    approve_review(db(), meeting_id, number, remark, actor(), wiring().fonts)
    return go_back(meeting_id)


@blueprint.post(f"{STEP}/return")
@allow(Permission.REVIEW, Scope.MEETING)
def send_back(meeting_id: int, number: int) -> Response:
    """Send it back with remarks pinned to places."""
    form = request.form
    pairs = zip(form.getlist("place"), form.getlist("text"), strict=False)
    remarks = [Remark(place, text[:LONGEST_TEXT]) for place, text in pairs]
    remark = form.get("remark", "")[:LONGEST_TEXT]
    return_review(db(), meeting_id, number, remark, remarks, actor())
    return go_back(meeting_id)


@blueprint.post(f"{STEP}/remarks/<int:at>")
@allow(Permission.EDIT, Scope.MEETING)
def settle(meeting_id: int, number: int, at: int) -> Response:
    """Note that a remark was seen to."""
    settle_remark(db(), meeting_id, number, at, actor())
    return go_back(meeting_id)


@blueprint.post(f"{STEP}/publish")
@allow(Permission.PUBLISH, Scope.MEETING)
def publish(meeting_id: int, number: int) -> Response:
    """Publish what was approved as the next revision, and tell those who were chosen."""
    parts, form = wiring(), request.form
    issued = publish_review(
        db(),
        meeting_id,
        number,
        actor(),
        parts.today(),
        chosen=form.getlist("to") if form.get("notice") == "send" else (),
        inviter=parts.inviter,
    )
    return redirect(url_for("revision.show_changes", meeting_id=meeting_id, number=issued))


def go_back(meeting_id: int) -> Response:
    """Go to the page that shows where the draft stands now, or that the form was on."""
    if request.form.get("next"):
        return redirect(safe_target(request.form["next"]))
    return redirect(url_for("review.show_review", meeting_id=meeting_id))


def find_sent(meeting: OpenMeeting, reviews: Sequence[ReviewRecord]) -> Plan:
    """Return what lies before the leader, else the draft: what the next step would send."""
    if reviews and reviews[0].state in OPEN:
        return read_review(db(), meeting.id, reviews[0].number)[1]
    return open_draft(db(), meeting.id).plan if meeting.is_draft else meeting.plan


def list_differences(meeting_id: int, number: int, sent: Plan) -> tuple[Any, ...]:
    """Return what differs from the current revision, in sentences."""
    find_meeting(db(), meeting_id, account())
    return compare_plans(load_plan(db(), meeting_id, number).plan, sent) if number else ()
