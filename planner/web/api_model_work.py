"""What programs send and get of owners' work and of letters."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from planner.domain.task import TaskState
from planner.web.api_model import LONGEST_TEXT, Shape
from planner.web.api_model_meeting import LONGEST_FILE


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
