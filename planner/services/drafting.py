"""New meetings: from a kind's template, with its number in the term proposed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from planner.domain.error import InvalidRequestError
from planner.domain.plan import MeetingKind, Organisation
from planner.domain.template import draft_plan
from planner.domain.wording import Wording
from planner.models import MeetingRecord, OrganisationRecord
from planner.planfile.template import load_template
from planner.services.draft import open_draft
from planner.services.draft_start import start_meeting
from planner.services.error import MissingRecordError

if TYPE_CHECKING:
    from datetime import date

    from planner.domain.plan import Plan
    from planner.models import ScopedSession
    from planner.services.actor import Actor

LONGEST_SESSION_DAYS = 31


@dataclass(frozen=True, slots=True)
class NewMeeting:
    """What somebody says of a meeting before there is one."""

    kind: MeetingKind
    term: int
    number: int
    opens_on: date
    closes_on: date | None = None
    reports_on: date | None = None
    place: str = ""
    theme: str = ""
    conditions: tuple[str, ...] = ()
    starts_work_on: date | None = None
    """The day from which work can start: what the template wants earlier is pressed together."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the next meeting of a kind is likely to be: the one after the house's last."""

    term: int = 1
    number: int = 1
    place: str = ""


def propose_meeting(session: ScopedSession, kind: MeetingKind) -> Proposal:
    """Return the number after that of the house's last meeting of a kind."""
    last = session.scalar(
        select(MeetingRecord.id)
        .where(MeetingRecord.kind == kind.value, MeetingRecord.draft_sequence > 0)
        .order_by(MeetingRecord.opens_on.desc().nulls_last(), MeetingRecord.id.desc())
        .limit(1)
    )
    if last is None:
        return Proposal()
    plan = open_draft(session, last).plan
    return Proposal(plan.term, plan.number + 1, plan.place)


def plan_meeting(session: ScopedSession, wanted: NewMeeting) -> Plan:
    """Return the plan that a kind's template makes of what is wanted, dates counted back."""
    refuse_days(wanted)
    house = session.scalar(select(OrganisationRecord).where(OrganisationRecord.id == session.owner))
    if house is None:
        raise MissingRecordError
    plan = draft_plan(
        load_template(wanted.kind),
        organisation=Organisation(house.name, house.short_name),
        term=wanted.term,
        number=wanted.number,
        opens_on=wanted.opens_on,
        closes_on=wanted.closes_on,
        reports_on=wanted.reports_on,
        place=wanted.place,
        theme=wanted.theme,
        conditions=wanted.conditions,
    )
    return replace(plan, starts_work_on=wanted.starts_work_on)


def draft_meeting(session: ScopedSession, wanted: NewMeeting, actor: Actor) -> int:
    """Make a meeting from its kind's template: a draft to go on with; return its number.

    Raises:
        InvalidRequestError: The days do not follow each other.
        TitleTakenError: The house has a meeting of that title.
    """
    return start_meeting(session, plan_meeting(session, wanted), actor, "按模板新建")


def refuse_days(wanted: NewMeeting) -> None:
    """Refuse days that do not follow each other, and sessions without end."""
    closes_on = wanted.closes_on or wanted.opens_on
    if closes_on < wanted.opens_on:
        raise InvalidRequestError(
            Wording("闭幕日期早于开幕日期，请改正。", "The closing is before the opening."),
            "closes_on",
        )
    if (closes_on - wanted.opens_on).days >= LONGEST_SESSION_DAYS:
        raise InvalidRequestError(
            Wording(
                "会期超过一个月，请核对年份和日期。", "That is more than a month; check the days."
            ),
            "closes_on",
        )
    if wanted.reports_on and wanted.reports_on > wanted.opens_on:
        raise InvalidRequestError(
            Wording("报到日期晚于开幕日期，请改正。", "Registration is after the opening."),
            "reports_on",
        )
