"""The group photo."""

from __future__ import annotations

from planner.domain.group_photo import seat_photo
from planner.domain.sitting import SeatRule


def test_hosts_stand_at_both_ends_of_each_row() -> None:
    photo = seat_photo(["abc", "defg"], hosts="wxyz")
    assert ["".join(seat.person for seat in row) for row in photo.rows] == ["xcabw", "yfdegz"]
    assert [seat.person for row in photo.rows for seat in row if "主方人员" in seat.reason.zh] == (
        ["x", "w", "y", "z"]
    )
    assert photo.problems == ()


def test_photo_follows_the_rule_of_the_rostrum() -> None:
    photo = seat_photo(["abc"], rule=SeatRule.RIGHT_FIRST)
    assert [seat.person for seat in photo.rows[0]] == ["b", "a", "c"]
    assert photo.problems == ()


def test_even_front_row_and_missing_hosts_are_problems() -> None:
    photo = seat_photo(["abcd", "efgh"], hosts="wxy")
    assert [(problem.kind.value, problem.row) for problem in photo.problems] == [
        ("front_row_even", 0),
        ("no_host_at_end", 1),
    ]
