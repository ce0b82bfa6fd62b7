"""Every page there is, by the routes of the application: who opens it, and at which addresses.

A new page is looked at by itself as soon as its route can be filled: the names of ``VALUES`` fill
arguments, by endpoint or blueprint and argument, or by argument alone. A route that cannot be
filled fails.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from flask import Flask

from planner.models.account import Permission
from planner.web.register import find_blueprints

if TYPE_CHECKING:
    from collections.abc import Iterator

    from werkzeug.routing import Rule

    from planner.web.access import Access

ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>")
NO_PAGES = {"api", "asset", "calendar_feed", "dav", "health"}
"""Blueprints that answer with data or files."""
FILES = {
    "archive.download",
    "audit_log.export",
    "calendar.download",
    "house_calendar.download",
    "roster_import.download",
    "work.download",
    "draft_paper.download",
    "draft_paper.show_page",
    "job.download_document",
    "job.download_result",
    "paper.download_paper",
    "paper.show_page",
    "portrait.show",
    "revision.download_source",
    "upload.download_sample",
    "upload.download_template",
    "venue.download",
    "venue_make.draw",
    "venue_make.draw_upload",
}
"""Routes that answer with a file."""
ELSEWHERE = {
    "set_up.show_form",
    "single_sign_on.come_back",
    "single_sign_on.leave",
    "single_sign_on.show_link",
}
"""Pages that the sample house has not: of an empty house, or of one with a sign-on provider."""
VALUES = {
    "meeting_id": "1",
    "number": "1",
    "account_id": "1",
    "house_id": "1",
    "board.stream": "affairs",
    "draft_paper.key": "agenda",
    "leader.key": "S04",
    "paper.key": "agenda",
    "person.key": "P012",
    "rostrum.key": "S04",
    "rostrum_edit.key": "S04",
    "search.key": "P012",
    "search.section": "people",
    "seating_detail.person": "P020",
    "section.section": "people",
    "sitting.key": "S04",
    "sitting_edit.key": "S04",
    "text.key": "notice",
    "venue_id": "1",
    "venue_edit.venue_id": "3",
}
"""What fills the arguments of addresses: things of the sample plenary."""
SECTIONS = ("meeting", "sittings", "agenda", "tasks", "texts")
VIEWS = {
    "design.show_design": ("?theme=dark",),
    "leader.show_decision": (
        "?pin=",
        "?part=schedule",
        "?part=proceedings",
        "?part=rostrum",
        "?part=people&pin=people/P012",
        "?part=texts",
    ),
    "responsibility.show_responsibilities": ("?view=owner", "?view=coverage"),
    "rostrum.show_rostrum": ("?view=rostrum",),
    "schedule.show_schedule": ("?view=table",),
    "search.show_search": ("?q=jkm", "?q=没有的"),
    "calendar.list_all": ("?q=没有的人",),
    "person.list_people": ("?q=没有的人",),
    "seating_comparison.show": ("?from=2&to=3", "?from=1&to=1"),
    "seating_leader.show": ("?seat=", "?view=rostrum", "?block=经济界"),
    "section.show": tuple(f"{{0}}/../{each}" for each in SECTIONS),
    "venue_make.show_form": (
        "?preview=1&layout=theatre&rows=6&blocks=6,6&rostrum_rows=7,9",
        "?layout=tables",
    ),
    "timeline.show_timeline": ("?state=late",),
}
"""More views of some pages, added to their address."""
ACCOUNTS = {
    Permission.REVIEW: "leader",
    Permission.WORK: "owner",
    Permission.DIRECT: "lead",
    Permission.ADMINISTER: "system",
    Permission.SECURE: "security",
    Permission.AUDIT: "audit",
}
"""Who opens what: the fitting role; the editor where none is named, nobody where anybody may."""


@cache
def read_rules() -> tuple[tuple[Rule, Access], ...]:
    """Return every route of the application with what it asks for."""
    app = Flask("routes")
    for blueprint in find_blueprints():
        app.register_blueprint(blueprint)
    return tuple(
        (rule, app.view_functions[rule.endpoint].access)  # type: ignore[attr-defined]
        for rule in app.url_map.iter_rules()
        if rule.endpoint != "static"
    )


@cache
def read_routes() -> dict[str, tuple[Rule, Access]]:
    """Return every route that may answer with a page, by its rule."""
    return {
        rule.rule: (rule, access)
        for rule, access in read_rules()
        if "GET" in (rule.methods or ())
        and rule.endpoint.split(".")[0] not in NO_PAGES
        and rule.endpoint not in FILES | ELSEWHERE
    }


def list_addresses(route: str, known: dict[str, str]) -> Iterator[str]:
    """Yield the addresses of a route, filled with what is known."""
    rule, _access = read_routes()[route]
    blueprint = rule.endpoint.split(".")[0]

    def fill(found: re.Match[str]) -> str:
        name = found.group(1)
        names = (f"{rule.endpoint}.{name}", f"{blueprint}.{name}", name)
        value = next((known[each] for each in names if each in known), None)
        assert value is not None, f"{route}: fill {blueprint}.{name} in tests/journeys/place.py"
        return value

    address = ARGUMENT.sub(fill, route)
    yield address
    for view in VIEWS.get(rule.endpoint, ()):
        yield view.format(address) if "{" in view else address + view


def account_of(route: str) -> str:
    """Return the account that opens a route, "" for a stranger."""
    permission = read_routes()[route][1].permission
    return "" if permission is None else ACCOUNTS.get(permission, "editor")
