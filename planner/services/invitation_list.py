"""The invitations of a meeting as its desk sees them: who comes, who does not, who said nothing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from planner.models import CalendarInvitationRecord, MailRecord
from planner.models.calendar import Answer
from planner.models.mail import MailState
from planner.services.error import MissingRecordError
from planner.services.invitation_step import Method

if TYPE_CHECKING:
    from planner.models import ScopedSession

PAGE = 50
LONGEST_SEARCH = 80
TROUBLED = (MailState.BOUNCED.value, MailState.FAILED.value, MailState.CANCELLED.value)
Row = CalendarInvitationRecord


class Part(StrEnum):
    """A part of the list, by what was answered or what became of the letter."""

    DECLINED = "declined"
    ACCEPTED = "accepted"
    TENTATIVE = "tentative"
    NONE = "none"
    TROUBLED = "troubled"
    """The letter came back, was given up, or was called off by hand."""
    CANCELLED = "cancelled"
    """Invited no more."""


ANSWERS = {
    Part.DECLINED: Answer.DECLINED,
    Part.ACCEPTED: Answer.ACCEPTED,
    Part.TENTATIVE: Answer.TENTATIVE,
    Part.NONE: Answer.NONE,
}


@dataclass(frozen=True, slots=True)
class InvitationLine:
    """One invitation with what became of its last letter."""

    record: CalendarInvitationRecord
    mail_id: int | None
    mail_state: str
    mail_error: str

    @property
    def is_open(self) -> bool:
        """Tell whether the person is invited still."""
        return self.record.method == Method.REQUEST.value

    @property
    def answer(self) -> Answer:
        """What he answered to the newest invitation."""
        return answer_of(self.record)

    @property
    def former(self) -> Answer:
        """What he answered before time or place changed; nothing where he answered since."""
        is_old = self.record.answer_sequence < self.record.sequence
        return Answer(self.record.answer) if is_old else Answer.NONE

    @property
    def is_troubled(self) -> bool:
        """Tell whether the letter may be sent again: it never arrived."""
        return self.is_open and self.mail_state in TROUBLED


@dataclass(frozen=True, slots=True)
class InvitationList:
    """One page of invitations, and how many there are in each part."""

    lines: tuple[InvitationLine, ...]
    counts: dict[Part, int]
    total: int
    page: int
    pages: int


def answer_of(record: CalendarInvitationRecord) -> Answer:
    """Return what somebody answered to the newest invitation: to an older one no longer counts."""
    if record.answer_sequence < record.sequence:
        return Answer.NONE
    return Answer(record.answer)


def current_answer() -> ColumnElement[str]:
    """Return the same as ``answer_of`` for a statement."""
    return case((Row.answer_sequence < Row.sequence, Answer.NONE.value), else_=Row.answer)


def is_in(part: Part) -> ColumnElement[bool]:
    """Return the condition of a part of the list."""
    is_open = Row.method == Method.REQUEST.value
    if part is Part.CANCELLED:
        return Row.method == Method.CANCEL.value
    if part is Part.TROUBLED:
        return and_(is_open, MailRecord.state.in_(TROUBLED))
    return and_(is_open, current_answer() == ANSWERS[part].value)


def list_invitations(
    session: ScopedSession,
    meeting_id: int,
    part: Part | None = None,
    sitting: str = "",
    wanted: str = "",
    page: int = 1,
) -> InvitationList:
    """Return a page of a meeting's invitations: those who cannot come first, then lost letters."""
    here = [Row.meeting_id == meeting_id]
    if sitting:
        here.append(Row.sitting == sitting)
    if wanted:
        text = wanted[:LONGEST_SEARCH]
        here.append(or_(Row.name.contains(text, autoescape=True), Row.address == text))
    counts = count_parts(session, here)
    if part is not None:
        here.append(is_in(part))
    whole = sum(counts[each] for each in (*ANSWERS, Part.CANCELLED))
    total = counts[part] if part else whole
    pages = max(1, -(-total // PAGE))
    page = min(max(page, 1), pages)
    rows = session.execute(
        select(Row, MailRecord.id, MailRecord.state, MailRecord.error)
        .outerjoin(MailRecord, MailRecord.unique_key == Row.letter)
        .where(*here)
        .order_by(rank(), Row.sitting, Row.id)
        .limit(PAGE)
        .offset(PAGE * (page - 1))
    )
    lines = tuple(InvitationLine(row[0], row[1], row[2] or "", row[3] or "") for row in rows)
    return InvitationList(lines, counts, total, page, pages)


def count_parts(session: ScopedSession, here: list[ColumnElement[bool]]) -> dict[Part, int]:
    """Return how many invitations there are in each part."""
    row = session.execute(
        select(*(func.coalesce(func.sum(case((is_in(each), 1), else_=0)), 0) for each in Part))
        .select_from(Row)
        .outerjoin(MailRecord, MailRecord.unique_key == Row.letter)
        .where(*here)
    ).one()
    return dict(zip(Part, row, strict=True))


def rank() -> ColumnElement[int]:
    """Return the order of the list: what somebody has to see to stands on top."""
    answer = current_answer()
    return case(
        (Row.method == Method.CANCEL.value, 5),
        (answer == Answer.DECLINED.value, 0),
        (MailRecord.state.in_(TROUBLED), 1),
        (answer == Answer.TENTATIVE.value, 2),
        (answer == Answer.NONE.value, 3),
        else_=4,
    )


def find_invitation(
    session: ScopedSession, meeting_id: int, invitation_id: int
) -> CalendarInvitationRecord:
    """Return an invitation of a meeting, held until the transaction ends."""
    record = session.scalar(
        select(Row).where(Row.meeting_id == meeting_id, Row.id == invitation_id).with_for_update()
    )
    if record is None:
        raise MissingRecordError
    return record
