"""送审 → 审定 → frozen, and amendments of what is frozen, which two people make."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from planner.domain.error import PlannerError
from planner.domain.finding.value import Severity
from planner.domain.seating.inspection import inspect_seating
from planner.domain.seating.place import list_places
from planner.domain.wording import Wording
from planner.models import SeatingVersionRecord
from planner.models.seating import SeatingState, SeatingVersionState
from planner.planfile.hall_setting import write_hall_settings
from planner.services.audit import digest, write_audit
from planner.services.seating import lock_seating
from planner.services.seating_error import SamePersonError, SeatingRestsError, SeatingStateError
from planner.services.seating_hall import open_hall_of
from planner.services.seating_shelf import keep_seating, spell_place, write_change
from planner.services.seating_version import find_version, find_waiting, read_version

if TYPE_CHECKING:
    from datetime import date

    from planner.models import ScopedSession, SeatingRecord
    from planner.services.actor import Actor
    from planner.services.seating import OpenSeating

LONGEST_REMARK = 500
MOST_REMARKS = 200
NAMED = ("name", "post", "sector", "group")


class SeatingBlockedError(PlannerError):
    """Findings that block stand: nothing is sent before they are cured."""

    def __init__(self, count: int) -> None:
        super().__init__(
            Wording(
                f"还有 {count} 个阻断问题，请先处理再送审。",
                f"{count} blocking findings stand; cure them first.",
            )
        )


class EmptySeatingError(PlannerError):
    """There is nobody in the seating."""

    def __init__(self) -> None:
        super().__init__(
            Wording("还没有排座，不能送审。", "Nobody is seated yet; there is nothing to send.")
        )


class EmptyReasonError(PlannerError):
    """An amendment, and sending back, say why."""

    def __init__(self) -> None:
        super().__init__(Wording("请写明理由。", "Say why."))


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
    """
    record, opened = lock_seating(session, meeting_id, seating_id)
    refuse_held(opened, today)
    is_amendment = opened.state is SeatingState.AMENDING
    if opened.state not in {SeatingState.DRAFT, SeatingState.AMENDING}:
        raise SeatingStateError
    reason = reason.strip()[:LONGEST_REMARK]
    if is_amendment and not reason:
        raise EmptyReasonError
    refuse_findings(session, opened)
    number = next_number(session, seating_id)
    content = spell_content(opened)
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
    record.state = (SeatingState.CONFIRMING if is_amendment else SeatingState.WAITING).value
    log_step(session, record, actor, "submit", number)
    session.commit()
    return number


def decide_seating(
    session: ScopedSession,
    meeting_id: int,
    seating_id: int,
    number: int,
    decision: SeatingVersionState,
    remark: str,
    actor: Actor,
) -> None:
    """Approve a version, or return it with a remark.

    What is approved is frozen. An amendment is decided by another person than the one who sent it;
    returned, it goes back to whoever amends.

    Raises:
        SeatingStateError: The version does not wait.
        SamePersonError: Whoever sent an amendment cannot confirm it.
        EmptyReasonError: Sending back says why.
    """
    record, _ = lock_seating(session, meeting_id, seating_id)
    version = find_version(session, seating_id, number)
    if version.state != SeatingVersionState.WAITING.value:
        raise SeatingStateError
    is_amendment = version.base_number > 0
    if is_amendment and version.submitted_by_id == actor.account_id:
        session.rollback()
        raise SamePersonError
    is_approved = decision is SeatingVersionState.APPROVED
    if not is_approved and not remark.strip():
        session.rollback()
        raise EmptyReasonError
    version.state = decision.value
    version.decided_by_id, version.decider_name = actor.account_id, actor.name
    version.decided_at, version.remark = actor.now, remark.strip()[:LONGEST_REMARK]
    if is_approved:
        record.approved_number = number
        record.facts = {**record.facts, "undo_from": record.sequence}
        record.state = (SeatingState.FROZEN).value
    else:
        record.state = (SeatingState.AMENDING if is_amendment else SeatingState.DRAFT).value
    log_step(session, record, actor, "approve" if is_approved else "return", number)
    session.commit()


def withdraw_seating(
    session: ScopedSession, meeting_id: int, seating_id: int, actor: Actor
) -> None:
    """Take a version that waits back, to go on with it."""
    record, opened = lock_seating(session, meeting_id, seating_id)
    version = find_waiting(session, seating_id)
    if version is None:
        raise SeatingStateError
    version.state = SeatingVersionState.WITHDRAWN.value
    version.decided_by_id, version.decider_name = actor.account_id, actor.name
    version.decided_at = actor.now
    is_amendment = opened.state is SeatingState.CONFIRMING
    record.state = (SeatingState.AMENDING if is_amendment else SeatingState.DRAFT).value
    log_step(session, record, actor, "withdraw", version.number)
    session.commit()


