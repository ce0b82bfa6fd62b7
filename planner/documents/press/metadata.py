"""What a PDF says of itself, and the files that travel inside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that travels inside a PDF; its name must be ASCII, the description may be Chinese."""

    name: str
    content: bytes
    description: str = ""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a PDF says of itself; ``identity`` makes its /ID."""

    title: str
    author: str = ""
    subject: str = ""
    issued_on: date | None = None
    identity: str = ""
