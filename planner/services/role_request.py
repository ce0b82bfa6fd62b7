"""Roles: asked for by the system administrator, decided on by the security administrator."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from planner.domain.wording import Wording
from planner.models import (
    AccountRecord,
    GrantRequestRecord,
    MeetingRecord,
    MembershipRecord,
    OrganisationRecord,
    RoleGrantRecord,
)
from planner.models.account import Administration, GrantState, Role
from planner.models.reach import Reach, across_houses
from planner.services.account_register import find_record
from planner.services.audit import write_audit
from planner.services.error import FieldRefusedError, MissingRecordError, RequestRefusedError
from planner.services.house import enter_house
from planner.services.visit import end_visits

if TYPE_CHECKING:
    from planner.models import ScopedSession
    from planner.services.actor import Actor

PAGE_SIZE = 50
LONGEST_NOTE = 500
ADMINISTRATIONS = {each.value for each in Administration if each.value}


@dataclass(frozen=True, slots=True)
class Wish:
    """A role that somebody shall have, or lose."""

    account_id: int
    role: str
    """A ``Role`` in a house, or an ``Administration`` of no house."""
    organisation_id: int | None = None
    meeting_id: int | None = None
    is_removal: bool = False
    note: str = ""

    @property
    def facts(self) -> dict[str, Any]:
        """What the log says of it."""
        return {
            "account_id": self.account_id,
            "role": self.role,
            "meeting_id": self.meeting_id,
            "is_removal": self.is_removal,
        }


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A request as its list shows it."""

    record: GrantRequestRecord
    account: str
    sign_in_name: str
    house: str
    asker: str
    decider: str


@dataclass(frozen=True, slots=True)
class RequestPage:
    """One page of the requests."""

    lines: tuple[RequestLine, ...]
    page: int
    pages: int


def request_role(session: ScopedSession, actor: Actor, wish: Wish) -> int:
    """Ask for a role or for its end; return the number of the request. Nothing changes yet."""
    require(actor, Administration.SYSTEM)
    if not wish.note.strip() or len(wish.note) > LONGEST_NOTE:
        raise FieldRefusedError(
            Wording("请写明理由，500 字以内。", "Give the reason, in up to 500 characters."), "note"
        )
    check_wish(session, wish)
    refuse_double(session, wish)
    record = GrantRequestRecord(
        organisation_id=wish.organisation_id,
        account_id=wish.account_id,
        role=wish.role,
        meeting_id=wish.meeting_id,
        is_removal=wish.is_removal,
        requested_by_id=actor.account_id,
        requested_at=actor.now,
        note=wish.note.strip(),
    )
    session.add(record)
    session.flush()
    write_audit(session, actor, "role.request", f"request/{record.id}", after=wish.facts)
    session.commit()
    return record.id


def require(actor: Actor, administration: Administration) -> None:
    """Refuse whoever is not this administrator, whichever way he came."""
    if actor.account is None or actor.account.administration is not administration:
        raise MissingRecordError


def check_wish(session: ScopedSession, wish: Wish) -> None:
    """Refuse a wish that makes no sense: no such role, no place in the house, no such meeting."""
    record = find_record(session, wish.account_id)
    if wish.role in ADMINISTRATIONS and wish.organisation_id is None and wish.meeting_id is None:
        check_office(session, record, wish)
        return
    if wish.role not in set(Role) or wish.organisation_id is None:
        raise MissingRecordError
    enter_house(session, wish.organisation_id)
    if wish.meeting_id is not None and session.get(MeetingRecord, wish.meeting_id) is None:
        raise FieldRefusedError(
            Wording(
                f"该机关没有编号为 {wish.meeting_id} 的会议。",
                f"The house has no meeting number {wish.meeting_id}.",
            ),
            "meeting",
        )
    is_member = MembershipRecord.account_id == wish.account_id
    if session.scalar(select(MembershipRecord.id).where(is_member)) is None:
        raise RequestRefusedError(
            Wording(
                "该账号尚未加入此机关，请先加入。",
                "The account has no place in this house yet; give it one first.",
            )
        )
    if (find_grant(session, wish) is not None) != wish.is_removal:
        raise refuse_as_is()


def check_office(session: ScopedSession, record: AccountRecord, wish: Wish) -> None:
    """Refuse an administration for somebody who has another one, or a role in any house."""
    has_it = record.administration == wish.role and record.is_active
    if has_it != wish.is_removal or (record.administration and not wish.is_removal):
        raise refuse_as_is()
    roles = (
        select(RoleGrantRecord.id)
        .where(RoleGrantRecord.account_id == record.id)
        .limit(1)
        .execution_options(**across_houses(Reach.ADMINISTRATION))
    )
    if not wish.is_removal and session.scalar(roles) is not None:
        raise RequestRefusedError(
            Wording(
                "该账号在机关中担任角色，不能兼任管理员；请另设账号。",
                "The account has a role in a house and cannot be an administrator as well; "
                "use another account.",
            )
        )


def refuse_as_is() -> RequestRefusedError:
    """Return the refusal of what would change nothing."""
    return RequestRefusedError(
        Wording(
            "无需申请：该账号已是所申请的状态，或已担任其他管理职责。",
            "Nothing to ask for: the account is as wished already, or holds another office.",
        )
    )


def find_grant(session: ScopedSession, wish: Wish) -> RoleGrantRecord | None:
    """Return the role that a wish is about, where the account has it."""
    meeting = RoleGrantRecord.meeting_id
    return session.scalar(
        select(RoleGrantRecord).where(
            RoleGrantRecord.account_id == wish.account_id,
            RoleGrantRecord.role == wish.role,
            meeting.is_(None) if wish.meeting_id is None else meeting == wish.meeting_id,
        )
    )


