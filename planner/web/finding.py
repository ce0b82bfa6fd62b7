"""体检: what is wrong with a plan, where, why, and what cures it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, url_for

from planner.domain.finding import Severity
from planner.models.account import Permission
from planner.services.detail import EDITED
from planner.services.section_table import COLUMNS
from planner.services.waiver import resume_finding, waive_finding
from planner.web.access import Scope, account, actor, allow
from planner.web.opened import opened, render_meeting
from planner.web.wiring import db

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from planner.domain.finding import Finding
    from planner.services.meeting import OpenMeeting

blueprint = Blueprint("finding", __name__)
MOST_IN_PANEL = 60
PAGE_SIZE = 60
PAGES = {
    "tasks": "timeline.show_timeline",
    "workstreams": "responsibility.show_responsibilities",
    "departments": "responsibility.show_responsibilities",
    "coverage": "responsibility.show_responsibilities",
    "agenda": "agenda.show_agenda",
    "sittings": "schedule.show_schedule",
    "people": "person.list_people",
    "groups": "person.list_people",
    "leaves": "leave.list_all",
    "texts": "text.list_texts",
}
EDITORS = {
    ("sittings", "steps"): ("sitting_edit.edit_steps", "steps-editor"),
    ("sittings", "rostrum"): ("rostrum_edit.edit_rostrum", "rostrum-editor"),
    ("texts", "body"): ("text.edit_text", "field-texts-{key}-body"),
}
"""Fields with an editor of their own, and where on its page."""


def link_place(meeting: OpenMeeting, place: str) -> str:
    """Return the address of the page that shows the place of a finding or a change."""
    parts = [*place.split("/"), "", ""]
    area, key, field = parts[:3]
    if meeting.is_draft and field in EDITED.get(area, ()) and is_there(meeting, area, key):
        return url_for(
            "search.show_detail",
            meeting_id=meeting.id,
            section=area,
            key=key,
            _anchor=f"detail-{field}",
        )
    if meeting.is_draft:
        place_of_work = link_editor(meeting, area, key, field) or link_table(
            meeting, area, key, field
        )
        if place_of_work:
            return place_of_work
    return link_page(meeting, area, key, field)


def link_page(meeting: OpenMeeting, area: str, key: str, field: str = "") -> str:
    """Return the address of the page that shows a part of the plan to its readers."""
    anchor = f"field-{area}-{key}-{field}" if field else None
    if area == "sittings" and key in meeting.directory.sittings:
        view = "rostrum.show_rostrum" if field == "rostrum" else "sitting.show_sitting"
        sitting = meeting.directory.sittings[key]
        if view == "sitting.show_sitting" or sitting.rostrum:
            return url_for(view, meeting_id=meeting.id, key=key, _anchor=anchor)
    if area == "people" and key in meeting.directory.people:
        return url_for("person.show_person", meeting_id=meeting.id, key=key, _anchor=anchor)
    if area == "groups" and key:
        listed = meeting.directory.groups.get(key)
        name = listed.name if listed else key
        return url_for("person.list_people", meeting_id=meeting.id, group=name)
    if area == "tasks" and key in meeting.directory.tasks:
        return url_for("timeline.show_timeline", meeting_id=meeting.id, _anchor=f"task-{key}")
    return url_for(PAGES.get(area, "meeting.show_overview"), meeting_id=meeting.id)


def link_editor(meeting: OpenMeeting, area: str, key: str, field: str) -> str:
    """Return the address of the page that edits such a place, for editors; empty for none."""
    view, anchor = EDITORS.get((area, field), ("", ""))
    if not view or not account().may(Permission.EDIT, meeting.id):
        return ""
    if area == "sittings" and key not in meeting.directory.sittings:
        return ""
    return url_for(view, meeting_id=meeting.id, key=key, _anchor=anchor.format(key=key))


def link_table(meeting: OpenMeeting, area: str, key: str, field: str) -> str:
    """Return the address of the cell of the draft's tables that a place is; empty for none."""
    if area == "groups" and not field:
        return ""  # what is wrong with a group as such is cured at its people
    section, key, field = (area, key, field) if area in COLUMNS else ("meeting", "meeting", area)
    if field and field not in COLUMNS[section]:
        return ""
    if area in COLUMNS and not is_listed(meeting, section, key):
        return ""
    name = {"sittings": "name", "tasks": "name", "people": "name"}.get(section)
    query = getattr(getattr(meeting.directory, section)[key], name) if name else None
    anchor = f"field-{section}-{key}-{field}" if field else f"row-{key}"
    return url_for(
        "section.show", meeting_id=meeting.id, section=section, q=query or None, _anchor=anchor
    )


