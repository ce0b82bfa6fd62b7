"""Remarks: a leader pins them to places while he reads, the desk sees to them at the fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from planner.models import ReviewRecord
from planner.models.review import ReviewState
from planner.services.error import MissingRecordError
from planner.services.review import OPEN, EmptyRemarkError, close_step, hold_review

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.models import ScopedSession
    from planner.services.actor import Actor

MOST_PINS = 200


@dataclass(frozen=True, slots=True)
class PinnedRemark:
    """A remark at its place; ``at`` is its number in the review, from 0."""

    at: int
    place: str
    text: str
    is_settled: bool
    by: str

    def is_about(self, place: str) -> bool:
        """Tell whether it is pinned to a thing or to one of its fields."""
        return self.place == place or self.place.startswith(f"{place}/")


@dataclass(frozen=True, slots=True)
class RemarkSheet:
    """The remarks of a meeting's latest review."""

    number: int
    state: ReviewState
    remarks: tuple[PinnedRemark, ...]

    @property
    def standing(self) -> tuple[PinnedRemark, ...]:
        """The remarks that nobody has seen to yet."""
        return tuple(each for each in self.remarks if not each.is_settled)

    @property
    def is_waiting(self) -> bool:
        """Tell whether the review waits for a leader's decision."""
        return self.state is ReviewState.WAITING

    @property
    def is_open(self) -> bool:
        """Tell whether the review waits for a decision or for publication: the draft rests."""
        return self.state.value in OPEN

    @property
    def is_returned(self) -> bool:
        """Tell whether the draft was sent back and the desk has remarks to see to."""
        return self.state is ReviewState.RETURNED


def read_remarks(session: ScopedSession, meeting_id: int) -> RemarkSheet | None:
    """Return the remarks of a meeting's latest review; None where nothing was ever sent."""
    row = session.execute(
        select(ReviewRecord.number, ReviewRecord.state, ReviewRecord.remarks)
        .where(ReviewRecord.meeting_id == meeting_id)
        .order_by(ReviewRecord.number.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    return RemarkSheet(row.number, ReviewState(row.state), tuple(spell_remarks(row.remarks)))


def spell_remarks(kept: Iterable[dict[str, Any]]) -> list[PinnedRemark]:
    """Return remarks from what is kept of them."""
    return [
        PinnedRemark(at, each["place"], each["text"], each["is_settled"], each.get("by", ""))
        for at, each in enumerate(kept)
    ]


def pin_remark(
    session: ScopedSession, meeting_id: int, number: int, place: str, text: str, actor: Actor
) -> None:
    """Pin a remark to a place of what waits for decision; an empty place means the whole."""
    if not text.strip():
        raise EmptyRemarkError
    record = hold_review(session, meeting_id, number, ReviewState.WAITING)
    kept = {"place": place, "text": text.strip(), "is_settled": False, "by": actor.name}
    record.remarks = [*record.remarks, kept][:MOST_PINS]
    close_step(session, record, actor, "review.pin", record.state)


def unpin_remark(
    session: ScopedSession, meeting_id: int, number: int, at: int, actor: Actor
) -> None:
    """Take a remark back while the decision is still open."""
    record = hold_review(session, meeting_id, number, ReviewState.WAITING)
    if not 0 <= at < len(record.remarks):
        session.rollback()
        raise MissingRecordError
    record.remarks = [each for place, each in enumerate(record.remarks) if place != at]
    close_step(session, record, actor, "review.unpin", record.state)