def begin_amendment(
    session: ScopedSession, meeting_id: int, seating_id: int, actor: Actor, today: date
) -> None:
    """Open an approved seating for changes; until two people agree the approved version holds."""
    record, opened = lock_seating(session, meeting_id, seating_id)
    refuse_held(opened, today)
    if opened.state is not SeatingState.FROZEN:
        raise SeatingStateError
    record.state = (SeatingState.AMENDING).value
    log_step(session, record, actor, "amend", record.approved_number)
    session.commit()


def cancel_amendment(
    session: ScopedSession, meeting_id: int, seating_id: int, actor: Actor
) -> None:
    """Give an amendment up: everybody is again where the approved version has him."""
    record, opened = lock_seating(session, meeting_id, seating_id)
    if opened.state is not SeatingState.AMENDING:
        raise SeatingStateError
    approved = read_version(session, seating_id, record.approved_number)
    stored = find_version(session, seating_id, record.approved_number, with_content=True)
    former, record.settings = record.settings, stored.content["settings"]
    write_change(
        session,
        record,
        opened.seating,
        approved.seating,
        actor,
        "cancel",
        note="放弃变更",
        settings=(former, record.settings) if former != record.settings else None,
    )
    record.facts = {**record.facts, "undo_from": record.sequence}
    record.state = SeatingState.FROZEN.value
    session.commit()
    keep_seating(session, record, approved.seating)


def remark_seat(
    session: ScopedSession,
    meeting_id: int,
    seating_id: int,
    number: int,
    seat: str,
    text: str,
    actor: Actor,
) -> None:
    """Pin a remark to a seat of a version that waits.

    Raises:
        EmptyReasonError: The remark says nothing.
        SeatingStateError: The version does not wait any more, or has too many remarks.
    """
    record, _ = lock_seating(session, meeting_id, seating_id)
    version = find_version(session, seating_id, number)
    is_full = len(version.remarks) >= MOST_REMARKS
    if version.state != SeatingVersionState.WAITING.value or is_full:
        raise SeatingStateError
    if not text.strip():
        session.rollback()
        raise EmptyReasonError
    person = read_version(session, seating_id, number).seating.person_at.get(seat, "")
    said = {"seat": seat, "person": person, "text": text.strip()[:LONGEST_REMARK], "by": actor.name}
    version.remarks = [*version.remarks, said]
    log_step(session, record, actor, "remark", number)
    session.commit()


def next_number(session: ScopedSession, seating_id: int) -> int:
    """Return the number of the next version."""
    last = select(func.max(SeatingVersionRecord.number)).where(
        SeatingVersionRecord.seating_id == seating_id
    )
    return (session.scalar(last) or 0) + 1


def refuse_held(opened: OpenSeating, today: date) -> None:
    """Refuse steps after the meeting was held."""
    if opened.is_held(today):
        state = "held"
        raise SeatingRestsError(state)


def refuse_findings(session: ScopedSession, opened: OpenSeating) -> None:
    """Refuse to send what is empty or has findings that block."""
    if not opened.seating.seat_of:
        raise EmptySeatingError
    names = {person.key: person.name for person in opened.plan.people}
    findings = inspect_seating(open_hall_of(session, opened), opened.seating, names)
    blocking = sum(each.severity is Severity.BLOCKING for each in findings)
    if blocking:
        session.rollback()
        raise SeatingBlockedError(blocking)


def log_step(
    session: ScopedSession, record: SeatingRecord, actor: Actor, what: str, number: int
) -> None:
    """Write a step to the log."""
    write_audit(
        session,
        actor,
        f"seating.{what}",
        f"meeting/{record.meeting_id} seating/{record.id} version/{number}",
    )


def spell_content(opened: OpenSeating) -> dict[str, Any]:
    """Return all that a version keeps, as plain data."""
    people = {person.key: person for person in opened.plan.people}
    places = list(list_places(opened.seating))
    known = [people[each.person] for each in places if each.person in people]
    return {
        "venue_version_id": opened.venue_version_id,
        "sittings": [each.key for each in opened.sittings],
        "settings": write_hall_settings(opened.settings),
        "places": [{"person": each.person, **(spell_place(each) or {})} for each in places],
        "people": {
            person.key: {
                **{name: getattr(person, name) for name in NAMED},
                "kind": person.attendance.value,
            }
            for person in known
        },
    }
