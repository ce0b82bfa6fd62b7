"""The type in the seats of a hall: as large as all of them can have it, none in another's way.

A seat's box may reach to its neighbour's. Two boxes ``w`` wide and ``h`` high keep apart where they
are ``w`` apart across or ``h`` apart down; so the largest size at which a name of three characters
fits every box follows at once from where the seats stand.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.domain.venue.grid import Grid

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from planner.documents.sheet.hall_chart import ChartSeat, Point

USUAL = 3
"""Characters of most names, as papers print them: 王　芳, 欧阳明."""
COLUMN_STEP, LINE_STEP = 1.08, 1.22
PAD_ALONG, PAD_FLAT, PAD_ACROSS, PAD_LONG = 0.36, 0.5, 0.34, 0.18
BAND = 0.62
"""The height of what stands above a name (its seat's number), in parts of the name's size."""
REACH = 1.8
"""Seats farther apart than these metres are never in each other's way."""
LONE = 1.0
"""The room of a seat that has nobody near it, in metres."""
FILL = 0.96
"""How much of the room between two seats their boxes take."""
LARGEST = 16.0
WIDEST, HIGHEST = 4.4, 4.4
"""The most of a box, in parts of the size of its type."""


PARTED, PARTED_DOWN, TURNED = 0.8, 0.6, 0.85
"""A name is parted, or turned, only where it gets that much larger; columns from right to left are
read wrongly too easily."""


@dataclass(frozen=True, slots=True)
class SeatBox:
    """The box of every seat of an area, in points, and the size of the usual names in it."""

    width: float
    height: float
    size: float
    is_down: bool
    band: float = 0.0
    """What is kept above the name for the seat's number."""


@dataclass(frozen=True, slots=True)
class NameFit:
    """How a name stands in its box: its columns from the right, or its lines."""

    parts: tuple[str, ...]
    size: float
    is_down: bool


def find_gaps(seats: Sequence[ChartSeat]) -> list[Point]:
    """Return how far apart, across and down, seats are that are near each other, in metres.

    Only the narrow ones are told: a pair that is farther apart both ways decides nothing.
    """
    grid = Grid(REACH)
    gaps: set[Point] = set()
    for at, seat in enumerate(seats):
        for other in grid.each_around(seat.x, seat.y):
            across, down = abs(seats[other].x - seat.x), abs(seats[other].y - seat.y)
            if across < REACH and down < REACH:
                gaps.add((round(across, 3), round(down, 3)))
        grid.put(at, seat.x, seat.y)
    return list(_keep_narrow(sorted(gaps))) or [(LONE, LONE)]


def _keep_narrow(gaps: Iterable[Point]) -> Iterator[Point]:
    """Yield the gaps, given by their width, that are lower than all narrower ones."""
    lowest = REACH
    for across, down in gaps:
        if down < lowest:
            yield across, down
            lowest = down


def fit_boxes(gaps: Sequence[Point], scale: float, *, has_band: bool = False) -> SeatBox:
    """Return the boxes in which the names get largest; ``scale`` is points for a metre."""
    farthest = ((REACH, 0.0), (0.0, REACH))  # what is farther away was not told
    room = [(across * scale * FILL, down * scale * FILL) for across, down in (*gaps, *farthest)]
    band = BAND if has_band else 0.0
    along, beside = USUAL * COLUMN_STEP + PAD_ALONG, COLUMN_STEP + PAD_ACROSS
    flat_along, flat_high = USUAL + PAD_FLAT, LINE_STEP + PAD_ACROSS
    down = _fit(room, beside, along + band)
    flat = _fit(room, flat_along, flat_high + band)
    is_down = down >= flat
    size = min(max(down, flat), LARGEST)
    wide, high = (beside, along + band) if is_down else (flat_along, flat_high + band)
    box = SeatBox(wide * size, high * size, size, is_down, band * size)
    return _spread(box, room)


def fit_name(name: str, box: SeatBox) -> NameFit:
    """Return how a name stands in its box: usual ones alike, long ones in parts or smaller."""
    if len(name) <= USUAL:
        return NameFit((name,), box.size, box.is_down)
    wide, high = box.width - PAD_LONG * box.size, box.height - box.band - PAD_LONG * box.size
    choices = [
        NameFit(parts, _size_of(parts, wide, high, is_down=is_down), is_down)
        for parts in split_parts(name)
        for is_down in (box.is_down, not box.is_down)
    ]
    best = max(choices, key=lambda each: each.size * _liking(each, box))
    return replace(best, size=min(best.size, box.size))


def _liking(fit: NameFit, box: SeatBox) -> float:
    """Return how a way to write a name is liked: whole, and as the names around it."""
    if len(fit.parts) > 1:
        is_clear = not fit.is_down or fit.parts[-1].startswith("（")
        return PARTED if is_clear else PARTED_DOWN
    return 1.0 if fit.is_down == box.is_down else TURNED


def split_parts(name: str) -> list[tuple[str, ...]]:
    """Return the ways to part a name: at its dots, else into halves or thirds."""
    ways: list[tuple[str, ...]] = [(name,)]
    pieces = name.split("·")
    if len(pieces) > 1:
        ways.append((*(f"{piece}·" for piece in pieces[:-1]), pieces[-1]))
    before, mark, after = name.partition("（")
    if mark and before:
        return [*ways, (before, mark + after)]
    for count in (2, 3, 4):
        length = -(-len(name) // count)
        ways.append(tuple(name[at : at + length] for at in range(0, len(name), length)))
    return ways


def _size_of(parts: tuple[str, ...], wide: float, high: float, *, is_down: bool) -> float:
    longest = max(map(len, parts))
    if is_down:
        return min(wide / (len(parts) * COLUMN_STEP), high / (longest * COLUMN_STEP))
    return min(wide / longest, high / (len(parts) * LINE_STEP))


def _fit(room: Iterable[Point], wide: float, high: float) -> float:
    """Return the largest size at which boxes so many times as wide and high keep apart."""
    return min(max(across / wide, down / high) for across, down in room)


def _spread(box: SeatBox, room: Sequence[Point]) -> SeatBox:
    """Return boxes grown until they nearly touch, first across, then down."""
    width = min(
        (across for across, down in room if down < box.height - 0.001),
        default=WIDEST * box.size,
    )
    width = max(box.width, min(width, WIDEST * box.size))
    height = min(
        (down for across, down in room if across < width - 0.001), default=HIGHEST * box.size
    )
    height = max(box.height, min(height, HIGHEST * box.size + box.band))
    return replace(box, width=width, height=height)
