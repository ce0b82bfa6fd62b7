"""Tokens with which programs do what a person may do."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from planner.models.record import OwnedRecord


class ApiTokenRecord(OwnedRecord):
    """A token of one person in one house; of the token only the hash is kept."""

    __tablename__ = "api_tokens"
    __table_args__ = (
        ForeignKeyConstraint(
            ["organisation_id", "account_id"],
            ["memberships.organisation_id", "memberships.account_id"],
            ondelete="CASCADE",
        ),
        Index(None, "organisation_id", "account_id"),
    )

    account_id: Mapped[int]
    name: Mapped[str] = mapped_column(String(80))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    scopes: Mapped[list[str]] = mapped_column(JSON)
    """Permissions by name: a token never does more than its person may."""
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