def refuse_double(session: ScopedSession, wish: Wish) -> None:
    """Refuse a wish that waits for its decision already."""
    record = GrantRequestRecord
    same = session.scalar(
        select(record.id).where(
            record.state == GrantState.WAITING.value,
            record.account_id == wish.account_id,
            record.role == wish.role,
            record.organisation_id.is_not_distinct_from(wish.organisation_id),
            record.meeting_id.is_not_distinct_from(wish.meeting_id),
        )
    )
    if same is not None:
        raise RequestRefusedError(
            Wording(
                f"相同的申请（第 {same} 号）正在等待确认。",
                f"The same request (No. {same}) waits for its decision.",
            )
        )


def decide_request(
    session: ScopedSession, actor: Actor, request_id: int, *, is_granted: bool
) -> None:
    """Confirm or refuse a request of somebody else; what is confirmed holds from now on."""
    require(actor, Administration.SECURITY)
    record = session.scalar(
        select(GrantRequestRecord)
        .where(
            GrantRequestRecord.id == request_id,
            GrantRequestRecord.state == GrantState.WAITING.value,
        )
        .with_for_update()
    )
    if record is None:
        raise MissingRecordError
    if actor.account_id in {record.requested_by_id, record.account_id}:
        raise RequestRefusedError(
            Wording(
                "不能确认本人提出或涉及本人的申请。",
                "Nobody decides on his own request, or on one about himself.",
            )
        )
    wish = Wish(
        account_id=record.account_id,
        role=record.role,
        organisation_id=record.organisation_id,
        meeting_id=record.meeting_id,
        is_removal=record.is_removal,
    )
    state = GrantState.GRANTED if is_granted else GrantState.REFUSED
    asker = record.requested_by_id
    record.state, record.decided_by_id, record.decided_at = state.value, actor.account_id, actor.now
    record.decided_as = Administration.SECURITY.value
    session.flush()
    if is_granted:
        check_wish(session, wish)
        carry_out(session, actor, wish, asker)
    elif wish.organisation_id is not None:
        session.scope_to(wish.organisation_id)
    facts = {**wish.facts, "requested_by_id": asker}
    action = "role.confirm" if is_granted else "role.refuse"
    write_audit(session, actor, action, f"request/{request_id}", after=facts)
    session.commit()


def carry_out(session: ScopedSession, actor: Actor, wish: Wish, asker: int) -> None:
    """Do what a confirmed request asks for; the account signs in anew. The caller commits.

    An administration ends with its account: what an administrator asked for and confirmed goes on
    naming him as one.
    """
    end_visits(session, wish.account_id, actor.now)
    if wish.organisation_id is None:
        record = find_record(session, wish.account_id)
        record.is_active = not wish.is_removal
        record.administration = wish.role
        session.flush()
        return
    if wish.is_removal:
        session.delete(find_grant(session, wish))
        return
    session.add(
        RoleGrantRecord(
            organisation_id=wish.organisation_id,
            account_id=wish.account_id,
            role=wish.role,
            meeting_id=wish.meeting_id,
            granted_at=actor.now,
            requested_by_id=asker,
            confirmed_by_id=actor.account_id,
        )
    )


def list_requests(session: ScopedSession, *, is_waiting: bool, page: int) -> RequestPage:
    """Return a page of the requests that wait, or of those that were decided, the newest first."""
    waits = GrantRequestRecord.state == GrantState.WAITING.value
    wanted = waits if is_waiting else ~waits
    total = session.scalar(select(func.count(GrantRequestRecord.id)).where(wanted)) or 0
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(max(page, 1), pages)
    asker, decider = aliased(AccountRecord), aliased(AccountRecord)
    rows = session.execute(
        select(
            GrantRequestRecord,
            AccountRecord.display_name,
            AccountRecord.sign_in_name,
            func.coalesce(OrganisationRecord.name, ""),
            asker.display_name,
            func.coalesce(decider.display_name, ""),
        )
        .join(AccountRecord, AccountRecord.id == GrantRequestRecord.account_id)
        .join(asker, asker.id == GrantRequestRecord.requested_by_id)
        .outerjoin(decider, decider.id == GrantRequestRecord.decided_by_id)
        .outerjoin(OrganisationRecord, OrganisationRecord.id == GrantRequestRecord.organisation_id)
        .where(wanted)
        .order_by(GrantRequestRecord.id.desc())
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    )
    return RequestPage(tuple(RequestLine(*row) for row in rows), page, pages)


@dataclass(frozen=True, slots=True)
class RoleLine:
    """A role that somebody has in a house."""

    account_id: int
    display_name: str
    sign_in_name: str
    is_active: bool
    role: Role
    meeting_id: int | None


def list_roles(session: ScopedSession, organisation_id: int) -> list[RoleLine]:
    """Return who has which role in a house: accounts and roles, nothing of its meetings."""
    rows = session.execute(
        select(
            AccountRecord.id,
            AccountRecord.display_name,
            AccountRecord.sign_in_name,
            AccountRecord.is_active,
            RoleGrantRecord.role,
            RoleGrantRecord.meeting_id,
        )
        .join(RoleGrantRecord, RoleGrantRecord.account_id == AccountRecord.id)
        .where(RoleGrantRecord.organisation_id == organisation_id)
        .order_by(AccountRecord.sign_in_name, RoleGrantRecord.id)
        .execution_options(**across_houses(Reach.ADMINISTRATION))
    )
    return [RoleLine(row[0], row[1], row[2], row[3], Role(row[4]), row[5]) for row in rows]


def list_administrators(session: ScopedSession) -> list[AccountRecord]:
    """Return the administrators of the installation."""
    wanted = select(AccountRecord).where(AccountRecord.administration != "")
    return list(session.scalars(wanted.order_by(AccountRecord.administration, AccountRecord.id)))
