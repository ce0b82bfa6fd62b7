"""主席台座次: the chart of a sitting, from the hall or from the rostrum, with every reason."""

from __future__ import annotations

from flask import Blueprint, request

from planner.domain.rostrum import View, seat_rostrum, view_rows
from planner.models.account import Permission
from planner.services.error import MissingRecordError
from planner.web.access import Scope, allow
from planner.web.opened import opened, render_meeting

blueprint = Blueprint("rostrum", __name__)


@blueprint.get("/meetings/<int:meeting_id>/rostrum", defaults={"key": ""})
@blueprint.get("/meetings/<int:meeting_id>/rostrum/<key>")
@allow(Permission.READ, Scope.MEETING)
def show_rostrum(meeting_id: int, key: str) -> str:
    """Show the rostrum of a sitting; the first that has one where none is named."""
    meeting = opened(meeting_id)
    sittings = [each for each in meeting.plan.sittings if each.rostrum]
    chosen = next((each for each in sittings if key in {"", each.key}), None)
    if key and chosen is None:
        raise MissingRecordError
    view = View.ROSTRUM if request.args.get("view") == View.ROSTRUM else View.HALL
    chart = seat_rostrum(meeting.plan, chosen) if chosen else None
    return render_meeting(
        "web/rostrum/show.html",
        meeting,
        "seating",
        sittings=sittings,
        sitting=chosen,
        chart=chart,
        view=view,
        views=View,
        rows=view_rows(chart, view) if chart else (),
    )
