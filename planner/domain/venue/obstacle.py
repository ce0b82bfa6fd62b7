"""What stands in the way between two seats, found without looking at all that stands there."""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING

from planner.domain.venue.geometry import crosses

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planner.domain.venue.plan import Fixture, Seat

SIZE = 2.0
MOST_SQUARES = 64
"""Where a way or a thing would lie in more squares than these, everything is looked at."""
Box = tuple[float, float, float, float]


class Obstacles:
    """Things that part whoever sits on their two sides."""

    def __init__(self, fixtures: Iterable[Fixture]) -> None:
        self._all = list(fixtures)
        self._wide: list[Fixture] = []
        self._squares: dict[tuple[int, int], list[Fixture]] = {}
        for each in self._all:
            half, deep = each.width / 2, each.depth / 2
            box = (each.x - half, each.y - deep, each.x + half, each.y + deep)
            if count_squares(box) > MOST_SQUARES:
                self._wide.append(each)
                continue
            for square in each_square(box):
                self._squares.setdefault(square, []).append(each)

    def part(self, one: Seat, other: Seat) -> bool:
        """Tell whether something stands on the straight way between two seats."""
        return any(crosses(one, other, each) for each in self._each_around(one, other))

    def _each_around(self, one: Seat, other: Seat) -> Iterable[Fixture]:
        if not self._all:
            return ()
        box = (min(one.x, other.x), min(one.y, other.y), max(one.x, other.x), max(one.y, other.y))
        if count_squares(box) > MOST_SQUARES:
            return self._all
        found = [each for square in each_square(box) for each in self._squares.get(square, ())]
        return (*found, *self._wide)


def count_squares(box: Box) -> int:
    """Return in how many squares a box lies."""
    left, top, right, bottom = (floor(each / SIZE) for each in box)
    return (right - left + 1) * (bottom - top + 1)


def each_square(box: Box) -> Iterator[tuple[int, int]]:
    """Yield the squares in which a box lies."""
    left, top, right, bottom = (floor(each / SIZE) for each in box)
    for across in range(left, right + 1):
        for down in range(top, bottom + 1):
            yield across, down
