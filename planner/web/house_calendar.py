"""日历: what a house holds in a year, at a place, and one's own calendars over all meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, g, render_template, request, url_for

from planner.models.account import Permission
from planner.services.calendar_list import list_of_house
from planner.services.meeting import list_meetings
from planner.web.access import Scope, account, allow
from planner.web.calendar_form import download as send_file
from planner.web.calendar_form import make as make_one
from planner.web.calendar_form import read_scope, show_form
from planner.web.wiring import db, wiring

if TYPE_CHECKING:
    from flask import Response
    from flask.typing import ResponseReturnValue

blueprint = Blueprint("house_calendar", __name__, url_prefix="/calendars")


@blueprint.get("")
@allow(Permission.READ, Scope.ORGANISATION)
def list_all() -> str:
    """Show the calendars over all meetings, and the way to those of each meeting."""
    published = [each for each in list_meetings(db(), account()) if each.revision_number]
    return render_template(
        "web/calendar/house.html",
        calendars=list_of_house(db(), account(), wiring().today()),
        meetings=published,
    )


@blueprint.get("/file.ics")
@allow(Permission.READ, Scope.ORGANISATION)
def download() -> Response:
    """Return a calendar as a file."""
    as_tasks = request.args.get("tasks") == "1"
    return send_file(read_scope(request.args), g.organisation_name, as_tasks=as_tasks)


@blueprint.get("/new")
@allow(Permission.READ, Scope.ORGANISATION)
def ask() -> str:
    """Ask which device is to subscribe, and with what."""
    places = {
        "action": url_for("house_calendar.make"),
        "back": url_for("house_calendar.list_all"),
    }
    return show_form(read_scope(request.args), **places)


@blueprint.post("")
@allow(Permission.READ, Scope.ORGANISATION)
def make() -> ResponseReturnValue:
    """Subscribe a device, and show its address, this once."""
    return make_one(read_scope(request.form), url_for("house_calendar.list_all"))
