"""Accounts, the houses they belong to, and what they may do in each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    UniqueConstraint,
    column,
)
from sqlalchemy.orm import Mapped, mapped_column

from planner.models.record import OwnedRecord, Record


class Role(StrEnum):
    """What an account is for in one house."""

    EDITOR = "editor"  # 秘书处工作人员
    LEAD = "lead"  # 工作组牵头人
    OWNER = "owner"  # 责任人
    LEADER = "leader"  # 领导
    READER = "reader"  # 查阅


class Administration(StrEnum):
    """Which of the three administrators an account is; one who is sees no meeting."""

    NONE = ""
    SYSTEM = "system"  # 系统管理员: accounts and houses
    SECURITY = "security"  # 安全保密管理员: who may what
    AUDIT = "audit"  # 安全审计员: the log


class Permission(StrEnum):
    """What a route may ask of an account."""

    SELF = "self"
    """Anybody who has signed in: his own password, sessions, tokens."""
    READ = "read"
    """Published plans and papers."""
    BUILD = "build"
    DRAFT = "draft"
    """Look at the draft."""
    EDIT = "edit"
    REVIEW = "review"
    PUBLISH = "publish"
    WORK = "work"
    """One's own tasks: tick off, note, accept the letter, ask for another date."""
    DIRECT = "direct"
    """Decide for a workstream: dates asked for, troubles reported."""
    ADMINISTER = "administer"
    """Accounts and houses; ask for roles."""
    SECURE = "secure"
    """Confirm roles."""
    AUDIT = "audit"
    """Read and export the log."""


READING = frozenset({Permission.SELF, Permission.READ, Permission.BUILD})
GRANTS: dict[Role, frozenset[Permission]] = {
    Role.EDITOR: READING
    | {Permission.DRAFT, Permission.EDIT, Permission.PUBLISH, Permission.WORK, Permission.DIRECT},
    Role.LEAD: READING | {Permission.WORK, Permission.DIRECT},
    Role.OWNER: READING | {Permission.WORK},
    Role.LEADER: READING | {Permission.DRAFT, Permission.REVIEW, Permission.WORK},
    Role.READER: READING,
}
POWERS: dict[Administration, frozenset[Permission]] = {
    Administration.NONE: frozenset({Permission.SELF}),
    Administration.SYSTEM: frozenset({Permission.SELF, Permission.ADMINISTER}),
    Administration.SECURITY: frozenset({Permission.SELF, Permission.SECURE}),
    Administration.AUDIT: frozenset({Permission.SELF, Permission.AUDIT}),
}


@dataclass(frozen=True, slots=True)
class Grant:
    """One role in the house; ``meeting_id`` of None means every meeting."""

    role: Role
    meeting_id: int | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who has signed in, in the house he works for at the moment."""

    id: int
    sign_in_name: str
    display_name: str
    organisation_id: int | None = None
    """None for administrators, and where an account belongs to no house."""
    administration: Administration = Administration.NONE
    grants: tuple[Grant, ...] = ()
    person_key: str = ""
    """The key by which the house's plans name this person; empty where nobody said so."""
    houses: tuple[tuple[int, str], ...] = ()
    """Every house of the account, with its name."""
    language: str = "zh"
    limits: frozenset[Permission] | None = None
    """What a token is good for; None for a person at a browser."""

    def may(self, permission: Permission, meeting_id: int | None = None) -> bool:
        """Tell whether the account may do something, in one meeting or in all of the house."""
        if not self._is_within_limits(permission):
            return False
        if permission in POWERS[self.administration]:
            return True
        return any(
            permission in GRANTS[grant.role]
            for grant in self.grants
            if grant.meeting_id in {None, meeting_id}
        )

    def may_somewhere(self, permission: Permission) -> bool:
        """Tell whether the account may do something in at least one meeting of the house."""
        if not self._is_within_limits(permission):
            return False
        return permission in POWERS[self.administration] or any(
            permission in GRANTS[grant.role] for grant in self.grants
        )

    def _is_within_limits(self, permission: Permission) -> bool:
        return self.limits is None or permission in self.limits

    @property
    def meeting_ids(self) -> frozenset[int] | None:
        """The meetings that the account is limited to; None where it may see all."""
        limits = {grant.meeting_id for grant in self.grants}
        return None if None in limits else frozenset(each for each in limits if each is not None)


class AccountRecord(Record):
    """账号: one person's way in; the sign-in name is unique in the whole installation."""

    __tablename__ = "accounts"
    __table_args__ = (
        UniqueConstraint("id", "administration"),
        CheckConstraint(
            "administration IN ('', 'system', 'security', 'audit')", name="administration_known"
        ),
    )

    sign_in_name: Mapped[str] = mapped_column(String(80), unique=True)
    display_name: Mapped[str] = mapped_column(String(80))
    mail_address: Mapped[str] = mapped_column(String(254), default="")
    language: Mapped[str] = mapped_column(String(5), default="zh")
    password_hash: Mapped[str] = mapped_column(String(200))
    password_set_at: Mapped[datetime]
    must_change_password: Mapped[bool] = mapped_column(default=False)
    administration: Mapped[str] = mapped_column(String(10), default="")
    """One of ``Administration``: a single column, so that nobody holds two of them."""
    totp_secret: Mapped[str] = mapped_column(String(200), default="")
    """Sealed with the installation's secret; empty where no second factor was set up."""
    totp_confirmed_at: Mapped[datetime | None]
    totp_last_step: Mapped[int] = mapped_column(default=0)
    """The last time step that opened a session: no code opens two."""
    oidc_subject: Mapped[str | None] = mapped_column(String(255), unique=True)
    is_active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]


