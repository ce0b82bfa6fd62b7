"""What a person can do with a plan on a page, a program can do here: JSON, with a token."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask import Blueprint, abort, jsonify, request
from spectree import Response as Answers
from werkzeug.exceptions import BadRequest

from planner.domain.error import InvalidRequestError
from planner.domain.wording import Wording
from planner.models.account import Permission
from planner.planfile.conversion import to_data
from planner.services.draft import SECTIONS, open_draft
from planner.services.draft_change import Edit, apply_edits
from planner.services.draft_error import MissingEntryError
from planner.services.draft_history import list_changes
from planner.services.error import MissingRecordError
from planner.services.meeting import find_meeting, list_meetings, open_meeting
from planner.services.privacy import hide_reasons
from planner.services.revision import list_revisions
from planner.web import api_model as shape
from planner.web.access import PROGRAMS, Scope, account, actor, allow, require
from planner.web.api_answer import StaleVersionError, answer_page, read_version, tag_answer
from planner.web.api_description import description, spell_description
from planner.web.api_spelling import (
    spell_change,
    spell_dates,
    spell_entry,
    spell_finding,
    spell_meeting,
    spell_outcome,
    spell_revision,
)
from planner.web.wiring import db, wiring

if TYPE_CHECKING:
    from flask import Response
    from flask.typing import ResponseReturnValue

    from planner.services.draft import Entry
    from planner.services.meeting import OpenMeeting

blueprint = Blueprint(PROGRAMS, __name__, url_prefix="/api/v1")
MEETING = "/meetings/<int:meeting_id>"
ENTRIES = f"{MEETING}/draft/<section>"
ENTRY = f"{ENTRIES}/<key>"
NO_JSON = Wording("请求的正文不是完整的 JSON。", "The body of the request is not well-formed JSON.")


@blueprint.before_request
def refuse_other_bodies() -> None:
    """Refuse a body that is not JSON: what it says would be taken for nothing."""
    has_body = request.content_length or request.method in {"PATCH", "PUT"}
    if request.method != "GET" and has_body and request.mimetype != "application/json":
        abort(415)
    if request.method != "GET" and has_body:
        try:
            request.get_json()
        except BadRequest:
            raise InvalidRequestError(NO_JSON) from None


@blueprint.get("/openapi.json")
@allow(None, Scope.NOTHING)
def show_description() -> Response:
    """Return the description of the API."""
    return jsonify(spell_description())


@blueprint.get("/meetings")
@allow(Permission.READ, Scope.ORGANISATION)
@description.validate(
    query=shape.PageQuery, resp=Answers(HTTP_200=shape.MeetingList), tags=["meetings"]
)
def list_all() -> Response:
    """List the house's meetings, the latest first."""
    return answer_page(list_meetings(db(), account()), spell_meeting, "meetings")


@blueprint.get(MEETING)
@allow(Permission.READ, Scope.MEETING)
@description.validate(resp=Answers(HTTP_200=shape.MeetingShape), tags=["meetings"])
def show_meeting(meeting_id: int) -> Response:
    """Tell how a meeting stands; its ETag names the revision and the draft's number."""
    found = find_meeting(db(), meeting_id, account())
    return tag_answer(
        jsonify(spell_meeting(found)), f"{found.revision_number}-{found.draft_sequence}"
    )


@blueprint.get(f"{MEETING}/plan")
@allow(Permission.READ, Scope.MEETING)
@description.validate(
    query=shape.EditionQuery,
    resp=Answers(HTTP_200=shape.PlanShape),
    tags=["plan"],
)
def show_plan(meeting_id: int) -> Response:
    """Return the whole plan: what is published, or the draft."""
    meeting = open_edition(meeting_id)
    return tag_answer(
        jsonify(to_data(meeting.plan)), f"{meeting.revision_number}-{meeting.sequence}"
    )


@blueprint.get(ENTRIES)
@allow(Permission.DRAFT, Scope.MEETING)
@description.validate(query=shape.PageQuery, resp=Answers(HTTP_200=shape.EntryList), tags=["draft"])
def list_entries(meeting_id: int, section: str) -> Response:
    """List a section of the draft: people, sittings, tasks and the rest."""
    draft = open_draft(db(), meeting_id)
    entries = draft.entries[known_section(section)]
    return answer_page(entries, spell_entry, "entries", sequence=draft.sequence)


@blueprint.post(ENTRIES)
@allow(Permission.EDIT, Scope.MEETING)
@description.validate(json=shape.NewEntry, resp=Answers(HTTP_201=shape.EntryShape), tags=["draft"])
def add_entry(meeting_id: int, section: str) -> ResponseReturnValue:
    """Add an entry."""
    new: shape.NewEntry = request.context.json  # type: ignore[attr-defined]
    edit = Edit.add(known_section(section), new.values, new.key, new.after)
    outcome = apply_edits(db(), meeting_id, [edit], actor())
    return tag_entry(outcome.entries[0]), 201


@blueprint.get(ENTRY)
@allow(Permission.DRAFT, Scope.MEETING)
@description.validate(resp=Answers(HTTP_200=shape.EntryShape), tags=["draft"])
def show_entry(meeting_id: int, section: str, key: str) -> Response:
    """Return an entry; its version is its ETag."""
    return tag_entry(find_entry(meeting_id, section, key))


