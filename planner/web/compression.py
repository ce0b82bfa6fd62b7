"""工期压缩: what gave way in a plan that was begun too late, and four ways out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, request, url_for

from planner.domain.compression_offer import OfferKind
from planner.models.account import Permission
from planner.services.compression import show_compression, take_way_out
from planner.services.error import MissingRecordError
from planner.web.access import Scope, actor, allow
from planner.web.opened import opened_draft, render_meeting
from planner.web.wiring import db, wiring

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

blueprint = Blueprint("compression", __name__)


@blueprint.get("/meetings/<int:meeting_id>/compression")
@allow(Permission.EDIT, Scope.MEETING)
def show(meeting_id: int) -> str:
    """Show the tasks that gave way, and what can be done."""
    return render_meeting(
        "web/compression/show.html",
        opened_draft(meeting_id),
        "timeline",
        found=show_compression(db(), meeting_id, wiring().today()),
        OfferKind=OfferKind,
    )


@blueprint.post("/meetings/<int:meeting_id>/compression/<kind>")
@allow(Permission.EDIT, Scope.MEETING)
def take(meeting_id: int, kind: str) -> Response:
    """Take a way out for the tasks that were ticked."""
    if kind not in set(OfferKind):
        raise MissingRecordError
    base = request.form.get("base", 0, type=int)
    keys = request.form.getlist("tasks")
    take_way_out(db(), meeting_id, OfferKind(kind), keys, base, actor(), wiring().today())
    return redirect(url_for("compression.show", meeting_id=meeting_id))
