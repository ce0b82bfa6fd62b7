"""送审 and 审定: a draft as it was sent, what the leader said of it, and notices of changes."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKeyConstraint, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from planner.models.record import OwnedRecord, owned_key


class ReviewState(StrEnum):
    """Where a draft that was sent for approval stands."""

    WAITING = "waiting"  # 待审
    APPROVED = "approved"  # 审定
    RETURNED = "returned"  # 退回
    WITHDRAWN = "withdrawn"  # 撤回
    PUBLISHED = "published"  # 已发布


class ReviewRecord(OwnedRecord):
    """One draft sent for approval: the plan as it was, and the decision."""

    __tablename__ = "reviews"
    __table_args__ = (
        owned_key(),
        UniqueConstraint("meeting_id", "number"),
        ForeignKeyConstraint(
            ["organisation_id", "meeting_id"],
            ["meetings.organisation_id", "meetings.id"],
            ondelete="CASCADE",
        ),
        ForeignKeyConstraint(
            ["organisation_id", "submitted_by_id"],
            ["memberships.organisation_id", "memberships.account_id"],
        ),
        ForeignKeyConstraint(
            ["organisation_id", "decided_by_id"],
            ["memberships.organisation_id", "memberships.account_id"],
        ),
        Index(None, "organisation_id", "state"),
    )

    meeting_id: Mapped[int]
    number: Mapped[int]
    """1, 2, 3 … within the meeting."""
    state: Mapped[str] = mapped_column(String(10), default=ReviewState.WAITING.value)
    draft_sequence: Mapped[int]
    plan_text: Mapped[str] = mapped_column(Text, deferred=True)
    plan_hash: Mapped[str] = mapped_column(String(64))
    note: Mapped[str] = mapped_column(Text, default="")
    submitted_by_id: Mapped[int | None]
    submitter_name: Mapped[str] = mapped_column(String(80), default="")
    submitted_at: Mapped[datetime]
    decided_by_id: Mapped[int | None]
    decider_name: Mapped[str] = mapped_column(String(80), default="")
    decided_at: Mapped[datetime | None]
    remark: Mapped[str] = mapped_column(Text, default="")
    remarks: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    """Remarks pinned to places: ``place`` as findings have it, ``text``, ``is_settled``."""
    revision_number: Mapped[int | None]
    """The revision that it was published as."""


class ChangeNoticeRecord(OwnedRecord):
    """变更通知: what differs between two revisions, and whom it concerns."""

    __tablename__ = "change_notices"
    __table_args__ = (
        ForeignKeyConstraint(
            ["organisation_id", "meeting_id"],
            ["meetings.organisation_id", "meetings.id"],
            ondelete="CASCADE",
        ),
        UniqueConstraint("meeting_id", "from_number", "to_number"),
        Index(None, "organisation_id", "meeting_id"),
    )

    meeting_id: Mapped[int]
    from_number: Mapped[int]
    to_number: Mapped[int]
    content: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    """Each change: ``zh``, ``en``, ``place``, ``kind``, ``subject`` and ``papers``."""
    papers: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    """The papers it makes void: ``key``, ``zh``, ``en``, ``number`` of the revision, ``hash``."""
    chosen: Mapped[list[str]] = mapped_column(JSON, default=list)
    """The keys of the people to whom publishing sent a letter."""
    created_at: Mapped[datetime]
