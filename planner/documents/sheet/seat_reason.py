"""排座依据: why each seat is whose it is, by row and seat."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.documents.sheet.masthead import Masthead
    from planner.documents.sheet.seating import SeatingPaperFacts
    from planner.domain.seating.rule import Lock

NO_REASON = "手工指定"


@dataclass(frozen=True, slots=True)
class SeatReason:
    """One seat: who sits there, in which block, why, and whether it is locked."""

    seat: str
    name: str
    block: str
    reason: str
    lock: str


@dataclass(frozen=True, slots=True)
class RowReasons:
    """The seats of one row."""

    title: str
    seats: tuple[SeatReason, ...]


@dataclass(frozen=True, slots=True)
class SeatReasonsSheet:
    """The reasons of a seating, row by row; then who has no seat."""

    masthead: Masthead
    summary: str
    rows: tuple[RowReasons, ...]
    unseated: tuple[SeatReason, ...] = ()


def seat_reasons_sheet(facts: SeatingPaperFacts) -> SeatReasonsSheet:
    """Return why everybody sits where he does."""
    rows = []
    for title, group in groupby(facts.seated, lambda each: each[1].row_words):
        seats = tuple(
            _explain(facts, person, place.seat.number, facts.blocks[person])
            for person, place in group
        )
        rows.append(RowReasons(f"{title}（{len(seats)}人）", seats))
    unseated = tuple(
        SeatReason("", facts.name_of(person), "", why.zh, "")
        for person, why in facts.seating.unseated.items()
    )
    counts = [f"就座{len(facts.seated)}人"]
    if facts.seating.locks:
        counts.append(f"锁定{len(facts.seating.locks)}人")
    if unseated:
        counts.append(f"未就座{len(unseated)}人")
    return SeatReasonsSheet(
        facts.masthead("排座依据", "（供内部核对）"), "，".join(counts), tuple(rows), unseated
    )


def _explain(facts: SeatingPaperFacts, person: str, number: str, block: str) -> SeatReason:
    reason = facts.seating.reasons.get(person)
    return SeatReason(
        number,
        facts.name_of(person),
        block,
        reason.zh if reason else NO_REASON,
        say_lock(facts.seating.locks.get(person)),
    )


def say_lock(lock: Lock | None) -> str:
    """Return who locked a seat, or nothing."""
    return (lock.locked_by or "已锁定") if lock else ""
