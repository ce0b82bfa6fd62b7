"""人员: the roster in three orders, searched by name or pinyin; and one person."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from planner.models.account import Permission
from planner.services.error import MissingRecordError
from planner.services.involvement import find_involvement
from planner.services.roster import RosterQuery, search_people
from planner.web.access import Scope, allow
from planner.web.opened import opened, render_meeting

blueprint = Blueprint("person", __name__)


@blueprint.get("/meetings/<int:meeting_id>/people")
@allow(Permission.READ, Scope.MEETING)
def list_people(meeting_id: int) -> str:
    """Show a page of the roster; only the table where a script asks for it."""
    meeting = opened(meeting_id)
    query = RosterQuery.read(request.args)
    found = search_people(meeting.plan, query)
    if request.headers.get("HX-Request"):
        return render_template("web/person/table.html", meeting=meeting, query=query, found=found)
    return render_meeting("web/person/list.html", meeting, "people", query=query, found=found)


@blueprint.get("/meetings/<int:meeting_id>/people/<key>")
@allow(Permission.READ, Scope.MEETING)
def show_person(meeting_id: int, key: str) -> str:
    """Show everything that touches one person."""
    meeting = opened(meeting_id)
    person = meeting.directory.people.get(key)
    if person is None:
        raise MissingRecordError
    return render_meeting(
        "web/person/show.html",
        meeting,
        "people",
        person=person,
        involvement=find_involvement(meeting, person),
    )
