"""Which person of the roster an account of the house is: his own pages go by it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from planner.domain.error import InvalidRequestError
from planner.domain.wording import Wording
from planner.domain.work import find_self
from planner.models import AccountRecord, MembershipRecord
from planner.models.account import Permission
from planner.services.audit import digest, write_audit
from planner.services.error import MissingRecordError, NotYoursError

if TYPE_CHECKING:
    from planner.domain.person import Person
    from planner.models import ScopedSession
    from planner.services.actor import Actor
    from planner.services.meeting import OpenMeeting

WHOLE_HOUSE_ONLY = Wording(
    "账号对应关系对全部会议有效，请由负责全部会议的秘书处人员设置。",
    "This holds for all meetings; somebody of the secretariat who keeps all of them sets it.",
)


@dataclass(frozen=True, slots=True)
class Tie:
    """An account of the house, and who it is in a meeting's roster."""

    account_id: int
    sign_in_name: str
    display_name: str
    person: Person | None


def list_ties(session: ScopedSession, meeting: OpenMeeting) -> list[Tie]:
    """Return the accounts of the house by name, with whom each is in a meeting."""
    rows = session.execute(
        select(
            AccountRecord.id,
            AccountRecord.sign_in_name,
            AccountRecord.display_name,
            MembershipRecord.person_key,
        )
        .join(MembershipRecord, MembershipRecord.account_id == AccountRecord.id)
        .where(MembershipRecord.organisation_id == session.owner, AccountRecord.is_active)
        .order_by(AccountRecord.display_name, AccountRecord.id)
    )
    return [Tie(row[0], row[1], row[2], find_self(meeting.plan, row[3], row[2])) for row in rows]


def tie_account(
    session: ScopedSession, meeting: OpenMeeting, account_id: int, name: str, actor: Actor
) -> None:
    """Tie an account to the person of a name or key; an empty name unties it."""
    if actor.account is None or not actor.account.may(Permission.EDIT):
        raise NotYoursError(WHOLE_HOUSE_ONLY)
    member = session.scalar(
        select(MembershipRecord).where(MembershipRecord.account_id == account_id)
    )
    if member is None:
        raise MissingRecordError
    before, member.person_key = member.person_key, find_key(meeting, name.strip())
    write_audit(
        session,
        actor,
        "account.tie",
        f"account/{account_id}",
        before={"person": digest(before)},
        after={"person": digest(member.person_key)},
    )
    session.commit()


def find_key(meeting: OpenMeeting, name: str) -> str:
    """Return the key of the only person of a name; a key itself will do, too."""
    if not name or name in meeting.directory.people:
        return name
    named = [each.key for each in meeting.plan.people if each.name == name]
    if len(named) == 1:
        return named[0]
    raise InvalidRequestError(
        Wording(
            f"名册里有 {len(named)} 位“{name}”，请改填人员编号。"
            if named
            else f"名册里没有“{name}”，请核对姓名。",
            f"{len(named)} people of the roster are called “{name}”; "
            + ("give the key instead." if named else "check the name."),
        )
    )
