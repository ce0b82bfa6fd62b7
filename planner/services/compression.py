"""A plan that was begun too late: what gave way, and the way out that somebody takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.domain.compression_choice import take_offer
from planner.domain.compression_offer import OfferKind, offer_ways_out
from planner.domain.error import InvalidRequestError
from planner.domain.timeline import back_schedule
from planner.domain.wording import Wording
from planner.services.draft import lock_meeting, open_draft
from planner.services.draft_change import make_edits
from planner.services.draft_start import list_edits
from planner.services.error import StaleUploadError

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from planner.domain.compression_offer import CompressionOffer
    from planner.domain.timeline import DatedTask
    from planner.models import ScopedSession
    from planner.services.actor import Actor
    from planner.services.draft_change import Outcome

NOTES = {
    OfferKind.ACCEPT: "接受压缩后的日期",
    OfferKind.SHORTEN: "压缩工期",
    OfferKind.PARALLELISE: "并行推进",
    OfferKind.DROP: "取消任务",
}


@dataclass(frozen=True, slots=True)
class Compression:
    """The tasks that gave way, and the ways out."""

    sequence: int
    starts_work_on: date | None
    tasks: tuple[DatedTask, ...]
    offers: tuple[CompressionOffer, ...]


def show_compression(session: ScopedSession, meeting_id: int, today: date) -> Compression:
    """Return what gave way in a draft, and what can be done about it."""
    draft = open_draft(session, meeting_id)
    timeline = back_schedule(draft.plan, today)
    return Compression(
        draft.sequence,
        draft.plan.starts_work_on,
        tuple(each for each in timeline.tasks if each.is_compressed),
        offer_ways_out(timeline),
    )


def take_way_out(
    session: ScopedSession,
    meeting_id: int,
    kind: OfferKind,
    keys: Collection[str],
    base: int,
    actor: Actor,
    today: date,
) -> Outcome:
    """Take a way out for some of its tasks, in one batch that can be undone.

    Raises:
        InvalidRequestError: No task was chosen, or one that the way out does not touch.
        StaleUploadError: The draft was changed since it was looked at.
    """
    meeting = lock_meeting(session, meeting_id)
    if meeting.draft_sequence != base:
        session.rollback()
        raise StaleUploadError(meeting.draft_sequence)
    draft = open_draft(session, meeting_id)
    timeline = back_schedule(draft.plan, today)
    offered = {each.kind: set(each.tasks) for each in offer_ways_out(timeline)}
    if not keys or not set(keys) <= offered.get(kind, set()):
        raise InvalidRequestError(
            Wording("请至少选择一项任务。", "Choose at least one of the tasks that are offered.")
        )
    plan = take_offer(draft.plan, timeline, kind, keys)
    outcome = make_edits(session, meeting_id, list_edits(draft, plan), actor, NOTES[kind])
    session.commit()
    return outcome
