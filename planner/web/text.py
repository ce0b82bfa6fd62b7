"""文稿: the texts of a meeting to read, and to write with a preview."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, request, url_for

from planner.models.account import Permission
from planner.services.draft import open_draft
from planner.services.draft_change import Edit, apply_edits
from planner.services.draft_error import MissingEntryError
from planner.web.access import Scope, actor, allow
from planner.web.opened import opened, opened_draft, render_meeting
from planner.web.rich_text import render_text
from planner.web.wiring import db

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

blueprint = Blueprint("text", __name__)
LONGEST_PREVIEW = 200_000


@blueprint.get("/meetings/<int:meeting_id>/texts")
@allow(Permission.READ, Scope.MEETING)
def list_texts(meeting_id: int) -> str:
    """Show the texts of a meeting."""
    return render_meeting("web/text/list.html", opened(meeting_id), "texts")


@blueprint.get("/meetings/<int:meeting_id>/texts/edit", defaults={"key": ""})
@blueprint.get("/meetings/<int:meeting_id>/texts/<key>/edit")
@allow(Permission.EDIT, Scope.MEETING)
def edit_text(meeting_id: int, key: str) -> str:
    """Show a text of the draft with its preview; the first where none is named."""
    meeting = opened_draft(meeting_id)
    entries = open_draft(db(), meeting_id).entries["texts"]
    entry = next((each for each in entries if key in {"", each.key}), None)
    if key and entry is None:
        raise MissingEntryError("texts", key)  # noqa: EM101  a section, no message
    return render_meeting("web/text/edit.html", meeting, "texts", entry=entry, entries=entries)


@blueprint.post("/meetings/<int:meeting_id>/texts")
@allow(Permission.EDIT, Scope.MEETING)
def add_text(meeting_id: int) -> Response:
    """Add a text of a title."""
    edit = Edit.add("texts", {"title": request.form.get("title", "")})
    key = apply_edits(db(), meeting_id, [edit], actor()).entries[0].key
    return redirect(url_for("text.edit_text", meeting_id=meeting_id, key=key))


@blueprint.post("/meetings/<int:meeting_id>/texts/preview")
@allow(Permission.EDIT, Scope.MEETING)
def preview_text(meeting_id: int) -> str:  # noqa: ARG001  the gate looks at it
    """Return a text as its readers will see it; nothing is kept."""
    return render_text(request.form.get("text", "")[:LONGEST_PREVIEW])
