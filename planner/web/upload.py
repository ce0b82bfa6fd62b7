"""Uploading a plan file: look at it first, then bring it into the draft or let it go."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, send_file, url_for

from planner.domain.plan import MeetingKind
from planner.models.account import Permission
from planner.planfile import write_yaml
from planner.services.error import MissingRecordError
from planner.services.sample import SAMPLE_KINDS, sample_plan
from planner.services.upload import (
    discard_upload,
    keep_upload,
    preview_upload,
    take_upload,
)
from planner.web.access import account, actor, allow
from planner.web.opened import opened
from planner.web.wiring import db, wiring

if TYPE_CHECKING:
    from flask import Response
    from flask.typing import ResponseReturnValue
    from werkzeug.wrappers import Response as Redirection

blueprint = Blueprint("upload", __name__)
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_NAME = 120


@blueprint.get("/uploads/new")
@allow(Permission.EDIT)
def show_form() -> str:
    """Show where a plan file goes in, and offer a template and samples."""
    meeting_id = request.args.get("meeting", type=int)
    return render_template(
        "web/upload/new.html",
        meeting=opened(meeting_id) if meeting_id else None,
        kinds=MeetingKind,
        samples=SAMPLE_KINDS,
    )


@blueprint.post("/uploads")
@allow(Permission.EDIT)
def receive_upload() -> Redirection:
    """Keep an uploaded file and show what it holds."""
    file = request.files.get("file")
    meeting_id = request.form.get("meeting", type=int)
    if file is None or not file.filename:
        return redirect(url_for("upload.show_form", meeting=meeting_id))
    name = file.filename.replace("\\", "/").rpartition("/")[2][-LONGEST_NAME:]
    source = (name, file.read())
    upload_id = keep_upload(db(), source, meeting_id, actor())
    return redirect(url_for("upload.show_upload", upload_id=upload_id))


@blueprint.get("/uploads/<int:upload_id>")
@allow(Permission.EDIT)
def show_upload(upload_id: int) -> ResponseReturnValue:
    """Show every fault of an uploaded file, or what bringing it in would change."""
    preview = preview_upload(db(), account(), upload_id, wiring().today(), wiring().fonts)
    page = render_template("web/upload/show.html", preview=preview)
    return page, 422 if preview.faults else 200


@blueprint.post("/uploads/<int:upload_id>/take")
@allow(Permission.EDIT)
def take(upload_id: int) -> Redirection:
    """Bring an upload into its meeting's draft, or begin a meeting with it."""
    base = request.form.get("base", 0, type=int)
    meeting_id = take_upload(db(), upload_id, base, actor())
    return redirect(url_for("meeting.show_overview", meeting_id=meeting_id))


@blueprint.post("/uploads/<int:upload_id>/discard")
@allow(Permission.EDIT)
def discard(upload_id: int) -> Redirection:
    """Let an upload go."""
    discard_upload(db(), actor(), upload_id)
    return redirect(url_for("meeting.list_all"))


@blueprint.get("/templates/<kind>")
@allow(Permission.READ)
def download_template(kind: str) -> Response:
    """Serve an empty workbook for a kind of meeting."""
    if kind not in set(MeetingKind):
        raise MissingRecordError
    from planner.planfile import write_workbook_template  # noqa: PLC0415  it loads the workbook writer

    content = write_workbook_template(MeetingKind(kind))
    return send_content(content, WORKBOOK, "方案.xlsx")


@blueprint.get("/samples/<kind>.<ending>")
@allow(Permission.READ)
def download_sample(kind: str, ending: str) -> Response:
    """Serve a shipped sample as a workbook or as YAML."""
    if kind not in SAMPLE_KINDS or ending not in {"xlsx", "yaml"}:
        raise MissingRecordError
    from planner.planfile import write_workbook  # noqa: PLC0415  it loads the workbook writer

    plan = sample_plan(kind)
    if ending == "yaml":
        return send_content(write_yaml(plan).encode(), "application/yaml", "方案示例.yaml")
    return send_content(write_workbook(plan), WORKBOOK, "方案示例.xlsx")


def send_content(content: bytes, media_type: str, name: str) -> Response:
    """Return a file to be saved."""
    return send_file(
        io.BytesIO(content), mimetype=media_type, as_attachment=True, download_name=name
    )
