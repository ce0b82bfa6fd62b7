"""Finding the parts of a venue that an operation names, and putting others in their place."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from math import inf
from typing import TYPE_CHECKING

from planner.domain.error import InvalidRequestError
from planner.domain.venue.flaw import refuse
from planner.domain.venue.geometry import measure_to
from planner.domain.venue.numbering import number_area
from planner.domain.venue.plan import FixtureKind, SeatKind
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from planner.domain.venue.plan import Area, Seat, SeatRow, Venue

NO_AREA = ("没有这个分区，可能已被删除。", "There is no such area; it may be gone.", "area")
NO_SEAT = ("没有这个座位，可能已被删除。", "There is no such seat; it may be gone.")
AT_TABLE = 1.0
"""A table farther from every seat than these metres belongs to none."""


def find_area(venue: Venue, key: str) -> Area:
    """Return the area of a key."""
    found = next((area for area in venue.areas if area.key == key), None)
    if found is None:
        refuse(*NO_AREA)
    return found


def find_row(venue: Venue, seat: str) -> tuple[Area, SeatRow]:
    """Return the area and the row that a seat is in."""
    for area in venue.areas:
        for row in area.rows:
            if any(each.key == seat for each in row.seats):
                return area, row
    raise InvalidRequestError(Wording(*NO_SEAT), "seats")


def require_seats(venue: Venue, keys: Collection[str]) -> frozenset[str]:
    """Return keys of seats, all of which are there; none at all is refused."""
    if not keys:
        refuse("请先选择座位。", "Choose seats first.", "seats")
    wanted = frozenset(keys)
    if wanted - {seat.key for seat in venue.list_seats()}:
        refuse(
            "有的座位已不在图上，请重新选择。",
            "Some seats are no longer there; choose anew.",
            "seats",
        )
    return wanted


def put_area(venue: Venue, area: Area) -> Venue:
    """Return a venue with an area in the place of that of the same key."""
    areas = tuple(area if each.key == area.key else each for each in venue.areas)
    return replace(venue, areas=areas)


def put_row(area: Area, old: SeatRow, new: SeatRow) -> Area:
    """Return an area with a row in the place of another one."""
    return replace(area, rows=tuple(new if each is old else each for each in area.rows))


def put_seats(area: Area, change: Callable[[Seat], Seat]) -> Area:
    """Return an area with each of its seats changed."""
    return replace(
        area,
        rows=tuple(
            replace(row, seats=tuple(change(seat) for seat in row.seats)) for row in area.rows
        ),
    )


def renumber(before: Area, after: Area) -> Area:
    """Return a changed area with numbers as the hall gives them.

    Where the seats had others than the numbering gives, given by hand or drawn so, they keep them;
    a removed seat bears none.
    """
    if number_area(before) == before:
        return number_area(after)
    return put_seats(
        after, lambda seat: replace(seat, number="") if seat.kind is SeatKind.REMOVED else seat
    )


def list_tables(venue: Venue, seats: Collection[str]) -> list[int]:
    """Return the tables, by place in the list, whose nearest seat is one of those given."""
    found = []
    every = sorted(venue.list_seats(), key=lambda each: each.y)
    downs = [each.y for each in every]
    for at, fixture in enumerate(venue.fixtures):
        if fixture.kind is FixtureKind.TABLE:
            reach = fixture.depth / 2 + AT_TABLE
            first, last = fixture.y - reach, fixture.y + reach
            near = every[bisect_left(downs, first) : bisect_right(downs, last)]
            measured = ((measure_to(seat, fixture), seat.key) for seat in near)
            far, key = min(measured, default=(inf, ""))
            if far <= AT_TABLE and key in seats:
                found.append(at)
    return found


def keys_of(area: Area) -> frozenset[str]:
    """Return the keys of an area's seats."""
    return frozenset(seat.key for row in area.rows for seat in row.seats)
