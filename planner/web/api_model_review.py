"""What programs send and get of reviews, notices and differences."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from planner.web.api_model import LARGEST, LONGEST_TEXT, Shape


class NoteShape(Shape):
    """A note that goes with a draft sent for approval."""

    note: str = Field("", max_length=LONGEST_TEXT)


class RemarkShape(Shape):
    """What a leader says of the whole."""

    remark: str = Field("", max_length=LONGEST_TEXT)


class PlacedRemark(Shape):
    """A remark pinned to a place; an empty place means the whole."""

    place: str = Field("", max_length=300)
    text: str = Field(min_length=1, max_length=LONGEST_TEXT)


class KeptRemark(PlacedRemark):
    """A remark, whose it is, and whether it was seen to."""

    is_settled: bool
    by: str


class ReturnShape(RemarkShape):
    """What a draft is sent back with."""

    remarks: list[PlacedRemark] = Field(default_factory=list, max_length=50)


class PublishShape(Shape):
    """Keys of the people whom letters shall tell of the changes."""

    notify: list[str] = Field(default_factory=list, max_length=5_000)


class ReviewShape(Shape):
    """A draft that was sent for approval."""

    number: int
    state: str
    note: str
    submitter: str
    submitted_at: datetime
    decider: str
    decided_at: datetime | None
    remark: str
    remarks: list[KeptRemark]
    plan_hash: str
    revision_number: int | None


class ReviewList(Shape):
    """All of them, the newest first."""

    reviews: list[ReviewShape]


class NoticePerson(Shape):
    """Somebody whom publishing touches."""

    key: str
    is_reached: bool


class NoticeShape(Shape):
    """What publishing changes, and whom it touches."""

    changes: list[str]
    people: list[NoticePerson]


class Issued(Shape):
    """The number of a new revision."""

    number: int


class ComparisonQuery(Shape):
    """Two revisions to compare; ``since`` of 0 means the one before."""

    since: int = Field(0, ge=0, le=LARGEST)


class DifferenceShape(Shape):
    """One difference in a sentence."""

    place: str
    kind: str
    sentence: str


class DifferenceList(Shape):
    """What changed between two revisions."""

    changes: list[DifferenceShape]
