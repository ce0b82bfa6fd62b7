"""人员: the roster in three orders, searched by name or pinyin; and one person."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from planner.models.account import Permission
from planner.services.error import MissingRecordError
from planner.services.involvement import find_involvement
from planner.services.portrait import find_portrait
from planner.services.roster import RosterQuery, search_people
from planner.services.seat_link import find_links
from planner.web.access import Scope, account, allow
from planner.web.opened import opened, render_meeting
from planner.web.wiring import db, wiring

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
    may_edit = account().may(Permission.EDIT, meeting_id)
    secret = wiring().policy.secret
    return render_meeting(
        "web/person/show.html",
        meeting,
        "people",
        person=person,
        involvement=find_involvement(meeting, person),
        portrait=find_portrait(db(), meeting_id, key) if may_edit else None,
        link=find_links(db(), meeting_id, secret, key).get(key) if may_edit else None,
    )
