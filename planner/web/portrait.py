"""证件照: uploaded many at once, looked at, replaced and removed; who lacks one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, make_response, redirect, request, url_for

from planner.models.account import Permission
from planner.services.portrait import (
    PhotosTaken,
    list_portraits,
    read_photo,
    remove_photo,
    take_photos,
)
from planner.services.portrait_file import PhotoFile
from planner.services.roster import RosterQuery, search_people
from planner.web.access import SIGN_IN_COOKIE, Scope, actor, allow, cookie_name
from planner.web.opened import opened, render_meeting
from planner.web.wiring import db

if TYPE_CHECKING:
    from typing import Any

    from flask import Response
    from flask.typing import ResponseReturnValue
    from werkzeug.wrappers import Response as Redirection

blueprint = Blueprint("portrait", __name__)
LARGEST_UPLOAD = 200 * 1024 * 1024
MOST_PARTS = 3_000
LONGEST_NAME = 200
MOST_MISSING = 300
PRIVATE = "private, max-age=31536000, immutable"


@blueprint.url_value_preprocessor
def make_room(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Let whoever has signed in send many photos at once."""
    if endpoint == "portrait.receive" and request.cookies.get(cookie_name(SIGN_IN_COOKIE)):
        request.max_content_length = LARGEST_UPLOAD
        request.max_form_parts = MOST_PARTS


@blueprint.get("/meetings/<int:meeting_id>/portraits")
@allow(Permission.EDIT, Scope.MEETING)
def list_all(meeting_id: int) -> str:
    """Show who has a photo and who lacks one."""
    return render_list(meeting_id)


@blueprint.post("/meetings/<int:meeting_id>/portraits")
@allow(Permission.EDIT, Scope.MEETING)
def receive(meeting_id: int) -> ResponseReturnValue:
    """Keep uploaded photos and tell what became of each file."""
    files = (
        PhotoFile((each.filename or "")[-LONGEST_NAME:], each.read())
        for each in request.files.getlist("photos")
        if each.filename
    )
    taken = take_photos(db(), meeting_id, files, actor())
    return render_list(meeting_id, taken), 200 if taken.taken else 422


@blueprint.get("/meetings/<int:meeting_id>/portraits/<key>")
@allow(Permission.EDIT, Scope.MEETING)
def show(meeting_id: int, key: str) -> Response:
    """Serve somebody's photo; its address changes with it."""
    answer = make_response(read_photo(db(), meeting_id, key))
    answer.mimetype = "image/jpeg"
    answer.headers["Cache-Control"] = PRIVATE
    return answer


@blueprint.post("/meetings/<int:meeting_id>/portraits/<key>/remove")
@allow(Permission.EDIT, Scope.MEETING)
def remove(meeting_id: int, key: str) -> Redirection:
    """Remove somebody's photo."""
    remove_photo(db(), meeting_id, key, actor())
    return redirect(url_for("portrait.list_all", meeting_id=meeting_id))


def render_list(meeting_id: int, taken: PhotosTaken | None = None) -> str:
    """Return the page of photos."""
    meeting = opened(meeting_id)
    query = RosterQuery.read(request.args)
    portraits = list_portraits(db(), meeting_id)
    missing = [each for each in meeting.plan.people if each.key not in portraits]
    return render_meeting(
        "web/portrait/list.html",
        meeting,
        "people",
        query=query,
        found=search_people(meeting.plan, query),
        portraits=portraits,
        missing=missing[:MOST_MISSING],
        missing_count=len(missing),
        taken=taken,
    )
