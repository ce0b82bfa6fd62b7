"""Published plans read back: each revision once, with its timeline."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from planner.calendars.programme import span_years
from planner.domain.plan import Edition, Plan
from planner.domain.timeline import Timeline, back_schedule
from planner.models import RevisionRecord
from planner.planfile import read_plan
from planner.services.error import MissingRecordError
from planner.services.memory import Memory

if TYPE_CHECKING:
    from datetime import date

    from planner.models import ScopedSession

PLANS_KEPT = 32
FACTS_KEPT = 4096


@dataclass(frozen=True, slots=True)
class DatedPlan:
    """A published plan with its timeline; never changes, so it is kept in memory."""

    plan: Plan
    timeline: Timeline


@dataclass(frozen=True, slots=True)
class PublishedFacts:
    """What lists of calendars say of a meeting: from what was published, never from its draft."""

    title: str
    opens_on: date | None
    closes_on: date | None
    years: frozenset[int]
    """Those that the meeting lies in, or one of its sittings that all may see."""

    def is_running(self, today: date) -> bool:
        """Tell whether a day is one of the meeting's."""
        last_on = self.closes_on or self.opens_on
        return (
            self.opens_on is not None
            and last_on is not None
            and (self.opens_on <= today <= last_on)
        )


PLANS: Memory[DatedPlan] = Memory(PLANS_KEPT)
FACTS: Memory[PublishedFacts] = Memory(FACTS_KEPT)
"""Small, so that they outlast the plans."""


def revive_plan(plan_text: str, number: int, issued_on: date) -> DatedPlan:
    """Return the plan of a revision as a value, with its timeline."""
    plan = replace(read_plan(plan_text.encode(), "plan.yaml"), edition=Edition(number, issued_on))
    return DatedPlan(plan, back_schedule(plan, issued_on))


def load_plan(session: ScopedSession, meeting_id: int, number: int) -> DatedPlan:
    """Return a revision's plan; a revision that the house does not have is refused."""
    wanted = (RevisionRecord.meeting_id == meeting_id, RevisionRecord.number == number)
    row = session.execute(
        select(RevisionRecord.plan_hash, RevisionRecord.issued_on).where(*wanted)
    ).first()
    if row is None:
        raise MissingRecordError
    return recall_plan(session, meeting_id, number, row.plan_hash, row.issued_on)


def recall_plan(
    session: ScopedSession, meeting_id: int, number: int, plan_hash: str, issued_on: date
) -> DatedPlan:
    """Return the plan of a revision whose hash is known: read where it is not in memory."""
    wanted = (RevisionRecord.meeting_id == meeting_id, RevisionRecord.number == number)

    def revive() -> DatedPlan:
        text = session.scalars(select(RevisionRecord.plan_text).where(*wanted)).one()
        return revive_plan(text, number, issued_on)

    return PLANS.recall((plan_hash, number, issued_on), revive)


def recall_facts(
    session: ScopedSession, meeting_id: int, number: int, plan_hash: str, issued_on: date
) -> PublishedFacts:
    """Return the facts of a revision whose hash is known."""

    def gather() -> PublishedFacts:
        plan = recall_plan(session, meeting_id, number, plan_hash, issued_on).plan
        shown = {
            each.held_on.year for each in plan.sittings if each.held_on and not each.is_internal
        }
        years = frozenset({*span_years(plan), *shown})
        return PublishedFacts(plan.title, plan.opens_on, plan.closes_on, years)

    return FACTS.recall((plan_hash, number), gather)
