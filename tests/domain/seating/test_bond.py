"""Bonds: runs of seats, in rows and round tables."""

from __future__ import annotations

import pytest

from planner.domain.seating.bond import are_apart, are_together, list_runs
from planner.domain.seating.instance import Instance
from tests.domain.seating.exhaustive import seats_around

ROW = Instance(
    (), (), 6, beside=seats_around(1, 6, is_ring=False), near=seats_around(1, 6, is_ring=False)
)
TABLE = Instance(
    (), (), 6, beside=seats_around(1, 6, is_ring=True), near=seats_around(1, 6, is_ring=True)
)


@pytest.mark.parametrize(
    ("instance", "length", "expected"),
    [
        (ROW, 2, {(1, 2), (2, 3)}),
        (ROW, 3, {(0, 1, 2), (1, 2, 3), (2, 3, 4)}),
        (TABLE, 3, {(0, 1, 2), (1, 2, 3), (2, 3, 4)}),
        (TABLE, 6, {(0, 1, 2, 3, 4, 5)}),
        (ROW, 7, set()),
    ],
)
def test_runs_hold_the_seat_and_are_unbroken(
    instance: Instance, length: int, expected: set[tuple[int, ...]]
) -> None:
    runs = list(list_runs(instance, [2], length))
    assert {tuple(sorted(run)) for run in runs} == expected
    assert len(runs) == len(expected)


def test_runs_of_a_table_go_past_its_last_seat() -> None:
    runs = {tuple(sorted(run)) for run in list_runs(TABLE, [0], 3)}
    assert runs == {(0, 1, 2), (0, 1, 5), (0, 4, 5)}


def test_run_with_a_gap_is_not_together() -> None:
    assert are_together(ROW, [3, 1, 2])
    assert not are_together(ROW, [1, 3])
    assert are_together(TABLE, [5, 0])


def test_seats_that_touch_are_not_apart() -> None:
    assert are_apart(ROW, [0, 2, 4])
    assert not are_apart(ROW, [0, 4, 5])
