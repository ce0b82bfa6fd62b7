"""Ordering papers of a seating: asked for in a request, made by the worker, each content once."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from planner import __version__
from planner.domain.error import InvalidRequestError
from planner.domain.wording import Wording
from planner.models import JobRecord, PortraitRecord
from planner.models.job import LIVE_STATES, JobKind
from planner.models.seating import SeatingVersionState
from planner.services.error import MissingRecordError
from planner.services.job import log_job, reset_job
from planner.services.seat_link import add_links
from planner.services.seating import open_seating
from planner.services.seating_version import list_versions, read_version
from planner.services.seating_wish import MOST_WISHES, SeatOrder

if TYPE_CHECKING:
    from planner.models import ScopedSession
    from planner.models.job import Job
    from planner.services.actor import Actor
    from planner.services.seating import OpenSeating

LATEST = 12
"""So many orders of a seating are listed."""


def request_seat_papers(
    session: ScopedSession, meeting_id: int, order: SeatOrder, secret: str, actor: Actor
) -> Job:
    """Return the job that makes papers of a seating; the same order is one job.

    What was made before comes from the store, so that asking again costs nothing. Badges bear
    personal links: whoever has none yet gets one.

    Raises:
        MissingRecordError: There is no such seating or approved version.
        InvalidRequestError: Nothing is asked for, too much, or something that cannot be.
    """
    opened = open_seating(session, meeting_id, order.seating_id)
    order = check_order(session, opened, order)
    if order.has_badges:
        add_links(session, meeting_id, secret, actor)
    subject = order.spell()
    key = f"seating:{meeting_id}:{hashlib.sha256(subject.encode()).hexdigest()}:{__version__}"
    record = session.scalar(select(JobRecord).where(JobRecord.unique_key == key).with_for_update())
    if record is None:
        record = JobRecord(
            organisation_id=session.owner,
            kind=JobKind.SEATING.value,
            meeting_id=meeting_id,
            revision_number=order.number,
            subject=subject,
            unique_key=key,
        )
        session.add(record)
    if record.state not in LIVE_STATES:
        reset_job(record, actor.now)
        session.flush()
        log_job(session, actor, "job.request", record)
    session.commit()
    return record.value()


def check_order(session: ScopedSession, opened: OpenSeating, order: SeatOrder) -> SeatOrder:
    """Return an order that can be made: of the approved version or the draft, with known people."""
    if not 0 < len(order.wishes) <= MOST_WISHES:
        raise InvalidRequestError(
            Wording("请至少选择一种文件。", "Choose one paper at least."), "papers"
        )
    if order.number and order.number != opened.approved_number:
        raise MissingRecordError
    known = {each.key for each in opened.plan.people}
    approved = list_approved_numbers(session, opened.id)
    if order.number:
        known |= read_version(session, opened.id, order.number).people.keys()
    wishes = tuple(each.check() for each in order.wishes)
    for wish in wishes:
        if wish.since and wish.since == order.number:
            raise InvalidRequestError(
                Wording("不能与本版相比，请选更早的版本。", "Choose an earlier version."), "since"
            )
        if wish.since and wish.since not in approved:
            raise MissingRecordError
        if not known.issuperset(wish.people):
            raise MissingRecordError
    return replace(order, wishes=wishes)


def list_approved_numbers(session: ScopedSession, seating_id: int) -> list[int]:
    """Return the versions of a seating that were approved, the newest first."""
    return [
        each.number
        for each in list_versions(session, seating_id)
        if each.state == SeatingVersionState.APPROVED.value
    ]


def list_orders(session: ScopedSession, meeting_id: int, seating_id: int) -> list[Job]:
    """Return the latest orders of a seating's papers, the newest first."""
    rows = session.scalars(
        select(JobRecord)
        .where(JobRecord.meeting_id == meeting_id, JobRecord.kind == JobKind.SEATING.value)
        .order_by(JobRecord.created_at.desc(), JobRecord.id.desc())
    )
    jobs = [row.value() for row in rows]
    own = [each for each in jobs if SeatOrder.read(each.subject).seating_id == seating_id]
    return own[:LATEST]


def read_photos(session: ScopedSession, meeting_id: int) -> dict[str, bytes]:
    """Return the photos of a meeting's people, by person."""
    rows = session.execute(
        select(PortraitRecord.person, PortraitRecord.content).where(
            PortraitRecord.meeting_id == meeting_id
        )
    )
    return {row.person: row.content for row in rows}
