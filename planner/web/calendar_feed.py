"""/c/….ics: a feed, for whatever program has its address; a door in front answers most of them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import Blueprint, Response, request

from planner.models.calendar import SubscriptionPurpose
from planner.services.calendar_body import number_feed, open_body
from planner.services.calendar_token import find_subscription, note_use
from planner.web.access import Scope, allow
from planner.web.calendar_organizer import organizer_of
from planner.web.feed_answer import (
    FIXED,
    Coding,
    choose_coding,
    is_unchanged,
    spell_head,
    spell_headers,
    tag_of,
)
from planner.web.feed_limit import count_poll, count_wrong
from planner.web.feed_memory import KeptFeed
from planner.web.wiring import wiring

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from planner.models import ScopedSession
    from planner.services.calendar_body import FeedBody
    from planner.services.calendar_token import Subscription

blueprint = Blueprint("calendar_feed", __name__)
KEPT = "plenum.feed.kept"
"""Where an answer leaves for the door what it may keep: a state's number and the feed."""
GONE = (
    "这个日历订阅地址无效或已停用。请在会务台重新订阅。\n"
    "This calendar address is not valid, or no longer. Subscribe again in Plenum.\n"
)
TOO_OFTEN = "请求过于频繁，请稍后再试。\nToo many requests; try again later.\n"
NO_CODING = "日历只能以 gzip 或原样发送。\nThe calendar is sent as gzip or as it is.\n"
ONE_SECOND = timedelta(seconds=1)


@blueprint.get("/c/<token>.ics")
@allow(None, Scope.NOTHING)
def show(token: str) -> Response:
    """Answer with a feed, or that it did not change; no token, an old or a wrong one are alike."""
    parts = wiring()
    with parts.sessions() as session:
        found = find_subscription(session, token, SubscriptionPurpose.FEED)
        if found is None:
            wait = count_wrong(parts, request.remote_addr or "")
            return refuse(429, TOO_OFTEN, wait) if wait else refuse(410, GONE)
        wait = count_poll(parts, request.environ, found.id)
        if wait:
            return refuse(429, TOO_OFTEN, wait)
        note_use(session, found, request.user_agent.string, parts.today())
        return answer_feed(session, found)


def answer_feed(session: ScopedSession, found: Subscription) -> Response:
    """Answer a device that may read the feed."""
    headers, accepted = request.headers, request.headers.get("Accept-Encoding")
    organizer = organizer_of(wiring().settings, found.house)
    number = number_feed(
        found.feed_id, found.kind, (found.calendar_number, found.work_number), organizer
    )
    changed_at = settle(found.changed_at)
    known = headers.get("If-None-Match"), headers.get("If-Modified-Since")
    if is_unchanged(*known, tag_of(number), changed_at):
        return answer(304, spell_head(number))
    coding = choose_coding(accepted)
    if coding is None:
        return refuse(406, NO_CODING)
    body = open_body(session, found, number, organizer)
    keep(found.kind, changed_at, body)
    return answer(
        200,
        spell_headers(number, changed_at, found.kind, coding),
        body.gzipped if coding is Coding.GZIP else body.plain,
    )


def settle(changed_at: datetime | None) -> datetime | None:
    """Return when a feed changed, unless it may change again within that very second.

    A date of whole seconds could not tell the two states apart (RFC 9110 §8.8.2.2).
    """
    if changed_at is None or wiring().now() - changed_at.replace(microsecond=0) < ONE_SECOND:
        return None
    return changed_at


def keep(kind: str, changed_at: datetime | None, body: FeedBody) -> None:
    """Leave a feed to the door, once the second of its change is over."""
    if changed_at is not None:
        kept = KeptFeed(kind, changed_at, body.plain, body.gzipped, body.joint)
        request.environ[KEPT] = (body.number, kept)


def refuse(status: int, text: str, wait: int = 0) -> Response:
    """Return an answer without a feed; the same bytes whoever asks."""
    headers = [*FIXED, ("Content-Type", "text/plain; charset=utf-8")]
    if wait:
        headers.append(("Retry-After", str(wait)))
    return answer(status, headers, text.encode())


def answer(status: int, headers: Iterable[tuple[str, str]], body: bytes = b"") -> Response:
    """Return an answer with these headers only."""
    made = Response(body, status)
    made.headers.clear()
    made.headers.extend(headers)
    if body:
        made.headers["Content-Length"] = str(len(body))
    return made
