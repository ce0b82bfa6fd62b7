"""Sending an invitation again whose letter came back, was given up, or was called off by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from planner.models import MailRecord
from planner.models.mail import MailState
from planner.services.audit import write_audit
from planner.services.draft import lock_meeting
from planner.services.invitation import NoSenderError, take_steps
from planner.services.invitation_answer import ClosedInvitationError
from planner.services.invitation_call import gather_calls, is_over
from planner.services.invitation_letter import write_letter
from planner.services.invitation_list import find_invitation
from planner.services.invitation_step import Method, Step, revise
from planner.services.mail_list import AGAIN, MailStateError

if TYPE_CHECKING:
    from datetime import datetime

    from planner.models import CalendarInvitationRecord, ScopedSession
    from planner.services.actor import Actor
    from planner.services.invitation_call import Call, Calls
    from planner.services.invitation_letter import Inviter
    from planner.services.mail import Letter


def resend_invitation(
    session: ScopedSession, meeting_id: int, invitation_id: int, inviter: Inviter, actor: Actor
) -> None:
    """Send an invitation again that never arrived: to the address that is known now.

    Raises:
        MailStateError: The letter is under way, or arrived as far as anybody knows.
        ClosedInvitationError: The person is invited no more, or the sitting has begun.
        NoSenderError: There is no address that letters come from.
    """
    if not inviter.sender:
        raise NoSenderError
    meeting = lock_meeting(session, meeting_id)
    record = find_invitation(session, meeting_id, invitation_id)
    mail = session.scalar(
        select(MailRecord).where(MailRecord.unique_key == record.letter).with_for_update()
    )
    if mail is None or mail.state not in AGAIN:
        session.rollback()
        raise MailStateError
    calls = gather_calls(session, meeting, [record.person])
    call = calls.by_uid.get(record.uid)
    if not is_standing(record, call, actor.now) or call is None:
        session.rollback()
        raise ClosedInvitationError
    subject = f"meeting/{meeting_id} invitation/{record.id}"
    write_audit(session, actor, "invitation.resend", subject, before={"state": mail.state})
    contact = calls.contacts.get(record.person)
    if contact is not None and contact.address.casefold() != record.address.casefold():
        steps = list(revise(call, contact, record))
        take_steps(session, meeting_id, calls, {record.uid: record}, steps, inviter, actor)
    else:
        letter = write_again(calls, call, record, meeting_id, session.owner, inviter, actor.now)
        queue_again(mail, letter, actor.now)
    session.commit()


def is_standing(record: CalendarInvitationRecord, call: Call | None, now: datetime) -> bool:
    """Tell whether somebody is to be invited still."""
    is_called = call is not None and not call.standing.is_cancelled and not is_over(call.event, now)
    return is_called and record.method == Method.REQUEST.value


def write_again(
    calls: Calls,
    call: Call,
    record: CalendarInvitationRecord,
    meeting_id: int,
    house: int,
    inviter: Inviter,
    now: datetime,
) -> Letter:
    """Return the letter once more, as it is written today, with the number it had."""
    contact = calls.contacts.get(record.person)
    step = Step(
        record.uid,
        Method.REQUEST,
        record.sequence,
        call,
        record.name,
        record.address,
        contact.language if contact else "zh",
    )
    return write_letter(step, calls.plan, meeting_id, house, inviter, now)


def queue_again(mail: MailRecord, letter: Letter, now: datetime) -> None:
    """Put a letter into the outbox once more, with new words and its old number."""
    mail.subject, mail.body, mail.html = letter.subject, letter.text, letter.html
    mail.calendar = letter.calendar
    mail.state, mail.attempts, mail.error = MailState.QUEUED.value, 0, ""
    mail.next_at = now
