"""Which content of which paper was issued with which revision."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKeyConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from planner.models.record import OwnedRecord


class IssuedPaperRecord(OwnedRecord):
    """One content of one paper, with the revision in which the paper last changed to it."""

    __tablename__ = "issued_papers"
    __table_args__ = (
        ForeignKeyConstraint(
            ["organisation_id", "meeting_id"], ["meetings.organisation_id", "meetings.id"]
        ),
        UniqueConstraint("meeting_id", "paper_key", "content_hash"),
        Index(None, "content_hash"),
        Index(None, "organisation_id", "meeting_id"),
    )

    meeting_id: Mapped[int]
    paper_key: Mapped[str]
    content_hash: Mapped[str] = mapped_column(String(64))
    revision_number: Mapped[int]
    issued_on: Mapped[date]
    is_copy: Mapped[bool] = mapped_column(default=False)
    """It came in a meeting's file while the meeting that printed it is here: it answers nobody."""
    voided_on: Mapped[date | None]
    """The day on which another content took its place; None while it is the current one."""
    voided_number: Mapped[int | None]
    """The revision that did so."""
