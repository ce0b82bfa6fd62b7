"""The register of accounts, as the system administrator keeps it: who there is, in which houses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select

from planner.domain.wording import Wording
from planner.models import (
    AccountRecord,
    MembershipRecord,
    OrganisationRecord,
    RoleGrantRecord,
)
from planner.models.account import Administration, Grant, Role
from planner.models.reach import Reach, across_houses
from planner.services.account import make_password, spell_name
from planner.services.audit import write_audit
from planner.services.credential import reset_password, reset_second_factor
from planner.services.error import (
    FieldRefusedError,
    MissingRecordError,
    NameTakenError,
    RequestRefusedError,
)
from planner.services.house import enter_house
from planner.services.password import hash_password
from planner.services.visit import end_visits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.models import ScopedSession
    from planner.services.actor import Actor

PAGE_SIZE = 50
LONGEST_NAME = 80
LONGEST_ADDRESS = 254


@dataclass(frozen=True, slots=True)
class AccountPage:
    """One page of the register."""

    rows: Sequence[AccountRecord]
    houses: dict[int, list[str]]
    """The names of each account's houses."""
    page: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class Place:
    """An account's place in one house."""

    organisation_id: int
    name: str
    person_key: str
    grants: tuple[Grant, ...]


@dataclass(frozen=True, slots=True)
class AccountSheet:
    """All that the register says of one account."""

    record: AccountRecord
    places: tuple[Place, ...]

    @property
    def administration(self) -> Administration:
        """Which administrator it is, if any."""
        return Administration(self.record.administration)


def list_accounts(session: ScopedSession, query: str, page: int) -> AccountPage:
    """Return a page of the accounts whose name, sign-in name or mail address holds a word."""
    statement = select(AccountRecord)
    if word := query.strip():
        columns = (
            AccountRecord.sign_in_name,
            AccountRecord.display_name,
            AccountRecord.mail_address,
        )
        statement = statement.where(
            or_(*(each.icontains(word, autoescape=True) for each in columns))
        )
    total = session.scalar(select(func.count()).select_from(statement.subquery())) or 0
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(max(page, 1), pages)
    rows = session.scalars(
        statement.order_by(AccountRecord.sign_in_name)
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    ).all()
    return AccountPage(rows, name_houses(session, [each.id for each in rows]), page, pages, total)


def name_houses(session: ScopedSession, account_ids: list[int]) -> dict[int, list[str]]:
    """Return the names of the houses of each account."""
    rows = session.execute(
        select(MembershipRecord.account_id, OrganisationRecord.name)
        .join(OrganisationRecord, OrganisationRecord.id == MembershipRecord.organisation_id)
        .where(MembershipRecord.account_id.in_(account_ids))
        .order_by(MembershipRecord.id)
        .execution_options(**across_houses(Reach.ADMINISTRATION))
    )
    found: dict[int, list[str]] = {each: [] for each in account_ids}
    for account_id, name in rows:
        found[account_id].append(name)
    return found


def find_record(session: ScopedSession, account_id: int) -> AccountRecord:
    """Return an account."""
    record = session.get(AccountRecord, account_id)
    if record is None:
        raise MissingRecordError
    return record


def find_by_name(session: ScopedSession, sign_in_name: str) -> AccountRecord:
    """Return the account of a sign-in name."""
    wanted = AccountRecord.sign_in_name == spell_name(sign_in_name)
    record = session.scalar(select(AccountRecord).where(wanted))
    if record is None:
        raise MissingRecordError
    return record


def open_sheet(session: ScopedSession, account_id: int) -> AccountSheet:
    """Return an account with its places and roles."""
    record = find_record(session, account_id)
    rows = session.execute(
        select(
            MembershipRecord.organisation_id,
            OrganisationRecord.name,
            MembershipRecord.person_key,
            RoleGrantRecord.role,
            RoleGrantRecord.meeting_id,
        )
        .join(OrganisationRecord, OrganisationRecord.id == MembershipRecord.organisation_id)
        .outerjoin(
            RoleGrantRecord,
            (RoleGrantRecord.account_id == MembershipRecord.account_id)
            & (RoleGrantRecord.organisation_id == MembershipRecord.organisation_id),
        )
        .where(MembershipRecord.account_id == account_id)
        .order_by(MembershipRecord.id, RoleGrantRecord.id)
        .execution_options(**across_houses(Reach.ADMINISTRATION))
    )
    places: dict[int, Place] = {}
    for house, name, person_key, role, meeting_id in rows:
        former = places.get(house, Place(house, name, person_key, ()))
        grants = (*former.grants, Grant(Role(role), meeting_id)) if role else former.grants
        places[house] = Place(house, name, person_key, grants)
    return AccountSheet(record, tuple(places.values()))


