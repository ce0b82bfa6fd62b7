"""Visits: browsers that have signed in. Rows of ours, so each can be ended at any moment."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import bindparam, delete, select, update

from planner.models import AccountRecord, SignInSessionRecord
from planner.models.account import Administration
from planner.services.account import read_account
from planner.services.attempt import hash_text, sweep_attempts
from planner.services.audit import write_audit
from planner.services.error import MissingRecordError
from planner.services.password import is_due
from planner.services.sign_in_policy import Caller, SignInPolicy

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import CursorResult

    from planner.models import ScopedSession
    from planner.models.account import Account
    from planner.services.actor import Actor

TOKEN_BYTES = 32
SEEN_STEP = timedelta(minutes=1)
"""The row is written at most this often while somebody clicks around."""
LONGEST_BROWSER = 200
LONGEST_ADDRESS = 45
USUAL = SignInPolicy()
KNOWN = (
    select(SignInSessionRecord, AccountRecord)
    .join(AccountRecord, AccountRecord.id == SignInSessionRecord.account_id)
    .where(
        SignInSessionRecord.token_hash == bindparam("token"),
        SignInSessionRecord.ended_at.is_(None),
        SignInSessionRecord.is_complete,
        SignInSessionRecord.seen_at > bindparam("seen"),
        SignInSessionRecord.started_at > bindparam("started"),
        AccountRecord.is_active,
    )
)
"""The visit of a token, with its account. Built once: every request asks it."""


class Duty(StrEnum):
    """What somebody has to do before any other page opens to him."""

    NONE = ""
    PASSWORD = "password"  # noqa: S105  the name of a duty
    SECOND_FACTOR = "second_factor"


@dataclass(frozen=True, slots=True)
class Visit:
    """A browser that has signed in, as a request finds it."""

    id: int
    account: Account
    token: str
    """The token that the browser must hold from now on: another one when its grants changed."""
    started_at: datetime
    duty: Duty = Duty.NONE


def open_visit(
    session: ScopedSession,
    account: Account,
    caller: Caller,
    now: datetime,
    *,
    is_complete: bool,
    by_sign_on: bool = False,
) -> str:
    """Begin a visit and return its token; the caller commits."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    session.add(
        SignInSessionRecord(
            account_id=account.id,
            organisation_id=account.organisation_id,
            token_hash=hash_text(token),
            grants_hash=hash_grants(account),
            started_at=now,
            seen_at=now,
            is_complete=is_complete,
            by_sign_on=by_sign_on,
            address=caller.address[:LONGEST_ADDRESS],
            browser=caller.browser[:LONGEST_BROWSER],
        )
    )
    session.flush()
    return token


def hash_grants(account: Account) -> str:
    """Return what tells whether an account may do other things than before."""
    grants = sorted((grant.role.value, grant.meeting_id or 0) for grant in account.grants)
    return hash_text(f"{account.administration} {account.organisation_id} {grants}")


def recognise_visit(
    session: ScopedSession, token: str, now: datetime, policy: SignInPolicy = USUAL
) -> Visit | None:
    """Return whose visit a token is, and scope the database session to his house.

    Where what he may do has changed since the token was made, the token is replaced here and the
    old one is worth nothing any more.
    """
    wanted = {
        "token": hash_text(token),
        "seen": now - policy.idle,
        "started": now - policy.absolute,
    }
    row = session.execute(KNOWN, wanted).first()
    if row is None:
        return None
    record, known = row[0], row[1]
    account = read_account(session, known, record.organisation_id)
    if record.grants_hash != hash_grants(account):
        token = rotate_token(session, record, token, account)
        session.commit()
    if now - record.seen_at > SEEN_STEP:
        session.execute(
            update(SignInSessionRecord)
            .where(SignInSessionRecord.id == record.id)
            .values(seen_at=now)
        )
        session.commit()
    duty = find_duty(record, known, now, policy)
    if account.organisation_id is not None:
        session.scope_to(account.organisation_id)
    return Visit(record.id, account, token, record.started_at, duty) if token else None


def authenticate(
    session: ScopedSession, token: str, now: datetime, policy: SignInPolicy = USUAL
) -> Account | None:
    """Return whose visit a token is, where he may go on to any page."""
    visit = recognise_visit(session, token, now, policy)
    return visit.account if visit and visit.duty is Duty.NONE else None


