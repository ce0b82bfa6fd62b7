"""议程: the matters of business, in order."""

from __future__ import annotations

from flask import Blueprint

from planner.models.account import Permission
from planner.web.access import Scope, allow
from planner.web.opened import opened, render_meeting

blueprint = Blueprint("agenda", __name__)


@blueprint.get("/meetings/<int:meeting_id>/agenda")
@allow(Permission.READ, Scope.MEETING)
def show_agenda(meeting_id: int) -> str:
    """Show a meeting's agenda."""
    return render_meeting("web/agenda/show.html", opened(meeting_id), "agenda")
