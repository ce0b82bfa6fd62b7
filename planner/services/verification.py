"""What can be said of a printed paper, by the code at its foot: to anybody, and to its readers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from planner.domain.notice import Subject, sum_up_subjects
from planner.domain.wording import Wording
from planner.models import IssuedPaperRecord
from planner.models.account import Permission
from planner.models.reach import Reach, across_houses
from planner.services.notice import list_later_lines

if TYPE_CHECKING:
    from datetime import date

    from planner.models import ScopedSession
    from planner.models.account import Account

SHORTEST_HASH = 8
MOST_ROWS = 50
LETTER, LETTERS = "letter:", "letters"
SEATING, BADGES = "seating:", "badges:"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a paper is the current one and since when, without anything of what it says."""

    is_current: bool
    issued_on: date
    voided_on: date | None
    is_withdrawn: bool = False
    """Nothing took its place: there is no such paper any more."""
    kinds: Wording | None = None
    """What kinds of things changed on it, and in how many places."""


@dataclass(frozen=True, slots=True)
class KnownPaper:
    """A printed paper that was found, with what only its readers may know."""

    verdict: Verdict
    organisation_id: int
    meeting_id: int
    key: str
    sentences: tuple[Wording, ...] = ()

    @property
    def successor(self) -> str:
        """The key of the document that holds its newest content; letters are in one."""
        return LETTERS if self.key.startswith(LETTER) else self.key

    @property
    def seating_id(self) -> int:
        """The seating that it is a paper of; 0 for a paper of the plan."""
        return int(self.key.split(":")[1]) if self.key.startswith(SEATING) else 0

    @property
    def is_of_plan(self) -> bool:
        """Whether it goes by the revisions of the plan."""
        return not self.key.startswith((SEATING, BADGES))

    def is_open_to(self, account: Account | None) -> bool:
        """Tell whether somebody may read what changed on it."""
        return (
            account is not None
            and account.organisation_id == self.organisation_id
            and account.may(Permission.READ, self.meeting_id)
        )


def verify_paper(session: ScopedSession, printed: str) -> KnownPaper | None:
    """Return what is known of a printed paper, by the beginning of its hash; None if unknown.

    Two papers whose hashes begin alike cannot be told apart: then only agreement is an answer. The
    session is one of its own: it is scoped to the house of the paper.
    """
    if len(printed) < SHORTEST_HASH:
        return None
    rows = session.scalars(
        select(IssuedPaperRecord)
        .where(
            IssuedPaperRecord.content_hash.startswith(printed, autoescape=True),
            IssuedPaperRecord.is_copy.is_(False),
        )
        .order_by(IssuedPaperRecord.issued_on.desc())
        .limit(MOST_ROWS)
        .execution_options(**across_houses(Reach.VERIFICATION))
    ).all()
    if not rows or len({row.voided_on is None for row in rows}) > 1:
        return None
    row = rows[0]
    session.scope_to(row.organisation_id)
    lines = [] if row.voided_on is None else find_lines(session, row)
    return KnownPaper(
        judge_paper(session, row, [Subject(each["subject"]) for each in lines]),
        row.organisation_id,
        row.meeting_id,
        row.paper_key,
        tuple(Wording(each["zh"], each["en"]) for each in lines),
    )


def find_lines(session: ScopedSession, row: IssuedPaperRecord) -> list[dict[str, str]]:
    """Return what changed on a void paper since it was printed."""
    if row.voided_number is None:
        return []
    return list_later_lines(session, row.meeting_id, row.voided_number, row.paper_key)


def judge_paper(session: ScopedSession, row: IssuedPaperRecord, subjects: list[Subject]) -> Verdict:
    """Return what anybody may know of a paper."""
    if row.voided_on is None:
        return Verdict(is_current=True, issued_on=row.issued_on, voided_on=None)
    successor = session.scalar(
        select(IssuedPaperRecord.id)
        .where(
            IssuedPaperRecord.meeting_id == row.meeting_id,
            IssuedPaperRecord.paper_key == row.paper_key,
            IssuedPaperRecord.voided_on.is_(None),
        )
        .limit(1)
    )
    return Verdict(
        is_current=False,
        issued_on=row.issued_on,
        voided_on=row.voided_on,
        is_withdrawn=successor is None,
        kinds=sum_up_subjects(subjects) if successor is not None else None,
    )
