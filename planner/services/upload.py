"""Looking at a plan file before it is brought into a draft."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import delete, select
from sqlalchemy.orm import undefer

from planner.domain.comparison import compare_plans
from planner.domain.timeline import back_schedule
from planner.models import MeetingRecord, UploadRecord
from planner.models.reach import Reach, across_houses
from planner.planfile import PlanFileError, read_plan
from planner.services.actor import Actor
from planner.services.audit import write_audit
from planner.services.draft import open_draft
from planner.services.draft_start import replace_draft, start_meeting
from planner.services.error import MissingRecordError, StaleUploadError
from planner.services.finding import DEFAULT_FONTS, check_plan

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy import CursorResult

    from planner.documents.font import FontSettings
    from planner.domain.comparison import Change
    from planner.domain.finding import Finding
    from planner.domain.plan import Plan
    from planner.domain.timeline import Timeline
    from planner.models import ScopedSession
    from planner.models.account import Account
    from planner.planfile import Fault

KEPT_FOR = timedelta(hours=24)
KEPT_PER_ACCOUNT = 5


@dataclass(frozen=True, slots=True)
class Target:
    """The meeting whose draft an upload would be brought into."""

    id: int
    title: str
    sequence: int
    """The draft's number: whoever brings the upload in says which draft he compared it with."""


@dataclass(frozen=True, slots=True)
class ReadablePlan:
    """What a readable plan file would bring in."""

    plan: Plan
    timeline: Timeline
    findings: tuple[Finding, ...]
    target: Target | None
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class UploadPreview:
    """An upload as its page shows it: either every fault, or what it would bring in."""

    id: int
    source_name: str
    faults: tuple[Fault, ...] = ()
    readable: ReadablePlan | None = None


def keep_upload(
    session: ScopedSession, source: tuple[str, bytes], meeting_id: int | None, actor: Actor
) -> int:
    """Keep an uploaded file for its owner to look at; his oldest ones make room."""
    account = cast("Account", actor.account)
    if meeting_id is not None:
        find_meeting(session, meeting_id)
    own = session.scalars(
        select(UploadRecord.id)
        .where(UploadRecord.account_id == account.id)
        .order_by(UploadRecord.id.desc())
        .offset(KEPT_PER_ACCOUNT - 1)
    ).all()
    if own:
        session.execute(delete(UploadRecord).where(UploadRecord.id.in_(own)))
    record = UploadRecord(
        organisation_id=session.owner,
        account_id=account.id,
        meeting_id=meeting_id,
        source_name=source[0],
        source_bytes=source[1],
        uploaded_at=actor.now,
    )
    session.add(record)
    session.flush()
    after = {"meeting_id": meeting_id, "digest": hashlib.sha256(source[1]).hexdigest()}
    before = {"let_go": list(own)} if own else {}
    write_audit(session, actor, "upload.keep", f"upload/{record.id}", before, after)
    session.commit()
    return record.id


def find_upload(session: ScopedSession, account: Account, upload_id: int) -> UploadRecord:
    """Return one of an account's own uploads."""
    record = session.scalar(
        select(UploadRecord)
        .where(UploadRecord.id == upload_id, UploadRecord.account_id == account.id)
        .options(undefer(UploadRecord.source_bytes))
    )
    if record is None:
        raise MissingRecordError
    return record


def find_meeting(session: ScopedSession, meeting_id: int) -> MeetingRecord:
    """Return a meeting's row."""
    meeting = session.scalar(select(MeetingRecord).where(MeetingRecord.id == meeting_id))
    if meeting is None:
        raise MissingRecordError
    return meeting


def preview_upload(
    session: ScopedSession,
    account: Account,
    upload_id: int,
    today: date,
    fonts: FontSettings = DEFAULT_FONTS,
) -> UploadPreview:
    """Return what an upload holds: every fault with its place, or findings and differences."""
    record = find_upload(session, account, upload_id)
    try:
        plan = read_plan(record.source_bytes, record.source_name)
    except PlanFileError as error:
        return UploadPreview(record.id, record.source_name, faults=error.faults)
    target = match_meeting(session, record, plan)
    timeline = back_schedule(plan, today)
    changes: tuple[Change, ...] = ()
    if target is not None:
        changes = compare_plans(open_draft(session, target.id).plan, plan)
    readable = ReadablePlan(
        plan, timeline, check_plan(plan, timeline, today, fonts), target, changes
    )
    return UploadPreview(record.id, record.source_name, readable=readable)


def match_meeting(session: ScopedSession, record: UploadRecord, plan: Plan) -> Target | None:
    """Return the meeting that an upload belongs to: the one chosen, else the one of that title."""
    if record.meeting_id is not None:
        meeting = find_meeting(session, record.meeting_id)
    else:
        found = session.scalar(select(MeetingRecord).where(MeetingRecord.title == plan.title))
        if found is None:
            return None
        meeting = found
    return Target(meeting.id, meeting.title, meeting.draft_sequence)


def take_upload(session: ScopedSession, upload_id: int, base: int, actor: Actor) -> int:
    """Bring what an upload holds into its meeting's draft, in one batch that can be taken back.

    A plan of a title that the house does not have begins a new meeting. Returns the meeting.

    Raises:
        StaleUploadError: The draft was changed since the comparison that was looked at.
        DraftLockedError: The draft waits for approval.
    """
    record = find_upload(session, cast("Account", actor.account), upload_id)
    plan = read_plan(record.source_bytes, record.source_name)
    target = match_meeting(session, record, plan)
    note = f"带入方案文件 {record.source_name}"
    session.delete(record)
    if target is None:
        return start_meeting(session, plan, actor, note)
    if base != target.sequence:
        session.rollback()
        raise StaleUploadError(target.sequence)
    replace_draft(session, target.id, plan, actor, note)
    return target.id


def discard_upload(session: ScopedSession, actor: Actor, upload_id: int) -> None:
    """Let go of an upload."""
    session.delete(find_upload(session, cast("Account", actor.account), upload_id))
    write_audit(session, actor, "upload.discard", f"upload/{upload_id}")
    session.commit()


def sweep_uploads(session: ScopedSession, now: datetime) -> None:
    """Remove uploads that nobody brought in, in every house."""
    swept = session.execute(
        delete(UploadRecord)
        .where(UploadRecord.uploaded_at < now - KEPT_FOR)
        .execution_options(**across_houses(Reach.SWEEP))
    )
    if count := cast("CursorResult[Any]", swept).rowcount:
        write_audit(session, Actor(None, now), "upload.sweep", "upload", after={"count": count})
    session.commit()
