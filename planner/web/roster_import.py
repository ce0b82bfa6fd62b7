"""导入名册: a roster file is read, its columns are matched, its rows looked at, then taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, redirect, render_template, request, url_for

from planner.models.account import Permission
from planner.planfile import PlanFileError
from planner.planfile.roster_column import roster_columns
from planner.services.draft import open_draft
from planner.services.error import MissingRecordError
from planner.services.filename import make_filename
from planner.services.person_view import ORDER
from planner.services.roster import RosterQuery
from planner.services.roster_export import ENDINGS, export_roster
from planner.services.roster_import import (
    CHOICES,
    PAGE_SIZE,
    choose_rows,
    discard_import,
    keep_roster,
    open_import,
    set_columns,
    take_import,
)
from planner.services.roster_preview import RowGroup
from planner.web.access import Scope, account, actor, allow
from planner.web.field_name import field_name, spoken_value
from planner.web.opened import opened_draft, render_meeting
from planner.web.upload import WORKBOOK, send_content
from planner.web.wiring import db

if TYPE_CHECKING:
    from flask import Response
    from flask.typing import ResponseReturnValue

    from planner.services.roster_import import OpenImport

blueprint = Blueprint("roster_import", __name__)
LONGEST_NAME = 120
SHOWN_FIRST = (
    RowGroup.FAULTY,
    RowGroup.DOUBTFUL,
    RowGroup.CHANGED,
    RowGroup.NEW,
    RowGroup.MISSING,
    RowGroup.SAME,
)
"""Groups in the order in which somebody has to look at them."""
SAMPLES = 3


@blueprint.get("/meetings/<int:meeting_id>/edit/people/import")
@allow(Permission.EDIT, Scope.MEETING)
def show_form(meeting_id: int) -> str:
    """Show where a roster goes in."""
    return render_form(meeting_id)


def render_form(meeting_id: int, faults: object = ()) -> str:
    """Return the page where a roster goes in, with what was wrong with the last one."""
    meeting = opened_draft(meeting_id)
    return render_meeting("web/roster_import/new.html", meeting, "edit", faults=faults)


@blueprint.post("/meetings/<int:meeting_id>/edit/people/import")
@allow(Permission.EDIT, Scope.MEETING)
def receive(meeting_id: int) -> ResponseReturnValue:
    """Read a roster file, or rows that were pasted, and show what is in it."""
    file, text = request.files.get("file"), request.form.get("text", "")
    if file is not None and file.filename:
        name = file.filename.replace("\\", "/").rpartition("/")[2][-LONGEST_NAME:]
        source = (name, file.read())
    elif text.strip():
        source = ("粘贴的名单", text.encode())
    else:
        return redirect(url_for(".show_form", meeting_id=meeting_id))
    try:
        import_id = keep_roster(db(), meeting_id, source, actor())
    except PlanFileError as error:
        return render_form(meeting_id, error.faults), 422
    return go_to(meeting_id, import_id)


@blueprint.get("/meetings/<int:meeting_id>/edit/people/import/<int:import_id>")
@allow(Permission.EDIT, Scope.MEETING)
def show(meeting_id: int, import_id: int) -> str:
    """Show what a roster would do, one group of its rows at a time."""
    found = open_import(db(), account(), meeting_id, import_id)
    facts = preview_facts(found)
    meeting = opened_draft(meeting_id)
    if request.headers.get("X-Part"):
        return render_template(
            "web/roster_import/rows.html", meeting=meeting, names=meeting.directory, **facts
        )
    return render_meeting("web/roster_import/show.html", meeting, "edit", **facts)


def preview_facts(found: OpenImport) -> dict[str, Any]:
    """Return what the page of a roster shows."""
    counts = {group: len(found.preview.of(group)) for group in SHOWN_FIRST}
    asked = request.args.get("group", "")
    first = next((each for each in SHOWN_FIRST if counts[each]), RowGroup.NEW)
    group = RowGroup(asked) if asked in set(RowGroup) else first
    rows = found.preview.of(group)
    pages = max(1, -(-len(rows) // PAGE_SIZE))
    page = min(max(1, request.args.get("page", 1, type=int)), pages)
    return {
        "found": found,
        "counts": counts,
        "group": group,
        "rows": rows[(page - 1) * PAGE_SIZE : page * PAGE_SIZE],
        "page": page,
        "pages": pages,
        "choices": CHOICES,
        "fields": [each.field for each in roster_columns()],
        "samples": [cells for _, cells in found.source.rows[:SAMPLES]],
        "field_name": field_name,
        "spoken_value": spoken_value,
    }


@blueprint.post("/meetings/<int:meeting_id>/edit/people/import/<int:import_id>/columns")
@allow(Permission.EDIT, Scope.MEETING)
def match_columns(meeting_id: int, import_id: int) -> ResponseReturnValue:
    """Say which field each column means."""
    said = {
        int(name.removeprefix("column-")): value
        for name, value in request.form.items()
        if name.removeprefix("column-").isdecimal() and value
    }
    set_columns(db(), actor(), (meeting_id, import_id), said)
    return go_to(meeting_id, import_id)


@blueprint.post("/meetings/<int:meeting_id>/edit/people/import/<int:import_id>/choices")
@allow(Permission.EDIT, Scope.MEETING)
def choose(meeting_id: int, import_id: int) -> ResponseReturnValue:
    """Keep what was chosen for the rows of a page, or for a whole group."""
    said = {
        name.removeprefix("row-"): value
        for name, value in request.form.items()
        if name.startswith("row-") and value
    }
    whole = request.form.get("whole", "")
    group = (request.form.get("group", ""), whole) if whole else ("", "")
    choose_rows(db(), actor(), (meeting_id, import_id), said, group)
    if request.headers.get("X-Part"):
        return "", 204
    place = {"group": request.form.get("group"), "page": request.form.get("page")}
    return go_to(meeting_id, import_id, **place)


@blueprint.post("/meetings/<int:meeting_id>/edit/people/import/<int:import_id>/take")
@allow(Permission.EDIT, Scope.MEETING)
def take(meeting_id: int, import_id: int) -> ResponseReturnValue:
    """Bring the roster into the draft."""
    base = request.form.get("base", 0, type=int)
    counts = take_import(db(), (meeting_id, import_id), base, actor())
    return redirect(url_for("person_grid.show", meeting_id=meeting_id, changed=sum(counts)))


@blueprint.post("/meetings/<int:meeting_id>/edit/people/import/<int:import_id>/discard")
@allow(Permission.EDIT, Scope.MEETING)
def discard(meeting_id: int, import_id: int) -> ResponseReturnValue:
    """Let the roster go."""
    discard_import(db(), actor(), (meeting_id, import_id))
    return redirect(url_for("person_grid.show", meeting_id=meeting_id))


@blueprint.get("/meetings/<int:meeting_id>/edit/people/export.<ending>")
@allow(Permission.EDIT, Scope.MEETING)
def download(meeting_id: int, ending: str) -> Response:
    """Serve the people that the address finds as a workbook or as text."""
    if ending not in ENDINGS:
        raise MissingRecordError
    plan = open_draft(db(), meeting_id).plan
    content = export_roster(plan, RosterQuery.read(request.args, ORDER), ending)
    media_type = WORKBOOK if ending == "xlsx" else "text/csv; charset=utf-8"
    return send_content(content, media_type, make_filename(f"{plan.title}名册.{ending}"))


def go_to(meeting_id: int, import_id: int, **more: Any) -> ResponseReturnValue:  # noqa: ANN401  as url_for takes it
    """Go to the page of a roster."""
    return redirect(url_for(".show", meeting_id=meeting_id, import_id=import_id, **more))
