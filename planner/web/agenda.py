"""议程: the matters of business, in order: to read, and to edit beside how they are printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, url_for

from planner.documents.sheet.agenda import ADOPTION, agenda_sheet
from planner.models.account import Permission
from planner.services.draft import open_draft
from planner.services.draft_change import Edit, apply_edits
from planner.services.section_table import speak_field
from planner.web.access import Scope, actor, allow
from planner.web.opened import opened, opened_draft, render_meeting
from planner.web.wiring import db

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

blueprint = Blueprint("agenda", __name__)
ADOPTION_TITLE = "议程通过情况"


@blueprint.get("/meetings/<int:meeting_id>/agenda")
@allow(Permission.READ, Scope.MEETING)
def show_agenda(meeting_id: int) -> str:
    """Show a meeting's agenda."""
    return render_meeting("web/agenda/show.html", opened(meeting_id), "agenda")


@blueprint.get("/meetings/<int:meeting_id>/agenda/edit")
@allow(Permission.EDIT, Scope.MEETING)
def edit_agenda(meeting_id: int) -> str:
    """Show the items of the draft to be edited; only the printed page where a script asks."""
    meeting = opened_draft(meeting_id)
    sheet = agenda_sheet(meeting.plan)
    if request.headers.get("X-Part"):
        return render_template("web/agenda/printed.html", sheet=sheet)
    draft = open_draft(db(), meeting_id)
    return render_meeting(
        "web/agenda/edit.html",
        meeting,
        "agenda",
        sheet=sheet,
        entries=draft.entries["agenda"],
        adoption=draft.find("texts", ADOPTION),
        speak=lambda entry, name: speak_field(entry, name, meeting.directory),
    )


@blueprint.post("/meetings/<int:meeting_id>/agenda")
@allow(Permission.EDIT, Scope.MEETING)
def add_item(meeting_id: int) -> Response:
    """Add an item at the end."""
    edit = Edit.add("agenda", {"title": request.form.get("title", "")})
    outcome = apply_edits(db(), meeting_id, [edit], actor())
    return go_back(meeting_id, f"field-agenda-{outcome.entries[0].key}-title")


@blueprint.post("/meetings/<int:meeting_id>/agenda/adoption")
@allow(Permission.EDIT, Scope.MEETING)
def add_adoption(meeting_id: int) -> Response:
    """Add the line of when and by whom the agenda was adopted."""
    values = {"title": ADOPTION_TITLE, "body": request.form.get("body", "")}
    apply_edits(db(), meeting_id, [Edit.add("texts", values, key=ADOPTION)], actor())
    return go_back(meeting_id, f"field-texts-{ADOPTION}-body")


def go_back(meeting_id: int, anchor: str) -> Response:
    """Go back to the editor, to one field of it."""
    return redirect(url_for("agenda.edit_agenda", meeting_id=meeting_id, _anchor=anchor))
