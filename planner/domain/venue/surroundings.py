"""What touches what in a venue: from where seats stand, never from their numbers (rules §3).

Places are named by their number in ``Venue.list_seats()``. A removed seat touches nothing; a
blocked one is still a chair between its neighbours.
"""

from __future__ import annotations

from itertools import pairwise
from math import hypot
from statistics import median
from typing import TYPE_CHECKING

from planner.domain.venue.geometry import direct, find_pillar_seats, measure, measure_to_doors
from planner.domain.venue.grid import Grid
from planner.domain.venue.obstacle import Obstacles
from planner.domain.venue.plan import FixtureKind, SeatKind
from planner.domain.venue.row_line import list_lines
from planner.domain.venue.touch import Geometry

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planner.domain.venue.plan import Seat, Venue
    from planner.domain.venue.row_line import Line

GAP = 1.5
"""Seats of a row that stand farther apart than so many times its pitch have a gap between them;
rows that stand farther apart than so many times the usual distance have one, too."""
FARTHEST_TOUCH = 1.6
"""Rows farther apart than these metres do not touch, whatever the spacing of the others."""
ASIDE = 1.2
"""Who stands farther aside than so many times the pitch (between that of the two rows) touches
nobody ahead or behind."""
PASSABLE = frozenset({FixtureKind.DOOR, FixtureKind.TABLE})
"""What does not part those who sit on either side of it."""


def find_geometry(venue: Venue) -> Geometry:
    """Return what touches each place of a venue, and what is near; about n steps for n places.

    Every relation goes both ways. At an aisle is whoever gets out without passing anybody.
    """
    seats = venue.list_seats()
    beside: list[set[int]] = [set() for _ in seats]
    near: list[set[int]] = [set() for _ in seats]
    at_aisle: set[int] = set()
    obstacles = Obstacles(each for each in venue.fixtures if each.kind not in PASSABLE)
    start = 0
    for area in venue.areas:
        lines = list_lines(area, start)
        start += sum(len(row.seats) for row in area.rows)
        for line in lines:
            join_row(line, seats, obstacles, beside, at_aisle)
        for one, other in each_touch_across(lines, seats):
            if not obstacles.part(seats[one], seats[other]):
                near[one].add(other)
                near[other].add(one)
    return Geometry(
        tuple(tuple(sorted(each)) for each in beside),
        tuple(tuple(sorted(own | other)) for own, other in zip(beside, near, strict=True)),
        frozenset(at_aisle),
        measure_to_doors(venue),
        find_pillar_seats(venue),
    )


def join_row(
    line: Line,
    seats: Sequence[Seat],
    obstacles: Obstacles,
    beside: Sequence[set[int]],
    at_aisle: set[int],
) -> None:
    """Note who is beside whom in a row, and who is at an aisle: at its ends and at its gaps.

    The hole of a removed seat and the place of a pillar are no way out.
    """
    there = [each for each in line.places if seats[each].kind is not SeatKind.REMOVED]
    at_aisle.update(there if line.is_ring else (*there[:1], *there[-1:]))
    for one, other in each_step(line):
        if SeatKind.REMOVED in {seats[one].kind, seats[other].kind}:
            continue
        if obstacles.part(seats[one], seats[other]):
            continue
        if measure(seats[one], seats[other]) > GAP * line.pitch:
            at_aisle.update((one, other))
        else:
            beside[one].add(other)
            beside[other].add(one)


def each_step(line: Line) -> Iterator[tuple[int, int]]:
    """Yield each place of a row with the next one; a ring's last one has the first for its next."""
    yield from pairwise(line.places)
    if line.is_ring and len(line.places) > 2:  # noqa: PLR2004  two have one step between them
        yield line.places[-1], line.places[0]


def each_touch_across(lines: Sequence[Line], seats: Sequence[Seat]) -> Iterator[tuple[int, int]]:
    """Yield seats of different rows of an area that touch: in front, behind, and aslant.

    Those touch that stand as far ahead or behind as rows usually do, and not farther aside than
    one seat; ahead and aside are told by the direction that the row has at the seat.
    """
    across = dict(find_across(lines, seats))
    usual = [min(found)[0] for found in across.values() if found]
    reach = min(GAP * median(usual), FARTHEST_TOUCH) if usual else 0.0
    for place, found in across.items():
        yield from ((place, other) for ahead, other in found if ahead <= reach)


def find_across(
    lines: Sequence[Line], seats: Sequence[Seat]
) -> Iterator[tuple[int, list[tuple[float, int]]]]:
    """Yield each place with the seats of other rows ahead of it and behind, and how far they are.

    What stands farther aside than one seat is left out.
    """
    widest = max((line.pitch for line in lines), default=0.0) * ASIDE
    grid = Grid(hypot(FARTHEST_TOUCH, widest))
    line_of = {place: number for number, line in enumerate(lines) for place in line.places}
    there = [each for each in line_of if seats[each].kind is not SeatKind.REMOVED]
    ways = {place: way for line in lines for place, way in each_direction(line, seats)}
    for place in there:
        grid.put(place, seats[place].x, seats[place].y)
    for place in there:
        seat, (across, down) = seats[place], ways[place]
        own = lines[line_of[place]]
        found = []
        for other in grid.each_around(seat.x, seat.y):
            x, y = seats[other].x - seat.x, seats[other].y - seat.y
            ahead, aside = abs(x * down - y * across), abs(x * across + y * down)
            line = lines[line_of[other]]
            limit = ASIDE * (own.pitch + line.pitch) / 2
            if line is not own and ahead <= FARTHEST_TOUCH and aside <= limit:
                found.append((ahead, other))
        yield place, found


def each_direction(line: Line, seats: Sequence[Seat]) -> Iterator[tuple[int, tuple[float, float]]]:
    """Yield each place with the direction that its row has there; a lone seat's goes across."""
    places = line.places
    for at, place in enumerate(places):
        before = places[at - 1] if at or line.is_ring else place
        after = places[(at + 1) % len(places)] if at + 1 < len(places) or line.is_ring else place
        way = direct(seats[before], seats[after])
        yield place, way if any(way) else (1.0, 0.0)
