"""Venues by description: whichever layout is asked for, and the areas of one venue together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar, assert_never

from planner.domain.venue.plan import Fixture, Seat, Venue
from planner.domain.venue.room import (
    Facing,
    Ring,
    RoundTables,
    lay_facing,
    lay_ring,
    lay_tables,
)
from planner.domain.venue.theatre import (
    Classroom,
    Rostrum,
    Theatre,
    lay_classroom,
    lay_rostrum,
    lay_theatre,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.domain.venue.layout import Layout, Site
    from planner.domain.venue.plan import Area

Wish = Theatre | Classroom | Rostrum | Ring | Facing | RoundTables
Thing = TypeVar("Thing", Seat, Fixture)
MARGIN = 1.5
"""What is left free round a venue, in metres."""


def lay_out(site: Site, wish: Wish) -> Layout:
    """Return the area that is wished for.

    Raises:
        InvalidRequestError: It cannot be built so; the words say why, ``field`` names the wish.
    """
    match wish:
        case Theatre():
            return lay_theatre(site, wish)
        case Classroom():
            return lay_classroom(site, wish)
        case Rostrum():
            return lay_rostrum(site, wish)
        case Ring():
            return lay_ring(site, wish)
        case Facing():
            return lay_facing(site, wish)
        case RoundTables():
            return lay_tables(site, wish)
        case _:  # pragma: no cover  mypy proves that there is no other
            assert_never(wish)


def gather_venue(
    key: str, name: str, layouts: Sequence[Layout], fixtures: Sequence[Fixture] = ()
) -> Venue:
    """Return a venue of some areas, moved so that nothing lies left of or above its margin."""
    venue = Venue(
        key,
        name,
        tuple(each.area for each in layouts),
        (*(table for each in layouts for table in each.fixtures), *fixtures),
    )
    lefts = [each.x for each in venue.list_seats()]
    lefts += [each.x - each.width / 2 for each in venue.fixtures]
    tops = [each.y for each in venue.list_seats()]
    tops += [each.y - each.depth / 2 for each in venue.fixtures]
    return move_venue(venue, MARGIN - min(lefts), MARGIN - min(tops))


def move_venue(venue: Venue, right: float, down: float) -> Venue:
    """Return a venue with everything moved by so many metres, to the millimetre."""

    def moved_area(area: Area) -> Area:
        return replace(
            area,
            rows=tuple(
                replace(row, seats=tuple(moved(seat) for seat in row.seats)) for row in area.rows
            ),
        )

    def moved(thing: Thing) -> Thing:
        return replace(thing, x=round(thing.x + right, 3), y=round(thing.y + down, 3))

    return replace(
        venue,
        areas=tuple(map(moved_area, venue.areas)),
        fixtures=tuple(map(moved, venue.fixtures)),
    )
