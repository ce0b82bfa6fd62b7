"""Jobs: asked for in a request, done by the worker, told about on a page.

The table is the truth. The queue only carries ids: what it loses is sent again by
``find_stranded``, what it delivers twice is claimed once.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.exc import IntegrityError

from planner import __version__
from planner.models import JobRecord, MeetingRecord
from planner.models.job import LIVE_STATES, Job, JobKind, JobState
from planner.models.reach import Reach, across_houses
from planner.services.audit import write_audit
from planner.services.error import MissingRecordError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from planner.domain.wording import Wording
    from planner.models import ScopedSession
    from planner.services.actor import Actor

LEASE = timedelta(seconds=20)
BEAT_SECONDS = 4
RESEND_AFTER = timedelta(seconds=15)
MOST_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Claim:
    """A job that a worker holds, and what it shows to say so."""

    job: Job
    token: str
    organisation_id: int


def request_job(
    session: ScopedSession, meeting_id: int, kind: JobKind, subject: str, actor: Actor
) -> Job:
    """Return the job that makes something of a meeting's current revision, asked for once.

    The same wish of two people is one job; one that failed or was called off begins anew. A paper
    of the draft is made once as long as the draft does not change; older ones are let go.
    """
    row = session.execute(
        select(MeetingRecord.revision_number, MeetingRecord.draft_sequence).where(
            MeetingRecord.id == meeting_id
        )
    ).first()
    number = row.revision_number if row else 0
    if row is None or not (row.draft_sequence if kind is JobKind.DRAFT else number):
        raise MissingRecordError
    key = f"{kind.value}:{meeting_id}:{number}:{subject}:{__version__}"
    if kind is JobKind.DRAFT:
        key = f"{draft_prefix(meeting_id, row.draft_sequence)}{subject}:{__version__}"
        drop_drafts(session, meeting_id, row.draft_sequence)
    wanted = select(JobRecord).where(JobRecord.unique_key == key).with_for_update()
    record = session.scalar(wanted)
    if record is None:
        record = JobRecord(
            organisation_id=session.owner,
            kind=kind.value,
            meeting_id=meeting_id,
            revision_number=number,
            subject=subject,
            unique_key=key,
        )
        session.add(record)
        reset_job(record, actor.now)
        try:
            session.flush()
        except IntegrityError:
            session.rollback()
            record = session.scalars(wanted).one()
        else:
            log_job(session, actor, "job.request", record)
    elif record.state in {JobState.FAILED, JobState.CANCELLED}:
        reset_job(record, actor.now)
        log_job(session, actor, "job.request", record)
    session.commit()
    return record.value()


def draft_prefix(meeting_id: int, sequence: int) -> str:
    """Return the beginning of the keys of jobs that make papers of a draft in one of its states."""
    return f"{JobKind.DRAFT.value}:{meeting_id}:{sequence}:"


def drop_drafts(session: ScopedSession, meeting_id: int, sequence: int) -> None:
    """Let go of what was made of earlier states of a draft; the caller commits."""
    session.execute(
        delete(JobRecord)
        .where(
            JobRecord.meeting_id == meeting_id,
            JobRecord.kind == JobKind.DRAFT.value,
            JobRecord.state.not_in(LIVE_STATES),
            JobRecord.unique_key.not_like(f"{draft_prefix(meeting_id, sequence)}%"),
        )
        .execution_options(synchronize_session=False)
    )


def log_job(session: ScopedSession, actor: Actor, action: str, record: JobRecord) -> None:
    """Write into the log what somebody wants of a job."""
    facts = {"kind": record.kind, "revision": record.revision_number, "paper": record.subject}
    subject = f"meeting/{record.meeting_id} job/{record.id}"
    write_audit(session, actor, action, subject, after=facts)


def renew_job(session: ScopedSession, job_id: int, actor: Actor) -> Job:
    """Begin a finished job anew: the store has lost what it made."""
    record = find_record(session, job_id)
    if record.state not in LIVE_STATES:
        reset_job(record, actor.now)
        log_job(session, actor, "job.request", record)
    session.commit()
    return record.value()


def reset_job(record: JobRecord, now: datetime) -> None:
    """Put a job at its beginning."""
    record.state = JobState.QUEUED.value
    record.attempts = record.done = record.total = 0
    record.created_at = record.sent_at = now
    record.lease_token, record.lease_until, record.finished_at = "", None, None
    record.message_zh = record.message_en = record.result_hash = ""
    record.documents = []
    record.is_cancel_requested = False


def find_record(session: ScopedSession, job_id: int) -> JobRecord:
    """Return a job's row."""
    record = session.scalar(select(JobRecord).where(JobRecord.id == job_id))
    if record is None:
        raise MissingRecordError
    return record


def find_job(session: ScopedSession, job_id: int) -> Job:
    """Return a job."""
    return find_record(session, job_id).value()


