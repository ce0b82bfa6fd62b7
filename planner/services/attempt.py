"""Counting what fails: per name, per address, and by itself for a browser that is known.

An attempt is written down before anything is checked, so that many at once are not let past the
limit together; where it succeeds its row goes again. What is refused while locked does not count:
a lock ends a fixed time after the failures that caused it, however long somebody keeps knocking.

A browser that has signed in with a name before carries a signed cookie that says so. It is counted
by itself: neither strangers who try that name from elsewhere, nor somebody who fails on purpose
behind the same address, can lock out those who were there before (docs/decisions/0017).
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, and_, delete, select

from planner.models import SignInAttemptRecord
from planner.services.sign_in_error import LockedOutError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from planner.models import ScopedSession
    from planner.services.sign_in_policy import Caller, SignInPolicy

LOCK_WINDOW = timedelta(minutes=15)
NAME_LIMIT = 8
ADDRESS_LIMIT = 40
SHARED_LIMIT = 400
"""The limit of an address behind which a whole office is known to sit."""
DEVICES = 5
"""A browser remembers so many people who sign in with it."""
MARK = "~"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try, counted under a key by nobody's name, from one address or one known browser."""

    key: str
    address: str = ""
    device: str = ""
    id: int = 0
    limit: int = NAME_LIMIT
    """How many failures under the key are borne."""


def begin_attempt(
    session: ScopedSession,
    key: str,
    caller: Caller,
    now: datetime,
    policy: SignInPolicy,
    limit: int = NAME_LIMIT,
) -> Attempt:
    """Write an attempt down, or refuse it where too many went before; commits."""
    device = find_device(caller.device, key, policy.secret)
    record = SignInAttemptRecord(
        name_hash=key, address=caller.address, device_hash=device, tried_at=now
    )
    session.add(record)
    session.commit()
    attempt = Attempt(key, caller.address, device, record.id, limit)
    until = max(
        (each for each in find_locks(session, attempt, now, policy) if each > now), default=None
    )
    if until is None:
        return attempt
    session.execute(delete(SignInAttemptRecord).where(SignInAttemptRecord.id == attempt.id))
    session.commit()
    raise LockedOutError(round_up(until))


def find_locks(
    session: ScopedSession, attempt: Attempt, now: datetime, policy: SignInPolicy
) -> Iterator[datetime]:
    """Yield until when each limit that an attempt breaks keeps it out."""
    for condition, limit in list_limits(attempt, policy):
        times = session.scalars(
            select(SignInAttemptRecord.tried_at)
            .where(condition, SignInAttemptRecord.tried_at > now - LOCK_WINDOW)
            .order_by(SignInAttemptRecord.tried_at.desc(), SignInAttemptRecord.id.desc())
            .limit(limit + 1)
        ).all()
        if len(times) > limit:
            yield times[limit] + LOCK_WINDOW


def list_limits(
    attempt: Attempt, policy: SignInPolicy
) -> Iterator[tuple[ColumnElement[bool], int]]:
    """Yield what is counted for an attempt, with its limit."""
    table = SignInAttemptRecord
    yield and_(table.name_hash == attempt.key, table.device_hash == attempt.device), attempt.limit
    if not attempt.device and attempt.address:
        limit = SHARED_LIMIT if policy.is_shared(attempt.address) else ADDRESS_LIMIT
        yield and_(table.address == attempt.address, table.device_hash == ""), limit


def is_used_up(
    session: ScopedSession, attempt: Attempt, now: datetime, policy: SignInPolicy
) -> bool:
    """Tell whether a failed attempt was the last one before a lock."""
    for condition, limit in list_limits(attempt, policy):
        recent = and_(condition, SignInAttemptRecord.tried_at > now - LOCK_WINDOW)
        ids = session.scalars(select(SignInAttemptRecord.id).where(recent).limit(limit)).all()
        if len(ids) >= limit:
            return True
    return False


def forgive_attempts(session: ScopedSession, attempt: Attempt) -> None:
    """Forget what failed with this name, in this kind of browser; the caller commits."""
    session.execute(
        delete(SignInAttemptRecord).where(
            SignInAttemptRecord.name_hash == attempt.key,
            SignInAttemptRecord.device_hash == attempt.device,
        )
    )


def forget_attempt(session: ScopedSession, attempt: Attempt) -> None:
    """Forget one attempt, which succeeded; what failed before still counts. The caller commits."""
    session.execute(delete(SignInAttemptRecord).where(SignInAttemptRecord.id == attempt.id))


def sweep_attempts(session: ScopedSession, now: datetime) -> None:
    """Remove attempts that no longer count; the caller commits."""
    session.execute(
        delete(SignInAttemptRecord).where(SignInAttemptRecord.tried_at < now - LOCK_WINDOW)
    )


def hash_text(text: str) -> str:
    """Return the SHA-256 of a text: tokens and typed names are never kept as they are."""
    return hashlib.sha256(text.encode()).hexdigest()


def remember_device(cookie: str, key: str, secret: str) -> str:
    """Return the cookie of a browser that has now signed in with a name, too."""
    kept = [each for each in cookie.split(MARK) if each and not is_device(each, key, secret)]
    number = secrets.token_urlsafe(16)
    mine = f"{number}.{sign_device(number, key, secret)}"
    return MARK.join([mine, *kept][:DEVICES])


def find_device(cookie: str, key: str, secret: str) -> str:
    """Return what tells a browser that has signed in with a name before; else nothing."""
    found = (each for each in cookie.split(MARK)[:DEVICES] if is_device(each, key, secret))
    return next((hash_text(each) for each in found), "")


def is_device(entry: str, key: str, secret: str) -> bool:
    """Tell whether an entry of the cookie was made by us for a name."""
    number, _, signature = entry.partition(".")
    return hmac.compare_digest(signature.encode(), sign_device(number, key, secret).encode())


def sign_device(number: str, key: str, secret: str) -> str:
    """Return the signature of a browser's number for a name."""
    text = f"device {number} {key}".encode()
    return hmac.new(secret.encode(), text, hashlib.sha256).hexdigest()


def round_up(instant: datetime) -> datetime:
    """Return the next full minute, so that nobody is told to come too early."""
    return (instant + timedelta(seconds=59)).replace(second=0, microsecond=0)
