"""The outbox: a letter is a row, written with the change that causes it; the worker sends it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKeyConstraint, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from planner.models.record import OwnedRecord


class MailState(StrEnum):
    """Where a letter stands."""

    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"
    """Given up after the last attempt."""
    BOUNCED = "bounced"
    """The server refused it, or it came back."""


class MailRecord(OwnedRecord):
    """One letter to one person; ``unique_key`` keeps one cause from being told twice."""

    __tablename__ = "mails"
    __table_args__ = (
        UniqueConstraint("organisation_id", "unique_key"),
        ForeignKeyConstraint(
            ["organisation_id", "meeting_id"],
            ["meetings.organisation_id", "meetings.id"],
            ondelete="CASCADE",
        ),
        Index(None, "state", "next_at"),
        Index(None, "organisation_id", "meeting_id"),
    )

    meeting_id: Mapped[int | None]
    kind: Mapped[str] = mapped_column(String(20))
    """change, reminder, review."""
    unique_key: Mapped[str] = mapped_column(String(200))
    to_address: Mapped[str] = mapped_column(String(254))
    to_name: Mapped[str] = mapped_column(String(80), default="")
    language: Mapped[str] = mapped_column(String(5), default="zh")
    subject: Mapped[str]
    body: Mapped[str] = mapped_column(Text)
    message_id: Mapped[str] = mapped_column(String(120), unique=True)
    state: Mapped[str] = mapped_column(String(10), default=MailState.QUEUED.value)
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime]
    error: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
