"""查座二维码: everybody's link and code to find his own seat, and the poster of the meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

import segno
from flask import Blueprint, redirect, request, url_for
from markupsafe import Markup

from planner.models.account import Permission
from planner.services.roster import RosterQuery, search_people
from planner.services.seat_link import EVERYBODY, find_links, make_links, renew_links
from planner.web.access import Scope, actor, allow
from planner.web.opened import opened, render_meeting
from planner.web.wiring import db, wiring

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from planner.services.seat_link import SeatLink

blueprint = Blueprint("seat_link", __name__)
LONGEST_KEY = 120


@blueprint.get("/meetings/<int:meeting_id>/seat-links")
@allow(Permission.EDIT, Scope.MEETING)
def list_all(meeting_id: int) -> str:
    """Show the poster of the meeting, and people with their links, found by name."""
    meeting = opened(meeting_id)
    query = RosterQuery.read(request.args)
    links = find_links(db(), meeting_id, wiring().policy.secret)
    poster = links.get(EVERYBODY)
    return render_meeting(
        "web/seat_link/list.html",
        meeting,
        "seating",
        query=query,
        found=search_people(meeting.plan, query),
        links=links,
        missing=sum(each.key not in links for each in meeting.plan.people) + (poster is None),
        address_of=address_of,
        poster=draw_code(address_of(poster)) if poster else "",
    )


@blueprint.post("/meetings/<int:meeting_id>/seat-links")
@allow(Permission.EDIT, Scope.MEETING)
def make(meeting_id: int) -> Response:
    """Give everybody who lacks one a link."""
    make_links(db(), meeting_id, wiring().policy.secret, actor())
    return redirect(url_for("seat_link.list_all", meeting_id=meeting_id))


@blueprint.post("/meetings/<int:meeting_id>/seat-links/renew")
@allow(Permission.EDIT, Scope.MEETING)
def renew(meeting_id: int) -> Response:
    """Make one person's link anew, the poster's, or with ``all`` every one."""
    is_all = "all" in request.form
    person = None if is_all else request.form.get("person", EVERYBODY)[:LONGEST_KEY]
    renew_links(db(), meeting_id, wiring().policy.secret, person, actor())
    q = request.form.get("q", "")[:LONGEST_KEY] or None
    return redirect(url_for("seat_link.list_all", meeting_id=meeting_id, q=q))


def address_of(link: SeatLink) -> str:
    """Return the address behind a QR code."""
    return wiring().settings.public_url.rstrip("/") + url_for("seat_lookup.show", token=link.token)


def draw_code(address: str) -> Markup:
    """Return a QR code; black on white in every theme."""
    picture = segno.make(address, micro=False, error="m")
    drawn = picture.svg_inline(border=4, light="#fff", omitsize=True, svgclass="qr", lineclass=None)
    return Markup(drawn)  # noqa: S704  drawn by segno from an address of ours, nothing typed is in it
