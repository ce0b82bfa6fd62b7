"""Answers to invitations: on one's own page, by a mail program, or told to the desk by phone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, cast

from sqlalchemy import select

from planner.calendars.text import clean_line
from planner.domain.error import PlannerError
from planner.domain.wording import Wording
from planner.models import CalendarInvitationRecord, MeetingRecord
from planner.models.calendar import Answer
from planner.models.reach import Reach, across_houses
from planner.services.actor import Actor
from planner.services.attempt import hash_text
from planner.services.audit import write_audit
from planner.services.calendar import open_shelf
from planner.services.error import MissingRecordError
from planner.services.invitation_call import is_over, list_calls
from planner.services.invitation_letter import spell_span
from planner.services.invitation_list import answer_of, find_invitation
from planner.services.invitation_step import Method

if TYPE_CHECKING:
    from datetime import datetime

    from planner.calendars.reader import Reply
    from planner.models import ScopedSession

LONGEST_TOKEN = 64
LONGEST_COMMENT = 400
CHOICES = (Answer.ACCEPTED, Answer.DECLINED, Answer.TENTATIVE)


class Way(StrEnum):
    """How an answer came."""

    MAIL = "mail"
    PAGE = "page"
    STAFF = "staff"


class Verdict(StrEnum):
    """What became of a letter in the mailbox."""

    TAKEN = "taken"
    UNKNOWN = "unknown"
    """No invitation of ours, or not of this address."""
    STALE = "stale"
    """An older one than what is known, or to what was said before time or place changed."""
    UNUSABLE = "unusable"
    """Not an answer of one attendee, or from somebody else."""
    BOUNCED = "bounced"
    """No answer: it says that a letter of ours never arrived."""
    FOREIGN = "foreign"
    """Nothing for us: a letter to people."""


class ClosedInvitationError(PlannerError):
    """Nobody can answer any more: the invitation was taken back, or the sitting has begun."""

    def __init__(self) -> None:
        super().__init__(
            Wording(
                "这份邀请已取消，或会议已经开始，不能再答复。",
                "The invitation was withdrawn or the sitting has begun; it is too late to answer.",
            )
        )


class UnknownAnswerError(PlannerError):
    """What was chosen is none of the three answers."""

    def __init__(self) -> None:
        super().__init__(
            Wording(
                "请选择参加、不能参加或待定。", "Choose whether you come, do not come, or may come."
            )
        )


@dataclass(frozen=True, slots=True)
class KnownInvitation:
    """An invitation that somebody showed the token of."""

    id: int
    meeting_id: int


@dataclass(frozen=True, slots=True)
class InvitationCard:
    """All that the page shows on which one answers."""

    title: str
    """The meeting's."""
    name: str
    sitting: str
    when: Wording
    place: str
    answer: Answer
    answered_at: datetime | None
    comment: str
    is_open: bool
    """Whether one can answer still."""
    is_cancelled: bool
    sequence: int


def find_own(session: ScopedSession, token: str) -> KnownInvitation | None:
    """Return whose token it is, and scope the session to its house; None for no token."""
    if not token or len(token) > LONGEST_TOKEN:
        return None
    row = session.execute(
        select(
            CalendarInvitationRecord.organisation_id,
            CalendarInvitationRecord.id,
            CalendarInvitationRecord.meeting_id,
        )
        .where(CalendarInvitationRecord.token_hash == hash_text(token))
        .execution_options(**across_houses(Reach.INVITATION))
    ).first()
    if row is None:
        return None
    session.scope_to(row.organisation_id)
    return KnownInvitation(row.id, row.meeting_id)


def open_card(session: ScopedSession, known: KnownInvitation, now: datetime) -> InvitationCard:
    """Return what the page of an invitation shows: what is published now."""
    record = session.scalars(
        select(CalendarInvitationRecord).where(CalendarInvitationRecord.id == known.id)
    ).one()
    meeting = session.scalars(
        select(MeetingRecord).where(MeetingRecord.id == known.meeting_id)
    ).one()
    shelf = open_shelf(session, meeting)
    call = list_calls(shelf, record.person).get(record.uid)
    if call is None:
        raise MissingRecordError
    is_cancelled = record.method == Method.CANCEL.value or call.standing.is_cancelled
    is_current = record.answer_sequence >= record.sequence
    return InvitationCard(
        title=shelf.programme.plan.title,
        name=record.name,
        sitting=call.event.summary,
        when=spell_span(call.event),
        place=call.event.location,
        answer=answer_of(record),
        answered_at=record.answered_at if is_current else None,
        comment=record.comment if is_current else "",
        is_open=not is_cancelled and not is_over(call.event, now),
        is_cancelled=is_cancelled,
        sequence=record.sequence,
    )


