"""A photo: a JPEG as a page shows it, size and colours read from its head (ITU T.81, B.2)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

START, SCAN = b"\xff\xd8", 0xDA
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Markers of a frame; what is left out are tables."""
ADOBE = 0xEE
FILL = 0xFF
"""Every marker begins with it; more of them may stand before one."""
EIGHT_BITS = 8
COLOUR_SPACES = {1: "/DeviceGray", 3: "/DeviceRGB", 4: "/DeviceCMYK"}
CMYK = 4
SHORT_NAME = 16


@dataclass(frozen=True, slots=True)
class Photo:
    """One photo; ``digest`` stands for it in hashes, ``resource`` in the resources of a page."""

    digest: str
    width: int
    height: int
    colours: int
    content: bytes = field(repr=False)
    is_inverted: bool = False
    """Whether its inks count from full to none, as Adobe writes them."""

    @property
    def resource(self) -> str:
        """Its name in the resources of a page."""
        return f"P{self.digest[:SHORT_NAME]}"

    @property
    def colour_space(self) -> str:
        """What PDF calls its colours."""
        return COLOUR_SPACES[self.colours]


def read_photo(content: bytes) -> Photo | None:
    """Return the photo in JPEG bytes, or None for what is no JPEG that a page can show."""
    if not content.startswith(START):
        return None
    at, is_adobe = len(START), False
    while at + 4 <= len(content):
        if content[at] != FILL:
            return None
        marker = content[at + 1]
        if marker == FILL:
            at += 1
            continue
        length = int.from_bytes(content[at + 2 : at + 4], "big")
        if marker in FRAMES:
            return _read_frame(content, at + 4, is_inverted=is_adobe)
        if marker == SCAN or length < 2:  # noqa: PLR2004  a length counts itself
            return None
        is_adobe = is_adobe or (marker == ADOBE and content[at + 4 : at + 9] == b"Adobe")
        at += 2 + length
    return None


def _read_frame(content: bytes, at: int, *, is_inverted: bool) -> Photo | None:
    """Return the photo whose frame's head begins here."""
    head = content[at : at + 6]
    if len(head) < 6 or head[0] != EIGHT_BITS or head[5] not in COLOUR_SPACES:  # noqa: PLR2004  the head's length
        return None
    height, width = int.from_bytes(head[1:3], "big"), int.from_bytes(head[3:5], "big")
    if not (width and height):
        return None
    digest = hashlib.sha256(content).hexdigest()
    return Photo(digest, width, height, head[5], content, is_inverted and head[5] == CMYK)
