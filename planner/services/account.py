"""Signing in and out; sessions are rows of ours that can be ended at any moment."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from sqlalchemy import delete, func, select, update

from planner.models import (
    AccountRecord,
    MembershipRecord,
    OrganisationRecord,
    RoleGrantRecord,
    SignInAttemptRecord,
    SignInSessionRecord,
)
from planner.models.account import Account, Administration, Grant, Role
from planner.models.reach import Reach, across_houses
from planner.services.error import LockedOutError, SignInRefusedError

if TYPE_CHECKING:
    from datetime import datetime

    from planner.models import ScopedSession

IDLE_LIMIT = timedelta(hours=2)
ABSOLUTE_LIMIT = timedelta(hours=12)
SEEN_STEP = timedelta(minutes=1)
"""The row is written at most this often while somebody clicks around."""
LOCK_WINDOW = timedelta(minutes=15)
LOCK_ATTEMPTS = 8
LONGEST_PASSWORD = 256
TOKEN_BYTES = 32


@cache
def hasher() -> PasswordHasher:
    """Return argon2id with the library's current parameters (RFC 9106, low memory)."""
    return PasswordHasher()


@cache
def decoy_hash() -> str:
    """Return a hash that is verified for names nobody has, so that they take as long."""
    return hasher().hash(secrets.token_urlsafe(TOKEN_BYTES))


def add_account(
    session: ScopedSession,
    sign_in_name: str,
    display_name: str,
    role: Role | Administration,
    now: datetime,
    person_key: str = "",
) -> str:
    """Add an account with one role, or an administrator; return the password made for it.

    The caller commits. A role is in the session's house; an administrator belongs to none.
    """
    password = secrets.token_urlsafe(12)
    record = AccountRecord(
        sign_in_name=sign_in_name,
        display_name=display_name,
        password_hash=hasher().hash(password),
        password_set_at=now,
        administration="" if isinstance(role, Role) else role.value,
        created_at=now,
    )
    session.add(record)
    session.flush()
    if isinstance(role, Role):
        add_member(session, record.id, role, now, person_key)
    return password


def add_member(
    session: ScopedSession, account_id: int, role: Role, now: datetime, person_key: str = ""
) -> None:
    """Give an account a place and a role in the session's house; the caller commits."""
    session.add(
        MembershipRecord(
            organisation_id=session.owner,
            account_id=account_id,
            person_key=person_key,
            joined_at=now,
        )
    )
    session.flush()
    session.add(
        RoleGrantRecord(
            organisation_id=session.owner, account_id=account_id, role=role.value, granted_at=now
        )
    )


def sign_in(
    session: ScopedSession, name: str, password: str, now: datetime, address: str = ""
) -> str:
    """Return the token of a new session; a wrong name or password counts towards a lock-out."""
    name_hash = hash_text(name.strip().casefold())
    refuse_locked(session, name_hash, now)
    record = session.scalar(
        select(AccountRecord).where(AccountRecord.sign_in_name == name.strip().casefold())
    )
    if not is_password(record, password) or record is None:
        session.add(SignInAttemptRecord(name_hash=name_hash, address=address, tried_at=now))
        session.commit()
        raise SignInRefusedError
    session.execute(delete(SignInAttemptRecord).where(SignInAttemptRecord.name_hash == name_hash))
    houses = list_houses(session, record.id)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    session.add(
        SignInSessionRecord(
            account_id=record.id,
            organisation_id=houses[0][0] if houses else None,
            token_hash=hash_text(token),
            started_at=now,
            seen_at=now,
            address=address,
        )
    )
    session.commit()
    return token


def list_houses(session: ScopedSession, account_id: int) -> tuple[tuple[int, str], ...]:
    """Return the houses of an account with their names, the first joined first."""
    rows = session.execute(
        select(OrganisationRecord.id, OrganisationRecord.name)
        .join(MembershipRecord, MembershipRecord.organisation_id == OrganisationRecord.id)
        .where(MembershipRecord.account_id == account_id)
        .order_by(MembershipRecord.joined_at, MembershipRecord.id)
        .execution_options(**across_houses(Reach.SIGN_IN))
    )
    return tuple((row[0], row[1]) for row in rows)


