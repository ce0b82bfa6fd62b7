"""Addresses that open something by themselves: what of them a log may have."""

from __future__ import annotations

import re

SECRETS = re.compile(r"^/([cis])/[^/]+")
HIDDEN = r"/\1/…"


def hide_token(path: str) -> str:
    """Return a path as a log has it: without the token of a calendar, an invitation, a seat."""
    return SECRETS.sub(HIDDEN, path)
