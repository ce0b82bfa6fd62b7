"""Seats by what they are called."""

from __future__ import annotations

import pytest

from planner.domain.error import InvalidRequestError
from planner.domain.venue.generator import gather_venue
from planner.domain.venue.layout import Site
from planner.domain.venue.place import find_listed_seats
from planner.domain.venue.plan import AreaKind, Numbering, Venue
from planner.domain.venue.sample import sample_venue
from planner.domain.venue.theatre import Theatre, lay_theatre, repeat_rows


def a_venue() -> Venue:
    hall = Site("hall", "池座", AreaKind.HALL, numbering=Numbering.ODD_LEFT)
    balcony = Site("up", "楼座", AreaKind.BALCONY, y=9.0, numbering=Numbering.ZONED)
    return gather_venue(
        "v",
        "厅",
        [
            lay_theatre(hall, Theatre(repeat_rows(3, (6,)))),
            lay_theatre(balcony, Theatre(repeat_rows(2, (2, 2)), zones=("A", "B"))),
        ],
    )


@pytest.mark.parametrize(
    ("area", "text", "expected"),
    [
        ("hall", "3排5座", ["hall-3-1"]),
        ("hall", "3排1-4座", ["hall-3-2", "hall-3-3", "hall-3-4", "hall-3-5"]),
        ("hall", "第2排 1、2号", ["hall-2-3", "hall-2-4"]),
        ("hall", "1：6; 2:6", ["hall-1-6", "hall-2-6"]),
        ("hall", "1-2排6座\n3", ["hall-1-6", "hall-2-6", *(f"hall-3-{at}" for at in range(1, 7))]),
        ("up", "B区2排1座", ["up-2-3"]),
        ("", "A区1排；A区1排1座", ["up-1-1", "up-1-2"]),
        ("", "2排2座", ["hall-2-4", "up-2-2", "up-2-4"]),
    ],
)
def test_listed_seats_are_found(area: str, text: str, expected: list[str]) -> None:
    assert find_listed_seats(a_venue(), area, text) == tuple(expected)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("9排1座", "没有这一排：9排1座"),
        ("1、9排2座", "没有 9 排：1、9排2座"),
        ("3排5、41座", "池座3排没有 41 座。"),
        ("3排20-30座", "池座3排没有 20 座。"),
        ("", "请写明座位，如 3排5-9座。"),
        ("排", "看不懂“排”；应如 3排5-9座。"),
        ("3排\n" * 501, "列出的排过多，请分几次修改。"),
    ],
)
def test_what_is_not_there_is_named(text: str, words: str) -> None:
    with pytest.raises(InvalidRequestError) as refused:
        find_listed_seats(a_venue(), "hall", text)
    assert refused.value.wording.zh == words
    assert refused.value.field == "seats"


def test_tables_and_sides_are_named_by_their_own_words() -> None:
    assert len(find_listed_seats(sample_venue("dining"), "", "5-6桌")) == 20
    assert len(find_listed_seats(sample_venue("hollow_square"), "", "上侧1-3座")) == 3
