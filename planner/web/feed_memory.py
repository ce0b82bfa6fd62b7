"""What a process keeps of feeds, to answer without asking for more than whether they changed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from planner.services.memory import Memory

if TYPE_CHECKING:
    from datetime import datetime

    from planner.database import Reader
    from planner.services.calendar_body import Joint

BODIES_KEPT = 512
JOINTS_KEPT = 4096
LARGEST_BODY = 262_144
"""Bytes of a body that is kept; a larger one is read from the store, or joined."""


@dataclass(frozen=True, slots=True)
class KeptFeed:
    """A feed at one state; a body that is not kept is None."""

    kind: str
    changed_at: datetime | None
    plain: bytes | None = None
    gzipped: bytes | None = None
    joint: Joint | None = None


class Tally:
    """Counts by key within the present hour."""

    def __init__(self) -> None:
        self.hour = -1
        self.counts: dict[int, int] = {}

    def add(self, key: int, hour: int) -> int:
        """Count once more and return how often it was in this hour."""
        if hour != self.hour:
            self.hour, self.counts = hour, {}
        count = self.counts[key] = self.counts.get(key, 0) + 1
        return count


@dataclass(frozen=True, slots=True)
class FeedMemory:
    """The feeds that a process keeps by their state, and how often each token came."""

    reader: Reader
    hosts: tuple[str, ...]
    """Names that the installation answers to."""
    bodies: Memory[KeptFeed] = field(default_factory=lambda: Memory(BODIES_KEPT))
    joints: Memory[KeptFeed] = field(default_factory=lambda: Memory(JOINTS_KEPT))
    tally: Tally = field(default_factory=Tally)

    def keep(self, number: str, feed: KeptFeed) -> None:
        """Keep a feed's bodies where they are not too large, and its parts where it has them."""
        if feed.plain is not None and len(feed.plain) <= LARGEST_BODY:
            self.bodies.keep(number, replace(feed, joint=None))
        if feed.joint is not None:
            self.joints.keep(number, replace(feed, plain=None, gzipped=None))

    def find(self, number: str) -> KeptFeed | None:
        """Return a feed at a state, with its bodies or in its parts."""
        return self.bodies.find(number) or self.joints.find(number)
