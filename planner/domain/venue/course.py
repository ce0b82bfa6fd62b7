"""How a row of seats runs: along a straight line or an arc; and placing seats along another one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import atan2, cos, hypot, pi, sin
from typing import TYPE_CHECKING

from planner.domain.venue.flaw import refuse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.domain.venue.plan import Seat

STRAIGHT = 0.02
"""What leaves its line by no more than these metres still runs along it."""
ON_ARC = 0.06


@dataclass(frozen=True, slots=True)
class Course:
    """Where a row runs: its middle, how far back it is there, and its arc's radius."""

    middle: float
    depth: float
    radius: float | None = None
    """Negative where the arc's centre lies behind the row; None for a straight one."""

    def place(self, offset: float) -> tuple[float, float]:
        """Return the point so many metres to the right of the middle, along the row."""
        if self.radius is None:
            return round(self.middle + offset, 3), round(self.depth, 3)
        angle = offset / self.radius
        x = self.middle + self.radius * sin(angle)
        y = self.depth - self.radius + self.radius * cos(angle)
        return round(x, 3), round(y, 3)

    def measure(self, seat: Seat) -> float:
        """Return how far a seat is to the right of the middle, along the row."""
        if self.radius is None:
            return seat.x - self.middle
        across, down = seat.x - self.middle, seat.y - (self.depth - self.radius)
        way = 1.0 if self.radius > 0 else -1.0
        return self.radius * atan2(way * across, way * down)


def trace_course(seats: Sequence[Seat], middle: float) -> Course:
    """Return how a row runs; a straight one's middle is given, an arc tells its own.

    Raises:
        InvalidRequestError: It runs neither straight across nor along an arc.
    """
    tops = [each.y for each in seats]
    if max(tops) - min(tops) <= STRAIGHT:
        return Course(middle, sum(tops) / len(tops))
    arc = find_arc(seats)
    if arc is None:
        refuse(
            "只有面向主席台的直排、弧排才能这样改。",
            "Only straight or curved rows that face the rostrum can be changed so.",
            "area",
        )
    return arc


def find_arc(seats: Sequence[Seat]) -> Course | None:
    """Return the arc through a row's ends and middle if all its seats stand on it."""
    one, two, three = seats[0], seats[len(seats) // 2], seats[-1]
    ax, ay, bx, by = two.x - one.x, two.y - one.y, three.x - one.x, three.y - one.y
    cross = 2 * (ax * by - ay * bx)
    if abs(cross) < 1e-9 or three.x <= one.x:  # noqa: PLR2004  on one line
        return None
    a, b = ax * ax + ay * ay, bx * bx + by * by
    x, y = one.x + (by * a - ay * b) / cross, one.y + (ax * b - bx * a) / cross
    radius = hypot(one.x - x, one.y - y)
    if any(abs(hypot(each.x - x, each.y - y) - radius) > ON_ARC for each in seats):
        return None
    signed = radius if two.y > y else -radius
    return Course(x, y + signed, signed)


def place_seats(seats: Sequence[Seat], offsets: Sequence[float], course: Course) -> dict[str, Seat]:
    """Return seats, by key, put along a course."""
    placed = {}
    for seat, offset in zip(seats, offsets, strict=True):
        x, y = course.place(offset)
        placed[seat.key] = replace(seat, x=x, y=y)
    return placed


def require_half(offsets: Sequence[float], radius: float) -> None:
    """Refuse an arc that would go more than half round."""
    longest = max(abs(each) for each in offsets)
    if longest > pi / 2 * abs(radius):
        refuse(
            f"弧线超过半圆；首排弧半径至少 {longest / (pi / 2):.1f} 米。",
            f"A row would go more than half round; the radius must be "
            f"{longest / (pi / 2):.1f} metres at least.",
            "radius",
        )
