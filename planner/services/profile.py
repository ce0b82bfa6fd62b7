"""One's own account: what a person says of himself, and how he wants to be reminded."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from planner.domain.error import InvalidRequestError
from planner.domain.wording import Wording
from planner.models import AccountRecord, MembershipRecord
from planner.services.audit import write_audit

if TYPE_CHECKING:
    from planner.models import ScopedSession
    from planner.models.account import Account
    from planner.services.actor import Actor

LANGUAGES = ("zh", "en")
MAIL_ADDRESS = re.compile(r"[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\"]+")
LONGEST_NAME = 80
LONGEST_ADDRESS = 254
MOST_DAYS = 60


@dataclass(frozen=True, slots=True)
class Profile:
    """What a person can say of himself; the last two belong to the house he works for."""

    display_name: str
    mail_address: str
    language: str
    reminds_days_before: int = 3
    wants_mail: bool = True


def read_own_profile(session: ScopedSession, account: Account) -> Profile:
    """Return what an account says of itself, in the house it works for."""
    record = session.get_one(AccountRecord, account.id)
    about = (record.display_name, record.mail_address, record.language)
    if account.organisation_id is None:
        return Profile(*about)
    member = session.scalars(
        select(MembershipRecord).where(MembershipRecord.account_id == account.id)
    ).one()
    return Profile(*about, member.reminds_days_before, member.wants_mail)


def change_profile(session: ScopedSession, actor: Actor, wanted: Profile) -> None:
    """Write what a person says of himself."""
    assert actor.account is not None  # noqa: S101  only who has signed in has a profile
    check_profile(wanted)
    before = read_own_profile(session, actor.account)
    session.execute(
        update(AccountRecord)
        .where(AccountRecord.id == actor.account.id)
        .values(
            display_name=wanted.display_name,
            mail_address=wanted.mail_address,
            language=wanted.language,
        )
    )
    if actor.account.organisation_id is not None:
        session.execute(
            update(MembershipRecord)
            .where(MembershipRecord.account_id == actor.account.id)
            .values(reminds_days_before=wanted.reminds_days_before, wants_mail=wanted.wants_mail)
        )
    fields = Profile.__slots__
    changed = [each for each in fields if getattr(before, each) != getattr(wanted, each)]
    if changed:
        write_audit(
            session,
            actor,
            "account.profile",
            f"account/{actor.account.id}",
            {each: getattr(before, each) for each in changed},
            {each: getattr(wanted, each) for each in changed},
        )
    session.commit()


def check_profile(wanted: Profile) -> None:
    """Refuse what cannot be a name, an address, a language or a number of days."""
    if not wanted.display_name or len(wanted.display_name) > LONGEST_NAME:
        raise InvalidRequestError(
            Wording(f"请填写姓名，至多 {LONGEST_NAME} 字。", "Give a name of up to 80 characters.")
        )
    address = wanted.mail_address
    if address and (len(address) > LONGEST_ADDRESS or not MAIL_ADDRESS.fullmatch(address)):
        raise InvalidRequestError(
            Wording("邮箱地址有误，应如 name@example.cn。", "That is no mail address.")
        )
    if wanted.language not in LANGUAGES or not 0 <= wanted.reminds_days_before <= MOST_DAYS:
        raise InvalidRequestError(
            Wording(f"提前天数应为 0 至 {MOST_DAYS}。", f"Days ahead must be 0 to {MOST_DAYS}.")
        )


def has_second_factor(session: ScopedSession, account_id: int) -> bool:
    """Tell whether an account signs in with two steps."""
    return session.get_one(AccountRecord, account_id).totp_confirmed_at is not None
