"""Moves in a hall as arrows: one by one where they are few, as flows of blocks where many."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import hypot
from typing import TYPE_CHECKING

from planner.web.seating_drawing import SIDE, UNITS, draw_squares, middle_of, points_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planner.domain.seating.binding import Ground
    from planner.services.seating_difference import SeatChange, SeatingDifference
    from planner.web.seating_drawing import Point

MOST_ARROWS = 40
"""So many people are drawn one by one; more are drawn as flows of blocks."""
MOST_NAMED = 12
"""So many names are written at their arrows; more are told by their numbers in the list."""
CLOSE = 1.0
"""Metres that the middle of a block moves while it changes within itself only."""
BEND = 0.16
"""How far a bow leaves the straight line, as a part of its length."""
HEAD = 0.34
"""The length of an arrow's head in metres; that of a flow is wider."""
WIDEST = 9.0
SIDES = (1, -1)


@dataclass(frozen=True, slots=True)
class Arrow:
    """A move, or the moves of many: a bow with a head, and a text at its end."""

    number: int
    text: str
    bow: str
    head: str
    x: float
    y: float
    width: float
    block: str = ""
    count: int = 1
    is_within: bool = False
    """Whether people change seats among themselves: a ring is drawn."""


@dataclass(frozen=True, slots=True)
class SeatMark:
    """Somebody who came or left: a sign on his seat."""

    number: int
    text: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Moves:
    """All that is drawn into a hall."""

    arrows: tuple[Arrow, ...]
    came: tuple[SeatMark, ...]
    left: tuple[SeatMark, ...]
    old: str
    new: str
    is_flow: bool
    """Whether moves are drawn by blocks and not one by one."""
    is_named: bool
    """Whether names stand at the arrows."""
    points: tuple[Point, ...] = ()
    """Where something is drawn: the part of the hall to look at."""


def draw_moves(ground: Ground, found: SeatingDifference, block: str | None = None) -> Moves:
    """Return the moves of a difference, of one block or of all, as arrows."""
    numbers = number_changes(found)
    moved, came, left = (
        [each for each in group if block is None or each.block == block]
        for group in (found.moved, found.came, found.left)
    )
    is_flow = len(moved) > MOST_ARROWS and block is None
    drawn = [each for each in moved if is_drawn(ground, each)]
    old = dict.fromkeys(each.before for each in (*moved, *left) if each.before)
    new = dict.fromkeys(each.after for each in (*moved, *came) if each.after)
    return Moves(
        arrows=tuple(list_flows(ground, drawn) if is_flow else list_arrows(ground, drawn, numbers)),
        came=tuple(mark_seats(ground, came, numbers)),
        left=tuple(mark_seats(ground, left, numbers)),
        old=draw_squares(points_of(ground, [each for each in old if each not in new])),
        new=draw_squares(points_of(ground, new)),
        is_flow=is_flow,
        is_named=len(moved) + len(came) + len(left) <= MOST_NAMED,
        points=tuple(points_of(ground, {**old, **new})),
    )


def number_changes(found: SeatingDifference) -> dict[str, int]:
    """Return the number that each person has in the list and in the drawing."""
    people = (*found.moved, *found.came, *found.left)
    return {each.person: number for number, each in enumerate(people, start=1)}


def is_drawn(ground: Ground, change: SeatChange) -> bool:
    """Tell whether the hall has both seats of a move."""
    return change.before in ground.place_of and change.after in ground.place_of


def list_arrows(
    ground: Ground, moved: Iterable[SeatChange], numbers: dict[str, int]
) -> Iterable[Arrow]:
    """Yield an arrow for each person."""
    for each in moved:
        start, end = points_of(ground, (each.before or "", each.after or ""))
        yield draw_arrow(numbers[each.person], each.name, start, end, 2.2)


def list_flows(ground: Ground, moved: Sequence[SeatChange]) -> Iterable[Arrow]:
    """Yield an arrow for each block, from the middle of its former seats to that of the new."""
    blocks: dict[str, list[SeatChange]] = defaultdict(list)
    for each in moved:
        blocks[each.block].append(each)
    most = max(map(len, blocks.values()), default=1)
    for number, (block, group) in enumerate(sorted(blocks.items()), start=1):
        start = middle_of(points_of(ground, (each.before or "" for each in group)))
        end = middle_of(points_of(ground, (each.after or "" for each in group)))
        width = 3 + (WIDEST - 3) * len(group) / most
        yield draw_arrow(number, block, start, end, width, len(group))


def draw_arrow(
    number: int, text: str, start: Point, end: Point, width: float, count: int = 0
) -> Arrow:
    """Return the arrow from one point to another; of many who stay where they are, a ring."""
    length = hypot(end[0] - start[0], end[1] - start[1])
    block, many = (text, count) if count else ("", 1)
    if length < CLOSE * UNITS and count:
        return Arrow(number, text, "", "", *end, width, block, many, is_within=True)
    bow, head = bend_line(start, end, HEAD * UNITS + width * 1.6)
    return Arrow(number, text, bow, head, *end, round(width, 1), block, many)


def bend_line(start: Point, end: Point, head: float) -> tuple[str, str]:
    """Return the bow from one point to another, and the three corners of the head at its end."""
    (x, y), (to_x, to_y) = start, end
    length = hypot(to_x - x, to_y - y) or 1
    across, along = (to_x - x) / length, (to_y - y) / length
    bend = min(length * BEND, 3 * UNITS)
    middle = ((x + to_x) / 2 - along * bend, (y + to_y) / 2 + across * bend)
    reach = max(length - SIDE * UNITS * 0.4, 1.0)
    tip = (x + across * reach, y + along * reach)
    turn = hypot(tip[0] - middle[0], tip[1] - middle[1]) or 1
    ahead = ((tip[0] - middle[0]) / turn, (tip[1] - middle[1]) / turn)
    foot = (tip[0] - ahead[0] * head, tip[1] - ahead[1] * head)
    half = head * 0.42
    wings = [(foot[0] - sign * ahead[1] * half, foot[1] + sign * ahead[0] * half) for sign in SIDES]
    bow = f"M{x:.1f} {y:.1f}Q{middle[0]:.1f} {middle[1]:.1f} {foot[0]:.1f} {foot[1]:.1f}"
    return bow, " ".join(f"{a:.1f},{b:.1f}" for a, b in (tip, *wings))


def mark_seats(
    ground: Ground, changes: Iterable[SeatChange], numbers: dict[str, int]
) -> Iterable[SeatMark]:
    """Yield the marks of those who came to or left a seat of the hall."""
    for each in changes:
        for x, y in points_of(ground, (each.after or each.before or "",)):
            yield SeatMark(numbers[each.person], each.name, x, y)
