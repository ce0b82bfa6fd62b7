"""Approval and publication for programs: the same steps as on the page, by the same services."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Response, jsonify, request
from spectree import Response as Answers

from planner.domain.comparison import compare_plans
from planner.domain.notice import is_private
from planner.models.account import Permission
from planner.planfile.conversion import to_data
from planner.services.comparison import foresee_notice
from planner.services.error import MissingRecordError
from planner.services.meeting import find_meeting
from planner.services.notice_mail import propose_notices
from planner.services.privacy import hide_reasons
from planner.services.published import load_plan
from planner.services.review import (
    Remark,
    approve_review,
    list_reviews,
    publish_review,
    read_review,
    return_review,
    settle_remark,
    submit_draft,
    withdraw_review,
)
from planner.services.revision import find_source
from planner.web import api_model as shape
from planner.web.access import Scope, account, actor, allow
from planner.web.api import MEETING
from planner.web.api import blueprint as programs
from planner.web.api_answer import hold_draft, tag_answer
from planner.web.api_description import description
from planner.web.api_model_review import (
    ComparisonQuery,
    DifferenceList,
    Issued,
    NoteShape,
    NoticeShape,
    PublishShape,
    RemarkShape,
    ReturnShape,
    ReviewList,
    ReviewShape,
)
from planner.web.language import language
from planner.web.wiring import db, wiring

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from planner.domain.comparison import Change
    from planner.models import ReviewRecord

REVIEWS = f"{MEETING}/reviews"
STEP = f"{REVIEWS}/<int:number>"
REVISION = f"{MEETING}/revisions/<int:number>"


def spell_review(record: ReviewRecord) -> dict[str, Any]:
    """Return a review."""
    return {
        "number": record.number,
        "state": record.state,
        "note": record.note,
        "submitter": record.submitter_name,
        "submitted_at": record.submitted_at.isoformat(),
        "decider": record.decider_name,
        "decided_at": record.decided_at and record.decided_at.isoformat(),
        "remark": record.remark,
        "remarks": [spell_remark(each) for each in record.remarks],
        "plan_hash": record.plan_hash,
        "revision_number": record.revision_number,
    }


def spell_remark(kept: dict[str, Any]) -> dict[str, Any]:
    """Return a remark that was pinned to a place."""
    facts = {name: kept[name] for name in ("place", "text", "is_settled")}
    return facts | {"by": kept.get("by", "")}


def answer_review(meeting_id: int, number: int) -> Response:
    """Return a review as it stands now."""
    return jsonify(spell_review(read_review(db(), meeting_id, number)[0]))


@programs.get(REVIEWS)
@allow(Permission.DRAFT, Scope.MEETING)
@description.validate(resp=Answers(HTTP_200=ReviewList), tags=["review"])
def show_reviews(meeting_id: int) -> Response:
    """List what was sent for approval, the newest first."""
    return jsonify({"reviews": [spell_review(each) for each in list_reviews(db(), meeting_id)]})


@programs.post(REVIEWS)
@allow(Permission.EDIT, Scope.MEETING)
@description.validate(json=NoteShape, resp=Answers(HTTP_201=ReviewShape), tags=["review"])
def submit(meeting_id: int) -> ResponseReturnValue:
    """Send the draft for approval; If-Match says which draft was seen."""
    given: NoteShape = request.context.json  # type: ignore[attr-defined]
    parts = wiring()
    hold_draft(meeting_id)
    number = submit_draft(db(), meeting_id, given.note, actor(), parts.today(), parts.fonts)
    return answer_review(meeting_id, number), 201


@programs.get(STEP)
@allow(Permission.DRAFT, Scope.MEETING)
@description.validate(resp=Answers(HTTP_200=ReviewShape), tags=["review"])
def show_review(meeting_id: int, number: int) -> Response:
    """Tell how a review stands."""
    return answer_review(meeting_id, number)


@programs.get(f"{STEP}/plan")
@allow(Permission.DRAFT, Scope.MEETING)
@description.validate(resp=Answers(HTTP_200=shape.PlanShape), tags=["review"])
def show_sent_plan(meeting_id: int, number: int) -> Response:
    """Return the plan as it was sent."""
    record, plan = read_review(db(), meeting_id, number)
    return tag_answer(jsonify(to_data(plan)), record.plan_hash)


@programs.post(f"{STEP}/withdraw")
@allow(Permission.EDIT, Scope.MEETING)
@description.validate(resp=Answers(HTTP_200=ReviewShape), tags=["review"])
def withdraw(meeting_id: int, number: int) -> Response:
    """Take back what was sent."""
    withdraw_review(db(), meeting_id, number, actor())
    return answer_review(meeting_id, number)


@programs.post(f"{STEP}/approve")
@allow(Permission.REVIEW, Scope.MEETING)
@description.validate(json=RemarkShape, resp=Answers(HTTP_200=ReviewShape), tags=["review"])
def approve(meeting_id: int, number: int) -> Response:
    """Approve the plan that was sent, exactly as it is."""
    given: RemarkShape = request.context.json  # type: ignore[attr-defined]
    approve_review(db(), meeting_id, number, given.remark, actor())
    return answer_review(meeting_id, number)


@programs.post(f"{STEP}/return")
@allow(Permission.REVIEW, Scope.MEETING)
@description.validate(json=ReturnShape, resp=Answers(HTTP_200=ReviewShape), tags=["review"])
def send_back(meeting_id: int, number: int) -> Response:
    """Send a draft back with remarks pinned to places."""
    given: ReturnShape = request.context.json  # type: ignore[attr-defined]
    remarks = [Remark(each.place, each.text) for each in given.remarks]
    return_review(db(), meeting_id, number, given.remark, remarks, actor())
    return answer_review(meeting_id, number)


@programs.post(f"{STEP}/remarks/<int:at>")
@allow(Permission.EDIT, Scope.MEETING)
@description.validate(resp=Answers(HTTP_200=ReviewShape), tags=["review"])
def settle(meeting_id: int, number: int, at: int) -> Response:
    """Note that a remark (counted from 0) was seen to, or that it was not after all."""
    settle_remark(db(), meeting_id, number, at, actor())
    return answer_review(meeting_id, number)


@programs.get(f"{STEP}/notice")
@allow(Permission.PUBLISH, Scope.MEETING)
@description.validate(resp=Answers(HTTP_200=NoticeShape), tags=["review"])
def show_notice(meeting_id: int, number: int) -> Response:
    """Tell what publishing would change, and whom letters could tell of it."""
    current = find_meeting(db(), meeting_id, account()).revision_number
    plan = read_review(db(), meeting_id, number)[1]
    notice = foresee_notice(db(), meeting_id, current, plan, wiring().today())
    if notice is None:
        return jsonify({"changes": [], "people": []})
    proposal = propose_notices(db(), meeting_id, notice)
    reached = [each.key for group in proposal.groups for each in group.people]
    people = [{"key": key, "is_reached": True} for key in reached]
    people += [{"key": key, "is_reached": False} for key in proposal.unreached]
    sentences = [each.change.wording.in_language(language()) for each in notice.lines]
    return jsonify({"changes": sentences, "people": people})


@programs.post(f"{STEP}/publish")
@allow(Permission.PUBLISH, Scope.MEETING)
@description.validate(json=PublishShape, resp=Answers(HTTP_201=Issued), tags=["review"])
def publish(meeting_id: int, number: int) -> ResponseReturnValue:
    """Publish what was approved as the next revision, and tell those who are named."""
    given: PublishShape = request.context.json  # type: ignore[attr-defined]
    parts = wiring()
    issued = publish_review(
        db(),
        meeting_id,
        number,
        actor(),
        parts.today(),
        chosen=given.notify,
        inviter=parts.inviter,
    )
    return jsonify({"number": issued}), 201


@programs.get(REVISION)
@allow(Permission.READ, Scope.MEETING)
@description.validate(resp=Answers(HTTP_200=shape.PlanShape), tags=["plan"])
def show_revision(meeting_id: int, number: int) -> Response:
    """Return the plan of a revision."""
    plan = hide_reasons(load_plan(db(), meeting_id, number).plan, account(), meeting_id)
    return tag_answer(jsonify(to_data(plan)), str(number))


@programs.get(f"{REVISION}/changes")
@allow(Permission.READ, Scope.MEETING)
@description.validate(query=ComparisonQuery, resp=Answers(HTTP_200=DifferenceList), tags=["plan"])
def show_differences(meeting_id: int, number: int) -> Response:
    """Tell in sentences what a revision changed since another one."""
    query: ComparisonQuery = request.context.query  # type: ignore[attr-defined]
    after = load_plan(db(), meeting_id, number).plan
    since = query.since or number - 1
    if query.since >= number:
        raise MissingRecordError
    found = compare_plans(load_plan(db(), meeting_id, since).plan, after) if since else ()
    is_desk = account().may(Permission.EDIT, meeting_id)
    told = [each for each in found if is_desk or not is_private(each)]
    return jsonify({"changes": [spell_difference(each) for each in told]})


def spell_difference(change: Change) -> dict[str, str]:
    """Return one difference in the language asked for."""
    sentence = change.wording.in_language(language())
    return {"place": change.place, "kind": change.kind.value, "sentence": sentence}


@programs.get(f"{REVISION}/source")
@allow(Permission.DRAFT, Scope.MEETING)
@description.validate(tags=["plan"])
def show_source(meeting_id: int, number: int) -> Response:
    """Return the file that a revision came in, byte for byte (application/octet-stream)."""
    content = find_source(db(), meeting_id, number)[1]
    return Response(content, mimetype="application/octet-stream")
