"""The hash of what is printed."""

from __future__ import annotations

import hashlib

LAYOUT_VERSION = 1
"""Raised when the same words come to be printed in another shape."""


def sheet_hash(sheet: object) -> str:
    """Return the SHA-256 of what a sheet prints, in hexadecimal."""
    return hashlib.sha256(f"{LAYOUT_VERSION}\0{sheet!r}".encode()).hexdigest()
