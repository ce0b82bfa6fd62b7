"""Seats of one row."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.rostrum_row import applied_rule, find_position, seat_people, seat_row
from planner.domain.sitting import SeatRule

LEFT, RIGHT, CENTRE = SeatRule.LEFT_FIRST, SeatRule.RIGHT_FIRST, SeatRule.CENTRE_ONE
COUNTS = st.integers(min_value=0, max_value=60)


@pytest.mark.parametrize(
    ("count", "rule", "expected"),
    [
        (0, LEFT, []),
        (1, LEFT, [1]),
        (2, LEFT, [1, 2]),
        (3, LEFT, [3, 1, 2]),
        (6, LEFT, [5, 3, 1, 2, 4, 6]),
        (7, LEFT, [7, 5, 3, 1, 2, 4, 6]),
        (8, LEFT, [7, 5, 3, 1, 2, 4, 6, 8]),
        (1, RIGHT, [1]),
        (2, RIGHT, [2, 1]),
        (7, RIGHT, [6, 4, 2, 1, 3, 5, 7]),
        (8, RIGHT, [8, 6, 4, 2, 1, 3, 5, 7]),
        (8, CENTRE, [7, 5, 3, 1, 2, 4, 6, 8]),
    ],
)
def test_row_is_seated_by_the_rule(count: int, rule: SeatRule, expected: list[int]) -> None:
    assert seat_row(list(range(1, count + 1)), rule) == expected


@pytest.mark.parametrize(
    ("count", "rule", "positions"),
    [
        (1, LEFT, [0]),
        (2, LEFT, [-0.5, 0.5]),
        (3, RIGHT, [-1, 0, 1]),
        (4, LEFT, [-1.5, -0.5, 0.5, 1.5]),
        (4, CENTRE, [-1, 0, 1, 2]),
        (6, CENTRE, [-2, -1, 0, 1, 2, 3]),
        (2, CENTRE, [-0.5, 0.5]),
        (5, CENTRE, [-2, -1, 0, 1, 2]),
    ],
)
def test_row_is_centred_on_its_own(count: int, rule: SeatRule, positions: list[float]) -> None:
    assert [find_position(column, count, rule) for column in range(count)] == positions


@pytest.mark.parametrize(("count", "expected"), [(2, LEFT), (3, LEFT), (4, CENTRE), (9, LEFT)])
def test_exact_centre_needs_an_even_row_of_four(count: int, expected: SeatRule) -> None:
    assert applied_rule(count, CENTRE) is expected


@pytest.mark.parametrize(
    ("count", "rule", "reasons"),
    [
        (
            3,
            LEFT,
            [
                "第3位：左为尊，1号位右手第一席",
                "第1位：单数席次，居正中",
                "第2位：左为尊，1号位左手第一席",
            ],
        ),
        (
            2,
            RIGHT,
            [
                "第2位：右为尊，1号位右手第一席",
                "第1位：右为尊，双数席次，居正中两席的左席，右手为2号位",
            ],
        ),
        (
            4,
            CENTRE,
            [
                "第3位：双数单摆、左为尊，1号位右手第一席",
                "第1位：双数单摆，1号位居正中，全排两侧不等",
                "第2位：双数单摆、左为尊，1号位左手第一席",
                "第4位：双数单摆、左为尊，1号位左手第二席",
            ],
        ),
    ],
)
def test_each_seat_says_why(count: int, rule: SeatRule, reasons: list[str]) -> None:
    seats = seat_people([str(rank) for rank in range(1, count + 1)], rule)
    assert [seat.reason.zh for seat in seats] == reasons


def test_seat_says_why_in_english() -> None:
    assert [seat.reason.en for seat in seat_people(["a", "b", "c"], LEFT)] == [
        "No. 3: left first, seat 1 at No. 1's right hand",
        "No. 1: an odd row, the exact centre",
        "No. 2: left first, seat 1 at No. 1's left hand",
    ]


@given(COUNTS)
def test_right_first_is_the_mirror_of_left_first(count: int) -> None:
    ranked = list(range(count))
    assert seat_row(ranked, RIGHT) == seat_row(ranked, LEFT)[::-1]


@given(COUNTS, st.sampled_from(SeatRule))
def test_everybody_has_one_seat_and_rank_falls_from_the_middle(count: int, rule: SeatRule) -> None:
    row = seat_row(list(range(1, count + 1)), rule)
    assert sorted(row) == list(range(1, count + 1))
    middle = row.index(1) if row else 0
    assert row[middle:] == sorted(row[middle:])
    assert row[: middle + 1] == sorted(row[: middle + 1], reverse=True)


@given(COUNTS.filter(bool), st.sampled_from([LEFT, RIGHT]))
def test_positions_of_a_row_balance_round_the_centre(count: int, rule: SeatRule) -> None:
    assert sum(find_position(column, count, rule) for column in range(count)) == 0


@given(COUNTS.filter(bool))
def test_second_sits_at_the_left_hand_of_the_first(count: int) -> None:
    seats = {seat.rank_in_row: seat.column for seat in seat_people(["x"] * count, LEFT)}
    assert seats.get(2, seats[1] + 1) == seats[1] + 1
    assert seats.get(3, seats[1] - 1) == seats[1] - 1