@blueprint.patch(ENTRY)
@allow(Permission.EDIT, Scope.MEETING)
@description.validate(
    json=shape.ChangedFields, resp=Answers(HTTP_200=shape.EntryShape), tags=["draft"]
)
def change_entry(meeting_id: int, section: str, key: str) -> Response:
    """Set fields of an entry; If-Match says which version was seen."""
    changed: shape.ChangedFields = request.context.json  # type: ignore[attr-defined]
    version = seen_version(meeting_id, section, key)
    edit = Edit.change(section, key, changed.values, version)
    return tag_entry(apply_edits(db(), meeting_id, [edit], actor()).entries[0])


@blueprint.delete(ENTRY)
@allow(Permission.EDIT, Scope.MEETING)
@description.validate(
    query=shape.RemovalQuery, resp=Answers(HTTP_200=shape.Outcome), tags=["draft"]
)
def remove_entry(meeting_id: int, section: str, key: str) -> Response:
    """Remove an entry; If-Match says which version was seen.

    A sitting that agenda items, leaves or tasks name is refused (409, ``pointers`` lists them)
    unless ``lets_go`` says that they let go of it in the same change.
    """
    wanted: shape.RemovalQuery = request.context.query  # type: ignore[attr-defined]
    version = seen_version(meeting_id, section, key)
    edit = Edit.remove(section, key, version, lets_go=wanted.lets_go)
    return jsonify(spell_outcome(apply_edits(db(), meeting_id, [edit], actor())))


@blueprint.post(f"{ENTRY}/place")
@allow(Permission.EDIT, Scope.MEETING)
@description.validate(json=shape.MoveTarget, resp=Answers(HTTP_200=shape.Outcome), tags=["draft"])
def move_entry(meeting_id: int, section: str, key: str) -> Response:
    """Move an entry behind another one."""
    target: shape.MoveTarget = request.context.json  # type: ignore[attr-defined]
    edit = Edit.move(known_section(section), key, target.after)
    return jsonify(spell_outcome(apply_edits(db(), meeting_id, [edit], actor())))


@blueprint.get(f"{MEETING}/changes")
@allow(Permission.DRAFT, Scope.MEETING)
@description.validate(
    query=shape.SinceQuery, resp=Answers(HTTP_200=shape.ChangeList), tags=["draft"]
)
def show_changes(meeting_id: int) -> Response:
    """Return what was changed since a number of the draft, the newest first, 50 at most."""
    query: shape.SinceQuery = request.context.query  # type: ignore[attr-defined]
    find_meeting(db(), meeting_id, account())
    found = [each for each in list_changes(db(), meeting_id) if each.sequence > query.since]
    return jsonify({"changes": [spell_change(each) for each in found]})


@blueprint.get(f"{MEETING}/findings")
@allow(Permission.READ, Scope.MEETING)
@description.validate(
    query=shape.EditionQuery, resp=Answers(HTTP_200=shape.FindingList), tags=["plan"]
)
def show_findings(meeting_id: int) -> Response:
    """Return what is wrong with the plan, where, why, and what cures it."""
    meeting = open_edition(meeting_id)
    return jsonify({"findings": [spell_finding(each) for each in meeting.findings]})


@blueprint.get(f"{MEETING}/timeline")
@allow(Permission.READ, Scope.MEETING)
@description.validate(
    query=shape.EditionQuery, resp=Answers(HTTP_200=shape.TaskDates), tags=["plan"]
)
def show_timeline(meeting_id: int) -> Response:
    """Return when each task falls, and why."""
    meeting = open_edition(meeting_id)
    return jsonify({"tasks": [spell_dates(each) for each in meeting.timeline.tasks]})


@blueprint.get(f"{MEETING}/revisions")
@allow(Permission.READ, Scope.MEETING)
@description.validate(resp=Answers(HTTP_200=shape.RevisionList), tags=["plan"])
def show_revisions(meeting_id: int) -> Response:
    """List what was published."""
    find_meeting(db(), meeting_id, account())
    found = list_revisions(db(), meeting_id)
    return jsonify({"revisions": [spell_revision(each) for each in found]})


def open_edition(meeting_id: int) -> OpenMeeting:
    """Return the edition that the request asks for; the draft only to whoever may see drafts."""
    wanted: shape.EditionQuery = request.context.query  # type: ignore[attr-defined]
    is_draft = wanted.edition == "draft"
    if is_draft:
        require(Permission.DRAFT, meeting_id)
    parts = wiring()
    meeting = open_meeting(db(), meeting_id, parts.today(), parts.fonts, is_draft=is_draft)
    return replace(meeting, plan=hide_reasons(meeting.plan, account(), meeting_id))


def known_section(section: str) -> str:
    """Return a section that drafts have; another one is not there."""
    if section not in SECTIONS:
        raise MissingRecordError
    return section


def find_entry(meeting_id: int, section: str, key: str) -> Entry:
    """Return an entry of the draft."""
    entry = open_draft(db(), meeting_id).find(known_section(section), key)
    if entry is None:
        raise MissingEntryError(section, key)
    return entry


def seen_version(meeting_id: int, section: str, key: str) -> int | None:
    """Return the version of an entry that the program has seen; an older one is refused."""
    version, current = read_version(), find_entry(meeting_id, section, key).version
    if version is not None and version != current:
        raise StaleVersionError(str(current))
    return version


def tag_entry(entry: Entry) -> Response:
    """Return an entry with its version as its ETag."""
    return tag_answer(jsonify(spell_entry(entry)), str(entry.version))
