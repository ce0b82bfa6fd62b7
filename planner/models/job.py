"""Work that the worker does: this table, not the queue, is the truth about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKeyConstraint, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from planner.domain.wording import Wording
from planner.models.record import OwnedRecord


class JobState(StrEnum):
    """Where a job stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class JobKind(StrEnum):
    """What a job makes."""

    PACKAGE = "package"
    PAPER = "paper"
    DRAFT = "draft"
    """A paper of the draft, to be looked at before anything is published."""
    SEATING = "seating"
    """Papers of a seating; the subject says which, of which version."""


LIVE_STATES = (JobState.QUEUED.value, JobState.RUNNING.value)


@dataclass(frozen=True, slots=True)
class JobDocument:
    """One document that a job has finished, or failed at."""

    key: str
    title_zh: str
    title_en: str
    path: str
    media_type: str
    digest: str = ""
    content: str = ""
    revision_number: int = 0
    size_bytes: int = 0
    from_store: bool = False
    pages: int = 0
    """Number of page pictures kept for looking at it; 0 where there are none."""
    failure_zh: str = ""
    failure_en: str = ""

    @property
    def title(self) -> Wording:
        """What the document is called."""
        return Wording(self.title_zh, self.title_en)

    @property
    def failure(self) -> Wording:
        """Why it could not be made; empty where it was."""
        return Wording(self.failure_zh, self.failure_en)

    @property
    def filename(self) -> str:
        """The name without its folder."""
        return self.path.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Job:
    """A job as its page shows it."""

    id: int
    kind: JobKind
    meeting_id: int
    revision_number: int
    subject: str
    state: JobState
    attempts: int
    done: int
    total: int
    message: Wording
    documents: tuple[JobDocument, ...]
    result_hash: str
    is_cancel_requested: bool

    @property
    def is_live(self) -> bool:
        """Tell whether the job still waits or runs."""
        return self.state.value in LIVE_STATES


class JobRecord(OwnedRecord):
    """任务: what to make, how far it is, who holds it and until when."""

    __tablename__ = "jobs"
    __table_args__ = (
        UniqueConstraint("organisation_id", "unique_key"),
        ForeignKeyConstraint(
            ["organisation_id", "meeting_id"], ["meetings.organisation_id", "meetings.id"]
        ),
        Index(None, "state", "lease_until"),
        Index(None, "organisation_id", "meeting_id"),
    )

    kind: Mapped[str] = mapped_column(String(20))
    meeting_id: Mapped[int]
    revision_number: Mapped[int]
    subject: Mapped[str] = mapped_column(default="")
    """Which document, for a job that makes only one."""
    unique_key: Mapped[str]
    state: Mapped[str] = mapped_column(String(20), default=JobState.QUEUED.value)
    attempts: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime]
    """When the queue was last told of it."""
    lease_token: Mapped[str] = mapped_column(String(40), default="")
    lease_until: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    message_zh: Mapped[str] = mapped_column(Text, default="")
    message_en: Mapped[str] = mapped_column(Text, default="")
    documents: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    """The finished documents, in order."""
    result_hash: Mapped[str] = mapped_column(String(64), default="")
    is_cancel_requested: Mapped[bool] = mapped_column(default=False)

    def value(self) -> Job:
        """Return the job as its page shows it."""
        return Job(
            id=self.id,
            kind=JobKind(self.kind),
            meeting_id=self.meeting_id,
            revision_number=self.revision_number,
            subject=self.subject,
            state=JobState(self.state),
            attempts=self.attempts,
            done=self.done,
            total=self.total,
            message=Wording(self.message_zh, self.message_en),
            documents=tuple(JobDocument(**each) for each in self.documents),
            result_hash=self.result_hash,
            is_cancel_requested=self.is_cancel_requested,
        )
