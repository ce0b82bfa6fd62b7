"""Drafts as a whole: a new meeting's, and one that another plan takes the place of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select

from planner.models import DraftEntryRecord, MeetingRecord, RevisionRecord
from planner.models.reach import Reach, across_houses
from planner.planfile import read_plan
from planner.planfile.part import split_plan
from planner.services.actor import Actor
from planner.services.audit import digest, write_audit
from planner.services.draft import entry_rows, lock_meeting, next_sequence, open_draft
from planner.services.draft_change import Edit, apply_edits
from planner.services.draft_facts import describe_facts
from planner.services.error import TitleTakenError

if TYPE_CHECKING:
    from datetime import datetime

    from planner.domain.plan import Plan
    from planner.models import ScopedSession
    from planner.services.draft import Draft
    from planner.services.draft_change import Outcome


def start_meeting(session: ScopedSession, plan: Plan, actor: Actor, note: str = "") -> int:
    """Make a meeting with a draft and no revision yet; return its number.

    Raises:
        TitleTakenError: The house has a meeting of that title.
    """
    taken = session.scalar(select(MeetingRecord.id).where(MeetingRecord.title == plan.title))
    if taken is not None:
        session.rollback()
        raise TitleTakenError(plan.title)
    meeting = MeetingRecord(organisation_id=session.owner, changed_at=actor.now)
    describe_facts(meeting, dict(split_plan(plan)["meeting"])["meeting"])
    session.add(meeting)
    session.flush()
    lay_draft(session, meeting, plan)
    content = {"digest": digest(split_plan(plan)), "note": note}
    write_audit(session, actor, "meeting.start", f"meeting/{meeting.id}", after=content)
    session.commit()
    return meeting.id


def lay_draft(session: ScopedSession, meeting: MeetingRecord, plan: Plan) -> None:
    """Lay a plan down as a meeting's draft in place of the former one; the caller commits.

    For a plan that was made or published as a whole; its history begins here.
    """
    sequence = next_sequence(meeting)
    session.execute(delete(DraftEntryRecord).where(DraftEntryRecord.meeting_id == meeting.id))
    facts = {"organisation_id": session.owner, "meeting_id": meeting.id, "sequence": sequence}
    rows = [{**facts, "version": sequence, "is_removed": False, **row} for row in entry_rows(plan)]
    session.execute(insert(DraftEntryRecord), rows)


def replace_draft(
    session: ScopedSession, meeting_id: int, plan: Plan, actor: Actor, note: str
) -> Outcome:
    """Make the draft say what another plan says: one batch of what differs, undone in one go."""
    return apply_edits(
        session, meeting_id, list_edits(open_draft(session, meeting_id), plan), actor, note
    )


def list_edits(draft: Draft, plan: Plan) -> list[Edit]:
    """Return the edits that lead from a draft to a plan."""
    edits: list[Edit] = []
    for section, members in split_plan(plan).items():
        former = {each.key: each.data for each in draft.entries[section]}
        wanted = dict(members)
        edits += [Edit.remove(section, key, lets_go=None) for key in former if key not in wanted]
        behind = ""
        order = [key for key in former if key in wanted]
        for key, data in members:
            if key not in former:
                edits.append(Edit.add(section, data, key, behind))
                order.insert(order.index(behind) + 1 if behind else 0, key)
            elif former[key] != data:
                edits.append(Edit.change(section, key, differing(former[key], data)))
            behind = key
        edits += list_moves(section, order, [key for key, _ in members])
    return edits


def differing(former: dict[str, Any], wanted: dict[str, Any]) -> dict[str, Any]:
    """Return the fields to set so that one entry says what another says."""
    return {
        name: wanted.get(name)
        for name in {**former, **wanted}
        if former.get(name) != wanted.get(name)
    }


def list_moves(section: str, order: list[str], wanted: list[str]) -> list[Edit]:
    """Return the moves that put entries into the order wanted."""
    moves: list[Edit] = []
    behind = ""
    for at, key in enumerate(wanted):
        if order[at] != key:
            moves.append(Edit.move(section, key, behind))
            order.remove(key)
            order.insert(at, key)
        behind = key
    return moves


def list_undrafted(session: ScopedSession) -> list[tuple[int, int]]:
    """Return house and number of the meetings that were published before there were drafts."""
    rows = session.execute(
        select(MeetingRecord.organisation_id, MeetingRecord.id)
        .where(MeetingRecord.draft_sequence == 0, MeetingRecord.revision_number > 0)
        .order_by(MeetingRecord.id)
        .execution_options(**across_houses(Reach.SETUP))
    )
    return [(row[0], row[1]) for row in rows]


def lay_missing_draft(session: ScopedSession, meeting_id: int, now: datetime) -> None:
    """Give a meeting the draft that its current revision makes."""
    meeting = lock_meeting(session, meeting_id)
    wanted = (
        RevisionRecord.meeting_id == meeting_id,
        RevisionRecord.number == meeting.revision_number,
    )
    text = session.scalars(select(RevisionRecord.plan_text).where(*wanted)).one()
    lay_draft(session, meeting, read_plan(text.encode(), "plan.yaml"))
    meeting.published_sequence = meeting.draft_sequence
    facts = {"revision": meeting.revision_number}
    write_audit(session, Actor(None, now), "draft.lay", f"meeting/{meeting_id}", after=facts)
    session.commit()