def refuse_locked(session: ScopedSession, name_hash: str, now: datetime) -> None:
    """Refuse a name that was tried too often of late, whether somebody has it or not."""
    tries = session.scalar(
        select(func.count(SignInAttemptRecord.id)).where(
            SignInAttemptRecord.name_hash == name_hash,
            SignInAttemptRecord.tried_at > now - LOCK_WINDOW,
        )
    )
    if (tries or 0) >= LOCK_ATTEMPTS:
        session.rollback()
        raise LockedOutError(int(LOCK_WINDOW.total_seconds() // 60))


def is_password(record: AccountRecord | None, password: str) -> bool:
    """Tell whether the password opens an active account; takes as long where there is none."""
    known = record.password_hash if record else decoy_hash()
    try:
        hasher().verify(known, password[:LONGEST_PASSWORD])
    except VerifyMismatchError:
        return False
    return record is not None and record.is_active


def authenticate(session: ScopedSession, token: str, now: datetime) -> Account | None:
    """Return whose session a token is, and scope the database session to his house."""
    row = session.execute(
        select(SignInSessionRecord, AccountRecord)
        .join(AccountRecord, AccountRecord.id == SignInSessionRecord.account_id)
        .where(
            SignInSessionRecord.token_hash == hash_text(token),
            SignInSessionRecord.ended_at.is_(None),
            SignInSessionRecord.seen_at > now - IDLE_LIMIT,
            SignInSessionRecord.started_at > now - ABSOLUTE_LIMIT,
            AccountRecord.is_active,
        )
    ).first()
    if row is None:
        return None
    record, known = row[0], row[1]
    account = read_account(session, known, record.organisation_id)
    if now - record.seen_at > SEEN_STEP:
        session.execute(
            update(SignInSessionRecord)
            .where(SignInSessionRecord.id == record.id)
            .values(seen_at=now)
        )
        session.commit()
    if account.organisation_id is not None:
        session.scope_to(account.organisation_id)
    return account


def read_account(
    session: ScopedSession, record: AccountRecord, organisation_id: int | None
) -> Account:
    """Return an account as it works for one of its houses, with what it may do there."""
    houses = list_houses(session, record.id)
    if organisation_id not in {each[0] for each in houses}:
        organisation_id = houses[0][0] if houses else None
    grants: tuple[Grant, ...] = ()
    person_key = ""
    if organisation_id is not None:
        rows = session.execute(
            select(MembershipRecord.person_key, RoleGrantRecord.role, RoleGrantRecord.meeting_id)
            .outerjoin(
                RoleGrantRecord,
                (RoleGrantRecord.account_id == MembershipRecord.account_id)
                & (RoleGrantRecord.organisation_id == MembershipRecord.organisation_id),
            )
            .where(
                MembershipRecord.account_id == record.id,
                MembershipRecord.organisation_id == organisation_id,
            )
            .execution_options(**across_houses(Reach.SIGN_IN))
        ).all()
        person_key = rows[0][0] if rows else ""
        grants = tuple(Grant(Role(row[1]), row[2]) for row in rows if row[1])
    return Account(
        id=record.id,
        sign_in_name=record.sign_in_name,
        display_name=record.display_name,
        organisation_id=organisation_id,
        administration=Administration(record.administration),
        grants=grants,
        person_key=person_key,
        houses=houses,
    )


def sign_out(session: ScopedSession, token: str, now: datetime) -> None:
    """End the session of a token."""
    record = session.scalar(
        select(SignInSessionRecord).where(SignInSessionRecord.token_hash == hash_text(token))
    )
    if record is not None:
        record.ended_at = now
    session.commit()


def sweep_sign_ins(session: ScopedSession, now: datetime) -> None:
    """Remove sessions and attempts that no longer count, in every house."""
    session.execute(
        delete(SignInSessionRecord).where(SignInSessionRecord.started_at < now - ABSOLUTE_LIMIT)
    )
    session.execute(
        delete(SignInAttemptRecord).where(SignInAttemptRecord.tried_at < now - LOCK_WINDOW)
    )
    session.commit()


def hash_text(text: str) -> str:
    """Return the SHA-256 of a text: tokens and typed names are never kept as they are."""
    return hashlib.sha256(text.encode()).hexdigest()
