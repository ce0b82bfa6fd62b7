"""Addresses that open something by themselves: their tokens, and what of them a log may have."""

from __future__ import annotations

import base64
import re

TOKEN_BYTES = 20
SECRETS = re.compile(r"^/([cis])/[^/]+")
HIDDEN = r"/\1/…"


def spell_token(drawn: bytes) -> str:
    """Return the first 160 bits as a token: small letters and digits that stand in any address."""
    return base64.b32encode(drawn[:TOKEN_BYTES]).decode().casefold()


def hide_token(path: str) -> str:
    """Return a path as a log has it: without the token of a calendar, an invitation, a seat."""
    return SECRETS.sub(HIDDEN, path)
