"""Remarks in view: pinned by a leader on any page, seen by the desk at the fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, g, redirect, request

from planner.models.account import Permission
from planner.planfile.part import LISTS
from planner.services.remark import pin_remark, read_remarks, unpin_remark
from planner.web.access import Scope, account, actor, allow
from planner.web.field_name import field_name
from planner.web.redirection import safe_target
from planner.web.wiring import db

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from planner.domain.plan import Plan
    from planner.services.leader import ReviewView
    from planner.services.meeting import OpenMeeting
    from planner.services.remark import RemarkSheet

blueprint = Blueprint("remark", __name__)
STEP = "/meetings/<int:meeting_id>/review/<int:number>/pins"
LONGEST_TEXT, LONGEST_PLACE = 2_000, 200
HERE = {
    "person.show_person": "people/{key}",
    "sitting.show_sitting": "sittings/{key}",
    "rostrum.show_rostrum": "sittings/{key}/rostrum",
    "search.show_detail": "{section}/{key}",
}
"""The place that a page is about, by its view."""
NAMED = {
    "sittings": "sittings",
    "people": "people",
    "tasks": "tasks",
    "agenda": "agenda",
    "workstreams": "workstreams",
    "departments": "departments",
    "groups": "groups",
}


def find_sheet(meeting_id: int) -> RemarkSheet | None:
    """Return the remarks of the meeting's latest review; read once in a request."""
    if "remark_sheet" not in g:
        g.remark_sheet = read_remarks(db(), meeting_id)
    sheet: RemarkSheet | None = g.remark_sheet
    return sheet


def is_reviewing(meeting_id: int) -> bool:
    """Tell whether something waits for this reader's decision: then he reads that."""
    if not account().may(Permission.REVIEW, meeting_id):
        return False
    sheet = find_sheet(meeting_id)
    return sheet is not None and sheet.is_waiting


def show_remarks(meeting: OpenMeeting) -> RemarkSheet | None:
    """Return the remarks that a page shows: the leader's own, or those sent back to the desk."""
    if is_reviewing(meeting.id):
        return find_sheet(meeting.id)
    if not (meeting.is_draft and account().may(Permission.EDIT, meeting.id)):
        return None
    sheet = find_sheet(meeting.id)
    return sheet if sheet is not None and sheet.is_returned and sheet.standing else None


def find_here() -> str:
    """Return the place of the plan that the page is about, or nothing."""
    pattern = HERE.get(request.endpoint or "", "")
    arguments = request.view_args or {}
    return pattern.format(**arguments) if pattern and "key" in arguments else ""


def name_place(meeting: OpenMeeting | ReviewView, place: str) -> str:
    """Return what a place is called: 开幕会 · 地点; nothing for the whole plan."""
    area, key, field = [*place.split("/"), "", ""][:3]
    if area and area not in LISTS:
        return field_name(field or (area if area != "meeting" else key), "meeting")
    shelf = getattr(meeting.directory, NAMED.get(area, ""), {})
    found = shelf.get(key)
    name = getattr(found, "name", "") or getattr(found, "title", "") or key or area
    if area == "texts":
        name = next((each.title for each in meeting.plan.texts if each.key == key), key)
    return f"{name} · {field_name(field, area)}" if field else name


def list_places(plan: Plan) -> list[tuple[str, str]]:
    """Return the places that a remark can be pinned to without pointing, with their names."""
    parts = (("sittings", plan.sittings), ("agenda", plan.agenda), ("texts", plan.texts))
    return [
        (f"{area}/{each.key}", getattr(each, "name", "") or getattr(each, "title", ""))
        for area, members in parts
        for each in members
    ]


@blueprint.post(STEP)
@allow(Permission.REVIEW, Scope.MEETING)
def pin(meeting_id: int, number: int) -> Response:
    """Pin a remark, and go on reading where one was."""
    form = request.form
    place, text = form.get("place", "")[:LONGEST_PLACE], form.get("text", "")[:LONGEST_TEXT]
    pin_remark(db(), meeting_id, number, place, text, actor())
    return redirect(safe_target(form.get("next")))


@blueprint.post(f"{STEP}/<int:at>/remove")
@allow(Permission.REVIEW, Scope.MEETING)
def unpin(meeting_id: int, number: int, at: int) -> Response:
    """Take a remark back."""
    unpin_remark(db(), meeting_id, number, at, actor())
    return redirect(safe_target(request.form.get("next")))
