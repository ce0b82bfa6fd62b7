"""Changing a draft from a page: entries, batches, undo and redo, and what others do meanwhile."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from flask import Blueprint, jsonify, request
from flask_babel import gettext as _

from planner.domain.error import InvalidRequestError
from planner.domain.wording import Wording
from planner.models.account import Permission
from planner.services.draft import open_draft
from planner.services.draft_change import Edit, apply_edits
from planner.services.draft_history import redo, undo
from planner.services.presence import list_touched, note_presence
from planner.services.review import find_open_review
from planner.web.access import Scope, actor, allow
from planner.web.draft_answer import answer_outcome, answers_json, read_edit, show_entry
from planner.web.draft_undo import tell_outcome
from planner.web.finding_change import count_findings, standing_of
from planner.web.opened import opened
from planner.web.wiring import db

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from planner.domain.directory import Directory
    from planner.services.draft import Draft

blueprint = Blueprint("draft", __name__)
LONGEST_NOTE = 200


def read_body() -> dict[str, Any]:
    """Return the JSON object of the request; anything else is refused."""
    body = request.get_json(silent=True)
    if not isinstance(body, dict) or not can_be_kept(body):
        raise InvalidRequestError(Wording("请求有误。", "The request makes no sense."))
    return body


def can_be_kept(body: dict[str, Any]) -> bool:
    """Tell whether all of a request is text: JSON can write half a surrogate pair."""
    try:
        json.dumps(body, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


@blueprint.post("/meetings/<int:meeting_id>/draft/<section>/<key>")
@allow(Permission.EDIT, Scope.MEETING)
@answers_json
def change_entry(meeting_id: int, section: str, key: str) -> ResponseReturnValue:
    """Set fields of one entry."""
    edit = read_edit({**read_body(), "op": "change", "section": section, "key": key})
    before = standing_of(opened(meeting_id))
    outcome = apply_edits(db(), meeting_id, [edit], actor())
    return answer_outcome(meeting_id, outcome, before, edit)


@blueprint.post("/meetings/<int:meeting_id>/draft")
@allow(Permission.EDIT, Scope.MEETING)
@answers_json
def change_entries(meeting_id: int) -> ResponseReturnValue:
    """Do several edits in one go: all of them or none."""
    body = read_body()
    edits: list[Edit] = [read_edit(each) for each in body.get("edits") or ()]
    before = standing_of(opened(meeting_id))
    note = str(body.get("note") or "")[:LONGEST_NOTE]
    return answer_outcome(
        meeting_id, apply_edits(db(), meeting_id, edits, actor(), note=note), before
    )


@blueprint.post("/meetings/<int:meeting_id>/draft/undo")
@allow(Permission.EDIT, Scope.MEETING)
@answers_json
def undo_change(meeting_id: int) -> ResponseReturnValue:
    """Take back the last change of one's own browser session."""
    before, former = standing_of(opened(meeting_id)), open_draft(db(), meeting_id)
    outcome = undo(db(), meeting_id, actor())
    if outcome is None:
        return jsonify(message=_("没有可以撤销的修改。"))
    told = tell_outcome(opened(meeting_id), former, outcome)
    said = _("已撤销：%(what)s", what=told["what"])
    return answer_outcome(meeting_id, outcome, before, said=said, told=told)


@blueprint.post("/meetings/<int:meeting_id>/draft/redo")
@allow(Permission.EDIT, Scope.MEETING)
@answers_json
def redo_change(meeting_id: int) -> ResponseReturnValue:
    """Do again what was taken back last."""
    before, former = standing_of(opened(meeting_id)), open_draft(db(), meeting_id)
    outcome = redo(db(), meeting_id, actor())
    if outcome is None:
        return jsonify(message=_("没有可以重做的修改。"))
    told = tell_outcome(opened(meeting_id), former, outcome, is_redo=True)
    said = _("已重做：%(what)s", what=told["what"])
    return answer_outcome(meeting_id, outcome, before, said=said, told=told)


@blueprint.get("/meetings/<int:meeting_id>/draft/pulse")
@allow(Permission.EDIT, Scope.MEETING)
@answers_json
def show_pulse(meeting_id: int) -> ResponseReturnValue:
    """Tell who else is here, what changed since, and how many findings there are."""
    others = note_presence(db(), meeting_id, actor(), request.args.get("place", ""))
    here = [{"name": each.name, "place": each.place} for each in others]
    since = request.args.get("since", 0, type=int)
    draft = open_draft(db(), meeting_id)
    review = find_open_review(db(), meeting_id)
    lock = {"is_locked": review is not None, "review": review.number if review else None}
    if draft.sequence == since:
        return jsonify(sequence=since, presence=here, **lock, entries=[], removed=[])
    meeting = opened(meeting_id)
    return jsonify(
        sequence=draft.sequence,
        presence=here,
        **lock,
        **show_changed(draft, since, meeting.directory),
        findings={"counts": count_findings(meeting)},
    )


def show_changed(draft: Draft, since: int, names: Directory) -> dict[str, object]:
    """Return the entries that changed since a sequence number, and those that are gone."""
    touched = list_touched(db(), draft.meeting_id, since)
    found = [draft.find(section, key) for section, key in touched]
    return {
        "entries": [show_entry(each, names) for each in found if each is not None],
        "removed": [
            {"section": section, "key": key}
            for (section, key), each in zip(touched, found, strict=True)
            if each is None
        ],
    }
