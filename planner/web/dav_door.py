"""A door in front of Flask, for programs that speak CalDAV: most ask what they asked before.

It answers again what the view behind answered, where one statement proves that the app password
holds, its account may still read the same, and no calendar of the house changed, on the same day.
Whatever else comes, and whatever is odd about it, goes on (docs/decisions/0032).
"""

from __future__ import annotations

from base64 import b64decode
from binascii import Error as Base64Error
from io import BytesIO
from typing import TYPE_CHECKING, Any

from planner.database import ReadingError
from planner.services.dav_state import ask_token, read_state
from planner.web.dav_memory import KeptAnswer
from planner.web.feed_door import is_served
from planner.web.wiring import KEY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment
    from flask import Flask

    from planner.services.dav_state import DavState
    from planner.web.wiring import Wiring

PLACE = "/dav/calendars/"
METHODS = {"PROPFIND", "REPORT"}
LARGEST_QUESTION = 4096
LARGEST_ANSWER = 65_536
MULTI_STATUS = "207 "
PASSING = "X-RateLimit-"
"""Headers of the moment, which no kept answer has."""
LOOPBACK = {"127.0.0.1", "::1"}
Question = tuple[str, str, str, bytes]


class DavDoor:
    """Answers what was asked before, and hands on the rest."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.behind: WSGIApplication = app.wsgi_app

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request, or let the application do so and keep what it says."""
        if not environ["PATH_INFO"].startswith(PLACE) or environ["REQUEST_METHOD"] not in METHODS:
            return self.behind(environ, start_response)
        parts: Wiring = self.app.extensions[KEY]
        question = read_question(environ)
        state = find_state(parts, environ) if question is not None else None
        if question is None or state is None:
            return self.behind(environ, start_response)
        kept = parts.dav.answers.find(question)
        if kept is not None and kept.facts == state.facts:
            start_response(kept.status, list(kept.headers))
            return [kept.body]
        status, headers, body = ask(self.behind, environ)
        if status.startswith(MULTI_STATUS) and len(body) <= LARGEST_ANSWER:
            lasting = [each for each in headers if not each[0].startswith(PASSING)]
            parts.dav.answers.keep(question, KeptAnswer(state.facts, status, lasting, body))
        start_response(status, headers)
        return [body]


def ask(
    behind: WSGIApplication, environ: WSGIEnvironment
) -> tuple[str, list[tuple[str, str]], bytes]:
    """Return what the application answers."""
    said: list[tuple[str, list[tuple[str, str]]]] = []

    def note(status: str, headers: list[tuple[str, str]], _error: Any = None) -> Any:  # noqa: ANN401  as WSGI has it
        said.append((status, headers))
        return None

    answered = behind(environ, note)
    try:
        body = b"".join(answered)
    finally:
        close = getattr(answered, "close", None)
        if close is not None:
            close()
    return *said[-1], body


def read_question(environ: WSGIEnvironment) -> Question | None:
    """Return what is asked, the body put back for whoever comes behind; None where it is long."""
    length = environ.get("CONTENT_LENGTH") or ""
    if not length.isdecimal() or len(length) > 5 or int(length) > LARGEST_QUESTION:  # noqa: PLR2004  digits
        return None
    body = environ["wsgi.input"].read(int(length))
    environ["wsgi.input"] = BytesIO(body)
    depth = environ.get("HTTP_DEPTH", "")
    return environ["REQUEST_METHOD"], environ["PATH_INFO"], depth, body


def find_state(parts: Wiring, environ: WSGIEnvironment) -> DavState | None:
    """Return what an answer depends on; None where the view has to look who asks."""
    given = read_basic(environ.get("HTTP_AUTHORIZATION", ""))
    if (
        given is None
        or not is_served(environ.get("HTTP_HOST", ""), parts.feeds.hosts)
        or not is_private(parts, environ)
    ):
        return None
    try:
        row = parts.dav.reader.first(ask_token(given[1]))
    except ReadingError:
        return None
    state = read_state(row, given[0])
    if state is None or str(state.last_used_on) != str(parts.today()):
        return None
    return state


def read_basic(header: str) -> tuple[str, str] | None:
    """Return name and password of a program (RFC 7617)."""
    kind, _space, content = header.partition(" ")
    if kind.casefold() != "basic":
        return None
    try:
        name, colon, password = b64decode(content, validate=True).decode().partition(":")
    except (Base64Error, ValueError):
        return None
    return (name, password) if colon else None


def is_private(parts: Wiring, environ: WSGIEnvironment) -> bool:
    """Tell whether nobody on the way reads the app password, as the view would."""
    return (
        not parts.settings.is_https
        or environ.get("wsgi.url_scheme") == "https"
        or environ.get("REMOTE_ADDR") in LOOPBACK
    )
