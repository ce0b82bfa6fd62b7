"""Accounts, what they may do, their sessions, and attempts at signing in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from planner.models.record import OwnedRecord, Record, owned_key


class Role(StrEnum):
    """What an account is for."""

    EDITOR = "editor"  # 秘书处工作人员
    LEADER = "leader"  # 领导
    READER = "reader"  # 查阅


class Permission(StrEnum):
    """What a route may ask of an account."""

    READ = "read"
    BUILD = "build"
    PUBLISH = "publish"


GRANTS: dict[Role, frozenset[Permission]] = {
    Role.EDITOR: frozenset(Permission),
    Role.LEADER: frozenset({Permission.READ, Permission.BUILD}),
    Role.READER: frozenset({Permission.READ, Permission.BUILD}),
}


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who has signed in."""

    id: int
    organisation_id: int
    sign_in_name: str
    display_name: str
    role: Role

    def may(self, permission: Permission) -> bool:
        """Tell whether the account's role grants a permission."""
        return permission in GRANTS[self.role]


class AccountRecord(OwnedRecord):
    """账号: one person's way in; the sign-in name is unique in the whole installation."""

    __tablename__ = "accounts"
    __table_args__ = (owned_key(),)

    sign_in_name: Mapped[str] = mapped_column(String(80), unique=True)
    display_name: Mapped[str] = mapped_column(String(80))
    password_hash: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(20))
    is_active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]

    def value(self) -> Account:
        """Return who this is and what he may do."""
        return Account(
            self.id, self.organisation_id, self.sign_in_name, self.display_name, Role(self.role)
        )


class SignInSessionRecord(OwnedRecord):
    """A browser that has signed in; of its token only the hash is kept."""

    __tablename__ = "sign_in_sessions"
    __table_args__ = (
        ForeignKeyConstraint(
            ["organisation_id", "account_id"],
            ["accounts.organisation_id", "accounts.id"],
            ondelete="CASCADE",
        ),
        Index(None, "organisation_id", "account_id"),
    )

    account_id: Mapped[int]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class SignInAttemptRecord(Record):
    """A failed attempt at signing in, by the name that was typed.

    It belongs to no organisation: a name that nobody has is counted like one that somebody has,
    so that being locked out tells nothing about which names exist.
    """

    __tablename__ = "sign_in_attempts"
    __table_args__ = (Index(None, "name_hash", "tried_at"),)

    name_hash: Mapped[str] = mapped_column(String(64))
    tried_at: Mapped[datetime]
