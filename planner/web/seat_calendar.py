"""/s/…/calendar: one's own programme on the phone's calendar, subscribed from one's own page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request

from planner.models.calendar import Audience, FeedKind, SubscriptionPurpose
from planner.services.actor import Actor
from planner.services.calendar import FeedScope
from planner.services.calendar_list import require_calendar
from planner.services.calendar_subscription import make_subscription
from planner.services.error import MissingRecordError
from planner.services.seat_link import EVERYBODY
from planner.services.seat_lookup import find_link, read_title
from planner.web.access import Scope, allow
from planner.web.calendar_form import show_made
from planner.web.seat_lookup import seclude
from planner.web.wiring import wiring

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from planner.models import ScopedSession
    from planner.services.seat_lookup import KnownLink

blueprint = Blueprint("seat_calendar", __name__)
CLIENTS = ("apple", "android")
"""The phones that people choose from; what else there is, the guide says."""


@blueprint.post("/s/<token>/calendar")
@allow(None, Scope.NOTHING)
def make(token: str) -> ResponseReturnValue:
    """Subscribe a phone to what its owner is called to, and show the address, this once."""
    wished = request.form.get("client", "")
    client = wished if wished in CLIENTS else CLIENTS[0]
    with wiring().sessions() as session:
        link = find_link(session, token)
        if link is None or link.person == EVERYBODY:
            return seclude(render_template("web/seat_lookup/void.html"), 404)
        title = read_title(session, link)
        made = subscribe(session, link, client)
    if made is None:
        return seclude(render_template("web/seat_lookup/no_calendar.html", token=token), 404)
    facts = {"title": title, "token": token, "made": show_made(made, client)}
    return seclude(render_template("web/seat_lookup/calendar.html", **facts), 201)


def subscribe(session: ScopedSession, link: KnownLink, client: str) -> str | None:
    """Return a new token for one's own programme; None where nothing is published of it."""
    scope = FeedScope(FeedKind.PERSON, link.person, Audience.PERSONAL, link.meeting_id)
    try:
        require_calendar(session, scope)
    except MissingRecordError:
        return None
    actor = Actor(None, wiring().now(), address=request.remote_addr or "")
    purpose = SubscriptionPurpose.FEED
    return make_subscription(session, actor, scope, purpose, client, link.person)[1]
