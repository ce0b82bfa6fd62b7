"""Meetings for programs: made from a template, an earlier meeting or a file; moved; carried."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from flask import Response, jsonify, request, url_for
from spectree import Response as Answers

from planner.domain.carryover import Wish
from planner.models.account import Permission
from planner.planfile import read_plan
from planner.services.archive import export_meeting
from planner.services.archive_restore import import_meeting
from planner.services.carryover import Earlier, carry_meeting, open_earlier
from planner.services.compression import show_compression, take_way_out
from planner.services.draft import open_draft
from planner.services.draft_start import replace_draft, start_meeting
from planner.services.drafting import NewMeeting, draft_meeting
from planner.services.reschedule import Move, follow_opening, move_draft, preview_move, propose_move
from planner.web import api_model as shape
from planner.web import api_model_meeting as form
from planner.web.access import Scope, account, actor, allow
from planner.web.api import MEETING
from planner.web.api import blueprint as programs
from planner.web.api_answer import decode_file, hold_draft
from planner.web.api_description import description
from planner.web.api_spelling import spell_move, spell_outcome
from planner.web.drafting import refuse_limited
from planner.web.language import language
from planner.web.wiring import db, wiring

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from planner.domain.plan import MeetingKind

FACTS = tuple(name for name in form.MeetingFacts.model_fields if name != "conditions")


def answer_made(meeting_id: int) -> ResponseReturnValue:
    """Return the number of a new meeting, and where it is."""
    answer = jsonify({"id": meeting_id})
    answer.headers["Location"] = url_for("api.show_meeting", meeting_id=meeting_id)
    return answer, 201


def read_facts(given: form.MeetingFacts, kind: MeetingKind) -> NewMeeting:
    """Return what is said of a new meeting."""
    facts = {name: getattr(given, name) for name in FACTS}
    return NewMeeting(kind=kind, **facts, conditions=tuple(given.conditions))


@programs.post("/meetings")
@allow(Permission.EDIT, Scope.ORGANISATION)
@description.validate(
    json=form.NewMeetingShape, resp=Answers(HTTP_201=form.Made), tags=["meetings"]
)
def make_meeting() -> ResponseReturnValue:
    """Make a meeting from the template of its kind, dates counted back."""
    refuse_limited()
    given: form.NewMeetingShape = request.context.json  # type: ignore[attr-defined]
    return answer_made(draft_meeting(db(), read_facts(given, given.kind), actor()))


@programs.post("/meetings/from-earlier")
@allow(Permission.EDIT, Scope.ORGANISATION)
@description.validate(json=form.CarryoverShape, resp=Answers(HTTP_201=form.Made), tags=["meetings"])
def carry_earlier() -> ResponseReturnValue:
    """Make a meeting from an earlier one, part by part."""
    refuse_limited()
    given: form.CarryoverShape = request.context.json  # type: ignore[attr-defined]
    earlier = Earlier(given.earlier, given.edition == "draft")
    kind = open_earlier(db(), account(), earlier).kind
    wish = Wish(
        sources=given.sources,
        attendance=None if given.attendance is None else frozenset(given.attendance),
        without=frozenset(given.without),
        days=given.days,
    )
    return answer_made(carry_meeting(db(), earlier, read_facts(given, kind), wish, actor()))


@programs.post("/meetings/from-file")
@allow(Permission.EDIT, Scope.ORGANISATION)
@description.validate(json=form.FileShape, resp=Answers(HTTP_201=form.Made), tags=["meetings"])
def make_from_file() -> ResponseReturnValue:
    """Make a meeting from a plan file (.yaml or .xlsx); every fault of it is told."""
    refuse_limited()
    given: form.FileShape = request.context.json  # type: ignore[attr-defined]
    plan = read_plan(decode_file(given.content), given.name)
    return answer_made(start_meeting(db(), plan, actor(), f"带入方案文件 {given.name}"))


@programs.put(f"{MEETING}/draft")
@allow(Permission.EDIT, Scope.MEETING)
@description.validate(json=form.FileShape, resp=Answers(HTTP_200=shape.Outcome), tags=["draft"])
def replace_by_file(meeting_id: int) -> Response:
    """Bring a plan file into the draft, in one batch; If-Match says which draft was seen."""
    given: form.FileShape = request.context.json  # type: ignore[attr-defined]
    plan = read_plan(decode_file(given.content), given.name)
    hold_draft(meeting_id)
    note = f"带入方案文件 {given.name}"
    return jsonify(spell_outcome(replace_draft(db(), meeting_id, plan, actor(), note)))


@programs.post("/meetings/from-archive")
@allow(Permission.EDIT, Scope.ORGANISATION)
@description.validate(json=form.ArchiveShape, resp=Answers(HTTP_201=form.Made), tags=["meetings"])
def make_from_archive() -> ResponseReturnValue:
    """Make the meeting that the file of a whole meeting holds."""
    refuse_limited()
    given: form.ArchiveShape = request.context.json  # type: ignore[attr-defined]
    content = decode_file(given.content)
    made = import_meeting(db(), content, actor(), is_from_elsewhere=given.is_from_elsewhere)
    return answer_made(made)


@programs.get(f"{MEETING}/archive")
@allow(Permission.EDIT, Scope.MEETING)
@description.validate(tags=["meetings"])
def show_archive(meeting_id: int) -> Response:
    """Return a whole meeting as one file (application/zip)."""
    return Response(export_meeting(db(), meeting_id, actor())[1], mimetype="application/zip")


@programs.post(f"{MEETING}/move/preview")
@allow(Permission.EDIT, Scope.MEETING)
@description.validate(json=form.MoveShape, resp=Answers(HTTP_200=form.MoveOutcome), tags=["draft"])
def show_move(meeting_id: int) -> Response:
    """Tell what moving the meeting would change; nothing is saved."""
    found = preview_move(db(), meeting_id, read_move(meeting_id), wiring().today())
    return jsonify(spell_move(found, found.sequence))


@programs.post(f"{MEETING}/move")
@allow(Permission.EDIT, Scope.MEETING)
@description.validate(json=form.MoveShape, resp=Answers(HTTP_200=form.MoveOutcome), tags=["draft"])
def move_meeting(meeting_id: int) -> Response:
    """Move the meeting in one batch; If-Match says which draft was seen."""
    base = hold_draft(meeting_id)
    move = read_move(meeting_id)
    found = preview_move(db(), meeting_id, move, wiring().today())
    outcome = move_draft(db(), meeting_id, move, base, actor())
    return jsonify(spell_move(found, outcome.sequence))


def read_move(meeting_id: int) -> Move:
    """Return where the meeting shall go; closing and reporting follow an opening alone."""
    given: form.MoveShape = request.context.json  # type: ignore[attr-defined]
    closes_on = given.closes_on or given.opens_on
    move = Move(given.opens_on, closes_on, given.reports_on, given.place.strip(), given.days)
    was = propose_move(open_draft(db(), meeting_id).plan)
    if was is None or {"closes_on", "reports_on"} & given.model_fields_set:
        return move
    return follow_opening(replace(move, closes_on=was.closes_on, reports_on=was.reports_on), was)


@programs.get(f"{MEETING}/compression")
@allow(Permission.EDIT, Scope.MEETING)
@description.validate(resp=Answers(HTTP_200=form.CompressionShape), tags=["draft"])
def list_ways_out(meeting_id: int) -> Response:
    """Tell which tasks gave way because work begins too late, and what can be done."""
    found = show_compression(db(), meeting_id, wiring().today())
    offers: list[dict[str, Any]] = [
        {
            "kind": each.kind.value,
            "tasks": list(each.tasks),
            "days_won": each.days_won,
            "effect": each.wording.in_language(language()),
        }
        for each in found.offers
    ]
    pressed = [each.task.key for each in found.tasks]
    return jsonify({"sequence": found.sequence, "pressed": pressed, "offers": offers})


@programs.post(f"{MEETING}/compression")
@allow(Permission.EDIT, Scope.MEETING)
@description.validate(json=form.WayOut, resp=Answers(HTTP_200=shape.Outcome), tags=["draft"])
def choose_way_out(meeting_id: int) -> Response:
    """Take a way out for some tasks; If-Match says which draft was seen."""
    given: form.WayOut = request.context.json  # type: ignore[attr-defined]
    base, today = hold_draft(meeting_id), wiring().today()
    outcome = take_way_out(db(), meeting_id, given.kind, given.tasks, base, actor(), today)
    return jsonify(spell_outcome(outcome))
