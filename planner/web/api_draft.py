"""Work on a draft for programs, beyond single entries: batches, undo, findings, rosters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Response, jsonify, request
from spectree import Response as Answers

from planner.models.account import Permission
from planner.services.draft_change import apply_edits
from planner.services.draft_history import redo, undo
from planner.services.roster_import import (
    choose_rows,
    discard_import,
    keep_roster,
    open_import,
    set_columns,
    take_import,
)
from planner.services.sitting import Slot, copy_sitting, split_sitting
from planner.services.waiver import resume_finding, waive_finding
from planner.web import api_model as shape
from planner.web import api_model_meeting as form
from planner.web.access import Scope, account, actor, allow
from planner.web.api import MEETING
from planner.web.api import blueprint as programs
from planner.web.api_answer import decode_file, hold_draft, read_version
from planner.web.api_description import description
from planner.web.api_model_roster import (
    ChoiceShape,
    CopyShape,
    RosterPreview,
    RosterShape,
    RosterTaken,
    SplitShape,
)
from planner.web.api_spelling import spell_outcome
from planner.web.draft_answer import read_edit
from planner.web.wiring import db

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from planner.services.draft_change import Outcome

ROSTERS = f"{MEETING}/rosters"
ROSTER = f"{ROSTERS}/<int:import_id>"


def answer_outcome(outcome: Outcome | None) -> Response:
    """Return what a change left behind; where there was nothing to do, no entries."""
    return jsonify(spell_outcome(outcome) if outcome else {"sequence": None, "entries": []})


@programs.post(f"{MEETING}/draft")
@allow(Permission.EDIT, Scope.MEETING)
@description.validate(json=form.EditList, resp=Answers(HTTP_200=shape.Outcome), tags=["draft"])
def change_entries(meeting_id: int) -> Response:
    """Make several edits in one go, all or none; If-Match says which draft was seen."""
    given: form.EditList = request.context.json  # type: ignore[attr-defined]
    edits = [read_edit(each.model_dump()) for each in given.edits]
    hold_draft(meeting_id)
    return answer_outcome(apply_edits(db(), meeting_id, edits, actor(), given.note))


@programs.post(f"{MEETING}/draft/undo")
@allow(Permission.EDIT, Scope.MEETING)
@description.validate(resp=Answers(HTTP_200=shape.Outcome), tags=["draft"])
def undo_change(meeting_id: int) -> Response:
    """Take back the last change that this token made."""
    return answer_outcome(undo(db(), meeting_id, actor()))


@programs.post(f"{MEETING}/draft/redo")
@allow(Permission.EDIT, Scope.MEETING)
@description.validate(resp=Answers(HTTP_200=shape.Outcome), tags=["draft"])
def redo_change(meeting_id: int) -> Response:
    """Do again what this token took back last."""
    return answer_outcome(redo(db(), meeting_id, actor()))


@programs.post(f"{MEETING}/findings/waive")
@allow(Permission.EDIT, Scope.MEETING)
@description.validate(json=form.WaiverShape, resp=Answers(HTTP_200=shape.Outcome), tags=["draft"])
def waive(meeting_id: int) -> Response:
    """Set a finding aside, with a reason and one's name."""
    given: form.WaiverShape = request.context.json  # type: ignore[attr-defined]
    mark = (given.code, given.place)
    return answer_outcome(waive_finding(db(), meeting_id, mark, given.reason, actor()))


@programs.post(f"{MEETING}/findings/resume")
@allow(Permission.EDIT, Scope.MEETING)
@description.validate(json=form.FindingMark, resp=Answers(HTTP_200=shape.Outcome), tags=["draft"])
def resume(meeting_id: int) -> Response:
    """Take up a finding that was set aside."""
    given: form.FindingMark = request.context.json  # type: ignore[attr-defined]
    return answer_outcome(resume_finding(db(), meeting_id, (given.code, given.place), actor()))


