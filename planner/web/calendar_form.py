"""Subscribing to a calendar and downloading it: of a meeting and of the house alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from flask import Response, make_response, render_template, request

from planner.models.account import Permission
from planner.models.calendar import Audience, FeedKind, SubscriptionPurpose
from planner.services.calendar import FeedScope, open_feed, own_key
from planner.services.calendar_body import render_feed
from planner.services.calendar_feed import LONGEST_KEY, OWN_KINDS, check_scope
from planner.services.calendar_list import require_calendar
from planner.services.calendar_subscription import make_subscription
from planner.services.error import MissingRecordError
from planner.services.filename import make_filename
from planner.web.access import account, actor
from planner.web.calendar_guide import CLIENTS
from planner.web.calendar_organizer import organizer_of
from planner.web.feed_answer import MEDIA_TYPE
from planner.web.seat_link import draw_code
from planner.web.wiring import db, wiring

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask.typing import ResponseReturnValue
    from markupsafe import Markup

    from planner.web.calendar_guide import Client

USUAL = (FeedKind.MEETING.value, "")
"""What an address means that names no calendar of a meeting; of a house it is this year's."""
WEBCAL = frozenset({"apple"})
"""Clients that open the scheme by themselves, so that a code that is scanned subscribes."""


@dataclass(frozen=True, slots=True)
class Made:
    """A subscription as it is shown once: its addresses, a code, and how this client takes it."""

    https: str
    webcal: str
    code: Markup
    client: Client


def read_scope(arguments: Mapping[str, str], meeting_id: int | None = None) -> FeedScope:
    """Return the calendar that an address or a form names, if whoever asks may have it.

    Raises:
        MissingRecordError: There is none, or it is not for him.
    """
    usual = USUAL if meeting_id is not None else (FeedKind.YEAR.value, str(wiring().today().year))
    kind = arguments.get("kind") or usual[0]
    key = arguments.get("key", "")[: LONGEST_KEY + 1] if "kind" in arguments else usual[1]
    audience = arguments.get("audience") or Audience.OUTLINE.value
    if kind not in set(FeedKind) or audience not in set(Audience):
        raise MissingRecordError
    if audience == Audience.PERSONAL.value:
        key = own_key(account())  # whose it is, nobody else says
    scope = FeedScope(FeedKind(kind), key, Audience(audience), meeting_id)
    check_scope(account(), scope)
    require_calendar(db(), scope)
    return scope


def show_form(scope: FeedScope, **places: str) -> str:
    """Return the form that asks for the device."""
    name, client = request.values.get("name", ""), request.values.get("client", "")
    is_staff = account().may(Permission.DRAFT, scope.meeting_id) and scope.kind not in OWN_KINDS
    return render_template(
        "web/calendar/new.html",
        scope=scope,
        title=open_feed(db(), scope).title,
        clients=CLIENTS,
        chosen=client,
        name=name,
        is_staff=is_staff,
        **places,
    )


def make(scope: FeedScope, back: str) -> ResponseReturnValue:
    """Subscribe, and show the address: this once."""
    _id, token = make_subscription(
        db(), actor(), scope, SubscriptionPurpose.FEED, request.form.get("name", "")
    )
    page = render_template(
        "web/calendar/made.html",
        title=open_feed(db(), scope).title,
        made=show_made(token, request.form.get("client", "")),
        back=back,
    )
    return hide(page, 201)


def show_made(token: str, client: str) -> Made:
    """Return a token as addresses."""
    chosen = next((each for each in CLIENTS if each.key == client), CLIENTS[0])
    https = address_of(token)
    webcal = f"webcal{https[https.index(':') :]}"
    code = draw_code(webcal if chosen.key in WEBCAL else https)
    return Made(https, webcal, code, chosen)


def address_of(token: str) -> str:
    """Return the address of a feed."""
    return f"{wiring().settings.public_url.rstrip('/')}/c/{token}.ics"


def hide(page: ResponseReturnValue, status: int = 200) -> Response:
    """Return a page that shows a token: nobody keeps it or is told more than where it came from.

    Its forms ask for a referrer over TLS, so that it is the origin and not nothing.
    """
    answer = make_response(page)
    answer.status_code = status
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Referrer-Policy"] = "strict-origin"
    answer.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return answer


def download(scope: FeedScope, house: str, *, as_tasks: bool) -> Response:
    """Return a calendar as a file, which goes on to say what it says now."""
    calendar = open_feed(db(), scope, as_tasks=as_tasks)
    body = render_feed(calendar, scope, organizer_of(wiring().settings, house))
    answer = Response(body, content_type=MEDIA_TYPE)
    name = quote(make_filename(f"{calendar.title}.ics"))
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return answer
