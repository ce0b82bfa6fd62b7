"""Work that the worker does: this table, not the queue, is the truth about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKeyConstraint, Index, String, Text, UniqueConstraint
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


LIVE_STATES = (JobState.QUEUED.value, JobState.RUNNING.value)


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
    lines: tuple[str, ...]
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
    subject: Mapped[str] = mapped_column(String(120), default="")
    """Which document, for a job that makes only one."""
    unique_key: Mapped[str] = mapped_column(String(200))
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
    lines: Mapped[str] = mapped_column(Text, default="")
    """One finished document a line."""
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
            lines=tuple(self.lines.splitlines()),
            result_hash=self.result_hash,
            is_cancel_requested=self.is_cancel_requested,
        )
