"""Distances in a venue, in metres."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.venue.geometry import (
    find_overlaps,
    find_pillar_seats,
    measure_to,
    measure_to_doors,
)
from planner.domain.venue.plan import (
    Area,
    AreaKind,
    Fixture,
    FixtureKind,
    Seat,
    SeatKind,
    SeatRow,
    Venue,
)


def a_venue(*seats: Seat, fixtures: tuple[Fixture, ...] = ()) -> Venue:
    area = Area("a", "池座", AreaKind.HALL, (SeatRow("1", seats),))
    return Venue("v", "会场", (area,), fixtures)


def a_seat(x: float, y: float = 0.0, kind: SeatKind = SeatKind.SEAT) -> Seat:
    return Seat(f"{x}/{y}", x, y, kind)


@pytest.mark.parametrize(
    ("x", "y", "far"), [(0, 0, 0), (1, 0.5, 0), (3, 0, 2), (0, -3, 2), (4, 5, 5), (-4, -5, 5)]
)
def test_distance_is_to_the_nearest_side(x: float, y: float, far: float) -> None:
    assert measure_to(a_seat(x, y), Fixture(FixtureKind.DOOR, 0, 0, 2, 2)) == far


def test_a_table_as_wide_as_deep_is_round() -> None:
    table = Fixture(FixtureKind.TABLE, 0, 0, 2, 2)
    assert measure_to(a_seat(3, 4), table) == 4
    assert measure_to(a_seat(0.5, 0.5), table) == 0


def test_nearest_door_counts_and_a_venue_without_doors_has_none() -> None:
    doors = [Fixture(FixtureKind.DOOR, x, 0, 1, 1) for x in (-10, 10)]
    pillar = Fixture(FixtureKind.PILLAR, 0, 0, 1, 1)
    venue = a_venue(a_seat(0), a_seat(6), fixtures=(*doors, pillar))
    assert measure_to_doors(venue) == (9.5, 3.5)
    assert measure_to_doors(a_venue(a_seat(0))) == ()


def test_seats_beside_a_pillar_are_those_within_reach_of_its_side() -> None:
    pillar = Fixture(FixtureKind.PILLAR, 0, 0, 1, 1)
    seats = (a_seat(1.3), a_seat(1.31), a_seat(0, 1.0, SeatKind.REMOVED), a_seat(0, -1.0))
    assert find_pillar_seats(a_venue(*seats, fixtures=(pillar,))) == {0, 3}


def test_a_removed_seat_is_in_nobodys_way() -> None:
    seats = (a_seat(0), a_seat(0.3), a_seat(0.1, 0.1, SeatKind.REMOVED), a_seat(0.75))
    assert find_overlaps(a_venue(*seats)) == [(0, 1)]


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(-3, 3), st.floats(-3, 3)), max_size=30))
def test_overlaps_are_all_pairs_that_are_too_near(points: list[tuple[float, float]]) -> None:
    seats = [Seat(str(at), x, y) for at, (x, y) in enumerate(points)]
    expected = [
        (one, other)
        for other in range(len(seats))
        for one in range(other)
        if ((seats[one].x - seats[other].x) ** 2 + (seats[one].y - seats[other].y) ** 2) < 0.16
    ]
    assert find_overlaps(a_venue(*seats)) == sorted(expected)
