"""Arranging a rostrum: who is in which row, in which order, by which rule."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from planner.domain.rostrum import View, seat_rostrum, view_rows
from planner.domain.sitting import Lectern, PresiderSeat, RowOrder, SeatRule
from planner.models.account import Permission
from planner.services.draft import open_draft
from planner.services.sitting import find_sitting
from planner.web.access import Scope, allow
from planner.web.opened import opened_draft, render_meeting
from planner.web.wiring import db

blueprint = Blueprint("rostrum_edit", __name__)


@blueprint.get("/meetings/<int:meeting_id>/rostrum/<key>/edit")
@allow(Permission.EDIT, Scope.MEETING)
def edit_rostrum(meeting_id: int, key: str) -> str:
    """Show the rows of a sitting's rostrum to be arranged; only the chart where a script asks."""
    meeting = opened_draft(meeting_id)
    sitting, entry = find_sitting(open_draft(db(), meeting_id), key)
    view = View.ROSTRUM if request.args.get("view") == View.ROSTRUM else View.HALL
    chart = seat_rostrum(meeting.plan, sitting)
    facts = {
        "chart": chart,
        "view": view,
        "views": View,
        "rows": view_rows(chart, view),
        "names": meeting.directory,
    }
    if request.headers.get("X-Part"):
        return render_template("components/stage.html", meeting=meeting, **facts)
    seated = {
        each for row in (sitting.rostrum.rows if sitting.rostrum else ()) for each in row.people
    }
    facts.pop("names")
    return render_meeting(
        "web/rostrum/edit.html",
        meeting,
        "seating",
        sitting=sitting,
        entry=entry,
        people={each: meeting.directory.name_of(each) for each in sorted(seated)},
        choices={"rule": SeatRule, "presider_seat": PresiderSeat, "lectern": Lectern},
        chosen={"presider_seat": PresiderSeat.BY_RANK, "lectern": Lectern.FRONT_RIGHT},
        orders=RowOrder,
        **facts,
    )
