"""One row of people who face the hall: who sits where, and why (rules §2).

Left and right are those of the people seated. Columns are counted as seen from the hall, from its
left: a person's left hand is the next higher column.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from planner.domain.seat_reason import explain_seat
from planner.domain.sitting import SeatRule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.domain.wording import Wording

T = TypeVar("T")

CENTRE_ONE_LEAST = 4
"""双数单摆 is for an even number of at least four."""


@dataclass(frozen=True, slots=True)
class SeatedPerson:
    """A person in a seat; ``position`` is the distance from the centre in seats, hall-right > 0."""

    person: str
    row: int
    """0 is the front row."""
    column: int
    """0 is the seat at the left end as seen from the hall."""
    position: float
    rank_in_row: int
    """1 is the first place of the row."""
    reason: Wording
    is_presider: bool = False


def applied_rule(count: int, rule: SeatRule) -> SeatRule:
    """Return the rule that a row of that many follows: 双数单摆 needs an even number from four."""
    is_fit = count >= CENTRE_ONE_LEAST and count % 2 == 0
    return SeatRule.LEFT_FIRST if rule is SeatRule.CENTRE_ONE and not is_fit else rule


def find_column(rank: int, count: int, rule: SeatRule) -> int:
    """Return the column of a row's ``rank``-th person; ranks begin at 1."""
    middle = (count - 1) // 2
    column = middle + rank // 2 if rank % 2 == 0 else middle - rank // 2
    return count - 1 - column if rule is SeatRule.RIGHT_FIRST else column


def find_position(column: int, count: int, rule: SeatRule) -> float:
    """Return a seat's distance from the hall's centre line: under 双数单摆 No. 1 sits on it."""
    if applied_rule(count, rule) is SeatRule.CENTRE_ONE:
        return float(column - (count - 1) // 2)
    return column - (count - 1) / 2


def seat_row(ranked: Sequence[T], rule: SeatRule) -> list[T]:
    """Return people given by rank in the order of their seats as seen from the hall, left first."""
    count = len(ranked)
    by_column = {find_column(rank, count, rule): each for rank, each in enumerate(ranked, start=1)}
    return [by_column[column] for column in range(count)]


def seat_people(
    ranked: Sequence[str],
    rule: SeatRule,
    row: int = 0,
    ordered_by: Wording | None = None,
) -> tuple[SeatedPerson, ...]:
    """Return one row as seen from the hall, each seat with its reason."""
    count = len(ranked)
    seats = []
    for rank, person in enumerate(ranked, start=1):
        column = find_column(rank, count, rule)
        position = find_position(column, count, rule)
        reason = explain_seat(rank, count, applied_rule(count, rule), ordered_by)
        seats.append(SeatedPerson(person, row, column, position, rank, reason))
    return tuple(sorted(seats, key=lambda seat: seat.column))
