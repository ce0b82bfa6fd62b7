"""The banquet: host, second host, guests by rank, in turns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.banquet import Banquet, seat_banquet, seat_table


def draw(hosts: str, guests: str, seats: int) -> str:
    """Return a table from the host's place towards his right hand."""
    at = {seat.place: seat.person for seat in seat_table(hosts, guests, seats)}
    return "".join(at[place] for place in range(len(at)))


@pytest.mark.parametrize(
    ("hosts", "guests", "seats", "expected"),
    [
        ("A", "123", 10, "A132"),
        ("AB", "1234", 10, "A14B32"),
        ("ABCDE", "12345", 10, "A1C54B3ED2"),
        ("AB", "12345678", 10, "A1584B3762"),
        ("A", "", 10, "A"),
        ("", "123", 10, "123"),
        ("ABCD", "", 3, "ABC"),
    ],
)
def test_guests_sit_at_the_hosts_hands_by_rank(
    hosts: str, guests: str, seats: int, expected: str
) -> None:
    assert draw(hosts, guests, seats) == expected


def test_hosts_and_guests_take_turns_where_there_are_enough_of_both() -> None:
    drawn = draw("ABCD", "1234", 8)
    assert [each.isdigit() for each in drawn] == [False, True] * 4


def test_reasons_name_the_hand() -> None:
    seats = {seat.person: seat.reason.zh for seat in seat_table("AB", "1234", 10)}
    assert seats == {
        "A": "主人，居主位",
        "B": "副主人，居主人对面",
        "1": "宾客第1位，居主人右手",
        "2": "宾客第2位，居主人左手",
        "3": "宾客第3位，居副主人右手",
        "4": "宾客第4位，居副主人左手",
    }


def test_first_guests_fill_the_main_table_and_the_rest_is_named() -> None:
    banquet = seat_banquet(["A", "B"], "1234567", 4)
    people = ["".join(sorted(seat.person for seat in table)) for table in banquet.tables]
    assert people == ["123A", "456B"]
    assert banquet.unseated == ("7",)
    assert banquet.tables[1][1].reason.zh == "宾客第4位，居主人右手"


def test_table_without_a_host_is_a_problem_and_its_first_guest_takes_the_place() -> None:
    banquet = seat_banquet(["A", ""], "123456", 4)
    assert [number for number, _ in banquet.problems] == [1]
    assert banquet.tables[1][0].person == "4"
    assert banquet.tables[1][0].place == 0


@given(st.lists(st.integers(0, 6), min_size=1, max_size=4), st.integers(0, 30), st.integers(1, 12))
def test_everybody_has_one_place_or_is_named(hosts: list[int], guests: int, seats: int) -> None:
    named = [[f"h{table}-{at}" for at in range(count)] for table, count in enumerate(hosts)]
    listed = [f"g{at}" for at in range(guests)]
    banquet: Banquet = seat_banquet(named, listed, seats)
    seated = [seat.person for table in banquet.tables for seat in table]
    everybody = [each for own in named for each in own] + listed
    assert sorted([*seated, *banquet.unseated]) == sorted(everybody)
    for table in banquet.tables:
        places = [seat.place for seat in table]
        assert len(set(places)) == len(places)
        assert all(0 <= place < seats for place in places)
