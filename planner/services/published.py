"""Published plans read back: each revision once, with its timeline."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import select

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


@dataclass(frozen=True, slots=True)
class DatedPlan:
    """A published plan with its timeline; never changes, so it is kept in memory."""

    plan: Plan
    timeline: Timeline


PLANS: Memory[DatedPlan] = Memory(PLANS_KEPT)


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
