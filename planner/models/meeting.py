"""Meetings and their revisions, and uploads that wait for a decision."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKeyConstraint, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from planner.domain.plan import Edition
from planner.models.record import OwnedRecord, owned_key


class MeetingRecord(OwnedRecord):
    """会议: what its current revision says of it, kept beside it for lists."""

    __tablename__ = "meetings"
    __table_args__ = (
        owned_key(),
        UniqueConstraint("organisation_id", "title"),
        Index(None, "organisation_id", "opens_on"),
    )

    title: Mapped[str]
    kind: Mapped[str] = mapped_column(String(20))
    place: Mapped[str] = mapped_column(default="")
    opens_on: Mapped[date | None]
    closes_on: Mapped[date | None]
    revision_number: Mapped[int] = mapped_column(default=0)
    """The current revision; 0 where nothing was published yet."""
    draft_sequence: Mapped[int] = mapped_column(default=0)
    """Counts the changes of the draft; 0 where there is no draft yet."""
    draft_stamp: Mapped[str] = mapped_column(String(32), default="")
    """A fresh random word for every change of the draft: what is kept in memory goes by it."""
    published_sequence: Mapped[int] = mapped_column(default=0)
    """The draft's number at the time of the current revision: further changes make the next."""
    changed_at: Mapped[datetime]
    calendar_number: Mapped[int] = mapped_column(default=0)
    """Counts what changed its calendars: a publication, an approved seating, an entry that went."""
    work_number: Mapped[int] = mapped_column(default=0)
    """Counts what changed the calendars of its tasks beside that."""
    calendar_changed_at: Mapped[datetime | None]
    calendar_stamp: Mapped[str] = mapped_column(String(32), default="")
    """A fresh random word for every change of its calendars: what is kept in memory goes by it."""
    sends_invitations: Mapped[bool] = mapped_column(default=False)
    """Whether publishing invites by mail, and tells those invited what changed."""


class RevisionRecord(OwnedRecord):
    """修订: one published plan, numbered, never changed and never removed."""

    __tablename__ = "revisions"
    __table_args__ = (
        owned_key(),
        UniqueConstraint("meeting_id", "number"),
        ForeignKeyConstraint(
            ["organisation_id", "meeting_id"], ["meetings.organisation_id", "meetings.id"]
        ),
        ForeignKeyConstraint(
            ["organisation_id", "issued_by_id"],
            ["memberships.organisation_id", "memberships.account_id"],
        ),
        Index(None, "organisation_id", "meeting_id"),
    )

    meeting_id: Mapped[int]
    number: Mapped[int]
    plan_text: Mapped[str] = mapped_column(Text, deferred=True)
    """The plan as canonical YAML."""
    plan_hash: Mapped[str] = mapped_column(String(64))
    issued_at: Mapped[datetime]
    issued_on: Mapped[date]
    issued_by_id: Mapped[int | None]
    issuer_name: Mapped[str] = mapped_column(String(80), default="")
    approver_name: Mapped[str] = mapped_column(String(80), default="")
    """Who approved it (审定); empty where nobody was asked."""
    approved_at: Mapped[datetime | None]
    approval_remark: Mapped[str] = mapped_column(Text, default="")
    source_name: Mapped[str]
    source_bytes: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    """The file as it was uploaded, byte for byte."""

    def value(self) -> Edition:
        """Return the edition that the plan of this revision carries."""
        return Edition(self.number, self.issued_on)


class UploadRecord(OwnedRecord):
    """An uploaded plan file that somebody still looks at; discarded after a while."""

    __tablename__ = "uploads"
    __table_args__ = (
        ForeignKeyConstraint(
            ["organisation_id", "account_id"],
            ["memberships.organisation_id", "memberships.account_id"],
            ondelete="CASCADE",
        ),
        ForeignKeyConstraint(
            ["organisation_id", "meeting_id"],
            ["meetings.organisation_id", "meetings.id"],
            ondelete="CASCADE",
        ),
        Index(None, "organisation_id", "account_id"),
    )

    account_id: Mapped[int]
    meeting_id: Mapped[int | None]
    """The meeting whose next revision this shall be; None where the file itself decides."""
    source_name: Mapped[str]
    source_bytes: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    uploaded_at: Mapped[datetime]
