"""Signing in: browsers, failed attempts, recovery codes, and what is on its way elsewhere."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from planner.models.record import Record


class SignInSessionRecord(Record):
    """A browser that has signed in; of its token only the hash is kept."""

    __tablename__ = "sign_in_sessions"
    __table_args__ = (Index(None, "account_id"),)

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    """The house that the account works for in this browser."""
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    grants_hash: Mapped[str] = mapped_column(String(64), default="")
    """What the account might do when the token was made: where that changes, so does the token."""
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    is_complete: Mapped[bool] = mapped_column(default=True)
    """False while the second factor has not been shown yet."""
    failures: Mapped[int] = mapped_column(default=0)
    """Wrong codes so far, while it is not complete."""
    by_sign_on: Mapped[bool] = mapped_column(default=False)
    """Opened by the house's single sign-on instead of a password."""
    address: Mapped[str] = mapped_column(String(45), default="")
    browser: Mapped[str] = mapped_column(String(200), default="")


class SignInAttemptRecord(Record):
    """A failed attempt at signing in, by the name that was typed and by the address it came from.

    It belongs to no organisation: a name that nobody has is counted like one that somebody has,
    so that being locked out tells nothing about which names exist.
    """

    __tablename__ = "sign_in_attempts"
    __table_args__ = (Index(None, "name_hash", "tried_at"), Index(None, "address", "tried_at"))

    name_hash: Mapped[str] = mapped_column(String(64))
    address: Mapped[str] = mapped_column(String(45), default="")
    device_hash: Mapped[str] = mapped_column(String(64), default="")
    """The browser, where it has signed in with this name before: it is counted by itself."""
    tried_at: Mapped[datetime]


class PasswordHistoryRecord(Record):
    """A password that an account had before: it may not come back too soon."""

    __tablename__ = "password_history"
    __table_args__ = (Index(None, "account_id"),)

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    password_hash: Mapped[str] = mapped_column(String(200))
    replaced_at: Mapped[datetime]


class RecoveryCodeRecord(Record):
    """A code that stands in once for a lost second factor; only its hash is kept."""

    __tablename__ = "recovery_codes"
    __table_args__ = (Index(None, "account_id"),)

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    code_hash: Mapped[str] = mapped_column(String(64))
    used_at: Mapped[datetime | None]


class SignOnStateRecord(Record):
    """Somebody who was sent to the single sign-on and has not come back yet."""

    __tablename__ = "sign_on_states"

    state_hash: Mapped[str] = mapped_column(String(64), unique=True)
    browser_hash: Mapped[str] = mapped_column(String(64))
    """The browser that was sent away: nobody else's answer counts."""
    nonce: Mapped[str] = mapped_column(String(64))
    verifier: Mapped[str] = mapped_column(String(400))
    """The secret half of the code challenge, sealed."""
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    """Who wants his account linked; None for signing in."""
    wanted: Mapped[str] = mapped_column(String(2000), default="")
    started_at: Mapped[datetime]


class SetUpRecord(Record):
    """The first set-up of an empty installation: one row, used once, kept for ever."""

    __tablename__ = "set_ups"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    code_hash: Mapped[str] = mapped_column(String(64))
    opened_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
