"""Versions of a seating for programs: sent, decided, amended, remarked on, compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Response, jsonify, request
from spectree import Response as Answers

from planner.models.account import Permission
from planner.services.seating import find_ground, open_seating
from planner.services.seating_difference import PRESENT, compare_versions
from planner.services.seating_remark import (
    SeatPin,
    remark_seat,
    settle_seat_remark,
    unremark_seat,
)
from planner.services.seating_review import (
    Verdict,
    begin_amendment,
    cancel_amendment,
    decide_seating,
    submit_seating,
    withdraw_seating,
)
from planner.services.seating_version import list_versions
from planner.web import api_model_seating_version as shape
from planner.web.access import Scope, actor, allow
from planner.web.api import blueprint as programs
from planner.web.api_description import description
from planner.web.api_seating import SEATING, given
from planner.web.seating_chart import label_seat
from planner.web.seating_decider import require_decider
from planner.web.wiring import db, wiring
from planner.web.wording import words

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from planner.domain.seating.binding import Ground
    from planner.models import SeatingVersionRecord
    from planner.services.seating_difference import SeatChange

VERSIONS = f"{SEATING}/versions"
VERSION = f"{VERSIONS}/<int:number>"
LISTED = Answers(HTTP_200=shape.VersionList)
TAGS = ("seatings",)


def answer_versions(meeting_id: int, seating_id: int) -> Response:
    """Return how a seating stands, with its versions."""
    opened = open_seating(db(), meeting_id, seating_id)
    ground = find_ground(db(), opened.venue_version_id)
    versions = [spell_version(each, ground) for each in list_versions(db(), seating_id)]
    return jsonify(
        state=opened.state.value, approved_number=opened.approved_number, versions=versions
    )


def spell_version(record: SeatingVersionRecord, ground: Ground) -> dict[str, Any]:
    """Return a version."""
    return {
        "number": record.number,
        "base_number": record.base_number,
        "state": record.state,
        "reason": record.reason,
        "submitter": record.submitter_name,
        "submitted_at": record.submitted_at.isoformat(),
        "decider": record.decider_name,
        "decided_at": record.decided_at and record.decided_at.isoformat(),
        "remark": record.remark,
        "remarks": [spell_remark(each, ground) for each in record.remarks],
        "content_hash": record.content_hash,
    }


def spell_remark(kept: dict[str, Any], ground: Ground) -> dict[str, Any]:
    """Return a remark that was pinned to a seat."""
    return {
        **{name: kept[name] for name in ("seat", "person", "text", "by")},
        "label": label_seat(ground, kept["seat"]),
        "is_settled": kept.get("is_settled", False),
        "settled_by": kept.get("settled_by", ""),
    }


@programs.get(VERSIONS)
@allow(Permission.DRAFT, Scope.MEETING)
@description.validate(resp=LISTED, tags=TAGS)
def show_versions(meeting_id: int, seating_id: int) -> Response:
    """List the versions of a seating, the newest first."""
    return answer_versions(meeting_id, seating_id)


@programs.post(VERSIONS)
@allow(Permission.EDIT, Scope.MEETING)
@description.validate(json=shape.ReasonShape, resp=Answers(HTTP_201=shape.VersionList), tags=TAGS)
def send_seating(meeting_id: int, seating_id: int) -> ResponseReturnValue:
    """Send a seating for approval, or an amendment to a second person."""
    today = wiring().today()
    submit_seating(db(), meeting_id, seating_id, given().reason, actor(), today)
    return answer_versions(meeting_id, seating_id), 201


@programs.post(f"{SEATING}/withdraw")
@allow(Permission.EDIT, Scope.MEETING)
@description.validate(resp=LISTED, tags=TAGS)
def withdraw_sent(meeting_id: int, seating_id: int) -> Response:
    """Take back what was sent."""
    withdraw_seating(db(), meeting_id, seating_id, actor(), wiring().today())
    return answer_versions(meeting_id, seating_id)


@programs.post(f"{VERSION}/approve")
@allow(Permission.DRAFT, Scope.MEETING)
@description.validate(json=shape.VerdictShape, resp=LISTED, tags=TAGS)
def approve_version(meeting_id: int, seating_id: int, number: int) -> Response:
    """Approve a version; an amendment is confirmed by another person than the one who sent it."""
    return decide(meeting_id, seating_id, number, is_approved=True)


@programs.post(f"{VERSION}/return")
@allow(Permission.DRAFT, Scope.MEETING)
@description.validate(json=shape.VerdictShape, resp=LISTED, tags=TAGS)
def return_version(meeting_id: int, seating_id: int, number: int) -> Response:
    """Send a version back, with what is to be changed."""
    return decide(meeting_id, seating_id, number, is_approved=False)


def decide(meeting_id: int, seating_id: int, number: int, *, is_approved: bool) -> Response:
    """Decide a version and return how the seating stands."""
    require_decider(meeting_id, seating_id, number)
    verdict = Verdict(number, is_approved, given().remark)
    decide_seating(db(), meeting_id, seating_id, verdict, actor(), wiring().today())
    return answer_versions(meeting_id, seating_id)


@programs.post(f"{SEATING}/amendment")
@allow(Permission.EDIT, Scope.MEETING)
@description.validate(resp=LISTED, tags=TAGS)
def start_amendment(meeting_id: int, seating_id: int) -> Response:
    """Open an approved seating for changes."""
    begin_amendment(db(), meeting_id, seating_id, actor(), wiring().today())
    return answer_versions(meeting_id, seating_id)


@programs.delete(f"{SEATING}/amendment")
@allow(Permission.EDIT, Scope.MEETING)
@description.validate(resp=LISTED, tags=TAGS)
def drop_amendment(meeting_id: int, seating_id: int) -> Response:
    """Give an amendment up: the approved version is what stands."""
    cancel_amendment(db(), meeting_id, seating_id, actor(), wiring().today())
    return answer_versions(meeting_id, seating_id)


@programs.post(f"{VERSION}/remarks")
@allow(Permission.REVIEW, Scope.MEETING)
@description.validate(json=shape.SeatPinShape, resp=Answers(HTTP_201=shape.VersionList), tags=TAGS)
def pin_seat_remark(meeting_id: int, seating_id: int, number: int) -> ResponseReturnValue:
    """Pin a remark to a seat of a version that waits."""
    asked = given()
    pin = SeatPin(number, asked.seat, asked.text)
    remark_seat(db(), meeting_id, seating_id, pin, actor(), wiring().today())
    return answer_versions(meeting_id, seating_id), 201


@programs.post(f"{VERSION}/remarks/<int:at>")
@allow(Permission.EDIT, Scope.MEETING)
@description.validate(resp=LISTED, tags=TAGS)
def settle_pinned(meeting_id: int, seating_id: int, number: int, at: int) -> Response:
    """Note that a remark (counted from 0) was seen to, or that it was not after all."""
    settle_seat_remark(db(), meeting_id, seating_id, number, at, actor(), wiring().today())
    return answer_versions(meeting_id, seating_id)


@programs.delete(f"{VERSION}/remarks/<int:at>")
@allow(Permission.REVIEW, Scope.MEETING)
@description.validate(resp=LISTED, tags=TAGS)
def unpin_seat_remark(meeting_id: int, seating_id: int, number: int, at: int) -> Response:
    """Take one's own remark (counted from 0) back while the decision is open."""
    unremark_seat(db(), meeting_id, seating_id, number, at, actor(), wiring().today())
    return answer_versions(meeting_id, seating_id)


