"""Tokens for programs: made once, shown once, limited, ended at any moment."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from planner.domain.error import InvalidRequestError
from planner.domain.wording import Wording
from planner.models import AccountRecord, ApiTokenRecord
from planner.models.account import Administration, Permission
from planner.models.reach import Reach, across_houses
from planner.services.account import read_account
from planner.services.attempt import hash_text
from planner.services.audit import write_audit
from planner.services.error import MissingRecordError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from planner.models import ScopedSession
    from planner.models.account import Account
    from planner.services.actor import Actor

MARK = "plenum_"
"""Tokens begin with it, so that one in the wrong place is recognised."""
TOKEN_BYTES = 32
LONGEST_DAYS = 366
SEEN_STEP = timedelta(minutes=1)
SCOPES = (
    Permission.READ,
    Permission.BUILD,
    Permission.DRAFT,
    Permission.EDIT,
    Permission.REVIEW,
    Permission.PUBLISH,
    Permission.WORK,
    Permission.DIRECT,
)
"""What a token can be good for."""


def make_token(
    session: ScopedSession, actor: Actor, name: str, scopes: Sequence[str], days: int
) -> str:
    """Make a token for whoever acts, in his house, and return it: it is said only this once."""
    wanted = [each for each in SCOPES if each.value in scopes]
    if not name.strip() or not wanted or not 1 <= days <= LONGEST_DAYS or actor.account is None:
        raise InvalidRequestError(
            Wording(
                f"请填写用途、至少选一项权限，有效期为 1 至 {LONGEST_DAYS} 天。",
                f"Say what it is for, choose a scope, and 1 to {LONGEST_DAYS} days.",
            )
        )
    token = MARK + secrets.token_urlsafe(TOKEN_BYTES)
    record = ApiTokenRecord(
        organisation_id=session.owner,
        account_id=actor.account.id,
        name=name.strip()[:80],
        token_hash=hash_text(token),
        scopes=[each.value for each in wanted],
        created_at=actor.now,
        expires_at=actor.now + timedelta(days=days),
    )
    session.add(record)
    session.flush()
    facts = {"name": record.name, "scopes": record.scopes, "days": days}
    write_audit(session, actor, "token.make", f"token/{record.id}", after=facts)
    session.commit()
    return token


def list_tokens(session: ScopedSession, account: Account) -> list[ApiTokenRecord]:
    """Return an account's tokens in this house, the newest first."""
    return list(
        session.scalars(
            select(ApiTokenRecord)
            .where(ApiTokenRecord.account_id == account.id)
            .order_by(ApiTokenRecord.id.desc())
        )
    )


def revoke_token(session: ScopedSession, actor: Actor, token_id: int) -> None:
    """End one of one's own tokens."""
    record = session.scalar(
        select(ApiTokenRecord).where(
            ApiTokenRecord.id == token_id,
            ApiTokenRecord.account_id == actor.account_id,
            ApiTokenRecord.revoked_at.is_(None),
        )
    )
    if record is None:
        raise MissingRecordError
    record.revoked_at = actor.now
    write_audit(session, actor, "token.revoke", f"token/{token_id}", before={"name": record.name})
    session.commit()


def authenticate_token(session: ScopedSession, token: str, now: datetime) -> Account | None:
    """Return whose token this is, limited to its scopes, and scope the session to its house."""
    row = session.execute(
        select(ApiTokenRecord, AccountRecord)
        .join(AccountRecord, AccountRecord.id == ApiTokenRecord.account_id)
        .where(
            ApiTokenRecord.token_hash == hash_text(token),
            ApiTokenRecord.revoked_at.is_(None),
            ApiTokenRecord.expires_at > now,
            AccountRecord.is_active,
            AccountRecord.must_change_password.is_(False),
            AccountRecord.administration == Administration.NONE.value,
        )
        .execution_options(**across_houses(Reach.TOKEN))
    ).first()
    if row is None:
        return None
    record, known = row[0], row[1]
    account = read_account(session, known, record.organisation_id)
    if account.organisation_id != record.organisation_id:
        return None
    scopes = frozenset(Permission(each) for each in record.scopes) | {Permission.READ}
    session.scope_to(record.organisation_id)
    if record.last_used_at is None or now - record.last_used_at > SEEN_STEP:
        session.execute(
            update(ApiTokenRecord).where(ApiTokenRecord.id == record.id).values(last_used_at=now)
        )
        session.commit()
    return replace(account, limits=scopes)
