"""Accounts: one person's way in, the houses it belongs to, and what it may do in each."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from planner.domain.password import spell_password
from planner.models import AccountRecord, MembershipRecord, OrganisationRecord, RoleGrantRecord
from planner.models.account import Account, Administration, Grant, Role
from planner.models.reach import Reach, across_houses
from planner.services.password import hash_password

if TYPE_CHECKING:
    from datetime import datetime

    from planner.models import ScopedSession

MADE_BYTES = 12


def add_account(
    session: ScopedSession,
    sign_in_name: str,
    display_name: str,
    role: Role | Administration,
    now: datetime,
    person_key: str = "",
    *,
    must_change: bool = False,
) -> str:
    """Add an account with one role, or an administrator; return the password made for it.

    The caller commits. A role is in the session's house; an administrator belongs to none. With
    ``must_change`` the password opens only the page on which its person chooses his own.
    """
    password = make_password()
    record = AccountRecord(
        sign_in_name=spell_name(sign_in_name),
        display_name=display_name,
        password_hash=hash_password(password),
        password_set_at=now,
        must_change_password=must_change,
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


PLACES = (
    select(
        OrganisationRecord.id,
        OrganisationRecord.name,
        MembershipRecord.person_key,
        RoleGrantRecord.role,
        RoleGrantRecord.meeting_id,
    )
    .join(MembershipRecord, MembershipRecord.organisation_id == OrganisationRecord.id)
    .outerjoin(
        RoleGrantRecord,
        (RoleGrantRecord.account_id == MembershipRecord.account_id)
        & (RoleGrantRecord.organisation_id == MembershipRecord.organisation_id),
    )
    .where(
        MembershipRecord.account_id == bindparam("account"),
        OrganisationRecord.closed_at.is_(None),
    )
    .order_by(MembershipRecord.joined_at, MembershipRecord.id, RoleGrantRecord.id)
)
"""The open houses of an account, the first joined first, and what it may do in each.

Built once: every request of somebody who has signed in asks it.
"""


def read_account(
    session: ScopedSession, record: AccountRecord, organisation_id: int | None
) -> Account:
    """Return an account as it works for one of its houses, with what it may do there."""
    session.flush()  # else it happens between telling PostgreSQL how far we reach, and reading
    rows = session.execute(
        PLACES, {"account": record.id}, execution_options=across_houses(Reach.SIGN_IN)
    ).all()
    houses = tuple(dict.fromkeys((row.id, row.name) for row in rows))
    if organisation_id not in {each[0] for each in houses}:
        organisation_id = houses[0][0] if houses else None
    own = [row for row in rows if row.id == organisation_id]
    grants = tuple(Grant(Role(row.role), row.meeting_id) for row in own if row.role)
    person_key = own[0].person_key if own else ""
    return Account(
        id=record.id,
        sign_in_name=record.sign_in_name,
        display_name=record.display_name,
        organisation_id=organisation_id,
        administration=Administration(record.administration),
        grants=grants,
        person_key=person_key,
        houses=houses,
        language=record.language,
    )


def spell_name(name: str) -> str:
    """Return a sign-in name as it is kept: one spelling, however it was typed."""
    return spell_password(name).strip().casefold()


def make_password() -> str:
    """Return a password that nobody can guess and everybody can copy."""
    return secrets.token_urlsafe(MADE_BYTES)
