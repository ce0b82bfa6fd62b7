"""Colours of blocks: none beside its like, in grey neither."""

from __future__ import annotations

from itertools import pairwise

import pytest

from planner.documents.layout.block_colour import CLEAR, PALETTE, choose_colours, grey
from planner.documents.sheet.hall_chart import ChartSeat, PlaceState

BLACK_CONTRAST = 7.0


def a_hall(blocks: int, width: int) -> list[ChartSeat]:
    """Return strips beside each other, four rows deep."""
    return [
        ChartSeat((block * width + at) * 0.55, row * 0.95, "1", PlaceState.TAKEN, "王芳", block + 1)
        for block in range(blocks)
        for at in range(width)
        for row in range(4)
    ]


@pytest.mark.parametrize("width", [1, 2, 4])
def test_neighbours_differ_in_colour_and_in_grey(width: int):
    colours = choose_colours(a_hall(33, width))
    assert sorted(colours) == list(range(1, 34))
    for one, other in pairwise(range(1, 34)):
        assert colours[one] != colours[other]
        assert abs(grey(colours[one]) - grey(colours[other])) >= CLEAR


def test_names_are_legible_on_every_colour():
    for colour in PALETTE:
        linear = [
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour
        ]
        luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
        assert (luminance + 0.05) / 0.05 >= BLACK_CONTRAST
