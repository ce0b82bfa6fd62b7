"""What the papers of a seating are made from: an approved version, or the draft as it stands.

Papers of a version print the published plan with the names and posts that people had when the
version was sent: so the same version always gives the same papers, and no draft shows through.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from planner.clock import HOUSE_ZONE
from planner.documents.imprint import Approval
from planner.documents.seating import SeatingPaperFacts, seating_imprint
from planner.domain.person import AttendanceKind, Person
from planner.domain.sitting import Sitting
from planner.models import MeetingRecord
from planner.models.seating import SeatingVersionState
from planner.services.error import MissingRecordError
from planner.services.published import load_plan
from planner.services.seating import find_ground
from planner.services.seating_version import read_version

if TYPE_CHECKING:
    from planner.domain.plan import Plan
    from planner.models import ScopedSession
    from planner.services.seating import OpenSeating
    from planner.services.seating_version import Named, SeatingVersion


def open_facts(
    session: ScopedSession,
    opened: OpenSeating,
    number: int,
    verify_url: str = "",
    published: Plan | None = None,
) -> SeatingPaperFacts:
    """Return what the papers of a version are made from; number 0 is the draft as it stands.

    A plan that is being published just now is named; else it is the one that was published last.

    Raises:
        MissingRecordError: There is no such version, or nobody approved it.
    """
    if not number:
        return SeatingPaperFacts(
            plan=opened.plan,
            sitting=find_sitting(opened, opened.plan),
            venue=find_ground(session, opened.venue_version_id).venue,
            seating=opened.seating,
            imprint=seating_imprint(is_preview=True),
            name=name_of(opened),
        )
    version = read_version(session, opened.id, number)
    if version.state is not SeatingVersionState.APPROVED or version.decided_at is None:
        raise MissingRecordError
    plan = with_named(published or find_plan(session, opened), version.people)
    return SeatingPaperFacts(
        plan=plan,
        sitting=find_sitting(opened, plan),
        venue=find_ground(session, version.venue_version_id).venue,
        seating=version.seating,
        imprint=seating_imprint(
            number,
            version.decided_at.astimezone(HOUSE_ZONE).date(),
            verify_url,
            approval_of(version),
        ),
        name=name_of(opened),
    )


def approval_of(version: SeatingVersion) -> Approval | None:
    """Return who approved a version, as papers state it."""
    if version.decided_at is None:
        return None
    return Approval(version.decider, version.decided_at, version.remark)


def find_plan(session: ScopedSession, opened: OpenSeating) -> Plan:
    """Return the published plan; of a meeting that was never published its draft."""
    number = session.scalar(
        select(MeetingRecord.revision_number).where(MeetingRecord.id == opened.meeting_id)
    )
    return load_plan(session, opened.meeting_id, number).plan if number else opened.plan


def with_named(plan: Plan, named: dict[str, Named]) -> Plan:
    """Return a plan whose people are called as a version has them; who lacks is added."""
    known = {each.key for each in plan.people}
    people = [rename(each, named[each.key]) if each.key in named else each for each in plan.people]
    added = [
        rename(Person(key, each.name, AttendanceKind(each.kind)), each)
        for key, each in named.items()
        if key not in known
    ]
    return replace(plan, people=(*people, *added))


def rename(person: Person, named: Named) -> Person:
    """Return a person as a version names him."""
    return replace(person, name=named.name, post=named.post, sector=named.sector, group=named.group)


def find_sitting(opened: OpenSeating, plan: Plan) -> Sitting:
    """Return the first sitting that a seating is for, as a plan has it."""
    keys = [each.key for each in opened.sittings]
    found = {each.key: each for each in plan.sittings}
    published = next((found[key] for key in keys if key in found), None)
    drafted = opened.sittings[0] if opened.sittings else None
    return published or drafted or Sitting("", opened.name)


def name_of(opened: OpenSeating) -> str:
    """Return what titles call a seating that is for several sittings; else the sitting's name.

    Titles go on with 座次图 or 座次索引: a name that ends with 座次 would say it twice.
    """
    if len(opened.sittings) == 1:
        return ""
    return opened.name.removesuffix("座次").rstrip() or opened.name
