"""Published plans: numbered, immutable, and what a paper's footer says of them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from planner.documents.sheet.hash import sheet_hash
from planner.domain.plan import Edition, Plan
from planner.models import MeetingRecord, RevisionRecord
from planner.planfile import write_yaml
from planner.services.actor import Actor
from planner.services.audit import write_audit
from planner.services.calendar_ledger import renew_calendars
from planner.services.draft_start import lay_draft
from planner.services.error import MissingRecordError, StaleUploadError
from planner.services.issued_paper import issue_notice, issue_papers, name_void_papers
from planner.services.notice import make_notice, record_notice, write_notice
from planner.services.published import load_plan
from planner.services.seating_issue import renew_for_plan

if TYPE_CHECKING:
    from datetime import date, datetime

    from planner.models import ScopedSession
    from planner.models.account import Account


@dataclass(frozen=True, slots=True)
class Submission:
    """A plan that somebody publishes, and the file it came in."""

    plan: Plan
    source_name: str
    source_bytes: bytes
    meeting_id: int | None = None
    """The meeting whose next revision it is; None where its title decides."""
    base: int | None = None
    """The revision that it was compared with; None where nobody compared."""


@dataclass(frozen=True, slots=True)
class Issue:
    """A plan on its way to becoming a revision, the file it came in, and who approved it."""

    plan: Plan
    source_name: str
    source_bytes: bytes
    approver_name: str = ""
    approved_at: datetime | None = None
    approval_remark: str = ""


def publish_plan(
    session: ScopedSession,
    submission: Submission,
    account: Account | None,
    now: datetime,
    today: date,
) -> int:
    """Publish a plan as its meeting's next revision, whole or not at all; return its meeting.

    For set-up, tests and the command line: the desk publishes what a leader approved.
    """
    meeting = find_target(session, submission)
    if submission.base is not None and submission.base != meeting.revision_number:
        session.rollback()
        raise StaleUploadError(meeting.revision_number)
    describe_meeting(meeting, submission.plan, now)
    session.flush()
    issue = Issue(submission.plan, submission.source_name, submission.source_bytes)
    issue_revision(session, meeting, issue, Actor(account, now), today)
    lay_draft(session, meeting, submission.plan)
    meeting.published_sequence = meeting.draft_sequence
    session.commit()
    return meeting.id


def issue_revision(
    session: ScopedSession, meeting: MeetingRecord, issue: Issue, actor: Actor, today: date
) -> int:
    """Write a meeting's next revision and return its number; the caller commits."""
    number = meeting.revision_number + 1
    former = load_plan(session, meeting.id, number - 1).plan if number > 1 else None
    plan = replace(issue.plan, edition=Edition(number, today))
    text = write_yaml(plan)
    digest = hashlib.sha256(text.encode()).hexdigest()
    describe_meeting(meeting, plan, actor.now)
    meeting.revision_number = number
    session.flush()
    renew_calendars(session, meeting, former, plan, actor.now)
    session.add(
        RevisionRecord(
            organisation_id=session.owner,
            meeting_id=meeting.id,
            number=number,
            plan_text=text,
            plan_hash=digest,
            issued_at=actor.now,
            issued_on=today,
            issued_by_id=actor.account_id,
            issuer_name=actor.name,
            approver_name=issue.approver_name,
            approved_at=issue.approved_at,
            approval_remark=issue.approval_remark,
            source_name=issue.source_name,
            source_bytes=issue.source_bytes,
        )
    )
    voided = issue_papers(session, meeting.id, plan, today)
    renew_for_plan(session, meeting.id, plan, today)
    if former is not None:
        notice = make_notice(former, plan, name_void_papers(former, voided))
        record_notice(session, meeting.id, notice, actor.now)
        issue_notice(session, meeting.id, plan, sheet_hash(write_notice(notice)))
    subject = f"meeting/{meeting.id} revision/{number}"
    write_audit(session, actor, "revision.publish", subject, after={"digest": digest})
    return number


def find_target(session: ScopedSession, submission: Submission) -> MeetingRecord:
    """Return the meeting that a plan is of, locked; a new one where no meeting has its title."""
    wanted = (
        MeetingRecord.id == submission.meeting_id
        if submission.meeting_id is not None
        else MeetingRecord.title == submission.plan.title
    )
    meeting = session.scalar(select(MeetingRecord).where(wanted).with_for_update())
    if meeting is None:
        if submission.meeting_id is not None:
            raise MissingRecordError
        meeting = MeetingRecord(organisation_id=session.owner, revision_number=0)
        session.add(meeting)
    return meeting


def describe_meeting(meeting: MeetingRecord, plan: Plan, now: datetime) -> None:
    """Copy what lists show of a meeting from its newest plan."""
    meeting.title = plan.title
    meeting.kind = plan.kind.value
    meeting.place = plan.place
    meeting.opens_on = plan.opens_on
    meeting.closes_on = plan.closes_on
    meeting.changed_at = now


def list_revisions(session: ScopedSession, meeting_id: int) -> list[RevisionRecord]:
    """Return a meeting's revisions, the newest first."""
    statement = (
        select(RevisionRecord)
        .where(RevisionRecord.meeting_id == meeting_id)
        .order_by(RevisionRecord.number.desc())
    )
    return list(session.scalars(statement))


def find_source(session: ScopedSession, meeting_id: int, number: int) -> tuple[str, bytes]:
    """Return the name and the bytes of the file that a revision came in."""
    row = session.execute(
        select(RevisionRecord.source_name, RevisionRecord.source_bytes).where(
            RevisionRecord.meeting_id == meeting_id, RevisionRecord.number == number
        )
    ).first()
    if row is None:
        raise MissingRecordError
    return row.source_name, row.source_bytes
