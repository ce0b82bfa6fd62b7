"""Things by where they stand: squares of one size, so that only what is near is looked at."""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class Grid:
    """Numbers put where they stand; whatever is within ``size`` of a point is found around it."""

    def __init__(self, size: float) -> None:
        self.size = size
        self._squares: dict[tuple[int, int], list[int]] = {}

    def put(self, number: int, x: float, y: float) -> None:
        """Put a number at a point."""
        square = (floor(x / self.size), floor(y / self.size))
        self._squares.setdefault(square, []).append(number)

    def each_around(self, x: float, y: float) -> Iterator[int]:
        """Yield what stands in the square of a point and in the eight around it."""
        column, row = floor(x / self.size), floor(y / self.size)
        for across in (column - 1, column, column + 1):
            for down in (row - 1, row, row + 1):
                yield from self._squares.get((across, down), ())
