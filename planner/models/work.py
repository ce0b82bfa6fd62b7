"""What owners say of their tasks: notes, troubles, dates asked for, letters accepted."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKeyConstraint, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from planner.models.record import OwnedRecord, owned_key


class WorkEntryKind(StrEnum):
    """What an entry says."""

    NOTE = "note"
    STATE = "state"
    """The task was begun, done or taken up again; ``text`` may say more."""
    TROUBLE = "trouble"
    DATE = "date"
    """Another date is asked for."""
    LETTER = "letter"
    """The responsibility letter was accepted; ``letter_hash`` says which content of it."""


class WorkEntryState(StrEnum):
    """Whether an entry waits for somebody."""

    SAID = "said"
    WAITING = "waiting"
    GRANTED = "granted"
    REFUSED = "refused"
    SETTLED = "settled"
    WITHDRAWN = "withdrawn"
    """Whoever asked took it back."""


class WorkEntryRecord(OwnedRecord):
    """One thing that somebody said of a task, or of his letter."""

    __tablename__ = "work_entries"
    __table_args__ = (
        owned_key(),
        ForeignKeyConstraint(
            ["organisation_id", "meeting_id"],
            ["meetings.organisation_id", "meetings.id"],
            ondelete="CASCADE",
        ),
        ForeignKeyConstraint(
            ["organisation_id", "account_id"],
            ["memberships.organisation_id", "memberships.account_id"],
        ),
        ForeignKeyConstraint(
            ["organisation_id", "decided_by_id"],
            ["memberships.organisation_id", "memberships.account_id"],
        ),
        Index(None, "organisation_id", "meeting_id", "task_key"),
        Index(None, "organisation_id", "meeting_id", "state"),
    )

    meeting_id: Mapped[int]
    task_key: Mapped[str] = mapped_column(String(120), default="")
    person_key: Mapped[str] = mapped_column(String(120), default="")
    kind: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(10), default=WorkEntryState.SAID.value)
    text: Mapped[str] = mapped_column(Text, default="")
    task_state: Mapped[str] = mapped_column(String(10), default="")
    """How far the task has come, where the entry says so; the newest entry counts."""
    done_on: Mapped[date | None]
    """The day on which it was done, which may be before the day on which it is said."""
    planned_on: Mapped[date | None]
    """The end that the plan gave when another date was asked for: a grant holds for that end."""
    wanted_on: Mapped[date | None]
    letter_hash: Mapped[str] = mapped_column(String(64), default="")
    account_id: Mapped[int | None]
    """None where the entry came in a meeting's file: accounts do not travel."""
    actor_name: Mapped[str] = mapped_column(String(80))
    said_at: Mapped[datetime]
    decided_by_id: Mapped[int | None]
    decider_name: Mapped[str] = mapped_column(String(80), default="")
    decided_at: Mapped[datetime | None]
    decision: Mapped[str] = mapped_column(Text, default="")


class AttachmentRecord(OwnedRecord):
    """A file that somebody added to an entry; served as a download only."""

    __tablename__ = "attachments"
    __table_args__ = (
        ForeignKeyConstraint(
            ["organisation_id", "entry_id"],
            ["work_entries.organisation_id", "work_entries.id"],
            ondelete="CASCADE",
        ),
        Index(None, "organisation_id", "entry_id"),
    )

    entry_id: Mapped[int]
    name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(100))
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    size_bytes: Mapped[int]
