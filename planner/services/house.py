"""The houses of an installation: added, renamed and closed by the system administrator."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from planner.domain.wording import Wording
from planner.models import MembershipRecord, OrganisationRecord
from planner.models.reach import Reach, across_houses
from planner.services.audit import write_audit
from planner.services.error import FieldRefusedError, MissingRecordError, NameTakenError

if TYPE_CHECKING:
    from datetime import datetime

    from planner.models import ScopedSession
    from planner.services.actor import Actor

LONGEST_NAME = 200
LONGEST_SHORT_NAME = 80


@dataclass(frozen=True, slots=True)
class HouseLine:
    """A house as administrators see it."""

    id: int
    name: str
    short_name: str
    closed_at: datetime | None
    members: int


def list_all_houses(session: ScopedSession) -> list[HouseLine]:
    """Return every house with the number of its members, open ones first."""
    members = func.count(MembershipRecord.id)
    rows = session.execute(
        select(
            OrganisationRecord.id,
            OrganisationRecord.name,
            OrganisationRecord.short_name,
            OrganisationRecord.closed_at,
            members,
        )
        .outerjoin(MembershipRecord, MembershipRecord.organisation_id == OrganisationRecord.id)
        .group_by(OrganisationRecord.id)
        .order_by(OrganisationRecord.closed_at.is_not(None), OrganisationRecord.id)
        .execution_options(**across_houses(Reach.ADMINISTRATION))
    )
    return [HouseLine(*row) for row in rows]


def find_house(session: ScopedSession, organisation_id: int) -> OrganisationRecord:
    """Return a house."""
    record = session.get(OrganisationRecord, organisation_id)
    if record is None:
        raise MissingRecordError
    return record


def found_house(session: ScopedSession, actor: Actor, name: str, short_name: str) -> int:
    """Add a house and return it; its people come in by requests for roles."""
    facts = check_names(session, name, short_name, None)
    record = OrganisationRecord(**facts)
    session.add(record)
    session.flush()
    session.scope_to(record.id)
    write_audit(session, actor, "house.add", f"house/{record.id}", after=facts)
    session.commit()
    return session.owner


def rename_house(
    session: ScopedSession, actor: Actor, organisation_id: int, name: str, short_name: str
) -> None:
    """Give a house another name; what was published keeps the old one."""
    facts = check_names(session, name, short_name, organisation_id)
    record = enter_house(session, organisation_id)
    before = {"name": record.name, "short_name": record.short_name}
    record.name, record.short_name = facts["name"], facts["short_name"]
    write_audit(session, actor, "house.rename", f"house/{organisation_id}", before, facts)
    session.commit()


def close_house(session: ScopedSession, actor: Actor, organisation_id: int) -> None:
    """Close a house: nobody works in it any more; everything in it stays as it is."""
    record = enter_house(session, organisation_id)
    if record.closed_at is None:
        record.closed_at = actor.now
        write_audit(session, actor, "house.close", f"house/{organisation_id}")
    session.commit()


def reopen_house(session: ScopedSession, actor: Actor, organisation_id: int) -> None:
    """Open a closed house again."""
    record = enter_house(session, organisation_id)
    if record.closed_at is not None:
        record.closed_at = None
        write_audit(session, actor, "house.reopen", f"house/{organisation_id}")
    session.commit()


def enter_house(session: ScopedSession, organisation_id: int) -> OrganisationRecord:
    """Return a house and scope the session to it, so that what follows is logged as the house's."""
    find_house(session, organisation_id)
    session.scope_to(organisation_id)
    return find_house(session, organisation_id)


def check_names(
    session: ScopedSession, name: str, short_name: str, organisation_id: int | None
) -> dict[str, str]:
    """Return the names as they are kept; the full one is there, and no other house's."""
    facts = {"name": name.strip(), "short_name": short_name.strip()}
    if not facts["name"] or len(name) > LONGEST_NAME:
        words = Wording(
            "请填写机关全称，200 字以内。", "Give the full name, in up to 200 characters."
        )
        raise FieldRefusedError(words, "name")
    if len(short_name) > LONGEST_SHORT_NAME:
        words = Wording("简称在 80 字以内。", "A short name has up to 80 characters.")
        raise FieldRefusedError(words, "short_name")
    taken = session.scalar(
        select(OrganisationRecord.id).where(OrganisationRecord.name == facts["name"])
    )
    if taken not in {None, organisation_id}:
        raise NameTakenError(facts["name"], "name")
    return facts
