"""The shipped venues: as large as they say, numbered, and nobody on another's lap."""

from __future__ import annotations

from collections import Counter

import pytest

from planner.domain.error import InvalidRequestError
from planner.domain.venue.geometry import (
    find_overlaps,
    find_pillar_seats,
    measure_to,
    measure_to_doors,
)
from planner.domain.venue.plan import AreaKind, FixtureKind, SeatKind
from planner.domain.venue.sample import MAKERS, sample_venue
from planner.domain.venue.surroundings import find_geometry


def rows_of(kind: str, area: str) -> list[tuple[str, int]]:
    venue = sample_venue(kind)
    found = next(each for each in venue.areas if each.key == area)
    return [(row.number, len(row.seats)) for row in found.rows]


@pytest.mark.parametrize("kind", MAKERS)
def test_no_seat_overlaps_another_or_anything_else(kind: str) -> None:
    venue = sample_venue(kind)
    assert find_overlaps(venue) == []
    apart = [measure_to(seat, each) for seat in venue.list_seats() for each in venue.fixtures]
    assert min(apart) > 0.2


@pytest.mark.parametrize("kind", MAKERS)
def test_every_seat_is_numbered_once_in_its_row(kind: str) -> None:
    for area in sample_venue(kind).areas:
        for row in area.rows:
            numbers = sorted(int(seat.number) for seat in row.seats)
            assert numbers == list(range(1, len(row.seats) + 1))


@pytest.mark.parametrize("kind", MAKERS)
def test_every_sample_has_doors_and_the_keys_of_its_seats_are_unique(kind: str) -> None:
    venue = sample_venue(kind)
    seats = venue.list_seats()
    assert len({seat.key for seat in seats}) == len(seats)
    assert max(measure_to_doors(venue)) < 40


def test_hall_seats_1200_besides_its_rostrum_of_five_rows() -> None:
    venue = sample_venue("hall")
    sizes = {each.kind: sum(len(row.seats) for row in each.rows) for each in venue.areas}
    assert sizes == {AreaKind.ROSTRUM: 93, AreaKind.HALL: 912, AreaKind.BALCONY: 288}
    assert all(seat.is_usable for seat in venue.list_seats())
    assert rows_of("hall", "rostrum") == [("1", 13), ("2", 17), ("3", 19), ("4", 21), ("5", 23)]


def test_hall_numbers_odd_left_and_even_right() -> None:
    hall = sample_venue("hall").areas[1]
    numbers = [int(seat.number) for seat in hall.rows[0].seats]
    assert numbers == [*range(37, 0, -2), *range(2, 39, 2)]


def test_rostrum_is_above_the_hall_and_the_hall_above_the_balcony() -> None:
    spans = [
        (
            min(s.y for row in a.rows for s in row.seats),
            max(s.y for row in a.rows for s in row.seats),
        )
        for a in sample_venue("hall").areas
    ]
    assert spans[0][1] < spans[1][0]
    assert spans[1][1] < spans[2][0]


def test_hall_has_wheelchair_places_at_aisles_and_seats_beside_its_pillars() -> None:
    venue = sample_venue("hall")
    seats = venue.list_seats()
    chairs = [at for at, seat in enumerate(seats) if seat.kind is SeatKind.WHEELCHAIR]
    assert len(chairs) == 4
    assert len(find_geometry(venue).at_aisle & set(chairs)) == 2
    assert sorted(seats[at].key for at in find_pillar_seats(venue)) == [
        "hall-21-1",
        "hall-21-38",
        "hall-22-1",
        "hall-22-38",
    ]
    kinds = Counter(each.kind for each in venue.fixtures)
    assert kinds[FixtureKind.DOOR] == 6
    assert kinds[FixtureKind.BALLOT_BOX] == kinds[FixtureKind.CAMERA] == 2


def test_rooms_seat_as_many_as_they_say() -> None:
    assert rows_of("hollow_square", "room") == [("上", 18), ("右", 12), ("下", 18), ("左", 12)]
    assert dict(rows_of("u_shape", "room")) == {
        "上": 7,
        "右": 10,
        "左": 10,
        "上2": 7,
        "右2": 10,
        "左2": 10,
    }
    assert rows_of("dining", "dining") == [(str(at), 10) for at in range(1, 25)]


def test_unknown_sample_is_refused_with_those_there_are() -> None:
    with pytest.raises(InvalidRequestError, match="hollow_square"):
        sample_venue("circus")
