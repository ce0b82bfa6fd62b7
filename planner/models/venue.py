"""Venues: drawn once, a version for every change, shared by the meetings of a house."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from planner.models.record import OwnedRecord, owned_key


class VenueRecord(OwnedRecord):
    """会场: its name and its current version."""

    __tablename__ = "venues"
    __table_args__ = (owned_key(), UniqueConstraint("organisation_id", "name"))

    name: Mapped[str] = mapped_column(String(80))
    version_number: Mapped[int] = mapped_column(default=0)
    """The current version; 0 where nothing was drawn yet."""
    is_retired: Mapped[bool] = mapped_column(default=False)
    """No longer offered to meetings; those that use it keep it."""
    changed_at: Mapped[datetime]


class VenueVersionRecord(OwnedRecord):
    """One version of a venue: never changed and never removed."""

    __tablename__ = "venue_versions"
    __table_args__ = (
        owned_key(),
        UniqueConstraint("venue_id", "number"),
        ForeignKeyConstraint(
            ["organisation_id", "venue_id"], ["venues.organisation_id", "venues.id"]
        ),
        ForeignKeyConstraint(
            ["organisation_id", "made_by_id"],
            ["memberships.organisation_id", "memberships.account_id"],
        ),
    )

    venue_id: Mapped[int]
    number: Mapped[int]
    content: Mapped[str] = mapped_column(Text, deferred=True)
    """The venue as canonical JSON (planfile/venue_text)."""
    content_hash: Mapped[str] = mapped_column(String(64))
    seat_count: Mapped[int]
    """How many places can be sat on."""
    note: Mapped[str] = mapped_column(default="")
    """What was changed: 拆除第3排中间两座."""
    made_by_id: Mapped[int | None]
    maker_name: Mapped[str] = mapped_column(String(80), default="")
    made_at: Mapped[datetime]
