"""The rows of an area as they stand: which places follow each other, and at what pitch.

Rows of several zones that continue each other on the floor are one row, whatever their names.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import cos, inf, radians
from statistics import median
from typing import TYPE_CHECKING

from planner.domain.venue.geometry import direct, measure
from planner.domain.venue.grid import Grid

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planner.domain.venue.plan import Area, Seat, SeatRow

LONE_PITCH = 0.55
"""The pitch, in metres, where no two seats of a row tell it."""
WIDEST_PITCHES = 2.0
"""A row's pitch is never taken for more than so many times that of its area."""
TELLING_SEATS = 4
"""A row with fewer seats than these may be all aisles; it takes the pitch of its area."""
FARTHEST_NEXT = 4.0
"""A zone's row that begins farther away than these metres is no continuation."""
STRAIGHT = cos(radians(25))
"""What turns more than this on its way to the next zone is no continuation either."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row: the numbers of its places from the left, and its pitch in metres."""

    places: tuple[int, ...]
    is_ring: bool
    pitch: float


def list_lines(area: Area, start: int = 0) -> list[Line]:
    """Return the rows of an area as they stand; its first place has the number ``start``."""
    joined = join_zones(area.rows)
    numbers: dict[str, int] = {}
    for row in area.rows:
        for seat in row.seats:
            numbers[seat.key] = start + len(numbers)
    nearest = [list_nearest(seats, is_ring=is_ring) for seats, is_ring in joined]
    told = [each for row in nearest for each in row]
    common = median(told) if told else LONE_PITCH
    return [
        Line(
            tuple(numbers[seat.key] for seat in seats),
            is_ring,
            min(median(own), WIDEST_PITCHES * common) if len(own) >= TELLING_SEATS else common,
        )
        for (seats, is_ring), own in zip(joined, nearest, strict=True)
    ]


def list_nearest(seats: Sequence[Seat], *, is_ring: bool) -> list[float]:
    """Return for each place of a row how far its nearest neighbour is, in metres.

    Removed seats count here: the pitch of a row is that with which it was built.
    """
    if len(seats) < 2:  # noqa: PLR2004  one seat has no neighbour
        return []
    steps = [measure(one, other) for one, other in pairwise(seats)]
    closing = measure(seats[-1], seats[0]) if is_ring else inf
    return [min(pair) for pair in pairwise([closing, *steps, closing])]


def join_zones(rows: Sequence[SeatRow]) -> list[tuple[list[Seat], bool]]:
    """Return the seats of each row, with those of the zones that continue it."""
    following: dict[int, int] = {}
    taken: set[int] = set()
    starts = Grid(FARTHEST_NEXT)
    zoned = [at for at, row in enumerate(rows) if row.zone and row.seats and not row.is_ring]
    for at in zoned:
        starts.put(at, rows[at].seats[0].x, rows[at].seats[0].y)
    for at in zoned:
        seats, end = rows[at].seats, rows[at].seats[-1]
        nexts = [
            (measure(end, rows[other].seats[0]), other)
            for other in starts.each_around(end.x, end.y)
            if rows[other].zone != rows[at].zone and continues(seats, rows[other].seats)
        ]
        if nexts and min(nexts)[1] not in taken:
            following[at] = min(nexts)[1]
            taken.add(following[at])
    return chain(rows, following)


def continues(before: Sequence[Seat], after: Sequence[Seat]) -> bool:
    """Tell whether a row goes on where another ends: near it, and in the same direction."""
    end, start = before[-1], after[0]
    if abs(end.x - start.x) > FARTHEST_NEXT or abs(end.y - start.y) > FARTHEST_NEXT:
        return False
    way = direct(end, start)
    arrives = direct(before[-2], end) if before[:-1] else way
    leaves = direct(start, after[1]) if after[1:] else way
    return all(way[0] * each[0] + way[1] * each[1] >= STRAIGHT for each in (arrives, leaves))


def chain(rows: Sequence[SeatRow], following: Mapping[int, int]) -> list[tuple[list[Seat], bool]]:
    """Return rows put together in order; rows that follow each other in a ring are cut once."""
    behind = set(following.values())
    firsts = [at for at in range(len(rows)) if at not in behind]
    seen: set[int] = set()
    joined = []
    for first in (*firsts, *sorted(behind)):
        seats: list[Seat] = []
        at: int | None = first
        while at is not None and at not in seen:
            seen.add(at)
            seats += rows[at].seats
            at = following.get(at)
        if seats:
            joined.append((seats, rows[first].is_ring))
    return joined
