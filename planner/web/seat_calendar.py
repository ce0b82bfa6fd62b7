"""/s/…/calendar: one's own programme on the phone's calendar, subscribed from one's own page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from planner.domain.error import InvalidRequestError
from planner.models.calendar import Audience, FeedKind, SubscriptionPurpose
from planner.services.actor import Actor
from planner.services.calendar import FeedScope
from planner.services.calendar_list import require_calendar
from planner.services.calendar_subscription import make_subscription
from planner.services.error import MissingRecordError
from planner.services.seat_device import end_device, list_devices
from planner.services.seat_link import EVERYBODY
from planner.services.seat_lookup import find_link, open_card, read_title
from planner.web.access import Scope, allow
from planner.web.calendar_form import show_made
from planner.web.seat_lookup import seclude, show_card
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
        try:
            made = subscribe(session, link, client)
        except InvalidRequestError as error:
            card, devices = open_card(session, link), list_devices(session, link)
            return show_card(token, card, devices, error.wording)
    if made is None:
        return seclude(render_template("web/seat_lookup/no_calendar.html", token=token), 404)
    facts = {"title": title, "token": token, "made": show_made(made, client)}
    return seclude(render_template("web/seat_lookup/calendar.html", **facts), 201)


@blueprint.post("/s/<token>/calendar/<int:device_id>/end")
@allow(None, Scope.NOTHING)
def end(token: str, device_id: int) -> ResponseReturnValue:
    """End one of one's own devices; it shows nothing new from its next poll on."""
    with wiring().sessions() as session:
        link = find_link(session, token)
        if link is None or link.person == EVERYBODY:
            return seclude(render_template("web/seat_lookup/void.html"), 404)
        try:
            end_device(session, caller_of_page(), link, device_id)
        except MissingRecordError:  # ended a moment ago, on another device
            flash(_("没有这台设备，或已经停用。"))
        else:
            flash(_("已停用。该设备下次更新时不再收到内容。"))
    return seclude(redirect(url_for("seat_lookup.show", token=token)), 302)


def caller_of_page() -> Actor:
    """Return who acts: somebody without an account."""
    return Actor(None, wiring().now(), address=request.remote_addr or "")


def subscribe(session: ScopedSession, link: KnownLink, client: str) -> str | None:
    """Return a new token for one's own programme; None where nothing is published of it."""
    scope = FeedScope(FeedKind.PERSON, link.person, Audience.PERSONAL, link.meeting_id)
    try:
        require_calendar(session, scope)
    except MissingRecordError:
        return None
    actor = caller_of_page()
    purpose = SubscriptionPurpose.FEED
    return make_subscription(session, actor, scope, purpose, client, link.person)[1]
