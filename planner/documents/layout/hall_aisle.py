"""What lies between the seats of a chart: what touches, gaps in rows, aisles across."""

from __future__ import annotations

from itertools import pairwise
from math import hypot
from statistics import fmean, median
from typing import TYPE_CHECKING

from planner.documents.layout.hall_type import REACH

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planner.documents.sheet.hall_chart import ChartArea, ChartRow, ChartSeat

GAP = 1.5
"""Seats farther apart than so many times what is usual have an aisle between them."""
SAME_HEIGHT = 0.45
"""Rows whose heights differ by less than these metres stand in one line."""


def group_lines(rows: Sequence[ChartRow]) -> list[list[ChartRow]]:
    """Return rows by the height at which they stand, from the top."""
    lines: list[list[ChartRow]] = []
    for row in sorted(rows, key=height_of):
        if lines and height_of(row) - height_of(lines[-1][0]) < SAME_HEIGHT:
            lines[-1].append(row)
        else:
            lines.append([row])
    return lines


def height_of(row: ChartRow) -> float:
    """Return where a row stands, in metres from the top."""
    if row.is_ring:
        return fmean(seat.y for seat in row.seats)
    return median(seat.y for seat in row.seats)


def each_touch(rows: Sequence[ChartRow]) -> Iterator[tuple[ChartSeat, ChartSeat, bool]]:
    """Yield seats beside each other (across) and behind each other, where no aisle parts them."""
    pitch = find_pitch(rows)
    for row in rows:
        for one, other in pairwise(row.seats):
            if hypot(one.x - other.x, one.y - other.y) < GAP * pitch:
                yield one, other, True
    lines = [[seat for row in line for seat in row.seats] for line in group_lines(rows)]
    for front, back in pairwise(lines):
        ordered = sorted(back, key=lambda seat: seat.x)
        at = 0
        for seat in sorted(front, key=lambda seat: seat.x):
            while at + 1 < len(ordered) and abs(ordered[at + 1].x - seat.x) <= abs(
                ordered[at].x - seat.x
            ):
                at += 1
            near = ordered[at]
            if abs(near.x - seat.x) < pitch * 0.75 and abs(near.y - seat.y) < REACH:
                yield seat, near, False


def find_pitch(rows: Sequence[ChartRow]) -> float:
    """Return how far apart seats of a row usually are, in metres."""
    steps = [
        hypot(one.x - other.x, one.y - other.y)
        for row in rows
        for one, other in pairwise(row.seats)
    ]
    return median(steps) if steps else 1.0


def find_gaps_of(row: ChartRow) -> Iterator[tuple[float, float]]:
    """Yield the middles of the gaps in a row."""
    pitch = find_pitch([row])
    for one, other in pairwise(row.seats):
        if hypot(one.x - other.x, one.y - other.y) > GAP * pitch:
            yield (one.x + other.x) / 2, (one.y + other.y) / 2


def find_cross_aisles(area: ChartArea) -> Iterator[float]:
    """Yield where, down the area's middle, rows stand far apart."""
    middle = fmean(seat.x for seat in area.seats)
    heights = [
        min((seat for row in line for seat in row.seats), key=lambda seat: abs(seat.x - middle)).y
        for line in group_lines(area.rows)
    ]
    steps = [other - one for one, other in pairwise(heights)]
    if not steps:
        return
    usual = median(steps)
    for one, step in zip(heights, steps, strict=False):
        if step > GAP * usual:
            yield one + step / 2
