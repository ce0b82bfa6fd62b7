from __future__ import annotations

from itertools import pairwise

import pytest

from planner.domain.venue.plan import Area, AreaKind, Fixture, FixtureKind, Seat, SeatRow, Venue
from planner.domain.venue.sample import sample_venue
from planner.domain.venue.way import find_way, list_doors, split_row


def a_row(number: int, xs: list[float], y: float, *, is_ring: bool = False) -> SeatRow:
    seats = tuple(Seat(f"{number}-{at}", x, y) for at, x in enumerate(xs, start=1))
    return SeatRow(str(number), seats, is_ring=is_ring)


def a_hall(*doors: tuple[float, float], rows: int = 3) -> Venue:
    """Return rows of two blocks of four seats, with an aisle between them."""
    xs = [1.0, 2.0, 3.0, 4.0, 7.0, 8.0, 9.0, 10.0]
    lines = tuple(a_row(at, xs, float(at) * 2) for at in range(1, rows + 1))
    fixtures = tuple(Fixture(FixtureKind.DOOR, x, y) for x, y in doors)
    return Venue("v", "会堂", (Area("hall", "池座", AreaKind.HALL, lines),), fixtures)


def way_of(venue: Venue, row: int, at: int):
    area = venue.areas[0]
    line = area.rows[row - 1]
    return find_way(venue, area, line, line.seats[at - 1])


def test_rows_part_at_aisles() -> None:
    parts = split_row(a_hall().areas[0].rows[0])
    assert [[seat.x for seat in part] for part in parts] == [[1, 2, 3, 4], [7, 8, 9, 10]]


@pytest.mark.parametrize(
    ("at", "is_left", "count"), [(1, True, 1), (4, False, 1), (5, True, 1), (8, False, 1)]
)
def test_one_comes_in_where_the_fewest_are_passed(at: int, count: int, is_left: bool) -> None:  # noqa: FBT001  as the table says
    way = way_of(a_hall((5.5, 8.0)), 2, at)
    assert (way.is_left, way.count) == (is_left, count)


def test_the_way_begins_at_the_nearest_door_and_ends_on_the_seat() -> None:
    way = way_of(a_hall((-2.0, 4.0), (13.0, 4.0)), 2, 7)
    assert way.door == Fixture(FixtureKind.DOOR, 13.0, 4.0)
    assert (way.points[0], way.points[-1]) == ((13.0, 4.0), (9.0, 4.0))


def test_the_way_goes_over_nobody() -> None:
    venue = a_hall((5.5, 9.0), rows=4)
    way = way_of(venue, 1, 3)
    others = {(s.x, s.y) for row in venue.areas[0].rows[1:] for s in row.seats}
    for (x0, y0), (x1, y1) in pairwise(way.points):
        assert not any(
            min(x0, x1) - 0.3 < x < max(x0, x1) + 0.3 and min(y0, y1) - 0.3 < y < max(y0, y1) + 0.3
            for x, y in others
        )


def test_a_hall_without_doors_tells_only_the_end_of_the_row() -> None:
    way = way_of(a_hall(), 1, 2)
    assert (way.door, way.points, way.is_left, way.count) == (None, ((2.0, 2.0),), True, 2)


def test_a_table_is_walked_to() -> None:
    venue = sample_venue("dining")
    area = venue.areas[0]
    way = find_way(venue, area, area.rows[0], area.rows[0].seats[0])
    assert (way.count, len(way.points)) == (0, 2)


def test_each_floor_has_its_own_doors() -> None:
    venue = sample_venue("hall")
    balcony = next(each for each in venue.areas if each.kind is AreaKind.BALCONY)
    hall = next(each for each in venue.areas if each.kind is AreaKind.HALL)
    own, below = list_doors(venue, balcony), list_doors(venue, hall)
    assert len(own) == 2
    assert len(below) == 4
    assert not {id(each) for each in own} & {id(each) for each in below}
