"""Remarks on single seats: a leader pins them to a version that waits, editors see to them."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from planner.domain.wording import Wording
from planner.models import SeatingVersionRecord
from planner.models.seating import SeatingVersionState
from planner.services.audit import write_audit
from planner.services.error import MissingRecordError, NotYoursError
from planner.services.seating import find_ground, lock_seating
from planner.services.seating_error import (
    EmptyReasonError,
    SeatingRestsError,
    SeatingStateError,
)
from planner.services.seating_review import LONGEST_REMARK
from planner.services.seating_version import SeatRemark, find_version, read_version

if TYPE_CHECKING:
    from datetime import date

    from planner.models import ScopedSession, SeatingRecord
    from planner.services.actor import Actor

MOST_REMARKS = 200
NOT_YOURS = Wording("只能收回自己提的意见。", "Only one's own remark can be taken back.")


@dataclass(frozen=True, slots=True)
class SeatPin:
    """What is said of a seat of a version; an empty seat means all of it."""

    number: int
    seat: str
    text: str


@dataclass(frozen=True, slots=True)
class RemarkSheet:
    """The remarks of a version, each by its place in the list from 0."""

    number: int
    state: SeatingVersionState
    remarks: tuple[SeatRemark, ...]

    @property
    def standing(self) -> tuple[tuple[int, SeatRemark], ...]:
        """The remarks that nobody has seen to yet."""
        return tuple((at, each) for at, each in enumerate(self.remarks) if not each.is_settled)

    @property
    def is_waiting(self) -> bool:
        """Whether the version still waits for a decision: leaders write, editors only read."""
        return self.state is SeatingVersionState.WAITING


def remark_seat(
    session: ScopedSession,
    meeting_id: int,
    seating_id: int,
    pin: SeatPin,
    actor: Actor,
    today: date,
) -> None:
    """Pin a remark to a seat of a version that waits; without a seat to all of it.

    Raises:
        MissingRecordError: The venue has no such seat.
        EmptyReasonError: The remark says nothing.
        SeatingStateError: The version does not wait any more, or has too many remarks.
    """
    record, version = hold_version(session, meeting_id, seating_id, pin.number, today)
    is_waiting = version.state == SeatingVersionState.WAITING.value
    if not is_waiting or len(version.remarks) >= MOST_REMARKS:
        session.rollback()
        raise SeatingStateError
    sent = read_version(session, seating_id, pin.number)
    if pin.seat and pin.seat not in find_ground(session, sent.venue_version_id).number_of:
        session.rollback()
        raise MissingRecordError
    text = pin.text.strip()[:LONGEST_REMARK]
    if not text:
        session.rollback()
        raise EmptyReasonError
    said = SeatRemark(
        pin.seat, sent.seating.person_at.get(pin.seat, ""), text, actor.name, by_id=actor.account_id
    )
    keep_remarks(version, (*sent.remarks, said))
    log_remark(session, record, version, actor, "seating.remark", len(sent.remarks))
    session.commit()


def unremark_seat(
    session: ScopedSession,
    meeting_id: int,
    seating_id: int,
    number: int,
    at: int,
    actor: Actor,
    today: date,
) -> None:
    """Take one's own remark back while the decision is still open.

    Raises:
        NotYoursError: Somebody else said it.
    """
    record, version = hold_version(session, meeting_id, seating_id, number, today)
    if version.state != SeatingVersionState.WAITING.value:
        session.rollback()
        raise SeatingStateError
    remark = pick_remark(session, version, at)
    if remark.by_id != actor.account_id:
        session.rollback()
        raise NotYoursError(NOT_YOURS)
    version.remarks = [each for place, each in enumerate(version.remarks) if place != at]
    log_remark(session, record, version, actor, "seating.unremark", at)
    session.commit()


def settle_seat_remark(
    session: ScopedSession,
    meeting_id: int,
    seating_id: int,
    number: int,
    at: int,
    actor: Actor,
    today: date,
) -> None:
    """Note that a remark was seen to, or that it was not after all.

    Raises:
        SeatingStateError: The version still waits: nothing can have been seen to.
    """
    record, version = hold_version(session, meeting_id, seating_id, number, today)
    if version.state == SeatingVersionState.WAITING.value:
        session.rollback()
        raise SeatingStateError
    remark = pick_remark(session, version, at)
    settled_by = "" if remark.is_settled else actor.name
    changed = replace(remark, is_settled=not remark.is_settled, settled_by=settled_by)
    kept = [SeatRemark(**each) for each in version.remarks]
    keep_remarks(version, (*kept[:at], changed, *kept[at + 1 :]))
    log_remark(session, record, version, actor, "seating.settle", at)
    session.commit()


def read_remark_sheet(
    session: ScopedSession, seating_id: int, before: int | None = None
) -> RemarkSheet | None:
    """Return the remarks of the newest version, or of the newest before one; None for none."""
    statement = (
        select(
            SeatingVersionRecord.number, SeatingVersionRecord.state, SeatingVersionRecord.remarks
        )
        .where(SeatingVersionRecord.seating_id == seating_id)
        .order_by(SeatingVersionRecord.number.desc())
        .limit(1)
    )
    if before is not None:
        statement = statement.where(SeatingVersionRecord.number < before)
    row = session.execute(statement).first()
    if row is None:
        return None
    remarks = tuple(SeatRemark(**each) for each in row.remarks)
    return RemarkSheet(row.number, SeatingVersionState(row.state), remarks)


def hold_version(
    session: ScopedSession, meeting_id: int, seating_id: int, number: int, today: date
) -> tuple[SeatingRecord, SeatingVersionRecord]:
    """Return a version with its seating's row held; after the meeting nothing is said any more."""
    record, opened = lock_seating(session, meeting_id, seating_id)
    if opened.is_held(today):
        session.rollback()
        state = "held"
        raise SeatingRestsError(state)
    return record, find_version(session, seating_id, number)


def pick_remark(session: ScopedSession, version: SeatingVersionRecord, at: int) -> SeatRemark:
    """Return one remark of a version."""
    if not 0 <= at < len(version.remarks):
        session.rollback()
        raise MissingRecordError
    return SeatRemark(**version.remarks[at])


def keep_remarks(version: SeatingVersionRecord, remarks: tuple[SeatRemark, ...]) -> None:
    """Keep the remarks of a version."""
    version.remarks = [asdict(each) for each in remarks]


def log_remark(
    session: ScopedSession,
    record: SeatingRecord,
    version: SeatingVersionRecord,
    actor: Actor,
    action: str,
    at: int,
) -> None:
    """Write to the log what was done with a remark."""
    subject = f"meeting/{record.meeting_id} seating/{record.id} version/{version.number}"
    write_audit(session, actor, action, subject, after={"remark": at})