def answer_on_page(
    session: ScopedSession, known: KnownInvitation, answer: str, comment: str, actor: Actor
) -> None:
    """Take the answer of whoever holds the link.

    Raises:
        ClosedInvitationError: It is too late.
        UnknownAnswerError: It is none of the three.
    """
    card = open_card(session, known, actor.now)
    if not card.is_open:
        session.rollback()
        raise ClosedInvitationError
    record = find_invitation(session, known.meeting_id, known.id)
    note_answer(session, record, read_choice(answer), Way.PAGE, actor, comment)
    session.commit()


def answer_by_phone(
    session: ScopedSession,
    meeting_id: int,
    invitation_id: int,
    answer: str,
    comment: str,
    actor: Actor,
) -> None:
    """Note what somebody told the desk; also when the sitting is over already.

    Raises:
        ClosedInvitationError: He is invited no more.
        UnknownAnswerError: It is none of the three.
    """
    record = find_invitation(session, meeting_id, invitation_id)
    if record.method != Method.REQUEST.value:
        session.rollback()
        raise ClosedInvitationError
    note_answer(session, record, read_choice(answer), Way.STAFF, actor, comment)
    session.commit()


def read_choice(answer: str) -> Answer:
    """Return one of the three answers."""
    if answer not in {each.value for each in CHOICES}:
        raise UnknownAnswerError
    return Answer(answer)


def take_reply(session: ScopedSession, reply: Reply, now: datetime) -> Verdict:
    """Take an answer that came by mail, where it is one to an invitation of ours. Commits.

    Houses of one name may have equal UIDs: the address of the attendee tells whose invitation it
    is. That the letter is from him was looked at before.
    """
    if reply.partstat not in {each.value for each in CHOICES}:
        return Verdict.UNUSABLE
    rows = session.execute(
        select(
            CalendarInvitationRecord.organisation_id,
            CalendarInvitationRecord.meeting_id,
            CalendarInvitationRecord.id,
            CalendarInvitationRecord.address,
        )
        .where(CalendarInvitationRecord.uid == reply.uid)
        .order_by(CalendarInvitationRecord.id)
        .execution_options(**across_houses(Reach.INVITATION))
    ).all()
    address = reply.address.casefold()
    row = next((each for each in rows if each.address.casefold() == address), None)
    if row is None:
        return Verdict.UNKNOWN
    session.scope_to(row.organisation_id)
    record = find_invitation(session, row.meeting_id, row.id)
    timely = replace(reply, stamp=min(reply.stamp, now))
    verdict = judge_reply(record, timely)
    if verdict is Verdict.TAKEN:
        actor = Actor(None, now)
        note_answer(session, record, Answer(timely.partstat), Way.MAIL, actor, "", timely.stamp)
    session.commit()
    return verdict


def judge_reply(record: CalendarInvitationRecord, reply: Reply) -> Verdict:
    """Return whether an answer counts: of the one invited, to what he was sent last, the newest.

    SEQUENCE goes before DTSTAMP (RFC 5546 §2.1.5).
    """
    is_his = record.address.casefold() == reply.address.casefold()
    if not is_his or reply.sequence > record.sequence:
        return Verdict.UNKNOWN
    is_old = record.method != Method.REQUEST.value or reply.sequence < record.sequence
    is_known = record.answer_sequence == record.sequence and record.answer_stamp is not None
    if is_old or (is_known and reply.stamp <= cast("datetime", record.answer_stamp)):
        return Verdict.STALE
    return Verdict.TAKEN


def note_answer(
    session: ScopedSession,
    record: CalendarInvitationRecord,
    answer: Answer,
    way: Way,
    actor: Actor,
    comment: str,
    stamp: datetime | None = None,
) -> None:
    """Write an answer into its row and into the log, which does not hold the remark."""
    before = {"answer": answer_of(record).value}
    record.answer, record.answered_at, record.answered_by = answer.value, actor.now, way.value
    record.answer_sequence, record.answer_stamp = record.sequence, stamp or actor.now
    record.comment = clean_line(comment)[:LONGEST_COMMENT]
    subject = f"meeting/{record.meeting_id} invitation/{record.id}"
    facts = {"answer": answer.value, "by": way.value}
    write_audit(session, actor, "invitation.answer", subject, before=before, after=facts)
