"""How far things in a venue are from each other, in metres: from where they stand.

Places are named by their number in ``Venue.list_seats()``.
"""

from __future__ import annotations

from math import hypot
from typing import TYPE_CHECKING

from planner.domain.venue.grid import Grid
from planner.domain.venue.plan import FixtureKind, SeatKind

if TYPE_CHECKING:
    from planner.domain.venue.plan import Fixture, Seat, Venue

PILLAR_SIDE = 0.8
"""A seat whose middle is so near a pillar's side, in metres, is beside it."""
OVERLAP = 0.4
"""Two chairs whose middles are nearer than these metres stand in each other."""


def measure(one: Seat, other: Seat) -> float:
    """Return how far two seats are from each other, in metres."""
    return hypot(one.x - other.x, one.y - other.y)


def direct(one: Seat, other: Seat) -> tuple[float, float]:
    """Return the direction from one seat to another, of length 1; none where they are one."""
    far = hypot(other.x - one.x, other.y - one.y)
    return ((other.x - one.x) / far, (other.y - one.y) / far) if far else (0.0, 0.0)


def measure_to(seat: Seat, fixture: Fixture) -> float:
    """Return how far a seat is from the nearest side of something, in metres."""
    if fixture.is_round:
        far = hypot(seat.x - fixture.x, seat.y - fixture.y)
        return max(far - fixture.width / 2, 0.0)
    aside = max(abs(seat.x - fixture.x) - fixture.width / 2, 0.0)
    along = max(abs(seat.y - fixture.y) - fixture.depth / 2, 0.0)
    return hypot(aside, along)


def measure_to_doors(venue: Venue) -> tuple[float, ...]:
    """Return for each place how far the nearest door is; nothing where the venue has none."""
    doors = [each for each in venue.fixtures if each.kind is FixtureKind.DOOR]
    if not doors:
        return ()
    return tuple(min(measure_to(seat, door) for door in doors) for seat in venue.list_seats())


def find_pillar_seats(venue: Venue) -> frozenset[int]:
    """Return the places beside a pillar."""
    pillars = [each for each in venue.fixtures if each.kind is FixtureKind.PILLAR]
    return frozenset(
        at
        for at, seat in enumerate(venue.list_seats())
        if seat.kind is not SeatKind.REMOVED
        and any(measure_to(seat, pillar) <= PILLAR_SIDE for pillar in pillars)
    )


def find_overlaps(venue: Venue, least: float = OVERLAP) -> list[tuple[int, int]]:
    """Return pairs of places that stand in each other."""
    seats = venue.list_seats()
    grid = Grid(least)
    found = []
    for at, seat in enumerate(seats):
        if seat.kind is not SeatKind.REMOVED:
            around = grid.each_around(seat.x, seat.y)
            found += [(each, at) for each in around if measure(seats[each], seat) < least]
            grid.put(at, seat.x, seat.y)
    return sorted(found)


def crosses(one: Seat, other: Seat, fixture: Fixture) -> bool:
    """Tell whether the straight line between two seats meets something's outline or inside."""
    first, last = 0.0, 1.0
    for start, step, middle, half in (
        (one.x, other.x - one.x, fixture.x, fixture.width / 2),
        (one.y, other.y - one.y, fixture.y, fixture.depth / 2),
    ):
        low, high = middle - half - start, middle + half - start
        if step == 0:
            if low > 0 or high < 0:
                return False
            continue
        enters, leaves = sorted((low / step, high / step))
        first, last = max(first, enters), min(last, leaves)
    return first <= last
