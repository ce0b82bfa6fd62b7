"""送审 → 审定 → frozen, and amendments of what is frozen, which two people make."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from planner.domain.finding.value import Severity
from planner.domain.seating.inspection import inspect_seating
from planner.models import SeatingVersionRecord
from planner.models.calendar import Topic
from planner.models.seating import SeatingState, SeatingVersionState
from planner.services.audit import digest, write_audit
from planner.services.calendar_change import tell_calendars
from planner.services.draft import lock_meeting
from planner.services.seating import lock_seating
from planner.services.seating_elsewhere import find_elsewhere
from planner.services.seating_error import (
    EmptyReasonError,
    EmptySeatingError,
    NothingAmendedError,
    SamePersonError,
    SeatingBlockedError,
    SeatingRestsError,
    SeatingStateError,
)
from planner.services.seating_hall import open_hall_of
from planner.services.seating_issue import renew_seat_papers
from planner.services.seating_shelf import keep_seating, write_change
from planner.services.seating_version import find_version, find_waiting, read_version, spell_content

if TYPE_CHECKING:
    from datetime import date

    from planner.domain.seating.inspection import SeatFinding
    from planner.models import ScopedSession, SeatingRecord
    from planner.services.actor import Actor
    from planner.services.seating import OpenSeating

LONGEST_REMARK = 500
SENDABLE = frozenset({SeatingState.DRAFT, SeatingState.AMENDING})
RESTING = frozenset({SeatingState.WAITING, SeatingState.CONFIRMING})


@dataclass(frozen=True, slots=True)
class Verdict:
    """What somebody decides of a version that waits."""

    number: int
    is_approved: bool
    remark: str = ""


def submit_seating(
    session: ScopedSession,
    meeting_id: int,
    seating_id: int,
    reason: str,
    actor: Actor,
    today: date,
) -> int:
    """Send a seating for approval, or an amendment to a second person; return its version.

    Raises:
        SeatingStateError: It is not at a point where it can be sent.
        SeatingBlockedError: Findings that block stand.
        EmptyReasonError: An amendment says why.
        NothingAmendedError: An amendment changes nothing.
    """
    record, opened = hold_seating(session, meeting_id, seating_id, SENDABLE, today)
    is_amendment = opened.state is SeatingState.AMENDING
    reason = reason.strip()[:LONGEST_REMARK]
    if is_amendment and not reason:
        session.rollback()
        raise EmptyReasonError
    content = spell_content(opened)
    refuse_findings(session, opened)
    if is_amendment:
        refuse_nothing(session, record, digest(content))
    number = next_number(session, seating_id)
    session.add(
        SeatingVersionRecord(
            organisation_id=session.owner,
            seating_id=seating_id,
            number=number,
            base_number=record.approved_number if is_amendment else 0,
            sequence=record.sequence,
            content=content,
            content_hash=digest(content),
            reason=reason,
            submitted_by_id=actor.account_id,
            submitter_name=actor.name,
            submitted_at=actor.now,
        )
    )
    state = SeatingState.CONFIRMING if is_amendment else SeatingState.WAITING
    take_step(session, record, actor, "seating.submit", number, state)
    session.commit()
    return number


def decide_seating(
    session: ScopedSession,
    meeting_id: int,
    seating_id: int,
    verdict: Verdict,
    actor: Actor,
    today: date,
) -> None:
    """Approve a version, or return it with a remark.

    What is approved is frozen. An amendment is decided by another person than the one who sent it;
    returned, it goes back to whoever amends.

    Raises:
        SeatingStateError: The version does not wait.
        SamePersonError: Whoever sent an amendment cannot confirm it.
        EmptyReasonError: Sending back says why, for the whole or at a seat.
        SeatingBlockedError: Another approved seating of the same sitting has the same people.
    """
    lock_meeting(session, meeting_id)  # before its papers, as publishing does
    record, opened = hold_seating(session, meeting_id, seating_id, RESTING, today)
    version = find_version(session, seating_id, verdict.number)
    if version.state != SeatingVersionState.WAITING.value:
        session.rollback()
        raise SeatingStateError
    is_amendment = version.base_number > 0
    if is_amendment and version.submitted_by_id == actor.account_id:
        session.rollback()
        raise SamePersonError
    if verdict.is_approved and find_elsewhere(session, opened):
        session.rollback()
        raise SeatingBlockedError(1)
    remark = verdict.remark.strip()[:LONGEST_REMARK]
    if not verdict.is_approved and not remark and not version.remarks:
        session.rollback()
        raise EmptyReasonError
    became = SeatingVersionState.APPROVED if verdict.is_approved else SeatingVersionState.RETURNED
    close_version(version, became, actor, remark)
    state = SeatingState.AMENDING if is_amendment else SeatingState.DRAFT
    if verdict.is_approved:
        record.approved_number = version.number
        record.facts = {**record.facts, "undo_from": record.sequence}
        state = SeatingState.FROZEN
    action = "seating.approve" if verdict.is_approved else "seating.return"
    take_step(session, record, actor, action, version.number, state)
    if verdict.is_approved:
        renew_seat_papers(session, opened, version.number, today)
        tell_calendars(session, meeting_id, Topic.PROGRAMME, actor.now)
    session.commit()


def withdraw_seating(
    session: ScopedSession, meeting_id: int, seating_id: int, actor: Actor, today: date
) -> None:
    """Take a version that waits back, to go on with it.

    Raises:
        SeatingStateError: None waits.
    """
    record, opened = hold_seating(session, meeting_id, seating_id, RESTING, today)
    version = find_waiting(session, seating_id)
    if version is None:
        session.rollback()
        raise SeatingStateError
    close_version(version, SeatingVersionState.WITHDRAWN, actor)
    is_amendment = opened.state is SeatingState.CONFIRMING
    state = SeatingState.AMENDING if is_amendment else SeatingState.DRAFT
    take_step(session, record, actor, "seating.withdraw", version.number, state)
    session.commit()


def begin_amendment(
    session: ScopedSession, meeting_id: int, seating_id: int, actor: Actor, today: date
) -> None:
    """Open an approved seating for changes; until two people agree the approved version holds."""
    frozen = frozenset({SeatingState.FROZEN})
    record, _ = hold_seating(session, meeting_id, seating_id, frozen, today)
    take_step(
        session, record, actor, "seating.amend", record.approved_number, SeatingState.AMENDING
    )
    session.commit()


def cancel_amendment(
    session: ScopedSession, meeting_id: int, seating_id: int, actor: Actor, today: date
) -> None:
    """Give an amendment up: all is again as approved, venue and all."""
    amending = frozenset({SeatingState.AMENDING})
    record, opened = hold_seating(session, meeting_id, seating_id, amending, today)
    approved = read_version(session, seating_id, record.approved_number)
    stored = find_version(session, seating_id, record.approved_number, with_content=True)
    former, record.settings = record.settings, stored.content["settings"]
    is_same = (former, record.venue_version_id) == (record.settings, approved.venue_version_id)
    record.venue_version_id = approved.venue_version_id
    write_change(
        session,
        record,
        opened.seating,
        approved.seating,
        actor,
        "cancel",
        note="放弃变更",
        settings=None if is_same else (former, record.settings),
    )
    record.facts = {**record.facts, "undo_from": record.sequence}
    record.state = SeatingState.FROZEN.value
    session.commit()
    keep_seating(session, record, approved.seating, approved.settings)


def next_number(session: ScopedSession, seating_id: int) -> int:
    """Return the number of the next version."""
    last = select(func.max(SeatingVersionRecord.number)).where(
        SeatingVersionRecord.seating_id == seating_id
    )
    return (session.scalar(last) or 0) + 1


def hold_seating(
    session: ScopedSession,
    meeting_id: int,
    seating_id: int,
    states: frozenset[SeatingState],
    today: date,
) -> tuple[SeatingRecord, OpenSeating]:
    """Return a seating in a state where a step begins, with its row held.

    Raises:
        SeatingRestsError: Its meeting was held.
        SeatingStateError: It is in another state: somebody was there first.
    """
    record, opened = lock_seating(session, meeting_id, seating_id)
    if opened.is_held(today):
        session.rollback()
        state = "held"
        raise SeatingRestsError(state)
    if opened.state not in states:
        session.rollback()
        raise SeatingStateError
    return record, opened


def refuse_findings(session: ScopedSession, opened: OpenSeating) -> None:
    """Refuse to send what is empty or has findings that block."""
    if not opened.seating.seat_of:
        session.rollback()
        raise EmptySeatingError
    blocking = sum(each.severity is Severity.BLOCKING for each in inspect_opened(session, opened))
    if blocking:
        session.rollback()
        raise SeatingBlockedError(blocking)


def inspect_opened(session: ScopedSession, opened: OpenSeating) -> tuple[SeatFinding, ...]:
    """Return what is wrong with a seating as it stands, worst first."""
    names = {person.key: person.name for person in opened.plan.people}
    found = inspect_seating(open_hall_of(session, opened), opened.seating, names)
    return (*find_elsewhere(session, opened), *found)


def refuse_nothing(session: ScopedSession, record: SeatingRecord, content_hash: str) -> None:
    """Refuse an amendment that is the approved version."""
    approved = find_version(session, record.id, record.approved_number)
    if approved.content_hash == content_hash:
        session.rollback()
        raise NothingAmendedError


def close_version(
    version: SeatingVersionRecord, state: SeatingVersionState, actor: Actor, remark: str = ""
) -> None:
    """Note what became of a version, by whom and when."""
    version.state = state.value
    version.decided_by_id, version.decider_name = actor.account_id, actor.name
    version.decided_at, version.remark = actor.now, remark


def take_step(
    session: ScopedSession,
    record: SeatingRecord,
    actor: Actor,
    action: str,
    number: int,
    state: SeatingState,
) -> None:
    """Bring a seating into another state and write it to the log; the caller commits."""
    before, record.state = record.state, state.value
    write_audit(
        session,
        actor,
        action,
        f"meeting/{record.meeting_id} seating/{record.id} version/{number}",
        before={"state": before},
        after={"state": record.state, "sequence": record.sequence},
    )
