"""How the people of a plan are reached: by their accounts, else by what the plan says of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from planner.domain.reminder import DAYS_BEFORE
from planner.domain.work import find_self
from planner.models import AccountRecord, MembershipRecord, RoleGrantRecord

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.domain.person import Person
    from planner.domain.plan import Plan
    from planner.models import ScopedSession

Member = tuple[MembershipRecord, AccountRecord]
ADDRESS = re.compile(r"(?<![\w.+@-])[\w.+-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}(?![\w@-])", re.ASCII)


@dataclass(frozen=True, slots=True)
class Contact:
    """A person of a plan with an address."""

    key: str
    name: str
    address: str
    language: str = "zh"
    account_id: int | None = None
    account_name: str = ""
    """What the account is called, where that is not the person's name."""
    wants_mail: bool = True
    reminds_days_before: int = DAYS_BEFORE


def find_contacts(session: ScopedSession, plan: Plan, meeting_id: int) -> dict[str, Contact]:
    """Return who of a plan's people can be reached by mail, by their keys.

    An account counts where it may see the meeting; who has none is reached by the address that
    stands among his contact data.
    """
    accounts = tie_accounts(find_accounts(session, meeting_id), plan)
    found = {}
    for person in plan.people:
        contact = read_account_contact(person, accounts.get(person.key)) or read_contact(person)
        if contact is not None:
            found[person.key] = contact
    return found


def tie_accounts(members: Iterable[Member], plan: Plan) -> dict[str, Member]:
    """Return the accounts of a plan's people, by their keys; of several the first counts."""
    found: dict[str, Member] = {}
    for member, account in members:
        person = find_self(plan, member.person_key, account.display_name)
        if person is not None:
            found.setdefault(person.key, (member, account))
    return found


def find_accounts(session: ScopedSession, meeting_id: int) -> list[Member]:
    """Return the active accounts that may see a meeting and are somebody in the house's plans."""
    rows = session.execute(
        select(MembershipRecord, AccountRecord)
        .join(AccountRecord, AccountRecord.id == MembershipRecord.account_id)
        .where(
            MembershipRecord.person_key != "",
            AccountRecord.is_active,
            MembershipRecord.account_id.in_(
                select(RoleGrantRecord.account_id).where(
                    or_(
                        RoleGrantRecord.meeting_id.is_(None),
                        RoleGrantRecord.meeting_id == meeting_id,
                    )
                )
            ),
        )
        .order_by(MembershipRecord.id)
    )
    return [(row[0], row[1]) for row in rows]


def read_account_contact(person: Person, found: Member | None) -> Contact | None:
    """Return how a person is reached by his account; None where it has no address."""
    if found is None or not found[1].mail_address:
        return None
    member, account = found
    is_same = account.display_name == person.name
    return Contact(
        key=person.key,
        name=person.name,
        address=account.mail_address,
        language=account.language,
        account_id=account.id,
        account_name="" if is_same else account.display_name,
        wants_mail=member.wants_mail,
        reminds_days_before=member.reminds_days_before,
    )


def read_contact(person: Person) -> Contact | None:
    """Return how a person is reached by the address that stands in the plan, if there is one."""
    found = ADDRESS.search(person.contact)
    return Contact(person.key, person.name, found[0]) if found else None
