"""What one statement says of an app password: whose it is, what he may, where calendars stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, and_, bindparam, case, cast, func, select

from planner.models import (
    AccountRecord,
    CalendarSubscriptionRecord,
    MeetingRecord,
    MembershipRecord,
    OrganisationRecord,
    RoleGrantRecord,
)
from planner.models.account import Role
from planner.models.calendar import SubscriptionPurpose
from planner.services.account import spell_name
from planner.services.app_password import read_password
from planner.services.calendar_token import hash_token

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Select

Device, Grant, Meeting = CalendarSubscriptionRecord, RoleGrantRecord, MeetingRecord
ROLES = len(Role)


@dataclass(frozen=True, slots=True)
class DavState:
    """What an answer to a program depends on, besides what it asks."""

    last_used_on: object
    """The day on which the device came last: no answer of another day is given again."""
    sign_in_name: str
    facts: tuple[Any, ...]


def weigh_role() -> ColumnElement[int]:
    """Return a number of a role, which changes with whatever of it changes."""
    known = case(*((Grant.role == role.value, at) for at, role in enumerate(Role)), else_=ROLES)
    own = cast(Grant.id, BigInteger) * (ROLES + 1) + known
    return own * (func.coalesce(Grant.meeting_id, 0) + 1)


def choose_state() -> Select[*tuple[Any, ...]]:
    """Return the statement.

    The counters of the house grow with every change of any calendar of it; the sum over its roles
    changes with what an account may.
    """
    house, member = OrganisationRecord, MembershipRecord
    roles = (
        select(func.sum(weigh_role()))
        .where(
            Grant.organisation_id == Device.organisation_id, Grant.account_id == Device.account_id
        )
        .scalar_subquery()
    )
    meetings = (
        select(func.count(Meeting.id))
        .where(Meeting.organisation_id == Device.organisation_id)
        .scalar_subquery()
    )
    return (
        select(
            Device.last_used_on,
            AccountRecord.sign_in_name,
            AccountRecord.id,
            AccountRecord.display_name,
            AccountRecord.language,
            member.person_key,
            roles,
            house.id,
            house.name,
            house.calendar_number,
            house.work_number,
            meetings,
        )
        .join(house, house.id == Device.organisation_id)
        .join(AccountRecord, AccountRecord.id == Device.account_id)
        .join(
            member,
            and_(
                member.account_id == Device.account_id,
                member.organisation_id == Device.organisation_id,
            ),
        )
        .where(
            Device.token_hash == bindparam("token"),
            Device.purpose == SubscriptionPurpose.DAV.value,
            Device.revoked_at.is_(None),
            house.closed_at.is_(None),
            AccountRecord.is_active,
        )
    )


STATE = choose_state()
"""Built once: programs ask it at every poll."""


def ask_token(password: str) -> dict[str, str]:
    """Return an app password as the statement asks for it."""
    return hash_token(read_password(password))


def read_state(row: tuple[Any, ...] | None, name: str) -> DavState | None:
    """Return what a row says; nothing where somebody else's name came with the app password."""
    if row is None or row[1] != spell_name(name):
        return None
    return DavState(row[0], row[1], (row[0], *row[2:]))
