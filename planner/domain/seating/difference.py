"""What differs between two seatings: who moved from where to where, who came, who left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class SeatMove:
    """Somebody whose seat differs; None: he had none, or has none now."""

    person: str
    before: str | None
    after: str | None


def compare_seats(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[SeatMove, ...]:
    """Return whoever sits elsewhere: those who moved, then those who came, then those who left."""
    people = (*before, *(each for each in after if each not in before))
    moves = [
        SeatMove(each, before.get(each), after.get(each))
        for each in people
        if before.get(each) != after.get(each)
    ]
    return tuple(sorted(moves, key=lambda move: (move.after is None, move.before is None)))
