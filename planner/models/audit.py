"""The audit log: one row for every change, each bound to the one before it by its hash."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from planner.models.record import Record


class AuditRecord(Record):
    """审计: who did what, when, from where; with what was there before and after.

    Of a meeting's content only the places and the hashes of the values are here: the auditor sees
    that and by whom something changed, never what a plan says. It points to nothing by foreign
    key, so that no removal elsewhere can touch it.
    """

    __tablename__ = "audit_log"
    __table_args__ = (
        Index(None, "at"),
        Index(None, "organisation_id", "at"),
        Index(None, "account_id", "at"),
        Index(None, "action", "at"),
    )

    number: Mapped[int] = mapped_column(unique=True)
    """1, 2, 3 … without a gap."""
    at: Mapped[datetime]
    organisation_id: Mapped[int | None]
    account_id: Mapped[int | None]
    actor: Mapped[str] = mapped_column(String(80), default="")
    address: Mapped[str] = mapped_column(String(45), default="")
    action: Mapped[str] = mapped_column(String(40))
    """Noun and verb: ``account.add``, ``draft.change``, ``review.approve``."""
    subject: Mapped[str] = mapped_column(String(250), default="")
    before: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    after: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    previous_hash: Mapped[str] = mapped_column(String(64))
    entry_hash: Mapped[str] = mapped_column(String(64), unique=True)


class AuditHeadRecord(Record):
    """The end of the chain: the one row that whoever writes the log holds while he writes."""

    __tablename__ = "audit_heads"

    number: Mapped[int] = mapped_column(default=0)
    entry_hash: Mapped[str] = mapped_column(String(64), default="")
