"""Seats as clerks write them: read, spelled, and what means nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.venue.plan import Area, AreaKind, Seat, SeatKind, SeatRow, Venue
from planner.domain.venue.sample import MAKERS, sample_venue
from planner.domain.venue.seat_text import SeatNames


def a_row(area: str, number: int, seats: int, zone: str = "") -> SeatRow:
    places = (
        Seat(f"{area}{zone}-{number}-{at}", float(at), float(number), number=str(at))
        for at in range(1, seats + 1)
    )
    return SeatRow(str(number), tuple(places), zone)


def an_area(key: str, name: str, rows: int, kind: AreaKind = AreaKind.HALL) -> Area:
    return Area(key, name, kind, tuple(a_row(key, at, 4) for at in range(1, rows + 1)))


NAMES = SeatNames(
    Venue(
        "hall",
        "会堂",
        (
            an_area("r", "主席台", 2, AreaKind.ROSTRUM),
            an_area("h", "池座", 6),
            Area("b", "楼座", AreaKind.BALCONY, (a_row("b", 1, 2, "A"), a_row("b", 1, 2, "B"))),
        ),
    )
)


@pytest.mark.parametrize(
    ("text", "seats"),
    [
        ("2排3座", ["h-2-3"]),
        ("池座2排3座", ["h-2-3"]),
        (" 池座 ２ 排 ３ 座 ", ["h-2-3"]),
        ("主席台2排3座", ["r-2-3"]),
        ("6排", ["h-6-1", "h-6-2", "h-6-3", "h-6-4"]),
        ("2排3座-4座", ["h-2-3", "h-2-4"]),
        ("2排3-4座", ["h-2-3", "h-2-4"]),
        ("2排3座至2排4座", ["h-2-3", "h-2-4"]),
        ("2排1座、2排1座，3排2座", ["h-2-1", "h-3-2"]),
        ("楼座A区1排", ["bA-1-1", "bA-1-2"]),
        ("A区1排2座", ["bA-1-2"]),
        ("楼座", ["bA-1-1", "bA-1-2", "bB-1-1", "bB-1-2"]),
        ("h-2-3", ["h-2-3"]),
        ("row 2 seat 3", ["h-2-3"]),
        ("池座 row 2 seats 3-4", ["h-2-3", "h-2-4"]),
        ("Row 6", ["h-6-1", "h-6-2", "h-6-3", "h-6-4"]),
    ],
)
def test_seats_are_read_as_they_are_called(text: str, seats: list[str]) -> None:
    assert (list(NAMES.read(text).seats), NAMES.read(text).unknown) == (seats, ())


@pytest.mark.parametrize(
    "text", ["池座5排-6排", "5排-6排", "5-6排", "池座5排至6排", "6排到5排", "rows 5-6"]
)
def test_rows_are_read_in_runs(text: str) -> None:
    both = [f"h-{row}-{at}" for row in (5, 6) for at in range(1, 5)]
    assert list(NAMES.read(text).seats) == both


@pytest.mark.parametrize("text", ["9排", "2排9座", "王芳", "2排-", "-", "2排1座-3座-4座", "座"])
def test_what_means_no_seat_is_told(text: str) -> None:
    found = NAMES.read(f"1排1座、{text}")
    assert (found.seats, found.unknown) == (("h-1-1",), (text,))


def test_whole_rows_are_spelled_in_runs() -> None:
    keys = [f"h-{row}-{at}" for row in (1, 2, 3, 5) for at in range(1, 5)]
    assert NAMES.spell([*keys, "h-6-2", "r-1-1"]) == (
        "主席台1排1座、池座1排-3排、池座5排、池座6排2座"
    )
    assert NAMES.spell([]) == ""


def test_a_seat_without_a_number_is_called_by_its_place() -> None:
    row = SeatRow("1", (Seat("x", 0.0, 0.0), Seat("y", 1.0, 0.0, SeatKind.BLOCKED)))
    names = SeatNames(Venue("v", "室", (Area("a", "池座", AreaKind.HALL, (row,)),)))
    assert names.read("1排2座").seats == ("y",)
    assert names.read("1排").seats == ("x",)
    assert names.spell(["y"]) == "池座1排2座"


@pytest.mark.parametrize("kind", MAKERS)
@settings(deadline=None)
@given(data=st.data())
def test_what_is_spelled_is_read_again(kind: str, data: st.DataObject) -> None:
    names = SeatNames(sample_venue(kind))
    row = st.sampled_from(names.rows).map(lambda each: [seat.key for seat in each.row.seats])
    seat = st.sampled_from(sorted(names.keys)).map(lambda key: [key])
    parts = data.draw(st.lists(st.one_of(row, seat), max_size=6))
    usable = {each.key for each in names.venue.list_seats() if each.is_usable}
    wanted = {key for part in parts for key in part} & usable
    found = names.read(names.spell(wanted))
    assert (set(found.seats), found.unknown) == (wanted, ())
