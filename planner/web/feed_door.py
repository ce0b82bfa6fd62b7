"""A door in front of Flask, for feeds: hundreds of thousands of devices ask every hour.

It answers where one statement proves that the token holds and how the feed stands: that nothing
changed, or with a feed that this process keeps. Whatever else comes, and whatever is odd about it,
goes on to the view behind, whose answers are the same (docs/decisions/0030).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from werkzeug.sansio.utils import host_is_trusted

from planner.database import ReadingError
from planner.services.calendar_body import number_feed
from planner.services.calendar_token import Subscription, hash_token
from planner.web.calendar_feed import KEPT
from planner.web.calendar_organizer import organizer_of
from planner.web.feed_answer import (
    Coding,
    choose_coding,
    is_unchanged,
    spell_head,
    spell_headers,
    tag_of,
)
from planner.web.feed_limit import count_poll
from planner.web.header import frame_feed
from planner.web.wiring import KEY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment
    from flask import Flask

    from planner.web.feed_memory import KeptFeed
    from planner.web.wiring import Wiring

PLACE = "/c/"
ADDRESS = re.compile(r"/c/([a-z2-7]{32})\.ics")
LOOKS = {"GET", "HEAD"}
HTTPS = "https://"
UNCHANGED, FOUND = "304 NOT MODIFIED", "200 OK"


class FeedDoor:
    """Answers what it can of feeds, and hands on the rest."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.behind: WSGIApplication = app.wsgi_app

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request, or let the application do so and keep what it leaves."""
        if not environ["PATH_INFO"].startswith(PLACE):
            return self.behind(environ, start_response)
        parts: Wiring = self.app.extensions[KEY]
        answer = answer_poll(parts, environ)
        if answer is not None:
            status, headers, body = answer
            start_response(status, headers)
            return [] if environ["REQUEST_METHOD"] == "HEAD" else body
        answered = self.behind(environ, start_response)
        if KEPT in environ:
            parts.feeds.keep(*environ[KEPT])
        return answered


Headers = tuple[tuple[str, str], ...]
Answer = tuple[str, list[tuple[str, str]], list[bytes]]


def answer_poll(parts: Wiring, environ: dict[str, Any]) -> Answer | None:
    """Return the answer to a device, None where the view has to look."""
    address = ADDRESS.fullmatch(environ["PATH_INFO"])
    if (
        address is None
        or environ["REQUEST_METHOD"] not in LOOKS
        or not is_served(environ.get("HTTP_HOST", ""), parts.feeds.hosts)
    ):
        return None
    try:
        row = parts.feeds.reader.first(hash_token(address.group(1)))
    except ReadingError:
        return None
    if row is None:
        return None
    found = Subscription(*row)
    if str(found.last_used_on) != str(parts.today()) or count_poll(parts, environ, found.id):
        return None
    return answer_state(parts, environ, found)


def answer_state(parts: Wiring, environ: dict[str, Any], found: Subscription) -> Answer | None:
    """Return the answer for a feed's state: nothing changed, or what is kept of it."""
    organizer = organizer_of(parts.settings, found.house)
    number = number_feed(
        found.feed_id, found.kind, (found.calendar_number, found.work_number), organizer
    )
    kept = parts.feeds.find(number)
    none_match, since = environ.get("HTTP_IF_NONE_MATCH"), environ.get("HTTP_IF_MODIFIED_SINCE")
    if kept is None and none_match is None:
        return None
    changed_at = kept.changed_at if kept else None
    frame = frame_feed(is_https=parts.settings.public_url.startswith(HTTPS))
    if is_unchanged(none_match, since, tag_of(number), changed_at):
        return UNCHANGED, [*spell_head(number), *frame], []
    return answer_kept(kept, number, environ.get("HTTP_ACCEPT_ENCODING"), frame) if kept else None


def answer_kept(kept: KeptFeed, number: str, accepted: str | None, frame: Headers) -> Answer | None:
    """Return a feed that is kept, in the coding that the client takes."""
    coding = choose_coding(accepted)
    if coding is None:
        return None
    body = kept.gzipped if coding is Coding.GZIP else kept.plain
    if body is None:
        if coding is Coding.GZIP or kept.joint is None:
            return None
        body = kept.joint.join()
    headers = spell_headers(number, kept.changed_at, kept.kind, coding)
    return FOUND, [*headers, ("Content-Length", str(len(body))), *frame], [body]


@lru_cache(maxsize=64)
def is_served(host: str, hosts: tuple[str, ...]) -> bool:
    """Tell whether a request asks for a host of ours."""
    return host_is_trusted(host, hosts)