class MembershipRecord(OwnedRecord):
    """An account's place in one house; every row that names an account of a house points here."""

    __tablename__ = "memberships"
    __table_args__ = (
        UniqueConstraint("organisation_id", "account_id"),
        Index(None, "account_id"),
    )

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    person_key: Mapped[str] = mapped_column(default="")
    reminds_days_before: Mapped[int] = mapped_column(default=3)
    """How many days before a task is due its owner wants to be reminded."""
    wants_mail: Mapped[bool] = mapped_column(default=True)
    joined_at: Mapped[datetime]


class RoleGrantRecord(OwnedRecord):
    """A role in a house, or in one meeting of it; administrators cannot hold one.

    ``administration`` is always empty and part of the key that points to the account: the database
    itself refuses a role for an administrator, and an administration for somebody with a role.
    """

    __tablename__ = "role_grants"
    __table_args__ = (
        ForeignKeyConstraint(
            ["organisation_id", "account_id"],
            ["memberships.organisation_id", "memberships.account_id"],
            ondelete="CASCADE",
        ),
        ForeignKeyConstraint(
            ["account_id", "administration"], ["accounts.id", "accounts.administration"]
        ),
        ForeignKeyConstraint(
            ["organisation_id", "meeting_id"],
            ["meetings.organisation_id", "meetings.id"],
            ondelete="CASCADE",
        ),
        CheckConstraint("administration = ''", name="not_an_administrator"),
        CheckConstraint(
            "(requested_by_id IS NULL) = (confirmed_by_id IS NULL) "
            "AND (requested_by_id IS NULL OR requested_by_id <> confirmed_by_id)",
            name="two_people",
        ),
        Index(
            "uq_role_grants_whole",
            "organisation_id",
            "account_id",
            "role",
            unique=True,
            sqlite_where=column("meeting_id").is_(None),
            postgresql_where=column("meeting_id").is_(None),
        ),
        UniqueConstraint("organisation_id", "account_id", "role", "meeting_id"),
    )

    account_id: Mapped[int]
    administration: Mapped[str] = mapped_column(String(10), default="")
    role: Mapped[str] = mapped_column(String(20))
    meeting_id: Mapped[int | None]
    granted_at: Mapped[datetime]
    requested_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    """The administrator who asked for it; None for what set-up granted."""
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))

    def value(self) -> Grant:
        """Return the grant."""
        return Grant(Role(self.role), self.meeting_id)


class GrantState(StrEnum):
    """Where a request for a role stands."""

    WAITING = "waiting"
    GRANTED = "granted"
    REFUSED = "refused"


class GrantRequestRecord(Record):
    """A role that the system administrator asks for and the security administrator decides on.

    It belongs to no house's scope: administrators see accounts of every house, and no meeting. The
    keys carry what each of the two is, so that the database itself refuses a request by anybody
    else, a decision by anybody else, and one person as both.
    """

    __tablename__ = "grant_requests"
    __table_args__ = (
        CheckConstraint(
            "decided_by_id IS NULL OR decided_by_id <> requested_by_id", name="two_people"
        ),
        CheckConstraint("requested_as = 'system'", name="asked_by_system"),
        CheckConstraint(
            "decided_as IS NULL OR decided_as = 'security'", name="decided_by_security"
        ),
        CheckConstraint(
            "(state = 'waiting') = (decided_by_id IS NULL) "
            "AND (decided_by_id IS NULL) = (decided_as IS NULL)",
            name="decided_by_somebody",
        ),
        ForeignKeyConstraint(
            ["requested_by_id", "requested_as"], ["accounts.id", "accounts.administration"]
        ),
        ForeignKeyConstraint(
            ["decided_by_id", "decided_as"], ["accounts.id", "accounts.administration"]
        ),
        Index(None, "state", "requested_at"),
    )

    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    """The house; None where an administration is asked for, which is of no house."""
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    role: Mapped[str] = mapped_column(String(20))
    """A ``Role``, or an ``Administration``."""
    meeting_id: Mapped[int | None]
    is_removal: Mapped[bool] = mapped_column(default=False)
    requested_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    requested_as: Mapped[str] = mapped_column(String(10), default=Administration.SYSTEM.value)
    requested_at: Mapped[datetime]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    decided_as: Mapped[str | None] = mapped_column(String(10))
    decided_at: Mapped[datetime | None]
    state: Mapped[str] = mapped_column(String(10), default=GrantState.WAITING.value)
    note: Mapped[str] = mapped_column(default="")