def list_jobs(session: ScopedSession, meeting_id: int) -> tuple[Job, ...]:
    """Return the jobs of a meeting's revisions, the newest first: not of drafts or seatings."""
    others = (JobKind.DRAFT.value, JobKind.SEATING.value)
    statement = (
        select(JobRecord)
        .where(JobRecord.meeting_id == meeting_id, JobRecord.kind.not_in(others))
        .order_by(JobRecord.revision_number.desc(), JobRecord.created_at.desc())
    )
    return tuple(record.value() for record in session.scalars(statement))


def list_draft_jobs(session: ScopedSession, meeting_id: int, sequence: int) -> tuple[Job, ...]:
    """Return the jobs that made papers of a draft as it stands at a sequence number."""
    statement = select(JobRecord).where(
        JobRecord.meeting_id == meeting_id,
        JobRecord.kind == JobKind.DRAFT.value,
        JobRecord.unique_key.startswith(draft_prefix(meeting_id, sequence)),
    )
    return tuple(record.value() for record in session.scalars(statement))


def cancel_job(session: ScopedSession, job_id: int, actor: Actor) -> Job:
    """Call a job off: at once where it still waits, between two documents where it runs."""
    record = find_record(session, job_id)
    if record.state == JobState.QUEUED:
        record.state, record.finished_at = JobState.CANCELLED.value, actor.now
    if not record.is_cancel_requested:
        record.is_cancel_requested = True
        log_job(session, actor, "job.cancel", record)
    session.commit()
    return record.value()


def claim_job(session: ScopedSession, job_id: int, now: datetime) -> Claim | None:
    """Take a waiting or abandoned job; None where there is nothing to take."""
    wanted = (JobRecord.id == job_id, JobRecord.state.in_(LIVE_STATES), is_free(now))
    house = session.scalar(
        select(JobRecord.organisation_id)
        .where(*wanted)
        .execution_options(**across_houses(Reach.SCHEDULE))
    )
    if house is None:
        session.rollback()
        return None
    session.scope_to(house)
    record = session.scalar(select(JobRecord).where(*wanted).with_for_update())
    if record is None:
        session.rollback()
        return None
    if record.attempts >= MOST_ATTEMPTS:
        record.state, record.finished_at = JobState.FAILED.value, now
        record.message_zh = f"试了 {MOST_ATTEMPTS} 次都中途断了。"
        record.message_en = f"It broke off {MOST_ATTEMPTS} times."
        session.commit()
        return None
    record.state = JobState.RUNNING.value
    record.attempts += 1
    record.lease_token = secrets.token_hex(16)
    record.lease_until = now + LEASE
    session.commit()
    return Claim(record.value(), record.lease_token, record.organisation_id)


def is_free(now: datetime) -> ColumnElement[bool]:
    """Return the condition of a job that nobody holds."""
    return or_(JobRecord.lease_until.is_(None), JobRecord.lease_until < now)


def beat_job(session: ScopedSession, claim: Claim, now: datetime) -> bool:
    """Lengthen the lease; False where the job is no longer ours or was called off."""
    held = (JobRecord.id == claim.job.id, JobRecord.lease_token == claim.token)
    session.execute(
        update(JobRecord)
        .where(*held)
        .values(lease_until=now + LEASE)
        .execution_options(**across_houses(Reach.SCHEDULE))
    )
    is_wanted = session.scalar(
        select(JobRecord.id)
        .where(*held, JobRecord.is_cancel_requested.is_(False))
        .execution_options(**across_houses(Reach.SCHEDULE))
    )
    session.commit()
    return is_wanted is not None


def note_progress(
    session: ScopedSession, claim: Claim, documents: Sequence[dict[str, object]], total: int
) -> None:
    """Note how far a job is."""
    session.execute(
        update(JobRecord)
        .where(JobRecord.id == claim.job.id, JobRecord.lease_token == claim.token)
        .values(done=len(documents), total=total, documents=list(documents))
    )
    session.commit()


def finish_job(
    session: ScopedSession,
    claim: Claim,
    state: JobState,
    now: datetime,
    *,
    message: Wording | None = None,
    result_hash: str = "",
) -> None:
    """Note how a job ended; says nothing where the lease was lost meanwhile."""
    session.execute(
        update(JobRecord)
        .where(JobRecord.id == claim.job.id, JobRecord.lease_token == claim.token)
        .values(
            state=state.value,
            finished_at=now,
            lease_until=None,
            lease_token="",
            result_hash=result_hash,
            message_zh=message.zh if message else "",
            message_en=message.en if message else "",
        )
    )
    session.commit()


def find_stranded(session: ScopedSession, now: datetime) -> list[int]:
    """Return the jobs that the queue should be told of again: lost on the way, or abandoned."""
    waiting = JobRecord.state == JobState.QUEUED.value
    abandoned = JobRecord.lease_until < now
    found = list(
        session.scalars(
            select(JobRecord.id)
            .where(
                JobRecord.state.in_(LIVE_STATES),
                or_(waiting, abandoned),
                JobRecord.sent_at < now - RESEND_AFTER,
            )
            .execution_options(**across_houses(Reach.SCHEDULE))
        )
    )
    if found:
        session.execute(
            update(JobRecord)
            .where(JobRecord.id.in_(found))
            .values(sent_at=now)
            .execution_options(**across_houses(Reach.SCHEDULE))
        )
    session.commit()
    return found
