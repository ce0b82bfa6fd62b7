"""Meetings: the list of them, and one opened at its current revision."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from planner.domain.directory import Directory
from planner.domain.finding import Severity
from planner.domain.timeline import back_schedule
from planner.domain.work import lay_work
from planner.models import MeetingRecord
from planner.models.account import Permission
from planner.services.busy import BUSY_STATE, open_busy_times
from planner.services.draft import open_draft
from planner.services.error import MissingRecordError
from planner.services.finding import DEFAULT_FONTS, check_plan
from planner.services.memory import Memory
from planner.services.published import DatedPlan, load_plan
from planner.services.work import read_work

if TYPE_CHECKING:
    from datetime import date

    from planner.documents.font import FontSettings
    from planner.domain.busy import BusyTime
    from planner.domain.finding import Finding
    from planner.domain.plan import Plan
    from planner.domain.timeline import Timeline
    from planner.domain.work import Work
    from planner.models import ScopedSession
    from planner.models.account import Account
    from planner.services.draft import Draft

INSPECTIONS_KEPT = 16
LAID_KEPT = 48
LAID: Memory[tuple[DatedPlan, DatedPlan]] = Memory(LAID_KEPT)
"""Plans with the work laid over them, by plan (its identity) and work."""
INSPECTIONS: Memory[tuple[DatedPlan, tuple[BusyTime, ...], tuple[Finding, ...]]] = Memory(
    INSPECTIONS_KEPT
)
"""Findings by plan and busy times (their identities) and day; both are held, so that their
identities stay their own."""
REVISION_NUMBER = select(MeetingRecord.revision_number).where(
    MeetingRecord.id == bindparam("meeting")
)
"""Whether a meeting is there, and has revisions. Built once: every request of a meeting asks it."""
DATED_DRAFTS: Memory[tuple[Draft, DatedPlan]] = Memory(INSPECTIONS_KEPT)


@dataclass(frozen=True, slots=True)
class OpenMeeting:
    """One meeting at its current revision, with all that every page of it shows."""

    id: int
    revision_number: int
    plan: Plan
    timeline: Timeline
    findings: tuple[Finding, ...]
    directory: Directory
    today: date
    is_draft: bool = False
    """Whether this is the draft; else the current revision."""
    sequence: int = 0
    """The draft's number; 0 where this is a revision."""
    changes: int = 0
    """How often the draft was changed since the current revision."""
    issued: DatedPlan | None = None
    """The current revision without the work laid over it; None where this is the draft."""

    @property
    def standing_findings(self) -> tuple[Finding, ...]:
        """The findings that nobody set aside."""
        return tuple(each for each in self.findings if each.waived_by is None)

    @property
    def counts(self) -> dict[Severity, int]:
        """How many standing findings there are of each severity."""
        found = Counter(each.severity for each in self.findings if each.waived_by is None)
        return {severity: found[severity] for severity in Severity}


def list_meetings(session: ScopedSession, account: Account) -> list[MeetingRecord]:
    """Return the house's meetings that an account may see, the latest first.

    What was never published is there only for those who may look at drafts.
    """
    statement = select(MeetingRecord).order_by(
        MeetingRecord.opens_on.desc().nulls_last(), MeetingRecord.id.desc()
    )
    return [each for each in session.scalars(statement) if is_listed(each, account)]


def is_listed(meeting: MeetingRecord, account: Account) -> bool:
    """Tell whether an account may know of a meeting."""
    return may_know(account, meeting.id, meeting.revision_number)


def may_know(account: Account, meeting_id: int, revision_number: int) -> bool:
    """Tell whether an account may know of a meeting that has so many revisions."""
    return account.may(Permission.READ if revision_number else Permission.DRAFT, meeting_id)


def knows_meeting(session: ScopedSession, meeting_id: int, account: Account) -> bool:
    """Tell whether there is such a meeting in the account's house, and it may know of it."""
    if session.organisation_id is None:
        return False
    number = session.scalar(REVISION_NUMBER, {"meeting": meeting_id})
    return number is not None and may_know(account, meeting_id, number)


def find_meeting(session: ScopedSession, meeting_id: int, account: Account) -> MeetingRecord:
    """Return a meeting's row; one that the account may not know of is refused."""
    meeting = session.scalar(select(MeetingRecord).where(MeetingRecord.id == meeting_id))
    if meeting is None or not is_listed(meeting, account):
        raise MissingRecordError
    return meeting


def open_meeting(
    session: ScopedSession,
    meeting_id: int,
    today: date,
    fonts: FontSettings = DEFAULT_FONTS,
    *,
    is_draft: bool = False,
    is_laid: bool = True,
) -> OpenMeeting:
    """Return a meeting at its current revision, or its draft, as far as its work is.

    A meeting that the house does not have, or has not published, is refused. Papers are made of
    the plan as it was published: they open it without the work laid over.
    """
    row = session.execute(
        select(
            MeetingRecord.revision_number,
            MeetingRecord.draft_sequence,
            MeetingRecord.draft_stamp,
            MeetingRecord.published_sequence,
            *BUSY_STATE,
        ).where(MeetingRecord.id == meeting_id)
    ).first()
    if row is None:
        raise MissingRecordError
    is_draft = is_draft and row.draft_sequence > 0
    dated = (
        date_draft(open_draft(session, meeting_id), today)
        if is_draft
        else load_plan(session, meeting_id, row.revision_number)
    )
    issued = None if is_draft else dated
    if is_laid:
        dated = lay_over(dated, read_work(session, meeting_id, row.draft_stamp))
    return OpenMeeting(
        id=meeting_id,
        revision_number=row.revision_number,
        plan=dated.plan,
        timeline=dated.timeline,
        findings=inspect_plan(dated, today, fonts, open_busy_times(session, row[4:])),
        directory=Directory.of(dated.plan),
        today=today,
        is_draft=is_draft,
        sequence=row.draft_sequence if is_draft else 0,
        changes=row.draft_sequence - row.published_sequence,
        issued=issued,
    )


def lay_over(dated: DatedPlan, work: Work) -> DatedPlan:
    """Return a plan with the work laid over it; laid once."""
    kept = LAID.recall(
        (id(dated), work), lambda: (dated, DatedPlan(*lay_work(dated.plan, dated.timeline, work)))
    )
    return kept[1]


def date_draft(draft: Draft, today: date) -> DatedPlan:
    """Return a draft's plan with its timeline; dated once a day."""
    kept = DATED_DRAFTS.recall(
        (id(draft), today),
        lambda: (draft, DatedPlan(draft.plan, back_schedule(draft.plan, today))),
    )
    return kept[1]


def inspect_plan(
    dated: DatedPlan, today: date, fonts: FontSettings, busy: tuple[BusyTime, ...] = ()
) -> tuple[Finding, ...]:
    """Return the findings of a plan on a day, and with who is busy when; looked for once."""
    kept = INSPECTIONS.recall(
        (id(dated), today, fonts, id(busy)),
        lambda: (dated, busy, check_plan(dated.plan, dated.timeline, today, fonts, busy)),
    )
    return kept[2]
