"""The places of a venue with their row and column, and the rows of those who are no delegates."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, pairwise
from math import floor
from statistics import median
from typing import TYPE_CHECKING

from planner.domain.venue.plan import AreaKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from planner.domain.venue.plan import Area, Venue


@dataclass(frozen=True, slots=True)
class Spot:
    """A seat as the fill sees it; rows and columns count from the front and from the left."""

    seat: str
    area: int
    row: int
    column: int
    x: float

    @property
    def by_rows(self) -> tuple[int, int, float]:
        """What it sorts by from row to row."""
        return self.area, self.row, self.x

    @property
    def by_columns(self) -> tuple[int, int, int, float]:
        """What it sorts by from column to column."""
        return self.area, self.column, self.row, self.x


def list_spots(venue: Venue, areas: Sequence[str], left_out: Collection[str]) -> list[Spot]:
    """Return the seats to be filled, by rows, but those left out; rostrums only where asked for."""
    known = {area.key: area for area in venue.areas}
    chosen = [known[key] for key in areas if key in known] or [
        area for area in venue.areas if area.kind is not AreaKind.ROSTRUM
    ]
    return [
        spot
        for number, area in enumerate(chosen)
        for spot in list_area(area, number)
        if spot.seat not in left_out
    ]


def list_area(area: Area, number: int) -> Iterator[Spot]:
    """Yield the usable seats of an area; columns are as wide as a seat, counted from the left."""
    steps = [
        other.x - one.x
        for row in area.rows
        for one, other in pairwise(sorted(row.seats, key=lambda seat: seat.x))
        if other.x > one.x
    ]
    pitch = median(steps) if steps else 1.0
    left = min((seat.x for row in area.rows for seat in row.seats), default=0.0)
    for at, row in enumerate(area.rows):
        for seat in sorted(row.seats, key=lambda seat: seat.x):
            if seat.is_usable:
                column = floor((seat.x - left) / pitch + 0.5)
                yield Spot(seat.key, number, at, column, seat.x)


def take_areas(spots: Sequence[Spot], count: int) -> list[Spot]:
    """Return the seats of as many areas, the first ones, as so many people need."""
    taken: list[Spot] = []
    for _, area in groupby(spots, key=lambda spot: spot.area):
        if len(taken) >= count:
            break
        taken += area
    return taken


def take_front(spots: Sequence[Spot], count: int) -> tuple[list[Spot], list[Spot]]:
    """Return the front rows that hold so many people, and the rows behind them."""
    front: list[Spot] = []
    rows = [list(row) for _, row in groupby(spots, key=lambda spot: (spot.area, spot.row))]
    while rows and len(front) < count:
        front += rows.pop(0)
    return front, [spot for row in rows for spot in row]


def take_back(spots: Sequence[Spot], count: int, needed: int) -> tuple[list[Spot], list[Spot]]:
    """Return the last whole rows that hold so many people, and what lies in front of them.

    Where so many seats are ``needed`` in front that whole rows cannot be had, single seats do.
    """
    back: list[Spot] = []
    rows = [list(row) for _, row in groupby(spots, key=lambda spot: (spot.area, spot.row))]
    left = len(spots)
    while rows and len(back) < count and left - len(rows[-1]) >= needed:
        row = rows.pop()
        left -= len(row)
        back = row + back
    front = [spot for row in rows for spot in row]
    missing = min(count - len(back), len(front) - needed)
    if missing > 0:
        back = front[-missing:] + back
        front = front[:-missing]
    return back, front
