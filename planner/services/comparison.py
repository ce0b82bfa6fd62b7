"""Comparing two revisions of a meeting, or a revision and what shall become the next."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planner.domain.plan import Edition
from planner.services.error import MissingRecordError
from planner.services.issued_paper import current_papers, find_voided, hash_plan, name_void_papers
from planner.services.notice import Notice, list_void_papers, make_notice
from planner.services.published import load_plan

if TYPE_CHECKING:
    from datetime import date

    from planner.domain.plan import Plan
    from planner.models import ScopedSession


def compare_revisions(session: ScopedSession, meeting_id: int, before: int, after: int) -> Notice:
    """Return what changed from one revision to a later one, with the papers made void between."""
    if not 0 < before < after:
        raise MissingRecordError
    old, new = (load_plan(session, meeting_id, each).plan for each in (before, after))
    papers = list_void_papers(session, meeting_id, before + 1, after)
    return make_notice(old, new, papers)


def foresee_notice(
    session: ScopedSession, meeting_id: int, number: int, plan: Plan, today: date
) -> Notice | None:
    """Return what publishing a plan would change since a revision; None where it is the first."""
    if not number:
        return None
    former = load_plan(session, meeting_id, number).plan
    plan = replace(plan, edition=Edition(number + 1, today))
    voided = find_voided(current_papers(session, meeting_id).values(), hash_plan(plan, today))
    return make_notice(former, plan, name_void_papers(former, voided))
