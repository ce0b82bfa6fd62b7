"""日历订阅: the calendars of a meeting, to subscribe to and to download."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, g, request, url_for

from planner.models.account import Permission
from planner.services.calendar_list import kinds_of, list_of_meeting
from planner.services.meeting import open_meeting
from planner.services.roster import RosterQuery, search_people
from planner.web.access import Scope, account, allow
from planner.web.calendar_form import download as send_file
from planner.web.calendar_form import make as make_one
from planner.web.calendar_form import read_scope, show_form
from planner.web.opened import opened, render_meeting
from planner.web.wiring import db, wiring

if TYPE_CHECKING:
    from flask import Response
    from flask.typing import ResponseReturnValue

blueprint = Blueprint("calendar", __name__)
PLACE = "/meetings/<int:meeting_id>/calendars"


@blueprint.get(PLACE)
@allow(Permission.READ, Scope.MEETING)
def list_all(meeting_id: int) -> str:
    """Show the calendars of a meeting; those of its people to who may look at drafts."""
    meeting, parts = opened(meeting_id), wiring()
    query = RosterQuery.read(request.args)
    if not meeting.revision_number:
        return render_meeting("web/calendar/list.html", meeting, "calendars", calendars=None)
    plan = open_meeting(db(), meeting_id, parts.today(), parts.fonts, is_laid=False).plan
    is_staff = account().may(Permission.DRAFT, meeting_id)
    return render_meeting(
        "web/calendar/list.html",
        meeting,
        "calendars",
        calendars=list_of_meeting(plan, meeting_id, account()),
        query=query,
        found=search_people(plan, query) if is_staff else None,
        kinds=kinds_of(plan) if is_staff else {},
    )


@blueprint.get(f"{PLACE}/file.ics")
@allow(Permission.READ, Scope.MEETING)
def download(meeting_id: int) -> Response:
    """Return a calendar as a file."""
    as_tasks = request.args.get("tasks") == "1"
    scope = read_scope(request.args, meeting_id)
    return send_file(scope, g.organisation_name, as_tasks=as_tasks)


@blueprint.get(f"{PLACE}/new")
@allow(Permission.READ, Scope.MEETING)
def ask(meeting_id: int) -> str:
    """Ask which device is to subscribe, and with what."""
    return show_form(
        read_scope(request.args, meeting_id),
        action=url_for("calendar.make", meeting_id=meeting_id),
        back=url_for("calendar.list_all", meeting_id=meeting_id),
    )


@blueprint.post(PLACE)
@allow(Permission.READ, Scope.MEETING)
def make(meeting_id: int) -> ResponseReturnValue:
    """Subscribe a device, and show its address, this once."""
    back = url_for("calendar.list_all", meeting_id=meeting_id)
    return make_one(read_scope(request.form, meeting_id), back)