@programs.post(f"{MEETING}/sittings/<key>/split")
@allow(Permission.EDIT, Scope.MEETING)
@description.validate(json=SplitShape, resp=Answers(HTTP_200=shape.Outcome), tags=["draft"])
def split(meeting_id: int, key: str) -> Response:
    """Cut a sitting in two at a time of day; If-Match says which version of it was seen."""
    given: SplitShape = request.context.json  # type: ignore[attr-defined]
    return answer_outcome(split_sitting(db(), meeting_id, key, given.at, actor(), read_version()))


@programs.post(f"{MEETING}/sittings/<key>/copy")
@allow(Permission.EDIT, Scope.MEETING)
@description.validate(json=CopyShape, resp=Answers(HTTP_200=shape.Outcome), tags=["draft"])
def copy(meeting_id: int, key: str) -> Response:
    """Copy a sitting to another day or time."""
    given: CopyShape = request.context.json  # type: ignore[attr-defined]
    slot = Slot(given.held_on, given.starts_at, given.ends_at)
    return answer_outcome(copy_sitting(db(), meeting_id, key, slot, actor()))


@programs.post(ROSTERS)
@allow(Permission.EDIT, Scope.MEETING)
@description.validate(json=RosterShape, resp=Answers(HTTP_201=RosterPreview), tags=["draft"])
def receive_roster(meeting_id: int) -> ResponseReturnValue:
    """Read a roster file and tell what each row would do; nothing is taken yet."""
    given: RosterShape = request.context.json  # type: ignore[attr-defined]
    made = keep_roster(db(), meeting_id, (given.name, decode_file(given.content)), actor())
    columns = {int(at): name for at, name in given.columns.items() if at.isdecimal()}
    if columns:
        set_columns(db(), actor(), (meeting_id, made), columns)
    return answer_roster(meeting_id, made), 201


@programs.get(ROSTER)
@allow(Permission.EDIT, Scope.MEETING)
@description.validate(resp=Answers(HTTP_200=RosterPreview), tags=["draft"])
def show_roster(meeting_id: int, import_id: int) -> Response:
    """Tell what the rows of a roster under way would do."""
    return answer_roster(meeting_id, import_id)


@programs.patch(ROSTER)
@allow(Permission.EDIT, Scope.MEETING)
@description.validate(json=ChoiceShape, resp=Answers(HTTP_200=RosterPreview), tags=["draft"])
def choose(meeting_id: int, import_id: int) -> Response:
    """Say what to do with rows of a roster: take, skip, another, is:<key>, keep, mark, remove.

    Faulty rows: part takes one without its faulty cells, part:is:<key> or part:another where the
    row is in doubt besides.
    """
    given: ChoiceShape = request.context.json  # type: ignore[attr-defined]
    choose_rows(db(), actor(), (meeting_id, import_id), given.choices)
    return answer_roster(meeting_id, import_id)


@programs.post(f"{ROSTER}/take")
@allow(Permission.EDIT, Scope.MEETING)
@description.validate(resp=Answers(HTTP_200=RosterTaken), tags=["draft"])
def take_roster(meeting_id: int, import_id: int) -> Response:
    """Bring a roster into the draft in one batch; If-Match says which draft was seen."""
    base = hold_draft(meeting_id)
    added, changed, absent = take_import(db(), (meeting_id, import_id), base, actor())
    return jsonify({"added": added, "changed": changed, "absent": absent})


@programs.delete(ROSTER)
@allow(Permission.EDIT, Scope.MEETING)
@description.validate(tags=["draft"])
def drop_roster(meeting_id: int, import_id: int) -> ResponseReturnValue:
    """Let a roster go that is under way."""
    discard_import(db(), actor(), (meeting_id, import_id))
    return "", 204


def answer_roster(meeting_id: int, import_id: int) -> Response:
    """Return a roster under way."""
    found = open_import(db(), account(), meeting_id, import_id)
    rows: list[dict[str, Any]] = [
        {
            "number": each.number,
            "group": each.group.value,
            "name": each.name,
            "key": each.key,
            "choice": each.choice,
            "is_open": each.is_open,
        }
        for each in found.preview.rows
    ]
    return jsonify(
        {
            "id": found.id,
            "sequence": found.sequence,
            "columns": {str(at): name for at, name in found.source.columns.items()},
            "rows": rows,
            "open": found.preview.open_count,
        }
    )
