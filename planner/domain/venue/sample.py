"""The shipped venues: invented ones, to look at, to try and to test with."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from planner.domain.error import InvalidRequestError
from planner.domain.venue.generator import gather_venue
from planner.domain.venue.layout import Layout, Site, mark_seats
from planner.domain.venue.plan import AreaKind, Fixture, FixtureKind, Numbering, SeatKind
from planner.domain.venue.room import Ring, RoundTables, lay_ring, lay_tables
from planner.domain.venue.theatre import (
    Rostrum,
    Theatre,
    lay_rostrum,
    lay_theatre,
    repeat_rows,
)
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.domain.venue.plan import Venue

HALL_BLOCKS = (10, 18, 10)
WHEELCHAIRS = ("hall-24-1", "hall-24-2", "hall-24-37", "hall-24-38")


def make_hall() -> Venue:
    """Return a hall for 1,200 with balcony, and a rostrum of five rows beside."""
    rostrum = lay_rostrum(
        Site("rostrum", "主席台", AreaKind.ROSTRUM), Rostrum((13, 17, 19, 21, 23))
    )
    hall = lay_theatre(
        Site("hall", "池座", AreaKind.HALL, y=5.0, numbering=Numbering.ODD_LEFT),
        Theatre(repeat_rows(24, HALL_BLOCKS), radius=30.0, cross_aisles=(12,)),
    )
    hall = Layout(mark_seats(hall.area, dict.fromkeys(WHEELCHAIRS, SeatKind.WHEELCHAIR)))
    balcony = lay_theatre(
        Site("balcony", "楼座", AreaKind.BALCONY, y=33.0, numbering=Numbering.ODD_LEFT),
        Theatre(repeat_rows(8, (9, 18, 9)), radius=58.0, spacing=1.0),
    )
    return gather_venue("hall-1200", "人民会堂", (rostrum, hall, balcony), list_hall_fixtures())


def list_hall_fixtures() -> tuple[Fixture, ...]:
    """Return what stands in the hall: doors, pillars, cameras, lectern, ballot boxes."""
    sides = (-1.0, 1.0)
    return (
        Fixture(FixtureKind.LECTERN, 5.5, 2.2, 0.8, 0.6),
        *(Fixture(FixtureKind.BALLOT_BOX, side * 3.0, 3.2, 0.6, 0.6) for side in sides),
        *(Fixture(FixtureKind.DOOR, side * 15.0, 13.5, 0.4, 2.0) for side in sides),
        *(Fixture(FixtureKind.DOOR, side * 8.0, 30.5, 2.4, 0.4) for side in sides),
        *(Fixture(FixtureKind.DOOR, side * 13.5, 41.0, 0.4, 2.0) for side in sides),
        *(Fixture(FixtureKind.PILLAR, side * 12.0, 24.25, 0.5, 0.5) for side in sides),
        *(Fixture(FixtureKind.CAMERA, side * 2.0, 30.5, 1.6, 1.2) for side in sides),
    )


def make_hollow_square() -> Venue:
    """Return a room for 60 round a hollow square (回字形)."""
    site = Site("room", "第一会议室", AreaKind.ROOM)
    doors = (
        Fixture(FixtureKind.DOOR, -4.0, 12.5, 1.6, 0.3),
        Fixture(FixtureKind.DOOR, 4.0, 12.5, 1.6, 0.3),
    )
    room = lay_ring(site, Ring(across=18, along=12))
    return gather_venue("room-60", "第一会议室", (room,), doors)


def make_u_shape() -> Venue:
    """Return a U-shaped room for 27 at the table and as many behind."""
    site = Site("room", "第二会议室", AreaKind.ROOM)
    door = Fixture(FixtureKind.DOOR, 0.0, 10.5, 1.6, 0.3)
    room = lay_ring(site, Ring(across=7, along=10, is_open=True, rings=2))
    return gather_venue("room-u", "第二会议室", (room,), (door,))


def make_dining_room() -> Venue:
    """Return a dining room of 24 tables for ten."""
    site = Site("dining", "宴会厅", AreaKind.TABLES)
    tables = lay_tables(site, RoundTables(tables=24, seats=10, columns=6))
    doors = (
        Fixture(FixtureKind.DOOR, -6.0, 17.0, 2.0, 0.3),
        Fixture(FixtureKind.DOOR, 6.0, 17.0, 2.0, 0.3),
    )
    return gather_venue("dining-24", "宴会厅", (tables,), doors)


MAKERS: dict[str, Callable[[], Venue]] = {
    "hall": make_hall,
    "hollow_square": make_hollow_square,
    "u_shape": make_u_shape,
    "dining": make_dining_room,
}


@cache
def sample_venue(kind: str) -> Venue:
    """Return the shipped venue of a kind.

    Raises:
        InvalidRequestError: There is no sample of that kind.
    """
    if kind not in MAKERS:
        kinds = ", ".join(MAKERS)
        raise InvalidRequestError(
            Wording(
                f"没有“{kind}”会场样例，可选：{kinds}", f"No venue “{kind}”; there are: {kinds}"
            )
        )
    return MAKERS[kind]()
