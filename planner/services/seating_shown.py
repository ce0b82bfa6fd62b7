"""The approved version of a seating: what everybody sees who does not see drafts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from planner.models import MeetingRecord, RevisionRecord
from planner.models.seating import SeatingState
from planner.services.error import MissingRecordError
from planner.services.memory import Memory
from planner.services.published import load_plan
from planner.services.seating import order_sittings
from planner.services.seating_facts import with_named
from planner.services.seating_version import read_version

if TYPE_CHECKING:
    from planner.domain.plan import Plan
    from planner.models import ScopedSession
    from planner.services.seating import OpenSeating

PLANS_KEPT = 24
PLANS: Memory[Plan] = Memory(PLANS_KEPT)
"""Published plans with the names of an approved version, by house, meeting and what is in both."""


def show_approved(session: ScopedSession, opened: OpenSeating) -> OpenSeating:
    """Return a seating as it was approved, in the published plan: nothing of any draft is in it.

    Raises:
        MissingRecordError: No version was approved yet, or the meeting was never published; nobody
            else learns that there is a draft.
    """
    published = session.execute(
        select(RevisionRecord.number, RevisionRecord.plan_hash)
        .join(MeetingRecord, MeetingRecord.id == RevisionRecord.meeting_id)
        .where(
            MeetingRecord.id == opened.meeting_id,
            RevisionRecord.number == MeetingRecord.revision_number,
        )
    ).first()
    if not opened.approved_number or published is None:
        raise MissingRecordError
    version = read_version(session, opened.id, opened.approved_number)
    stamp = f"{published.number} {published.plan_hash} {version.content_hash}"
    plan = PLANS.recall(
        (session.owner, opened.meeting_id, stamp),
        lambda: with_named(
            load_plan(session, opened.meeting_id, published.number).plan, version.people
        ),
    )
    return replace(
        opened,
        state=SeatingState.FROZEN,
        venue_version_id=version.venue_version_id,
        settings=version.settings,
        seating=version.seating,
        sittings=order_sittings(plan, {each.key for each in opened.sittings}),
        plan=plan,
        draft_stamp=stamp,
    )
