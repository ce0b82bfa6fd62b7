"""Colours of blocks: pale, and told apart in grey as well where two blocks touch."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from planner.documents.layout.hall_type import REACH
from planner.domain.venue.grid import Grid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.documents.press.canvas import Colour
    from planner.documents.sheet.hall_chart import ChartSeat

PALETTE: tuple[Colour, ...] = (
    (1.00, 0.93, 0.70),
    (0.62, 0.78, 0.93),
    (0.87, 0.96, 0.82),
    (0.94, 0.70, 0.66),
    (0.93, 0.89, 0.99),
    (0.62, 0.80, 0.68),
    (0.99, 0.86, 0.72),
    (0.76, 0.68, 0.88),
    (0.84, 0.95, 0.97),
    (0.83, 0.72, 0.52),
    (0.98, 0.85, 0.89),
    (0.70, 0.75, 0.80),
)
"""Light and dark ones by turns; black type has a contrast of more than 7 on each."""


def choose_colours(seats: Sequence[ChartSeat]) -> dict[int, Colour]:
    """Return a colour for each block: as far in grey from its neighbours' as can be."""
    touching = _find_touching(seats)
    chosen: dict[int, int] = {}
    used: Counter[int] = Counter()
    for block in sorted({seat.block for seat in seats if seat.block}):
        beside = [chosen[other] for other in touching[block] if other in chosen]

        def fitness(colour: int, beside: list[int] = beside) -> tuple[bool, bool, int, int]:
            apart = [abs(grey(PALETTE[colour]) - grey(PALETTE[other])) for other in beside]
            is_clear = min(apart, default=1.0) >= CLEAR
            return colour not in beside, is_clear, -used[colour], -colour

        best = max(range(len(PALETTE)), key=fitness)
        chosen[block] = best
        used[best] += 1
    return {block: PALETTE[colour] for block, colour in chosen.items()}


CLEAR = 0.05
"""Two greys that differ by so much are told apart side by side."""


def grey(colour: Colour) -> float:
    """Return how light a colour is in print without colours (Rec. 601)."""
    red, green, blue = colour
    return 0.299 * red + 0.587 * green + 0.114 * blue


def _find_touching(seats: Sequence[ChartSeat]) -> dict[int, set[int]]:
    """Return which blocks have seats near each other."""
    grid = Grid(REACH)
    touching: dict[int, set[int]] = defaultdict(set)
    for at, seat in enumerate(seats):
        if not seat.block:
            continue
        for other in grid.each_around(seat.x, seat.y):
            near = seats[other].block
            if near != seat.block:
                touching[seat.block].add(near)
                touching[near].add(seat.block)
        grid.put(at, seat.x, seat.y)
    return touching
