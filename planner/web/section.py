"""修改方案: every section of the draft as a table whose fields save themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, request, url_for

from planner.models.account import Permission
from planner.services.draft import open_draft
from planner.services.draft_change import Edit, apply_edits
from planner.services.draft_error import EntryInUseError
from planner.services.error import MissingRecordError
from planner.services.section_table import (
    CLOCKS,
    COLUMNS,
    DAYS,
    DEFAULTS,
    FLAGS,
    LONG,
    PEOPLE,
    TERMS,
    show_section,
    speak_field,
)
from planner.web.access import Scope, actor, allow
from planner.web.field_name import field_name
from planner.web.opened import opened_draft, render_meeting
from planner.web.wiring import db

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue
    from werkzeug.wrappers import Response

blueprint = Blueprint("section", __name__)
LONGEST_QUERY = 60
SUGGESTED = {
    **dict.fromkeys(PEOPLE, "person"),
    "decided_by": "person",
    "place": "place",
    "department": "department",
    "support": "department",
    "workstream": "workstream",
    "sittings": "sitting",
}
"""What fields offer while one types."""
OFFERED = {"leaves": "person", "groups": "group"}
"""What the first field of a new entry offers."""


@blueprint.get("/meetings/<int:meeting_id>/edit")
@allow(Permission.EDIT, Scope.MEETING)
def begin(meeting_id: int) -> Response:
    """Go to the first section."""
    return redirect(url_for("section.show", meeting_id=meeting_id, section="meeting"))


@blueprint.get("/meetings/<int:meeting_id>/edit/<section>")
@allow(Permission.EDIT, Scope.MEETING)
def show(meeting_id: int, section: str) -> str:
    """Show a section of the draft, every field ready to be changed."""
    meeting = opened_draft(meeting_id)
    text = request.args.get("q", "")[:LONGEST_QUERY]
    draft = open_draft(db(), meeting_id)
    found = show_section(draft, known(section), text, request.args.get("page", 1, type=int))
    return render_meeting(
        "web/section/show.html",
        meeting,
        "edit",
        found=found,
        query=text,
        terms=TERMS,
        defaults=DEFAULTS,
        flags=FLAGS,
        days=DAYS,
        clocks=CLOCKS,
        long=LONG,
        suggested=SUGGESTED,
        offered=OFFERED,
        field_name=field_name,
        speak=lambda entry, name: speak_field(entry, name, meeting.directory),
    )


@blueprint.post("/meetings/<int:meeting_id>/edit/<section>")
@allow(Permission.EDIT, Scope.MEETING)
def add(meeting_id: int, section: str) -> Response:
    """Add an entry with what the form says of it."""
    values = {name: request.form[name] for name in COLUMNS[known(section)] if name in request.form}
    outcome = apply_edits(db(), meeting_id, [Edit.add(section, values)], actor())
    return go_to(meeting_id, section, outcome.entries[0].key)


@blueprint.post("/meetings/<int:meeting_id>/edit/<section>/<key>/remove")
@allow(Permission.EDIT, Scope.MEETING)
def remove(meeting_id: int, section: str, key: str) -> ResponseReturnValue:
    """Remove an entry; undoing brings it back to its place."""
    version = request.form.get("version", type=int)
    edit = Edit.remove(known(section), key, version, lets_go="lets_go" in request.form)
    try:
        apply_edits(db(), meeting_id, [edit], actor())
    except EntryInUseError as error:
        return ask_to_let_go(meeting_id, edit, error), 409
    return go_to(meeting_id, section)


def ask_to_let_go(meeting_id: int, edit: Edit, error: EntryInUseError) -> str:
    """Show what points to an entry, and ask whether it shall let go of it."""
    meeting = opened_draft(meeting_id)
    return render_meeting(
        "web/section/removal.html",
        meeting,
        "edit",
        sitting=meeting.directory.sittings[edit.key],
        version=edit.version,
        pointers=error.pointers,
    )


@blueprint.post("/meetings/<int:meeting_id>/edit/<section>/<key>/move")
@allow(Permission.EDIT, Scope.MEETING)
def move(meeting_id: int, section: str, key: str) -> Response:
    """Move an entry one place up or down."""
    keys = [each.key for each in open_draft(db(), meeting_id).entries[known(section)]]
    if key not in keys:
        raise MissingRecordError
    at = keys.index(key)
    rest = [each for each in keys if each != key]
    to = max(0, at - 1) if request.form.get("to") == "up" else min(len(rest), at + 1)
    after = rest[to - 1] if to else ""
    apply_edits(db(), meeting_id, [Edit.move(section, key, after)], actor())
    return go_to(meeting_id, section, key)


def known(section: str) -> str:
    """Return a section that is edited as a table; another one is not there."""
    if section not in COLUMNS:
        raise MissingRecordError
    return section


def go_to(meeting_id: int, section: str, key: str = "") -> Response:
    """Go back to the section, to one entry of it."""
    anchor = f"row-{key}" if key else None
    return redirect(
        url_for(
            "section.show",
            meeting_id=meeting_id,
            section=section,
            page=request.form.get("page") or None,
            q=request.form.get("q") or None,
            _anchor=anchor,
        )
    )
