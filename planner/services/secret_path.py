"""Addresses that open something by themselves: their tokens, and what of them a log may have."""

from __future__ import annotations

import base64
import re

TOKEN_BYTES = 20
SECRETS = re.compile(
    r"""
    ^/([cis])/[^/]+  # a path, whatever it has in it
    | (
        (?<![^\s"'`(<\[{=:,])(?:https?://[^/\s]+)?/[cis]/  # an address within a text
    ) [^/\s"'`)>\]}?#]+
    """,
    re.VERBOSE,
)


def spell_token(drawn: bytes) -> str:
    """Return the first 160 bits as a token: small letters and digits that stand in any address."""
    return base64.b32encode(drawn[:TOKEN_BYTES]).decode().casefold()


def hide_token(text: str) -> str:
    """Return a path, or a text with paths in it, as a log has it.

    It lacks the tokens of calendars, invitations and seats.
    """
    return SECRETS.sub(spell_hidden, text)


def spell_hidden(found: re.Match[str]) -> str:
    """Return an address without its token."""
    return f"/{found[1]}/…" if found[1] else f"{found[2]}…"
