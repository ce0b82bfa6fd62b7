"""路线图: the same tasks as bars, drawn here as SVG."""

from __future__ import annotations

from flask import Blueprint

from planner.models.account import Permission
from planner.web.access import Scope, allow
from planner.web.opened import opened, render_meeting
from planner.web.roadmap_chart import draw_chart

blueprint = Blueprint("roadmap", __name__)


@blueprint.get("/meetings/<int:meeting_id>/roadmap")
@allow(Permission.READ, Scope.MEETING)
def show_roadmap(meeting_id: int) -> str:
    """Show a meeting's road map."""
    meeting = opened(meeting_id)
    return render_meeting("web/roadmap/show.html", meeting, "roadmap", chart=draw_chart(meeting))
