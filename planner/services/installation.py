"""Setting up an installation: a sample house, its accounts, and the sample meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from planner.domain.error import InvalidRequestError
from planner.domain.wording import Wording
from planner.models import MeetingRecord, OrganisationRecord
from planner.models.account import Administration, Role
from planner.models.reach import Reach, across_houses
from planner.planfile import write_yaml
from planner.services.account import add_account
from planner.services.actor import Actor
from planner.services.audit import write_audit
from planner.services.error import MissingRecordError
from planner.services.revision import Submission, publish_plan
from planner.services.sample import SAMPLE_KINDS, sample_plan

if TYPE_CHECKING:
    from datetime import date, datetime

    from planner.models import ScopedSession

SAMPLE_ACCOUNTS: tuple[tuple[str, str, Role | Administration], ...] = (
    ("editor", "秘书处", Role.EDITOR),
    ("lead", "牵头人", Role.LEAD),
    ("owner", "责任人", Role.OWNER),
    ("leader", "领导", Role.LEADER),
    ("reader", "查阅", Role.READER),
    ("system", "系统管理员", Administration.SYSTEM),
    ("security", "安全保密管理员", Administration.SECURITY),
    ("audit", "安全审计员", Administration.AUDIT),
)

SAMPLE_PEOPLE = {"lead": "G01", "owner": "G16", "leader": "P012"}
"""Who of the sample meetings' people an account is: so its own pages have something to show."""


def has_organisation(session: ScopedSession) -> bool:
    """Tell whether the installation already has a house."""
    return session.scalar(select(OrganisationRecord.id).limit(1)) is not None


def add_organisation(session: ScopedSession, name: str, short_name: str) -> int:
    """Add a house, scope the session to it, and return it; the caller commits."""
    record = OrganisationRecord(name=name, short_name=short_name)
    session.add(record)
    session.flush()
    organisation_id = record.id
    session.scope_to(organisation_id)
    return organisation_id


def add_sample_house(
    session: ScopedSession, now: datetime, *, must_change: bool = False
) -> list[tuple[str, str, Role | Administration]]:
    """Add the sample house with its accounts; return their names and passwords, said only once."""
    plan = sample_plan("plenary")
    add_organisation(session, plan.organisation.name, plan.organisation.short_name)
    names = {each.key: each.name for each in plan.people}
    accounts = []
    for name, title, role in SAMPLE_ACCOUNTS:
        person = SAMPLE_PEOPLE.get(name, "")
        password = add_account(
            session, name, names.get(person, title), role, now, person, must_change=must_change
        )
        accounts.append((name, password, role))
    facts = {"name": plan.organisation.name, "accounts": [name for name, *_ in SAMPLE_ACCOUNTS]}
    subject = f"organisation/{session.owner}"
    write_audit(session, Actor(None, now), "organisation.set_up", subject, after=facts)
    session.commit()
    return accounts


def publish_samples(session: ScopedSession, now: datetime, today: date) -> None:
    """Publish the sample meetings that the sample house does not have yet."""
    organisation_id = session.scalars(select(OrganisationRecord.id).order_by("id").limit(1)).one()
    session.scope_to(organisation_id)
    titles = set(session.scalars(select(MeetingRecord.title)))
    for kind in SAMPLE_KINDS:
        plan = sample_plan(kind)
        if plan.title not in titles:
            source = write_yaml(plan).encode()
            publish_plan(session, Submission(plan, f"{kind}.yaml", source), None, now, today)


def list_meetings(session: ScopedSession) -> list[tuple[int, str, str]]:
    """Return number, house and title of every meeting of the installation."""
    rows = session.execute(
        select(MeetingRecord.id, OrganisationRecord.name, MeetingRecord.title)
        .join(OrganisationRecord, OrganisationRecord.id == MeetingRecord.organisation_id)
        .order_by(MeetingRecord.organisation_id, MeetingRecord.id)
        .execution_options(**across_houses(Reach.SETUP))
    )
    return [(row[0], row[1], row[2]) for row in rows]


def find_house_of(session: ScopedSession, meeting_id: int) -> int:
    """Return the house of a meeting."""
    found = session.scalar(
        select(MeetingRecord.organisation_id)
        .where(MeetingRecord.id == meeting_id)
        .execution_options(**across_houses(Reach.SETUP))
    )
    if found is None:
        raise MissingRecordError
    return found


def find_house(session: ScopedSession, name: str) -> int:
    """Return the house of that name; without a name the only one there is."""
    statement = select(OrganisationRecord.id)
    if name:
        statement = statement.where(OrganisationRecord.name == name)
    found = session.scalars(statement.limit(2)).all()
    if len(found) != 1:
        raise InvalidRequestError(
            Wording("请用 --house 写明机关全称。", "Name the house in full with --house.")
        )
    return found[0]
