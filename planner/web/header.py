"""The headers of every answer: what a browser may load, frame, sniff and tell others."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from flask import g, request
from werkzeug.http import parse_date

from planner.web.wiring import wiring

if TYPE_CHECKING:
    from flask import Response

CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
IF_RANGE = "HTTP_IF_RANGE"
DATES = ("HTTP_IF_MODIFIED_SINCE", "HTTP_IF_UNMODIFIED_SINCE", IF_RANGE)
PATIENCE = {429, 503}
"""Statuses that Retry-After belongs to."""
YEAR_SECONDS = 31_536_000
TRANSPORT = f"max-age={YEAR_SECONDS}"
PRIVATE = {"account", "set_up", "single_sign_on"}
"""Pages that may tell something before anybody has signed in."""


@cache
def frame_feed(*, is_https: bool) -> tuple[tuple[str, str], ...]:
    """Return what ``set_headers`` adds to an answer that has a referrer policy of its own."""
    common = [each for each in HEADERS.items() if each[0] != "Referrer-Policy"]
    transport = [("Strict-Transport-Security", TRANSPORT)] if is_https else []
    return (*common, ("Vary", "Cookie"), *transport)


def set_headers(answer: Response) -> Response:
    """Set the headers that an answer does not bring itself."""
    for name, value in HEADERS.items():
        answer.headers.setdefault(name, value)
    if "Cache-Control" not in answer.headers:
        is_private = g.get("account") or request.blueprint in PRIVATE
        answer.headers["Cache-Control"] = "no-store" if is_private else "no-cache"
    answer.headers.add("Vary", "Cookie")
    if wiring().settings.is_https:
        answer.headers["Strict-Transport-Security"] = TRANSPORT
    return answer


def drop_odd_dates() -> None:
    """Forget dates beyond all years, which nothing can be compared with: they ask for nothing."""
    for name in DATES:
        try:
            parse_date(request.environ.get(name))
        except OverflowError:
            del request.environ[name]
            if name == IF_RANGE:
                request.environ.pop("HTTP_RANGE", None)  # a part only if the date holds


def drop_retry(answer: Response) -> Response:
    """Let only answers that ask for patience say when to try again (RFC 9110, 10.2.3)."""
    if answer.status_code not in PATIENCE:
        answer.headers.pop("Retry-After", None)
    return answer
