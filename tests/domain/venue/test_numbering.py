"""Every hall's own numbers, worked by hand, seen from the hall with the rostrum at the top."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.domain.venue.numbering import (
    find_middle,
    number_area,
    recognise_numbering,
    spell_row,
    spell_seat,
)
from planner.domain.venue.plan import Area, AreaKind, Numbering, Seat, SeatKind, SeatRow

KINDS = {
    "o": SeatKind.SEAT,
    "w": SeatKind.WHEELCHAIR,
    "b": SeatKind.BLOCKED,
    "x": SeatKind.REMOVED,
}


def a_row(drawn: str, number: str = "1", zone: str = "", left: float = 0.0) -> SeatRow:
    """A row as drawn: o seat, w wheelchair, b blocked, x removed, a blank for an aisle."""
    seats = tuple(
        Seat(f"{zone}{number}-{at}", left + at * 0.5, float(number), KINDS[each])
        for at, each in enumerate(drawn)
        if each != " "
    )
    return SeatRow(number, seats, zone)


def an_area(*rows: SeatRow, numbering: Numbering, counts_removed: bool = True) -> Area:
    return Area("hall", "池座", AreaKind.HALL, rows, numbering, counts_removed)


def numbers_of(area: Area) -> list[str]:
    return [" ".join(seat.number or "." for seat in row.seats) for row in number_area(area).rows]


@pytest.mark.parametrize(
    ("numbering", "drawn", "numbers"),
    [
        (Numbering.CONTINUOUS, "ooo ooo", "1 2 3 4 5 6"),
        (Numbering.CONTINUOUS, "oowb", "1 2 3 4"),
        (Numbering.ODD_LEFT, "oooooo", "5 3 1 2 4 6"),
        (Numbering.ODD_LEFT, "ooo ooo", "5 3 1 2 4 6"),
        (Numbering.ODD_LEFT, "ooooooo", "7 5 3 1 2 4 6"),
        (Numbering.ODD_LEFT, "oo  ooo  oo", "7 5 3 1 2 4 6"),
        (Numbering.ODD_RIGHT, "oooooo", "6 4 2 1 3 5"),
        (Numbering.ODD_RIGHT, "ooooooo", "6 4 2 1 3 5 7"),
        (Numbering.ODD_LEFT, "o", "1"),
        (Numbering.ODD_RIGHT, "oo", "2 1"),
    ],
)
def test_row_is_counted_as_its_hall_counts(numbering: Numbering, drawn: str, numbers: str) -> None:
    assert numbers_of(an_area(a_row(drawn), numbering=numbering)) == [numbers]


@pytest.mark.parametrize(
    ("numbering", "drawn", "kept", "closed"),
    [
        (Numbering.CONTINUOUS, "oxoo", "1 . 3 4", "1 . 2 3"),
        (Numbering.CONTINUOUS, "xooo", ". 2 3 4", ". 1 2 3"),
        (Numbering.ODD_LEFT, "oxooxo", "5 . 1 2 . 6", "3 . 1 2 . 4"),
        (Numbering.ODD_LEFT, "ooxoo", "5 3 . 2 4", "3 1 . 2 4"),
        (Numbering.ODD_RIGHT, "oooxoo", "6 4 2 . 3 5", "6 4 2 . 1 3"),
    ],
)
def test_removed_seat_keeps_its_number_or_not(
    numbering: Numbering, drawn: str, kept: str, closed: str
) -> None:
    area = an_area(a_row(drawn), numbering=numbering)
    assert numbers_of(area) == [kept]
    assert numbers_of(replace(area, counts_removed=False)) == [closed]


def test_middle_is_that_of_most_rows_and_a_lopsided_row_does_not_shift() -> None:
    rows = (a_row("oooooo"), a_row("oooooo", "2"), a_row("oooo", "3"))
    area = an_area(*rows, numbering=Numbering.ODD_LEFT)
    assert find_middle(area) == 1.25
    assert numbers_of(area) == ["5 3 1 2 4 6", "5 3 1 2 4 6", "5 3 1 2"]


def test_row_on_one_side_of_the_middle_has_numbers_of_one_kind() -> None:
    rows = (a_row("oooooo"), a_row("oooooo", "2"), a_row("oo", "3", left=2.0))
    assert numbers_of(an_area(*rows, numbering=Numbering.ODD_LEFT))[2] == "2 4"


def zoned(numbering: Numbering) -> Area:
    left, right = (("A", 0.0), ("B", 2.0))
    rows = [a_row("ooo", str(at), *zone) for zone in (left, right) for at in (1, 2)]
    return an_area(*rows, numbering=numbering)


def test_each_zone_counts_for_itself() -> None:
    assert numbers_of(zoned(Numbering.ZONED)) == ["1 2 3"] * 4


def test_zones_of_one_row_are_counted_through_where_the_hall_does() -> None:
    assert numbers_of(zoned(Numbering.CONTINUOUS)) == ["1 2 3", "1 2 3", "4 5 6", "4 5 6"]
    assert numbers_of(zoned(Numbering.ODD_LEFT)) == ["5 3 1", "5 3 1", "2 4 6", "2 4 6"]


def test_tables_are_counted_round_whatever_the_hall_does() -> None:
    ring = replace(a_row("oooo"), is_ring=True)
    assert numbers_of(an_area(ring, numbering=Numbering.ODD_LEFT)) == ["1 2 3 4"]


@pytest.mark.parametrize("counts_removed", [True, False])
@pytest.mark.parametrize("numbering", [n for n in Numbering if n is not Numbering.ZONED])
def test_numbering_is_recognised_from_the_numbers(
    numbering: Numbering, *, counts_removed: bool
) -> None:
    rows = (a_row("oooxooo"), a_row("oxo oooo", "2"))
    area = number_area(an_area(*rows, numbering=numbering, counts_removed=counts_removed))
    plain = replace(area, numbering=Numbering.CONTINUOUS, counts_removed=True)
    assert recognise_numbering(plain) == area


def test_zones_are_recognised_from_the_numbers() -> None:
    area = number_area(zoned(Numbering.ZONED))
    assert recognise_numbering(replace(area, numbering=Numbering.CONTINUOUS)) == area


def test_numbers_of_no_rule_are_not_recognised() -> None:
    area = number_area(an_area(a_row("oooo"), numbering=Numbering.CONTINUOUS))
    row = area.rows[0]
    odd = replace(row, seats=(replace(row.seats[0], number="9"), *row.seats[1:]))
    assert recognise_numbering(replace(area, rows=(odd,))) is None


def test_place_is_called_by_area_zone_row_and_number() -> None:
    area = number_area(zoned(Numbering.ZONED))
    row = area.rows[3]
    assert spell_seat(area, row, row.seats[1]).zh == "池座B区2排2座"
    assert spell_seat(area, row, row.seats[1]).en == "池座 zone B row 2 seat 2"
    assert spell_seat(area, row, replace(row.seats[1], number="")).zh == "池座B区2排"
    assert spell_row(area, replace(row, is_ring=True, zone="")).zh == "池座2桌"
    room = replace(area, name="会议室", kind=AreaKind.ROOM)
    assert spell_row(room, replace(row, number="上", zone="")).zh == "会议室上侧"