@programs.get(f"{SEATING}/comparison")
@allow(Permission.DRAFT, Scope.MEETING)
@description.validate(
    query=shape.SidesQuery, resp=Answers(HTTP_200=shape.SeatingDifferenceShape), tags=TAGS
)
def show_comparison(meeting_id: int, seating_id: int) -> Response:
    """Tell who moved, came and left between two versions, or since a version."""
    query: shape.SidesQuery = request.context.query  # type: ignore[attr-defined]
    opened = open_seating(db(), meeting_id, seating_id)
    since = query.since or opened.approved_number or PRESENT
    found = compare_versions(db(), opened, since, query.to)
    ground = find_ground(db(), opened.venue_version_id)
    groups = {
        "moved": found.moved,
        "came": found.came,
        "left": found.left,
        "renamed": found.renamed,
    }
    listed = {
        name: [spell_change(each, ground) for each in group] for name, group in groups.items()
    }
    return jsonify({**listed, "signs": [each.person for each in found.signs]})


def spell_change(change: SeatChange, ground: Ground) -> dict[str, Any]:
    """Return somebody's seats on both sides."""
    return {
        "person": change.person,
        "name": change.name,
        "post": change.post,
        "before": change.before,
        "before_label": label_seat(ground, change.before),
        "after": change.after,
        "after_label": label_seat(ground, change.after),
        "why": words(change.why),
    }