def rotate_token(
    session: ScopedSession, record: SignInSessionRecord, token: str, account: Account
) -> str:
    """Replace a visit's token; of two at once one gets the new one, the other nothing."""
    fresh = secrets.token_urlsafe(TOKEN_BYTES)
    done = cast(
        "CursorResult[Any]",
        session.execute(
            update(SignInSessionRecord)
            .where(
                SignInSessionRecord.id == record.id,
                SignInSessionRecord.token_hash == hash_text(token),
            )
            .values(
                token_hash=hash_text(fresh),
                grants_hash=hash_grants(account),
                organisation_id=account.organisation_id,
            )
        ),
    )
    return fresh if done.rowcount else ""


def find_duty(
    record: SignInSessionRecord, known: AccountRecord, now: datetime, policy: SignInPolicy
) -> Duty:
    """Return what an account has to do first."""
    if not record.by_sign_on and is_due(known, now, policy):
        return Duty.PASSWORD
    is_administrator = known.administration != Administration.NONE.value
    return Duty.SECOND_FACTOR if is_administrator and not known.totp_confirmed_at else Duty.NONE


def renew_visit(session: ScopedSession, actor: Actor, visit: Visit) -> str:
    """Give whoever acts a new token and end his other visits; return it. Commits what led to it."""
    assert actor.account is not None  # noqa: S101  only who has signed in has a visit
    end_others(session, actor, visit.id)
    record = session.get_one(SignInSessionRecord, visit.id)
    token = rotate_token(session, record, visit.token, actor.account)
    session.commit()
    return token


def switch_house(session: ScopedSession, actor: Actor, visit: Visit, organisation_id: int) -> str:
    """Let a visit go on in another house of its account; return its new token."""
    known = session.get_one(AccountRecord, visit.account.id)
    account = read_account(session, known, organisation_id)
    if account.organisation_id != organisation_id:
        raise MissingRecordError
    record = session.get_one(SignInSessionRecord, visit.id)
    token = rotate_token(session, record, visit.token, account)
    facts = {"organisation_id": organisation_id}
    before = {"organisation_id": visit.account.organisation_id}
    write_audit(session, actor, "account.house", f"account/{account.id}", before, facts)
    session.commit()
    return token


def list_visits(
    session: ScopedSession, account_id: int, now: datetime, policy: SignInPolicy = USUAL
) -> Sequence[SignInSessionRecord]:
    """Return the visits of an account that go on, the latest first."""
    return session.scalars(
        select(SignInSessionRecord)
        .where(
            SignInSessionRecord.account_id == account_id,
            SignInSessionRecord.ended_at.is_(None),
            SignInSessionRecord.is_complete,
            SignInSessionRecord.seen_at > now - policy.idle,
            SignInSessionRecord.started_at > now - policy.absolute,
        )
        .order_by(SignInSessionRecord.seen_at.desc(), SignInSessionRecord.id.desc())
    ).all()


def end_visit(session: ScopedSession, actor: Actor, visit_id: int) -> None:
    """End one of one's own visits."""
    record = session.scalar(
        select(SignInSessionRecord).where(
            SignInSessionRecord.id == visit_id,
            SignInSessionRecord.account_id == actor.account_id,
            SignInSessionRecord.ended_at.is_(None),
        )
    )
    if record is None:
        raise MissingRecordError
    record.ended_at = actor.now
    write_audit(session, actor, "account.sign_out", f"account/{actor.account_id}")
    session.commit()


def end_all_visits(session: ScopedSession, actor: Actor) -> None:
    """Sign whoever acts out in every browser, this one among them."""
    end_others(session, actor, None)
    facts = {"everywhere": True}
    write_audit(session, actor, "account.sign_out", f"account/{actor.account_id}", after=facts)
    session.commit()


def end_others(session: ScopedSession, actor: Actor, kept_id: int | None) -> None:
    """End the visits of whoever acts but one; the caller commits."""
    if actor.account_id is not None:
        end_visits(session, actor.account_id, actor.now, kept_id)


def end_visits(
    session: ScopedSession, account_id: int, now: datetime, kept_id: int | None = None
) -> None:
    """End the visits of an account, but one where it is named; the caller commits."""
    session.execute(
        update(SignInSessionRecord)
        .where(
            SignInSessionRecord.account_id == account_id,
            SignInSessionRecord.ended_at.is_(None),
            SignInSessionRecord.id != (kept_id or 0),
        )
        .values(ended_at=now)
    )


def sweep_sign_ins(session: ScopedSession, now: datetime, policy: SignInPolicy = USUAL) -> None:
    """Remove visits and attempts that no longer count, in every house."""
    session.execute(
        delete(SignInSessionRecord).where(SignInSessionRecord.started_at < now - policy.absolute)
    )
    sweep_attempts(session, now)
    session.commit()
