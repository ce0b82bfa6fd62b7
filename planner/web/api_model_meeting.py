"""What programs send and get when meetings are made, moved and carried along."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import Field

from planner.domain.carryover import Part, Source
from planner.domain.compression_offer import OfferKind
from planner.domain.person import AttendanceKind
from planner.domain.plan import MeetingKind
from planner.web.api_model import Shape

LONGEST_LINE = 200
LONGEST_FILE = 28_000_000
"""Characters of base64 for the largest file that may be uploaded."""
MOST_EDITS = 2_000


class MeetingFacts(Shape):
    """What is said of a meeting before there is one."""

    term: int = Field(ge=1, le=999)
    number: int = Field(ge=1, le=999)
    opens_on: date
    closes_on: date | None = None
    reports_on: date | None = None
    starts_work_on: date | None = None
    place: str = Field("", max_length=LONGEST_LINE)
    theme: str = Field("", max_length=LONGEST_LINE)
    conditions: list[str] = Field(default_factory=list, max_length=20)


class NewMeetingShape(MeetingFacts):
    """A meeting from the template of its kind."""

    kind: MeetingKind


class CarryoverShape(MeetingFacts):
    """A meeting from an earlier one; a part that is not named comes from there."""

    earlier: int = Field(ge=1, le=2**31 - 1)
    edition: Literal["published", "draft"] = "published"
    sources: dict[Part, Source] = Field(default_factory=dict)
    attendance: list[AttendanceKind] | None = None
    without: list[str] = Field(default_factory=list, max_length=5_000)
    days: dict[str, date | None] = Field(default_factory=dict)


class FileShape(Shape):
    """A file: its name, and its bytes as base64."""

    name: str = Field("", max_length=LONGEST_LINE)
    content: str = Field(max_length=LONGEST_FILE)


class ArchiveShape(FileShape):
    """The file of a whole meeting; another house's is taken only where that is said."""

    is_from_elsewhere: bool = False


class MoveShape(Shape):
    """Where a meeting shall go; ``days`` are for sittings that do not fit, null for not at all.

    Without ``closes_on`` and ``reports_on`` both keep their distance from the opening.
    """

    opens_on: date
    closes_on: date | None = None
    reports_on: date | None = None
    place: str = Field("", max_length=LONGEST_LINE)
    days: dict[str, date | None] = Field(default_factory=dict)


class MovedTaskShape(Shape):
    """A task whose days differ."""

    key: str
    name: str
    before: list[date] | None
    after: list[date] | None


class MovedSittingShape(Shape):
    """A sitting whose day differs."""

    key: str
    name: str
    before: date | None
    after: date | None
    fits: bool


class MoveOutcome(Shape):
    """What a move changes; ``sequence`` is the draft's number after it, or the one it is of."""

    sequence: int
    opens_on: date
    closes_on: date
    reports_on: date | None
    tasks: list[MovedTaskShape]
    sittings: list[MovedSittingShape]
    kept: list[str]
    caused: int
    cured: int


class WayOut(Shape):
    """Which way out of a late start to take, and for which tasks."""

    kind: OfferKind
    tasks: list[str] = Field(min_length=1, max_length=2_000)


class OfferShape(Shape):
    """One way out."""

    kind: OfferKind
    tasks: list[str]
    days_won: int
    effect: str


class CompressionShape(Shape):
    """The tasks that gave way, and the ways out."""

    sequence: int
    pressed: list[str]
    offers: list[OfferShape]


class EditShape(Shape):
    """One of several edits that are made in one go."""

    op: Literal["add", "change", "remove", "move"]
    section: str = Field(max_length=40)
    key: str = Field("", max_length=120)
    values: dict[str, Any] = Field(default_factory=dict)
    version: int | None = Field(None, ge=0, le=2**31 - 1)
    after: str | None = Field(None, max_length=120)
    lets_go: bool = False
    """Whether what points to a sitting that is removed lets go of it; without, that is a 409."""


class EditList(Shape):
    """Edits that are made all or none, and what the batch is called in the history."""

    edits: list[EditShape] = Field(min_length=1, max_length=MOST_EDITS)
    note: str = Field("", max_length=LONGEST_LINE)


class WaiverShape(Shape):
    """A finding to set aside, named by its code and place."""

    code: str = Field(max_length=80)
    place: str = Field(max_length=300)
    reason: str = Field(min_length=1, max_length=300)


class FindingMark(Shape):
    """A finding to take up again."""

    code: str = Field(max_length=80)
    place: str = Field(max_length=300)


class Made(Shape):
    """The number of what was made."""

    id: int
