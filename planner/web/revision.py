"""版本: the published revisions of a meeting, and the files that they came in."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from flask import Blueprint, Response, request, send_file

from planner.models.account import Permission
from planner.services.comparison import compare_revisions
from planner.services.published import load_plan
from planner.services.revision import find_source, list_revisions
from planner.web.access import Scope, account, allow
from planner.web.finding import link_place
from planner.web.opened import opened, render_meeting
from planner.web.wiring import db

if TYPE_CHECKING:
    from planner.services.notice import Notice

blueprint = Blueprint("revision", __name__)


@blueprint.get("/meetings/<int:meeting_id>/revisions")
@allow(Permission.READ, Scope.MEETING)
def list_all(meeting_id: int) -> str:
    """Show a meeting's revisions."""
    meeting = opened(meeting_id)
    return render_meeting(
        "web/revision/list.html", meeting, "revisions", revisions=list_revisions(db(), meeting_id)
    )


@blueprint.get("/meetings/<int:meeting_id>/revisions/<int:number>")
@allow(Permission.READ, Scope.MEETING)
def show_changes(meeting_id: int, number: int) -> str:
    """Show in sentences what a revision changed."""
    meeting = opened(meeting_id)
    edition = load_plan(db(), meeting_id, number).plan.edition
    return render_meeting(
        "web/revision/show.html",
        meeting,
        "revisions",
        number=number,
        edition=edition,
        notice=read_notice(meeting_id, number - 1, number) if number > 1 else None,
        link=lambda place: link_place(meeting, place),
    )


@blueprint.get("/meetings/<int:meeting_id>/revisions/compare")
@allow(Permission.READ, Scope.MEETING)
def compare(meeting_id: int) -> str:
    """Show in sentences what changed between any two revisions."""
    meeting = opened(meeting_id)
    last = meeting.revision_number
    pair = sorted((read_number("from", last - 1), read_number("to", last)))
    is_pair = pair[0] != pair[1]
    return render_meeting(
        "web/revision/compare.html",
        meeting,
        "revisions",
        pair=pair,
        revisions=list_revisions(db(), meeting_id),
        notice=read_notice(meeting_id, *pair) if is_pair else None,
        link=lambda place: link_place(meeting, place),
    )


def read_notice(meeting_id: int, before: int, after: int) -> Notice:
    """Return what changed between two revisions; contact data and the like to editors only."""
    notice = compare_revisions(db(), meeting_id, before, after)
    return notice if account().may(Permission.EDIT, meeting_id) else notice.public


def read_number(name: str, otherwise: int) -> int:
    """Return the number of a revision that the address names."""
    return request.args.get(name, otherwise, type=int)


@blueprint.get("/meetings/<int:meeting_id>/revisions/<int:number>/source")
@allow(Permission.DRAFT, Scope.MEETING)
def download_source(meeting_id: int, number: int) -> Response:
    """Give back the file as it was uploaded, byte for byte."""
    name, content = find_source(db(), meeting_id, number)
    return send_file(
        io.BytesIO(content),
        mimetype="application/octet-stream",
        as_attachment=True,
        download_name=name,
    )
