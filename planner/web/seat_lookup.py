"""/s/…: one's own seat on a phone, without an account; nobody else's is ever told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, make_response, redirect, render_template, request, url_for

from planner.services.seat_device import MOST_DEVICES, list_devices
from planner.services.seat_link import EVERYBODY
from planner.services.seat_lookup import ask_for_seat, find_link, open_card, read_title
from planner.services.sign_in_error import LockedOutError
from planner.web.access import Scope, allow, caller
from planner.web.seat_drawing import draw_way, spell_way
from planner.web.wiring import wiring

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Response
    from flask.typing import ResponseReturnValue

    from planner.domain.wording import Wording
    from planner.models import CalendarSubscriptionRecord
    from planner.services.seat_lookup import OwnSeat, SeatCard

blueprint = Blueprint("seat_lookup", __name__)
LONGEST_FIELD = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """What a token or a form led to."""

    card: SeatCard | None = None
    devices: Sequence[CalendarSubscriptionRecord] = ()
    """Those that were subscribed on one's own page."""
    title: str = ""
    token: str | None = None
    """The personal link that a name and a code belong to."""


@blueprint.get("/s/<token>")
@allow(None, Scope.NOTHING)
def show(token: str) -> ResponseReturnValue:
    """Show one's own seats; on the meeting's own page ask for name and code."""
    found = read_token(token)
    if found is None:
        return seclude(render_template("web/seat_lookup/void.html"), 404)
    if found.card is None:
        return show_form(token, found.title)
    return show_card(token, found.card, found.devices)


def show_card(
    token: str,
    card: SeatCard,
    devices: Sequence[CalendarSubscriptionRecord],
    refusal: Wording | None = None,
) -> Response:
    """Return one's own page: seats, and the devices that have one's calendar."""
    page = render_template(
        "web/seat_lookup/show.html",
        seats=[show_seat(each) for each in card.seats],
        card=card,
        token=token,
        devices=devices,
        most=MOST_DEVICES,
        refusal=refusal,
    )
    return seclude(page, 400 if refusal else 200)


@blueprint.post("/s/<token>")
@allow(None, Scope.NOTHING)
def find(token: str) -> ResponseReturnValue:
    """Take name and code, and go on to one's own page; what is wrong is not told."""
    name = request.form.get("name", "")[:LONGEST_FIELD]
    code = request.form.get("code", "")[:LONGEST_FIELD]
    parts = wiring()
    with parts.sessions() as session:
        link = find_link(session, token)
        if link is None or link.person != EVERYBODY:
            return seclude(render_template("web/seat_lookup/void.html"), 404)
        title = read_title(session, link)
        try:
            own = ask_for_seat(session, link, name, code, caller(), parts.now(), parts.policy)
        except LockedOutError as error:
            return show_form(token, title, name=name, until=error.until), 429
    if own is None:
        return show_form(token, title, name=name, is_wrong=True), 422
    return seclude(redirect(url_for("seat_lookup.show", token=own)), 302)


def read_token(token: str) -> Asked | None:
    """Return what a token opens, in a session of its own, of the link's house."""
    with wiring().sessions() as session:
        link = find_link(session, token)
        if link is None:
            return None
        if link.person == EVERYBODY:
            return Asked(title=read_title(session, link))
        return Asked(card=open_card(session, link), devices=list_devices(session, link))


def show_form(token: str, title: str, **facts: object) -> Response:
    """Return the page that asks for name and code."""
    told = {"name": "", "is_wrong": False, "until": None, **facts}
    return seclude(render_template("web/seat_lookup/ask.html", token=token, title=title, **told))


def show_seat(own: OwnSeat) -> dict[str, object]:
    """Return a seat as the page shows it."""
    return {"own": own, "picture": draw_way(own), "way": spell_way(own)}


def seclude(page: ResponseReturnValue, status: int = 200) -> Response:
    """Return an answer that nobody keeps, indexes or is told the address of.

    Forms ask for a referrer where the page came over TLS: the origin alone is all they get.
    """
    answer = make_response(page)
    answer.status_code = status
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Referrer-Policy"] = "strict-origin"
    answer.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return answer