def is_listed(meeting: OpenMeeting, section: str, key: str) -> bool:
    """Tell whether a section of the plan that is short, or searched by name, has such a member."""
    if section == "texts":
        return any(each.key == key for each in meeting.plan.texts)
    return hasattr(meeting.directory, section) and is_there(meeting, section, key)


def is_there(meeting: OpenMeeting, area: str, key: str) -> bool:
    """Tell whether a part of the plan has a member of that key."""
    return key in getattr(meeting.directory, area)


def group_findings(meeting: OpenMeeting) -> list[tuple[Severity, list[Finding]]]:
    """Return the findings by severity, the worst first; those set aside stand apart."""
    return [
        (severity, [each for each in meeting.standing_findings if each.severity is severity])
        for severity in Severity
    ]


def show_part(
    groups: list[tuple[Severity, list[Finding]]], start: int
) -> list[tuple[Severity, list[Finding]]]:
    """Return a page of the findings, by severity; severities without any on it are left out."""
    shown = []
    for severity, found in groups:
        part = found[max(0, start) : max(0, start + PAGE_SIZE)]
        start -= len(found)
        if part:
            shown.append((severity, part))
    return shown


@blueprint.get("/meetings/<int:meeting_id>/findings")
@allow(Permission.READ, Scope.MEETING)
def show_findings(meeting_id: int) -> str:
    """Show the findings of a meeting."""
    meeting = opened(meeting_id)
    groups = group_findings(meeting)
    pages = max(1, -(-len(meeting.standing_findings) // PAGE_SIZE))
    page = min(max(1, request.args.get("page", 1, type=int)), pages)
    return render_meeting(
        "web/finding/show.html",
        meeting,
        "findings",
        groups=groups,
        shown=show_part(groups, (page - 1) * PAGE_SIZE),
        page=page,
        pages=pages,
        waived=[each for each in meeting.findings if each.waived_by],
        link=lambda place: link_place(meeting, place),
    )


@blueprint.get("/meetings/<int:meeting_id>/findings/panel")
@allow(Permission.READ, Scope.MEETING)
def show_panel(meeting_id: int) -> str:
    """Show the standing findings for the strip above every page."""
    meeting = opened(meeting_id)
    return render_template(
        "web/finding/panel.html",
        meeting=meeting,
        found=meeting.standing_findings[:MOST_IN_PANEL],
        link=lambda place: link_place(meeting, place),
    )


@blueprint.post("/meetings/<int:meeting_id>/findings/waive")
@allow(Permission.EDIT, Scope.MEETING)
def waive(meeting_id: int) -> Response:
    """Set a finding aside, with a reason."""
    waive_finding(db(), meeting_id, read_mark(), request.form.get("reason", ""), actor())
    return redirect(url_for("finding.show_findings", meeting_id=meeting_id))


@blueprint.post("/meetings/<int:meeting_id>/findings/resume")
@allow(Permission.EDIT, Scope.MEETING)
def resume(meeting_id: int) -> Response:
    """Take up a finding that was set aside."""
    resume_finding(db(), meeting_id, read_mark(), actor())
    return redirect(url_for("finding.show_findings", meeting_id=meeting_id))


def read_mark() -> tuple[str, str]:
    """Return the code and place of the finding that a form is about."""
    return request.form.get("code", ""), request.form.get("place", "")
