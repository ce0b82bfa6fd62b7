"""Seatings: who sits where at the sittings of a meeting, every change, and what was approved."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from planner.models.record import OwnedRecord, owned_key


class SeatingState(StrEnum):
    """Where a seating stands (rules §3)."""

    DRAFT = "draft"  # 起草
    WAITING = "waiting"  # 待审
    FROZEN = "frozen"  # 已审定
    AMENDING = "amending"  # 变更中: the approved version holds until two people agreed
    CONFIRMING = "confirming"  # 变更待确认


class SeatingVersionState(StrEnum):
    """What became of a version that was sent to somebody else."""

    WAITING = "waiting"  # 待审、待确认
    APPROVED = "approved"  # 审定、已确认
    RETURNED = "returned"  # 退回
    WITHDRAWN = "withdrawn"  # 撤回


class SeatingRecord(OwnedRecord):
    """座次方案: one hall of a meeting, for one sitting or for several alike."""

    __tablename__ = "seatings"
    __table_args__ = (
        owned_key(),
        UniqueConstraint("organisation_id", "meeting_id", "name"),
        ForeignKeyConstraint(
            ["organisation_id", "meeting_id"],
            ["meetings.organisation_id", "meetings.id"],
            ondelete="CASCADE",
        ),
        ForeignKeyConstraint(
            ["organisation_id", "venue_version_id"],
            ["venue_versions.organisation_id", "venue_versions.id"],
        ),
    )

    meeting_id: Mapped[int]
    name: Mapped[str] = mapped_column(String(80))
    venue_version_id: Mapped[int]
    """The very version that it was made with."""
    sittings: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Keys of the sittings that it is for; who is called to one of them is seated."""
    settings: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """How the hall is filled, as plain data; what equals its default is left out."""
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """What the last filling found: ``conflict``, ``is_proven``."""
    state: Mapped[str] = mapped_column(String(12), default=SeatingState.DRAFT.value)
    sequence: Mapped[int] = mapped_column(default=0)
    """Counts the changes."""
    stamp: Mapped[str] = mapped_column(String(32), default="")
    """A fresh random word for every change: what is kept in memory goes by it."""
    approved_number: Mapped[int] = mapped_column(default=0)
    """The approved version; 0 where none is."""
    changed_at: Mapped[datetime]


class SeatPlaceRecord(OwnedRecord):
    """One person of a seating, on one seat or on none; a seat has one person at most."""

    __tablename__ = "seat_places"
    __table_args__ = (
        UniqueConstraint("seating_id", "person"),
        UniqueConstraint("seating_id", "seat"),
        ForeignKeyConstraint(
            ["organisation_id", "seating_id"],
            ["seatings.organisation_id", "seatings.id"],
            ondelete="CASCADE",
        ),
    )

    seating_id: Mapped[int]
    person: Mapped[str] = mapped_column(String(120))
    seat: Mapped[str | None] = mapped_column(String(160))
    """None for who has no seat; ``reason`` then says why not."""
    block: Mapped[str] = mapped_column(String(80), default="")
    reason: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    """排座依据 in both languages: ``zh``, ``en``."""
    is_locked: Mapped[bool] = mapped_column(default=False)
    locked_by: Mapped[str] = mapped_column(String(80), default="")


class SeatMoveRecord(OwnedRecord):
    """One change of a seating, done whole: who, when, and all places before and after."""

    __tablename__ = "seat_moves"
    __table_args__ = (
        UniqueConstraint("seating_id", "sequence"),
        ForeignKeyConstraint(
            ["organisation_id", "seating_id"],
            ["seatings.organisation_id", "seatings.id"],
            ondelete="CASCADE",
        ),
        ForeignKeyConstraint(
            ["organisation_id", "account_id"],
            ["memberships.organisation_id", "memberships.account_id"],
        ),
    )

    seating_id: Mapped[int]
    sequence: Mapped[int]
    stamp: Mapped[str] = mapped_column(String(32), default="")
    """The seating's word after it: what is kept in memory of that state goes on from here."""
    kind: Mapped[str] = mapped_column(String(20))
    """``fill``, ``move``, ``swap``, ``insert``, ``close_up``, ``lock``, ``offer``, ``undo`` …"""
    note: Mapped[str] = mapped_column(default="")
    changes: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    """Each person whose place changed: ``person``, ``before`` and ``after`` (null: not there)."""
    settings: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON)
    """The settings before and after, where they changed."""
    undoes: Mapped[int] = mapped_column(default=0)
    """The sequence that this one takes back; 0 for none."""
    account_id: Mapped[int | None]
    actor_name: Mapped[str] = mapped_column(String(80), default="")
    sitting_in: Mapped[str] = mapped_column(String(64), default="")
    """The browser session that made it: undo goes back in one's own session."""
    moved_at: Mapped[datetime]


class SeatingVersionRecord(OwnedRecord):
    """A seating as it was sent for approval or as an amendment; what was approved is frozen."""

    __tablename__ = "seating_versions"
    __table_args__ = (
        owned_key(),
        UniqueConstraint("seating_id", "number"),
        ForeignKeyConstraint(
            ["organisation_id", "seating_id"],
            ["seatings.organisation_id", "seatings.id"],
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

    seating_id: Mapped[int]
    number: Mapped[int]
    """1, 2, 3 … within the seating."""
    base_number: Mapped[int] = mapped_column(default=0)
    """The approved version that it amends; 0 for a first approval."""
    state: Mapped[str] = mapped_column(String(12), default=SeatingVersionState.WAITING.value)
    sequence: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(JSON, deferred=True)
    """All places and settings, with the names and posts that people had, as plain data."""
    content_hash: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(Text, default="")
    """Why it is amended, or what the leader is told."""
    submitted_by_id: Mapped[int | None]
    submitter_name: Mapped[str] = mapped_column(String(80), default="")
    submitted_at: Mapped[datetime]
    decided_by_id: Mapped[int | None]
    decider_name: Mapped[str] = mapped_column(String(80), default="")
    decided_at: Mapped[datetime | None]
    remark: Mapped[str] = mapped_column(Text, default="")
    remarks: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    """Remarks on single seats: ``seat``, ``person``, ``text``, ``by``."""


class SeatLinkRecord(OwnedRecord):
    """A personal link to one's own seat; without a person the meeting's page to ask by name."""

    __tablename__ = "seat_links"
    __table_args__ = (
        UniqueConstraint("organisation_id", "meeting_id", "person"),
        UniqueConstraint("token_hash"),
        ForeignKeyConstraint(
            ["organisation_id", "meeting_id"],
            ["meetings.organisation_id", "meetings.id"],
            ondelete="CASCADE",
        ),
    )

    meeting_id: Mapped[int]
    person: Mapped[str] = mapped_column(String(120), default="")
    serial: Mapped[int] = mapped_column(default=1)
    """Goes up when a link is made anew; the former one is then void."""
    token_hash: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime]


class PortraitRecord(OwnedRecord):
    """证件照: a person's photo for the badge, without the data that cameras add."""

    __tablename__ = "portraits"
    __table_args__ = (
        UniqueConstraint("organisation_id", "meeting_id", "person"),
        ForeignKeyConstraint(
            ["organisation_id", "meeting_id"],
            ["meetings.organisation_id", "meetings.id"],
            ondelete="CASCADE",
        ),
    )

    meeting_id: Mapped[int]
    person: Mapped[str] = mapped_column(String(120))
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    """A JPEG of the size that badges print."""
    content_hash: Mapped[str] = mapped_column(String(64))
    uploaded_at: Mapped[datetime]