def register_account(
    session: ScopedSession, actor: Actor, sign_in_name: str, display_name: str, mail_address: str
) -> tuple[int, str]:
    """Add an account without any role; return it with its one-time password, said only once."""
    name = spell_name(sign_in_name)
    facts = check_facts(display_name, mail_address)
    if not name or len(name) > LONGEST_NAME or any(each.isspace() for each in name):
        raise FieldRefusedError(
            Wording(
                "请填写账号名，80 字以内，不含空格。",
                "Give a sign-in name of up to 80 characters without spaces.",
            ),
            "sign_in_name",
        )
    if session.scalar(select(AccountRecord.id).where(AccountRecord.sign_in_name == name)):
        raise NameTakenError(name, "sign_in_name")
    password = make_password()
    record = AccountRecord(
        sign_in_name=name,
        password_hash=hash_password(password),
        password_set_at=actor.now,
        must_change_password=True,
        created_at=actor.now,
        **facts,
    )
    session.add(record)
    session.flush()
    after = {"sign_in_name": name, **facts}
    write_audit(session, actor, "account.add", f"account/{record.id}", after=after)
    session.commit()
    return record.id, password


def describe_account(
    session: ScopedSession, actor: Actor, account_id: int, display_name: str, mail_address: str
) -> None:
    """Put an account's name and mail address right."""
    record = find_record(session, account_id)
    facts = check_facts(display_name, mail_address)
    before = {name: getattr(record, name) for name in facts}
    record.display_name, record.mail_address = facts["display_name"], facts["mail_address"]
    if before != facts:
        write_audit(session, actor, "account.change", f"account/{account_id}", before, facts)
    session.commit()


def check_facts(display_name: str, mail_address: str) -> dict[str, str]:
    """Return name and mail address as they are kept."""
    facts = {"display_name": display_name.strip(), "mail_address": mail_address.strip()}
    is_mail = "@" in facts["mail_address"] and " " not in facts["mail_address"]
    if not facts["display_name"] or len(facts["display_name"]) > LONGEST_NAME:
        raise FieldRefusedError(
            Wording("请填写姓名，80 字以内。", "Give a name of up to 80 characters."),
            "display_name",
        )
    if facts["mail_address"] and (not is_mail or len(facts["mail_address"]) > LONGEST_ADDRESS):
        raise FieldRefusedError(
            Wording("邮箱地址不完整，请核对。", "The mail address is not complete; check it."),
            "mail_address",
        )
    return facts


def set_active(session: ScopedSession, actor: Actor, account_id: int, *, is_active: bool) -> None:
    """Let an account in again, or keep it out from this moment on; administrators need two."""
    record = find_ordinary(session, account_id)
    if record.is_active != is_active:
        record.is_active = is_active
        if not is_active:
            end_visits(session, account_id, actor.now)
        action = "account.enable" if is_active else "account.disable"
        write_audit(session, actor, action, f"account/{account_id}")
    session.commit()


def find_ordinary(session: ScopedSession, account_id: int) -> AccountRecord:
    """Return an account that is no administrator: one alone has no power over another one."""
    record = find_record(session, account_id)
    if record.administration:
        raise RequestRefusedError(
            Wording(
                "管理员账号不能由一人单独停用或重置；请先申请撤销其管理职责，由安全保密管理员确认。",
                "No single administrator switches off or resets another; ask for the removal of "
                "the administration first, which the security administrator confirms.",
            )
        )
    return record


def renew_password(session: ScopedSession, actor: Actor, account_id: int) -> str:
    """Give an account that is no administrator a one-time password, said only once."""
    find_ordinary(session, account_id)
    return reset_password(session, actor, account_id)


def renew_second_factor(session: ScopedSession, actor: Actor, account_id: int) -> None:
    """Forget the second factor of an account that is no administrator."""
    find_ordinary(session, account_id)
    reset_second_factor(session, actor, account_id)


def end_sessions(session: ScopedSession, actor: Actor, account_id: int) -> None:
    """Sign an account out everywhere, as the security administrator may."""
    find_record(session, account_id)
    end_visits(session, account_id, actor.now)
    write_audit(session, actor, "account.end_sessions", f"account/{account_id}")
    session.commit()


def place_account(
    session: ScopedSession, actor: Actor, account_id: int, organisation_id: int, person_key: str
) -> None:
    """Give an account a place in a house, or say by which key the house's plans name its person.

    A place alone opens nothing: what somebody may do there is a role, which two decide on.
    """
    find_ordinary(session, account_id)
    enter_house(session, organisation_id)
    key = person_key.strip()
    record = session.scalar(
        select(MembershipRecord).where(MembershipRecord.account_id == account_id)
    )
    before = {"person_key": record.person_key} if record else {}
    if record is None:
        record = MembershipRecord(
            organisation_id=organisation_id, account_id=account_id, joined_at=actor.now
        )
        session.add(record)
    record.person_key = key
    subject = f"account/{account_id}/house/{organisation_id}"
    write_audit(session, actor, "membership.set", subject, before, {"person_key": key})
    session.commit()
