"""Signing in and out; sessions are rows of ours that can be ended at any moment."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from sqlalchemy import delete, func, select

from planner.models import AccountRecord, SignInAttemptRecord, SignInSessionRecord
from planner.models.scope import UNSCOPED
from planner.services.error import LockedOutError, SignInRefusedError

if TYPE_CHECKING:
    from datetime import datetime

    from planner.models import ScopedSession
    from planner.models.account import Account, Role

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
    session: ScopedSession, sign_in_name: str, display_name: str, role: Role, now: datetime
) -> str:
    """Add an account and return the password made for it; the caller commits."""
    password = secrets.token_urlsafe(12)
    session.add(
        AccountRecord(
            organisation_id=session.owner,
            sign_in_name=sign_in_name,
            display_name=display_name,
            role=role.value,
            password_hash=hasher().hash(password),
            created_at=now,
        )
    )
    return password


def sign_in(session: ScopedSession, name: str, password: str, now: datetime) -> str:
    """Return the token of a new session; a wrong name or password counts towards a lock-out."""
    name_hash = hash_text(name.strip().casefold())
    refuse_locked(session, name_hash, now)
    record = session.scalar(
        select(AccountRecord)
        .where(AccountRecord.sign_in_name == name.strip().casefold())
        .execution_options(**UNSCOPED)
    )
    if not is_password(record, password) or record is None:
        session.add(SignInAttemptRecord(name_hash=name_hash, tried_at=now))
        session.commit()
        raise SignInRefusedError
    account = record.value()
    session.scope_to(account.organisation_id)
    session.execute(delete(SignInAttemptRecord).where(SignInAttemptRecord.name_hash == name_hash))
    token = secrets.token_urlsafe(TOKEN_BYTES)
    session.add(
        SignInSessionRecord(
            organisation_id=account.organisation_id,
            account_id=account.id,
            token_hash=hash_text(token),
            started_at=now,
            seen_at=now,
        )
    )
    session.commit()
    return token


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
        .execution_options(**UNSCOPED)
    ).first()
    if row is None:
        return None
    record, account = row[0], row[1].value()
    session_id, is_stale = record.id, now - record.seen_at > SEEN_STEP
    session.scope_to(account.organisation_id)
    if is_stale:
        session.get_one(SignInSessionRecord, session_id).seen_at = now
        session.commit()
    return account


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
        delete(SignInSessionRecord)
        .where(SignInSessionRecord.started_at < now - ABSOLUTE_LIMIT)
        .execution_options(**UNSCOPED)
    )
    session.execute(
        delete(SignInAttemptRecord).where(SignInAttemptRecord.tried_at < now - LOCK_WINDOW)
    )
    session.commit()


def hash_text(text: str) -> str:
    """Return the SHA-256 of a text: tokens and typed names are never kept as they are."""
    return hashlib.sha256(text.encode()).hexdigest()
