"""The headers of every answer: what a browser may load, frame, sniff and tell others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import g, request

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
PATIENCE = {429, 503}
"""Statuses that Retry-After belongs to."""
YEAR_SECONDS = 31_536_000
PRIVATE = {"account", "set_up", "single_sign_on"}
"""Pages that may tell something before anybody has signed in."""


def set_headers(answer: Response) -> Response:
    """Set the headers that an answer does not bring itself."""
    for name, value in HEADERS.items():
        answer.headers.setdefault(name, value)
    if "Cache-Control" not in answer.headers:
        is_private = g.get("account") or request.blueprint in PRIVATE
        answer.headers["Cache-Control"] = "no-store" if is_private else "no-cache"
    answer.headers.add("Vary", "Cookie")
    if wiring().settings.is_https:
        answer.headers["Strict-Transport-Security"] = f"max-age={YEAR_SECONDS}"
    return answer


def drop_retry(answer: Response) -> Response:
    """Let only answers that ask for patience say when to try again (RFC 9110, 10.2.3)."""
    if answer.status_code not in PATIENCE:
        answer.headers.pop("Retry-After", None)
    return answer
