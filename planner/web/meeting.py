"""The list of meetings, and a meeting's overview."""

from __future__ import annotations

from flask import Blueprint, render_template

from planner.models.account import Permission
from planner.services.meeting import list_meetings
from planner.services.overview import sum_up
from planner.web.access import Scope, account, allow
from planner.web.opened import opened, render_meeting
from planner.web.roadmap_chart import draw_chart
from planner.web.wiring import db, wiring

blueprint = Blueprint("meeting", __name__)
MOST_IN_MENU = 12


@blueprint.get("/meetings")
@allow(Permission.READ)
def list_all() -> str:
    """Show the house's meetings, or what to do where there is none."""
    return render_template(
        "web/meeting/list.html", meetings=list_meetings(db(), account()), today=wiring().today()
    )


@blueprint.get("/meetings/menu")
@allow(Permission.READ)
def show_menu() -> str:
    """Show the house's meetings as the menu in the bar, fetched when it opens."""
    return render_template(
        "web/meeting/menu.html", meetings=list_meetings(db(), account())[:MOST_IN_MENU]
    )


@blueprint.get("/meetings/<int:meeting_id>")
@allow(Permission.READ, Scope.MEETING)
def show_overview(meeting_id: int) -> str:
    """Show how a meeting stands."""
    meeting = opened(meeting_id)
    return render_meeting(
        "web/meeting/overview.html",
        meeting,
        "overview",
        overview=sum_up(db(), meeting, account()),
        chart=draw_chart(meeting, is_small=True),
    )
