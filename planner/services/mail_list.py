"""The letters of a meeting as its desk sees them: which left, which wait, which came back."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, case, func, or_, select

from planner.domain.error import PlannerError
from planner.domain.wording import Wording
from planner.models import MailRecord
from planner.models.mail import MailKind, MailState
from planner.services.audit import write_audit
from planner.services.error import MissingRecordError

if TYPE_CHECKING:
    from datetime import datetime

    from planner.models import ScopedSession
    from planner.models.account import Account
    from planner.services.actor import Actor

PAGE = 50
AGAIN = (MailState.BOUNCED.value, MailState.FAILED.value, MailState.CANCELLED.value)
"""What can be sent once more by hand."""
TROUBLED = (MailState.BOUNCED.value, MailState.FAILED.value)


class MailStateError(PlannerError):
    """The letter is not where this step begins: it left meanwhile, or somebody was first."""

    def __init__(self) -> None:
        super().__init__(
            Wording("这封信的状态已变化，请刷新后再看。", "The letter moved on; reload the page.")
        )


class InvitationMailError(PlannerError):
    """An invitation is sent again where one sees whether it is still the newest."""

    def __init__(self) -> None:
        super().__init__(
            Wording(
                "这是会议邀请，请到“邀请”页重发。",
                "This is an invitation; send it again on the page of invitations.",
            )
        )


@dataclass(frozen=True, slots=True)
class MailList:
    """One page of letters, with how many there are in each state."""

    letters: tuple[MailRecord, ...]
    counts: dict[str, int]
    total: int
    page: int
    pages: int


def list_mails(
    session: ScopedSession, meeting_id: int, account: Account, state: str = "", page: int = 1
) -> MailList:
    """Return the letters of a meeting: those in trouble first, then the newest.

    Reminders of several meetings in one letter are there for those who see all of the house.
    """
    of_meeting = of_one(meeting_id, account)
    rows = session.execute(
        select(MailRecord.state, func.count()).where(of_meeting).group_by(MailRecord.state)
    )
    counts = Counter({row[0]: row[1] for row in rows})
    total = counts[state] if state else counts.total()
    pages = max(1, -(-total // PAGE))
    page = min(max(page, 1), pages)
    statement = select(MailRecord).where(of_meeting)
    if state:
        statement = statement.where(MailRecord.state == state)
    trouble = case((MailRecord.state.in_(TROUBLED), 0), else_=1)
    letters = session.scalars(
        statement.order_by(trouble, MailRecord.created_at.desc(), MailRecord.id.desc())
        .limit(PAGE)
        .offset(PAGE * (page - 1))
    )
    return MailList(tuple(letters), dict(counts), total, page, pages)


def of_one(meeting_id: int, account: Account | None) -> ColumnElement[bool]:
    """Return the condition of a letter that belongs to a meeting's page."""
    if account is None or account.meeting_ids is not None:
        return MailRecord.meeting_id == meeting_id
    return or_(MailRecord.meeting_id == meeting_id, MailRecord.meeting_id.is_(None))


def find_mail(
    session: ScopedSession, meeting_id: int, mail_id: int, account: Account | None
) -> MailRecord:
    """Return a letter of a meeting's page, held until the transaction ends."""
    record = session.scalar(
        select(MailRecord)
        .where(of_one(meeting_id, account), MailRecord.id == mail_id)
        .with_for_update()
    )
    if record is None:
        raise MissingRecordError
    return record


def retry_mail(session: ScopedSession, meeting_id: int, mail_id: int, actor: Actor) -> None:
    """Put a letter that came back, was given up or called off into the outbox once more."""
    record = find_mail(session, meeting_id, mail_id, actor.account)
    if record.state not in AGAIN:
        session.rollback()
        raise MailStateError
    if record.kind == MailKind.INVITATION.value:
        session.rollback()
        raise InvitationMailError
    before = record.state
    record.state, record.attempts, record.error = MailState.QUEUED.value, 0, ""
    record.next_at = actor.now
    close_mail(session, record, actor, "mail.retry", before)


def cancel_mail(session: ScopedSession, meeting_id: int, mail_id: int, actor: Actor) -> None:
    """Call off a letter that has not left."""
    record = find_mail(session, meeting_id, mail_id, actor.account)
    if record.state != MailState.QUEUED.value or is_leaving(record, actor.now):
        session.rollback()
        raise MailStateError
    record.state = MailState.CANCELLED.value
    close_mail(session, record, actor, "mail.cancel", MailState.QUEUED.value)


def is_leaving(record: MailRecord, now: datetime) -> bool:
    """Tell whether a worker is handing a letter over right now."""
    return record.lease_until is not None and record.lease_until > now


def close_mail(
    session: ScopedSession, record: MailRecord, actor: Actor, action: str, before: str
) -> None:
    """Write the log and commit."""
    subject = f"meeting/{record.meeting_id} mail/{record.id}"
    facts = {"state": record.state}
    write_audit(session, actor, action, subject, before={"state": before}, after=facts)
    session.commit()
