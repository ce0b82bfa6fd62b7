"""The outbox: a letter is a row, written with the change that causes it; the worker sends it."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKeyConstraint, Index, String, Text, UniqueConstraint
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
    CANCELLED = "cancelled"
    """Called off before it left."""
    MERGED = "merged"
    """A newer letter tells what it was to tell."""


class MailKind(StrEnum):
    """Why a letter is written."""

    CHANGE = "change"
    REMINDER = "reminder"
    INVITATION = "invitation"
    EVENING = "evening"
    """What one is invited to on the next day."""


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
    """One of ``MailKind``."""
    unique_key: Mapped[str] = mapped_column(String(200))
    to_address: Mapped[str] = mapped_column(String(254))
    to_name: Mapped[str] = mapped_column(String(80), default="")
    language: Mapped[str] = mapped_column(String(5), default="zh")
    subject: Mapped[str]
    body: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text, default="")
    calendar: Mapped[str] = mapped_column(Text, default="")
    """An invitation's iCalendar object (RFC 6047); empty in other letters."""
    calendar_method: Mapped[str] = mapped_column(String(10), default="")
    """``REQUEST`` or ``CANCEL``."""
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """What it is about: ``person``, and of a change ``from`` and ``to``."""
    message_id: Mapped[str] = mapped_column(String(120), unique=True)
    state: Mapped[str] = mapped_column(String(10), default=MailState.QUEUED.value)
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime]
    error: Mapped[str] = mapped_column(Text, default="")
    lease_token: Mapped[str] = mapped_column(String(40), default="")
    lease_until: Mapped[datetime | None]
    """While a worker hands it over nobody else does."""
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]


class ReminderRunRecord(OwnedRecord):
    """A day on which a house's reminders were written: once, whoever comes first."""

    __tablename__ = "reminder_runs"
    __table_args__ = (UniqueConstraint("organisation_id", "ran_on"),)

    ran_on: Mapped[date]
    ran_at: Mapped[datetime]
    letters: Mapped[int] = mapped_column(default=0)
