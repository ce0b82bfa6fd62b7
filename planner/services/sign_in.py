"""Signing in: name and password, then the code where there is a second factor; and out again."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from planner.models import AccountRecord, SignInSessionRecord
from planner.services.account import read_account, spell_name
from planner.services.actor import Actor
from planner.services.attempt import (
    Attempt,
    begin_attempt,
    forgive_attempts,
    hash_text,
    is_used_up,
    remember_device,
)
from planner.services.audit import write_audit
from planner.services.password import is_password, is_stale, renew_hash
from planner.services.second_factor import check_code
from planner.services.sign_in_error import (
    CodeRefusedError,
    SecondStepEndedError,
    SignInRefusedError,
)
from planner.services.sign_in_policy import Caller, SignInPolicy
from planner.services.visit import open_visit

if TYPE_CHECKING:
    from datetime import datetime

    from planner.models import ScopedSession
    from planner.models.account import Account

USUAL = SignInPolicy()
NOWHERE = Caller()
SECOND_STEP_LIMIT = timedelta(minutes=10)
SECOND_STEP_FAILURES = 5


@dataclass(frozen=True, slots=True)
class SignedIn:
    """What the browser is to keep: its token and the mark that it is known."""

    token: str = field(repr=False)
    device: str = field(repr=False)
    is_complete: bool
    """False where the code of the second step is still to come."""
    account: Account


def sign_in(
    session: ScopedSession,
    name: str,
    password: str,
    now: datetime,
    caller: Caller = NOWHERE,
    policy: SignInPolicy = USUAL,
) -> SignedIn:
    """Begin a visit with name and password; what is wrong counts towards a lock-out.

    Nothing in answer or time tells whether somebody has the name.
    """
    spelled = spell_name(name)
    key = hash_text(spelled)
    attempt = begin_attempt(session, key, caller, now, policy)
    record = session.scalar(select(AccountRecord).where(AccountRecord.sign_in_name == spelled))
    is_right = is_password(record.password_hash if record else None, password)
    if record is None or not is_right or not record.is_active or is_stale(record, now):
        note_failure(session, record, attempt, now, policy)
        raise SignInRefusedError
    forgive_attempts(session, attempt)
    renew_hash(record, password)
    return begin_visit(session, record, caller, now, policy)


def begin_visit(
    session: ScopedSession,
    record: AccountRecord,
    caller: Caller,
    now: datetime,
    policy: SignInPolicy,
    *,
    by_sign_on: bool = False,
) -> SignedIn:
    """Begin the visit of somebody who is known now; commits."""
    account = read_account(session, record, None)
    is_complete = record.totp_confirmed_at is None
    token = open_visit(
        session, account, caller, now, is_complete=is_complete, by_sign_on=by_sign_on
    )
    actor = Actor(account, now, address=caller.address)
    facts = {"by": "single sign-on" if by_sign_on else "password"}
    action = "account.sign_in" if is_complete else "account.first_step"
    write_audit(session, actor, action, f"account/{account.id}", after=facts)
    session.commit()
    device = remember_device(caller.device, hash_text(record.sign_in_name), policy.secret)
    return SignedIn(token, device if is_complete else caller.device, is_complete, account)


def note_failure(
    session: ScopedSession,
    record: AccountRecord | None,
    attempt: Attempt,
    now: datetime,
    policy: SignInPolicy,
) -> None:
    """Write a failed attempt into the log, never with what was typed; commits.

    A name that nobody has may be a password in the wrong field: the log says only that it failed.
    """
    subject = f"account/{record.id}" if record else "account"
    actor = Actor(None, now, address=attempt.address)
    write_audit(session, actor, "account.sign_in_failed", subject)
    if is_used_up(session, attempt, now, policy):
        write_audit(session, actor, "account.lock", subject)
    session.commit()


def find_waiting(
    session: ScopedSession, token: str, now: datetime
) -> tuple[SignInSessionRecord, AccountRecord] | None:
    """Return the visit that waits for its second step, with its account."""
    row = session.execute(
        select(SignInSessionRecord, AccountRecord)
        .join(AccountRecord, AccountRecord.id == SignInSessionRecord.account_id)
        .where(
            SignInSessionRecord.token_hash == hash_text(token),
            SignInSessionRecord.ended_at.is_(None),
            SignInSessionRecord.is_complete.is_(False),
            SignInSessionRecord.started_at > now - SECOND_STEP_LIMIT,
            AccountRecord.is_active,
        )
    ).first()
    return None if row is None else (row[0], row[1])


def complete_sign_in(
    session: ScopedSession,
    token: str,
    code: str,
    now: datetime,
    caller: Caller = NOWHERE,
    policy: SignInPolicy = USUAL,
) -> SignedIn:
    """Take the code of the second step; the visit goes on under a new token."""
    found = find_waiting(session, token, now)
    if found is None:
        raise SecondStepEndedError
    waiting, record = found
    try:
        kind = check_code(session, record, code, now, policy)
    except CodeRefusedError:
        note_wrong_code(session, waiting, record, caller, now)
        raise
    waiting.ended_at = now
    account = read_account(session, record, None)
    fresh = open_visit(
        session, account, caller, now, is_complete=True, by_sign_on=waiting.by_sign_on
    )
    actor = Actor(account, now, address=caller.address)
    facts = {"by": "single sign-on" if waiting.by_sign_on else "password", "second": kind}
    write_audit(session, actor, "account.sign_in", f"account/{record.id}", after=facts)
    session.commit()
    device = remember_device(caller.device, hash_text(record.sign_in_name), policy.secret)
    return SignedIn(fresh, device, is_complete=True, account=account)


def note_wrong_code(
    session: ScopedSession,
    waiting: SignInSessionRecord,
    record: AccountRecord,
    caller: Caller,
    now: datetime,
) -> None:
    """Count a wrong code; after some of them the password is asked for again; commits."""
    session.execute(
        update(SignInSessionRecord)
        .where(SignInSessionRecord.id == waiting.id)
        .values(failures=SignInSessionRecord.failures + 1)
    )
    session.execute(
        update(SignInSessionRecord)
        .where(
            SignInSessionRecord.id == waiting.id,
            SignInSessionRecord.failures >= SECOND_STEP_FAILURES,
        )
        .values(ended_at=now)
    )
    actor = Actor(None, now, address=caller.address)
    write_audit(session, actor, "account.code_failed", f"account/{record.id}")
    session.commit()


def sign_out(session: ScopedSession, actor: Actor, token: str) -> None:
    """End the visit of a token, in every copy of its cookie."""
    record = session.scalar(
        select(SignInSessionRecord).where(SignInSessionRecord.token_hash == hash_text(token))
    )
    if record is not None:
        record.ended_at = actor.now
        write_audit(session, actor, "account.sign_out", f"account/{record.account_id}")
    session.commit()
