"""Finding anything in a meeting with one key, and the drawer that shows one thing of it."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from planner.models.account import Permission
from planner.services.detail import EDITED
from planner.services.detail import show_detail as find_detail
from planner.services.draft import open_draft
from planner.services.draft_history import list_changes
from planner.services.search import KINDS, search_plan
from planner.web.access import Scope, allow
from planner.web.field_name import field_name, plain_value
from planner.web.finding import link_page
from planner.web.opened import opened, render_meeting
from planner.web.wiring import db

blueprint = Blueprint("search", __name__)
LONGEST_QUERY = 60
DETAILED = {"people", "sittings", "tasks", "agenda"}


@blueprint.get("/meetings/<int:meeting_id>/search")
@allow(Permission.READ, Scope.MEETING)
def show_search(meeting_id: int) -> str:
    """Show what a query finds; only the list where a script asks for it."""
    meeting = opened(meeting_id)
    query = request.args.get("q", "")[:LONGEST_QUERY]
    found = search_plan(meeting.plan, query)
    facts = {"query": query, "found": found, "kinds": KINDS, "is_detailed": DETAILED.__contains__}

    def link(kind: str, key: str) -> str:
        area = "sittings" if kind == "places" else kind
        return link_page(meeting, area, key)

    if request.headers.get("X-Part"):
        return render_template("web/draft/found.html", meeting=meeting, link=link, **facts)
    return render_meeting("web/draft/search.html", meeting, "search", link=link, **facts)


@blueprint.get("/meetings/<int:meeting_id>/details/<section>/<key>")
@allow(Permission.READ, Scope.MEETING)
def show_detail(meeting_id: int, section: str, key: str) -> str:
    """Show one thing from all sides: in the drawer, or as a page."""
    meeting = opened(meeting_id)
    view = find_detail(meeting, section, key)
    facts = {
        "view": view,
        "entry": open_draft(db(), meeting_id).find(section, key) if meeting.is_draft else None,
        "fields": EDITED[section],
        "section": section,
        "field_name": field_name,
        "plain_value": plain_value,
        "link": link_page(meeting, section, key),
        "changes": list_changes(db(), meeting_id, section, key) if meeting.is_draft else None,
    }
    if request.headers.get("X-Part"):
        return render_template("components/drawer.html", meeting=meeting, **facts)
    return render_meeting("web/draft/detail.html", meeting, section, **facts)
