"""The way to a seat: in by the nearest door, along an aisle, into the row.

Floors are not drawn: a door leads to the area whose seats are nearest to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import hypot
from statistics import median
from typing import TYPE_CHECKING

from planner.domain.venue.geometry import measure_to
from planner.domain.venue.plan import AreaKind, FixtureKind, SeatKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from planner.domain.venue.plan import Area, Fixture, Seat, SeatRow, Venue

Point = tuple[float, float]
GAP = 1.5
"""Seats of a row that stand farther apart than so many times its pitch have an aisle between."""
CLOSE = 0.4
"""A way that passes a seat at fewer metres goes over somebody's knees."""
DETOUR = 3.0
"""Metres that one walks rather than pass over a seat."""
DOORS_TRIED = 3
AS_NEAR = 1.6
"""Areas that are at most so many times as far from a door as the nearest may be the one."""


@dataclass(frozen=True, slots=True)
class Way:
    """How somebody gets to a seat; left and right are those of the hall, facing the rostrum."""

    door: Fixture | None
    """None where the venue has no door."""
    points: tuple[Point, ...]
    """From the door to the seat, in metres; the seat alone where there is no door."""
    is_left: bool = False
    """Whether one comes into the row from its left end."""
    count: int = 0
    """Which seat it is from that end, from 1; 0 at a table, which one walks round."""


@dataclass(frozen=True, slots=True)
class _Entrance:
    """One end of the seats around a seat: where one stands before one goes in."""

    aisle: Point
    passed: tuple[Seat, ...]
    """From the end to the seat itself."""
    is_left: bool


def find_way(venue: Venue, area: Area, row: SeatRow, seat: Seat) -> Way:
    """Return the way to a seat that is in a row of an area."""
    doors = sorted(
        list_doors(venue, area), key=lambda door: (measure_to(seat, door), door.x, door.y)
    )
    if row.is_ring:
        return _walk_to_table(doors, seat)
    entrances = list(_list_entrances(row, seat))
    if not doors:
        nearest = min(entrances, key=lambda each: len(each.passed))
        return Way(None, ((seat.x, seat.y),), nearest.is_left, len(nearest.passed))
    others = [
        (each.x, each.y)
        for each in venue.list_seats()
        if each.kind is not SeatKind.REMOVED and each not in row.seats
    ]
    tried = [
        (_price(points, entrance, others), Way(door, points, entrance.is_left, count))
        for door in doors[:DOORS_TRIED]
        for entrance in entrances
        for count in [len(entrance.passed)]
        for points in _list_walks(door, entrance)
    ]
    return min(tried, key=lambda each: each[0])[1]


def list_doors(venue: Venue, area: Area) -> list[Fixture]:
    """Return the doors of an area; where it has none, those of the whole venue."""
    doors = [each for each in venue.fixtures if each.kind is FixtureKind.DOOR]
    own = [door for door in doors if _find_area(venue, door) is area]
    return own or doors


def split_row(row: SeatRow) -> list[list[Seat]]:
    """Return the seats of a row from the left, parted where an aisle goes through."""
    seats = [each for each in row.seats if each.kind is not SeatKind.REMOVED]
    if row.is_ring or len(seats) <= 1:
        return [seats] if seats else []
    steps = [hypot(other.x - one.x, other.y - one.y) for one, other in pairwise(seats)]
    widest = median(steps) * GAP
    parts = [[seats[0]]]
    for step, seat in zip(steps, seats[1:], strict=True):
        if step > widest:
            parts.append([])
        parts[-1].append(seat)
    return parts


def _walk_to_table(doors: Sequence[Fixture], seat: Seat) -> Way:
    if not doors:
        return Way(None, ((seat.x, seat.y),))
    return Way(doors[0], ((doors[0].x, doors[0].y), (seat.x, seat.y)))


def _find_area(venue: Venue, door: Fixture) -> Area | None:
    """Return the area that a door leads to: the nearest; below a balcony, what is below it."""
    away = [
        (min(measure_to(seat, door) for row in area.rows for seat in row.seats), area)
        for area in venue.areas
        if any(row.seats for row in area.rows)
    ]
    if not away:
        return None
    nearest = min(metres for metres, _ in away)
    near = [each for each in away if each[0] <= nearest * AS_NEAR + 1.0]
    return min(near, key=lambda each: (each[1].kind is AreaKind.BALCONY, each[0]))[1]


def _list_entrances(row: SeatRow, seat: Seat) -> Iterator[_Entrance]:
    """Yield both ends of the seats around a seat, as one sees them facing the rostrum."""
    part = next((each for each in split_row(row) if seat in each), [seat])
    at = part.index(seat)
    is_from_left = part[0].x <= part[-1].x
    for passed, is_first in ((part[: at + 1], True), (part[at:][::-1], False)):
        yield _Entrance(
            _step_aside(part, is_first=is_first), tuple(passed), is_first is is_from_left
        )


def _step_aside(part: Sequence[Seat], *, is_first: bool) -> Point:
    """Return the place in the aisle beside the end of a row."""
    ends = part if is_first else part[::-1]
    if len(ends) == 1:
        return (ends[0].x + (-0.8 if is_first else 0.8), ends[0].y)
    one, other = ends[0], ends[1]
    return (one.x + (one.x - other.x), one.y + (one.y - other.y))


def _list_walks(door: Fixture, entrance: _Entrance) -> Iterator[tuple[Point, ...]]:
    """Yield the ways from a door to the end of a row, round a corner, and on to the seat."""
    start, aisle = (door.x, door.y), entrance.aisle
    inside = [(seat.x, seat.y) for seat in entrance.passed]
    for corner in ((aisle[0], start[1]), (start[0], aisle[1])):
        yield (start, corner, aisle, *inside)


def _price(points: Sequence[Point], entrance: _Entrance, others: Iterable[Point]) -> float:
    """Return how long a way is, and longer for every seat that it passes over."""
    length = sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points))
    start, corner, aisle = points[:3]
    passed = sum(
        _is_on(each, start, corner) or _is_on(each, corner, aisle) for each in others
    ) + len(entrance.passed)
    return length + DETOUR * passed


def _is_on(point: Point, start: Point, end: Point) -> bool:
    """Tell whether a point is on a line along one of the axes, or near it."""
    left, right = min(start[0], end[0]) - CLOSE, max(start[0], end[0]) + CLOSE
    top, bottom = min(start[1], end[1]) - CLOSE, max(start[1], end[1]) + CLOSE
    return left < point[0] < right and top < point[1] < bottom
