"""What programs send and get of reviews, papers, people, work and letters."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Literal

from pydantic import Field

from planner.domain.task import TaskState
from planner.web.api_model import PageQuery, Shape
from planner.web.api_model_meeting import LONGEST_FILE

LONGEST_TEXT = 2_000
LARGEST = 2**31 - 1


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


class PaperShape(Shape):
    """A document of the current revision."""

    key: str
    title: str
    folder: str
    filename: str
    state: str
    revision_number: int
    size_bytes: int | None


class PaperList(Shape):
    """All documents: papers, calendars and workbooks."""

    papers: list[PaperShape]


class JobShape(Shape):
    """Work of the worker: its state, and how far it is."""

    id: int
    meeting_id: int
    kind: str
    subject: str
    state: str
    done: int
    total: int
    message: str


class SearchQuery(Shape):
    """What is looked for: names, pinyin initials, places, items, tasks."""

    q: str = Field(min_length=1, max_length=60)
    edition: Literal["published", "draft"] = "published"


class FoundShape(Shape):
    """Something that was found."""

    kind: str
    key: str
    name: str
    note: str


class FoundList(Shape):
    """What was found, the nearest first."""

    found: list[FoundShape]


class PeopleQuery(PageQuery):
    """Filters of the roster, as the page of people has them in its address."""

    edition: Literal["published", "draft"] = "published"
    q: str = Field("", max_length=60)
    attendance: str = Field("", max_length=60)
    sector: str = Field("", max_length=60)
    group: str = Field("", max_length=60)
    standing: str = Field("", max_length=1)
    ranked: str = Field("", max_length=1)
    leave: str = Field("", max_length=60)
    gap: str = Field("", max_length=60)
    double: str = Field("", max_length=1)
    order: str = Field("", max_length=60)


class PersonShape(Shape):
    """Somebody on the roster."""

    key: str
    name: str
    attendance: str
    post: str
    unit: str
    sector: str
    group: str
    rank: int | None
    is_standing: bool
    is_convener: bool


class PersonList(Shape):
    """One page of people."""

    people: list[PersonShape]
    total: int


class Attached(Shape):
    """A file that goes with what is said: its name, and its bytes as base64."""

    name: str = Field(min_length=1, max_length=200)
    content: str = Field(max_length=LONGEST_FILE)


class SaidShape(Shape):
    """What somebody says of a task."""

    text: str = Field("", max_length=LONGEST_TEXT)
    files: list[Attached] = Field(default_factory=list, max_length=10)


class StateShape(SaidShape):
    """How far a task is."""

    state: TaskState
    done_on: date | None = None


class DateShape(SaidShape):
    """Another date that is asked for."""

    wanted_on: date


class VerdictShape(Shape):
    """What is decided of what was asked or reported."""

    verdict: Literal["granted", "refused", "settled"]
    text: str = Field("", max_length=LONGEST_TEXT)


class AcceptanceShape(Shape):
    """The letter that is accepted, by its hash."""

    content: str = Field(max_length=64)


class EntryMade(Shape):
    """The number of an entry of work."""

    id: int


class WorkEntryShape(Shape):
    """What somebody said of a task, and what was decided."""

    id: int
    task: str
    kind: str
    state: str
    text: str
    wanted_on: date | None
    by: str
    at: datetime
    decision: str


class WorkItemShape(Shape):
    """One of one's own tasks."""

    key: str
    name: str
    group: str
    starts_on: date
    ends_on: date


class WorkShape(Shape):
    """One's own work for a meeting; ``letter`` is the hash of one's responsibility letter."""

    tasks: list[WorkItemShape]
    waiting: list[WorkEntryShape]
    letter: str | None
    is_letter_accepted: bool


class EntryHistory(Shape):
    """All that was said of a task, the newest first."""

    entries: list[WorkEntryShape]


class MailQuery(Shape):
    """Which letters."""

    state: Literal["", "queued", "sent", "failed", "bounced", "cancelled", "merged"] = ""
    page: int = Field(1, ge=1, le=100_000)


class MailShape(Shape):
    """A letter: to whom, what about, and how it fares; never its text."""

    id: int
    kind: str
    to_name: str
    subject: str
    state: str
    attempts: int
    created_at: datetime
    sent_at: datetime | None
    error: str


class MailPage(Shape):
    """One page of letters."""

    letters: list[MailShape]
    total: int
    page: int
    pages: int


class SplitShape(Shape):
    """The time of day at which a sitting is cut in two."""

    at: time


class CopyShape(Shape):
    """Where the copy of a sitting goes; what is not said stays."""

    held_on: date | None = None
    starts_at: time | None = None
    ends_at: time | None = None


class RosterShape(Shape):
    """A roster file, brought in at once where no row needs a decision."""

    name: str = Field(min_length=1, max_length=200)
    content: str = Field(max_length=LONGEST_FILE)
    columns: dict[str, str] = Field(default_factory=dict, max_length=60)
    """Field of a person by number of the column; none means those proposed."""


class RosterRow(Shape):
    """What a row of a roster would do."""

    number: str
    group: str
    name: str
    key: str
    choice: str
    is_open: bool


class RosterPreview(Shape):
    """A roster under way: its columns, its rows, and how many wait for a decision."""

    id: int
    sequence: int
    columns: dict[str, str]
    rows: list[RosterRow]
    open: int


class ChoiceShape(Shape):
    """What to do with rows, by their numbers."""

    choices: dict[str, str] = Field(max_length=5_000)


class RosterTaken(Shape):
    """How many people were added, changed, and removed or marked."""

    added: int
    changed: int
    absent: int
