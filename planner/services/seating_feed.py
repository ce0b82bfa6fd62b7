"""What others changed in a seating since somebody looked last, and who is at it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from planner.domain.seating.place import find_place, is_in
from planner.models import SeatMoveRecord

if TYPE_CHECKING:
    from datetime import datetime

    from planner.domain.seating.place import Place
    from planner.models import ScopedSession
    from planner.services.seating import OpenSeating

MOST_MOVES = 200
"""A page learns of so many changes at once; after more it is loaded anew."""
HISTORY = 30


@dataclass(frozen=True, slots=True)
class Feed:
    """What changed since a sequence."""

    changes: dict[str, Place | None]
    """Everybody who changed, as he is placed now; None: no longer in the seating."""
    by: tuple[tuple[str, str], ...]
    """Who did it, and what: name and kind of the change."""
    is_stale: bool
    """Whether too much has changed, or the settings did: load all of it anew."""


def read_feed(session: ScopedSession, opened: OpenSeating, since: int) -> Feed:
    """Return what changed in a seating since a sequence."""
    if since >= opened.sequence:
        return Feed({}, (), is_stale=since > opened.sequence)
    moves = session.execute(
        select(
            SeatMoveRecord.changes,
            SeatMoveRecord.settings,
            SeatMoveRecord.actor_name,
            SeatMoveRecord.kind,
        )
        .where(SeatMoveRecord.seating_id == opened.id, SeatMoveRecord.sequence > since)
        .order_by(SeatMoveRecord.sequence)
        .limit(MOST_MOVES + 1)
    ).all()
    people = {each["person"] for move in moves for each in move.changes}
    seating = opened.seating
    return Feed(
        {
            person: find_place(seating, person) if is_in(seating, person) else None
            for person in sorted(people)
        },
        tuple(dict.fromkeys((move.actor_name, move.kind) for move in moves)),
        len(moves) > MOST_MOVES or any(move.settings is not None for move in moves),
    )


@dataclass(frozen=True, slots=True)
class PastMove:
    """One change of somebody's place."""

    at: datetime
    by: str
    kind: str
    note: str
    before: str | None
    after: str | None


def list_past(session: ScopedSession, opened: OpenSeating, person: str) -> list[PastMove]:
    """Return the last changes of somebody's place, the newest first."""
    moves = session.scalars(
        select(SeatMoveRecord)
        .where(SeatMoveRecord.seating_id == opened.id)
        .order_by(SeatMoveRecord.sequence.desc())
        .limit(MOST_MOVES)
    )
    found = [
        PastMove(
            move.moved_at,
            move.actor_name,
            move.kind,
            move.note,
            (each["before"] or {}).get("seat"),
            (each["after"] or {}).get("seat"),
        )
        for move in moves
        for each in move.changes
        if each["person"] == person
    ]
    return found[:HISTORY]
