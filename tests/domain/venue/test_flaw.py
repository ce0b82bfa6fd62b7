"""What a venue must be before it is kept, and what is only doubtful."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.domain.error import InvalidRequestError
from planner.domain.venue.flaw import check_venue, find_doubts
from planner.domain.venue.plan import Area, AreaKind, Seat, SeatKind, SeatRow, Venue
from planner.domain.venue.sample import MAKERS, sample_venue


def a_venue(*rows: SeatRow, name: str = "小礼堂", area: str = "池座") -> Venue:
    return Venue("v", name, (Area("a", area, AreaKind.HALL, rows),))


def a_row(number: str = "1", down: float = 0.0, *numbers: str) -> SeatRow:
    seats = tuple(
        Seat(f"{number}-{down}-{at}", at * 0.55, down, number=each)
        for at, each in enumerate(numbers or ("1", "2"))
    )
    return SeatRow(number, seats)


def refusal(venue: Venue) -> str:
    with pytest.raises(InvalidRequestError) as refused:
        check_venue(venue)
    return refused.value.wording.zh


@pytest.mark.parametrize("kind", MAKERS)
def test_shipped_venues_are_sound_and_without_doubt(kind: str) -> None:
    check_venue(sample_venue(kind))
    assert find_doubts(sample_venue(kind)) == ()


def test_venue_needs_a_name_seats_and_rows_that_have_some() -> None:
    assert refusal(a_venue(a_row(), name=" ")) == "会场名称应为 1 至 80 字，在一行内。"
    assert refusal(a_venue(a_row(), area="")) == "分区名称应为 1 至 80 字，在一行内。"
    removed = replace(a_row(), seats=(Seat("x", 0, 0, SeatKind.REMOVED),))
    assert refusal(a_venue(removed)) == "会场里没有可坐的座位。"
    assert refusal(a_venue(a_row(), SeatRow("2", ()))) == "池座有空的排。"


def test_venue_has_no_more_than_anybody_has() -> None:
    row = SeatRow("1", tuple(Seat(str(at), at * 0.5, 0) for at in range(10_001)))
    assert refusal(a_venue(row)).startswith("一个会场至多 10000 个座位")
    check_venue(a_venue(replace(row, seats=row.seats[:10_000])))


def test_keys_are_there_once_and_seats_stand_apart() -> None:
    twice = replace(a_row(), seats=(Seat("x", 0, 0), Seat("x", 1, 0)))
    assert refusal(a_venue(twice)) == "座位的内部编号为空或重复：x"
    near = a_venue(a_row("1", 0.0), a_row("2", 0.2))
    assert refusal(near) == "池座1排1座与池座2排1座叠在一起（共 2 处）。"


def test_what_is_called_alike_is_doubtful() -> None:
    venue = a_venue(a_row("1", 0, "3", "3"), a_row("1", 1, "1", ""))
    other = Area("b", "池座", AreaKind.BALCONY, (a_row("9", 9),))
    check_venue(replace(venue, areas=(*venue.areas, other)))
    doubts = [each.zh for each in find_doubts(replace(venue, areas=(*venue.areas, other)))]
    assert doubts == [
        "两个分区同名：池座",
        "两排同号：池座1排",
        "池座1排有两个3座",
        "1 个座位没有座号",
    ]
