"""What programs send and get of versions of a seating."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from planner.web.api_model import LARGEST, Shape

LONGEST_SEAT = 160
LONGEST_WORDS = 500


class ReasonShape(Shape):
    """Why it is sent; an amendment has to say."""

    reason: str = Field("", max_length=LONGEST_WORDS)


class VerdictShape(Shape):
    """What is said of the whole; sending back has to say something, here or at a seat."""

    remark: str = Field("", max_length=LONGEST_WORDS)


class SeatPinShape(Shape):
    """A remark on a seat; an empty seat means all of the seating."""

    seat: str = Field("", max_length=LONGEST_SEAT)
    text: str = Field(min_length=1, max_length=LONGEST_WORDS)


class SeatRemarkShape(SeatPinShape):
    """A remark, whose it is, who sat there, and whether it was seen to."""

    label: str
    person: str
    by: str
    is_settled: bool
    settled_by: str


class VersionShape(Shape):
    """A seating as it was sent; ``base_number`` is the approved one that it amends, 0 for none."""

    number: int
    base_number: int
    state: Literal["waiting", "approved", "returned", "withdrawn"]
    reason: str
    submitter: str
    submitted_at: datetime
    decider: str
    decided_at: datetime | None
    remark: str
    remarks: list[SeatRemarkShape]
    content_hash: str


class VersionList(Shape):
    """The versions of a seating, the newest first."""

    state: Literal["draft", "waiting", "frozen", "amending", "confirming"]
    approved_number: int
    versions: list[VersionShape]


class SidesQuery(Shape):
    """Two versions; ``since`` of 0 is the approved one, ``to`` of 0 the seating as it is now."""

    since: int = Field(0, ge=0, le=LARGEST)
    to: int = Field(0, ge=0, le=LARGEST)


class SeatChangeShape(Shape):
    """Somebody's seats on both sides; null for none."""

    person: str
    name: str
    post: str
    before: str | None
    before_label: str
    after: str | None
    after_label: str
    why: str


class SeatingDifferenceShape(Shape):
    """Who moved, came, left, and whose sign says something else now."""

    moved: list[SeatChangeShape]
    came: list[SeatChangeShape]
    left: list[SeatChangeShape]
    renamed: list[SeatChangeShape]
    signs: list[str]
