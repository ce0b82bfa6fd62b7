"""会议档案: a whole meeting as one file, and back."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, send_file, url_for

from planner.domain.error import PlannerError
from planner.models.account import Permission
from planner.services.archive import export_meeting
from planner.services.archive_restore import OtherHouseError, import_meeting
from planner.services.filename import make_filename
from planner.web.access import Scope, actor, allow
from planner.web.drafting import refuse_limited
from planner.web.error import status_of
from planner.web.language import language
from planner.web.wiring import db

if TYPE_CHECKING:
    from flask import Response
    from flask.typing import ResponseReturnValue

blueprint = Blueprint("archive", __name__)


@blueprint.get("/meetings/<int:meeting_id>/archive")
@allow(Permission.EDIT, Scope.MEETING)
def download(meeting_id: int) -> Response:
    """Serve a meeting whole: draft, revisions, reviews, history, work and its files."""
    title, content = export_meeting(db(), meeting_id, actor())
    return send_file(
        io.BytesIO(content),
        mimetype="application/zip",
        as_attachment=True,
        download_name=make_filename(f"{title}-会议档案.zip"),
    )


@blueprint.get("/meetings/new/archive")
@allow(Permission.EDIT, Scope.ORGANISATION)
def show_form() -> str:
    """Show where the file of a meeting goes in."""
    refuse_limited()
    return render_form()


@blueprint.post("/meetings/new/archive")
@allow(Permission.EDIT, Scope.ORGANISATION)
def take() -> ResponseReturnValue:
    """Make the meeting that a file holds; what is wrong with the file is said."""
    refuse_limited()
    file = request.files.get("file")
    if file is None or not file.filename:
        return redirect(url_for("archive.show_form"))
    is_from_elsewhere = "is_from_elsewhere" in request.form
    try:
        made = import_meeting(db(), file.read(), actor(), is_from_elsewhere=is_from_elsewhere)
    except PlannerError as error:
        refusal = error.wording.in_language(language())
        is_elsewhere = isinstance(error, OtherHouseError) or is_from_elsewhere
        return render_form(refusal, is_elsewhere=is_elsewhere), status_of(error)
    return redirect(url_for("meeting.show_overview", meeting_id=made))


def render_form(refusal: str = "", *, is_elsewhere: bool = False) -> str:
    """Return the form; the box for another house's meeting is there where it is needed."""
    return render_template("web/archive/new.html", refusal=refusal, is_elsewhere=is_elsewhere)
