"""The type in the seats of a hall: large, and none in another's way."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.documents.layout.hall_type import (
    HIGHEST,
    LARGEST,
    WIDEST,
    find_gaps,
    fit_boxes,
    fit_name,
)
from planner.documents.sheet.hall_chart import ChartSeat, PlaceState, hall_chart_sheet
from planner.domain.venue.sample import sample_venue
from tests.documents.seatings import LONG_NAME, some_facts

SCALE = 20.0
NAMES = ["王　芳", "李建国", "欧阳修远", LONG_NAME, "陈静（民进）", "甲" * 15]
SPOTS = st.tuples(st.integers(0, 12), st.integers(0, 8))


def a_seat(x: float, y: float) -> ChartSeat:
    return ChartSeat(x, y, "1", PlaceState.TAKEN)


def the_seats(kind: str) -> list[list[ChartSeat]]:
    facts = some_facts(venue=sample_venue(kind))
    return [area.seats for area in hall_chart_sheet(facts).areas if area.seats]


def find_overlaps(seats: list[ChartSeat], *, has_band: bool) -> list[tuple[ChartSeat, ChartSeat]]:
    box = fit_boxes(find_gaps(seats), SCALE, has_band=has_band)
    return [
        (one, other)
        for one, other in combinations(seats, 2)
        if abs(one.x - other.x) * SCALE < box.width - 0.05
        and abs(one.y - other.y) * SCALE < box.height - 0.05
    ]


@pytest.mark.parametrize("has_band", [False, True])
@pytest.mark.parametrize("kind", ["hall", "hollow_square", "u_shape", "dining"])
def test_no_seat_of_a_shipped_venue_covers_another(kind: str, has_band: bool):  # noqa: FBT001  a case
    for seats in the_seats(kind):
        assert find_overlaps(seats, has_band=has_band) == []


@given(st.lists(SPOTS, min_size=1, max_size=30, unique=True))
def test_no_seat_covers_another_wherever_they_stand(spots: list[tuple[int, int]]):
    seats = [a_seat(x * 0.5, y * 0.8) for x, y in spots]
    assert find_overlaps(seats, has_band=False) == []
    box = fit_boxes(find_gaps(seats), SCALE)
    assert 0 < box.size <= LARGEST
    assert box.width <= WIDEST * box.size + 0.01
    assert box.height <= HIGHEST * box.size + 0.01


def test_names_stand_down_in_narrow_seats_and_across_in_wide_ones():
    narrow = [a_seat(x * 0.5, y * 1.0) for x in range(4) for y in range(4)]
    wide = [a_seat(x * 1.5, y * 0.6) for x in range(4) for y in range(4)]
    assert fit_boxes(find_gaps(narrow), SCALE).is_down
    assert not fit_boxes(find_gaps(wide), SCALE).is_down


@pytest.mark.parametrize(
    "name", ["王　芳", "李建国", "欧阳修远", LONG_NAME, "陈静（民进）", "甲" * 15]
)
@pytest.mark.parametrize(("across", "down"), [(0.5, 1.0), (1.5, 0.6), (0.7, 0.7)])
def test_a_name_is_whole_and_inside_its_seat(name: str, across: float, down: float):
    seats = [a_seat(x * across, y * down) for x in range(3) for y in range(3)]
    box = fit_boxes(find_gaps(seats), SCALE)
    fit = fit_name(name, box)
    assert "".join(fit.parts) == name
    assert 0 < fit.size <= box.size
    longest = max(map(len, fit.parts)) * fit.size
    others = len(fit.parts) * fit.size
    wide, high = (others, longest) if fit.is_down else (longest, others)
    assert wide <= box.width + 0.01
    assert high <= box.height + 0.01
