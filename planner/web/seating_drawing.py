"""The hall as a drawing of the server's: seats as squares, blocks as coloured ground."""

from __future__ import annotations

from dataclasses import dataclass, replace
from statistics import median
from typing import TYPE_CHECKING

from planner.domain.venue.plan import FixtureKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from planner.domain.seating.binding import Ground
    from planner.domain.venue.plan import Seat

UNITS = 40
"""Units of a drawing in a metre."""
SIDE = 0.42
"""The side of a seat's square in metres."""
EDGE = 1.4
"""Metres of white around everything."""
LETTERS = 64
"""So many letters fit side by side across a drawing: type grows with the hall."""
HUES = 12
MARGIN = 2.2
"""Metres around the part of a hall that is drawn large."""
LEAST = 15.0
"""A part that is drawn large is at least so many metres wide."""
MOST_OF = 0.75
"""A part that is more of the hall than this is no part."""
PITCH = (0.6, 0.9)
"""How far seats stand from each other sideways and from row to row where none touches another."""
NOT_DRAWN = frozenset({FixtureKind.DOOR, FixtureKind.CAMERA})
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Caption:
    """A text at a point of a drawing."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class HallDrawing:
    """An empty hall from above, the rostrum on top."""

    left: float
    top: float
    width: float
    height: float
    areas: tuple[Caption, ...]
    rows: tuple[Caption, ...]
    fixtures: str
    seats: str

    @property
    def box(self) -> str:
        """What of the plane is seen."""
        return f"{self.left:.0f} {self.top:.0f} {self.width:.0f} {self.height:.0f}"

    @property
    def type_size(self) -> float:
        """How large letters are, in units."""
        return round(self.width / LETTERS, 1)


@dataclass(frozen=True, slots=True)
class BlockGround:
    """A block's ground: one path of all its seats, and where its number stands."""

    name: str
    number: int
    count: int
    path: str
    x: float
    y: float

    @property
    def hue(self) -> int:
        """Which of the colours it has."""
        return self.number % HUES


def draw_hall(ground: Ground) -> HallDrawing:
    """Return an empty hall."""
    seats = [each for each in ground.venue.list_seats() if each.is_usable]
    corners = [at(each) for each in seats]
    corners += [
        ((each.x + side * each.width / 2) * UNITS, (each.y + side * each.depth / 2) * UNITS)
        for each in ground.venue.fixtures
        for side in (-1, 1)
    ]
    edge = EDGE * UNITS
    left = min((x for x, _ in corners), default=0.0) - edge
    top = min((y for _, y in corners), default=0.0) - edge * 2
    return HallDrawing(
        left,
        top,
        max((x for x, _ in corners), default=UNITS) + edge - left,
        max((y for _, y in corners), default=UNITS) + edge - top,
        tuple(name_areas(ground)),
        tuple(number_rows(ground)),
        draw_fixtures(ground),
        draw_squares(corners[: len(seats)]),
    )


def name_areas(ground: Ground) -> Iterable[Caption]:
    """Yield the names of areas, each above its first row."""
    for area in ground.venue.areas:
        seats = [seat for row in area.rows for seat in row.seats]
        if seats:
            middle = (min(each.x for each in seats) + max(each.x for each in seats)) / 2
            top = min(each.y for each in seats)
            yield Caption(middle * UNITS, (top - EDGE / 2) * UNITS, area.name)


def number_rows(ground: Ground) -> Iterable[Caption]:
    """Yield the numbers of rows, each at its left end."""
    for area in ground.venue.areas:
        for row in area.rows:
            if row.number and row.seats and not row.is_ring:
                first = row.seats[0]
                yield Caption((first.x - 0.62) * UNITS, first.y * UNITS, row.number)


def crop_hall(hall: HallDrawing, points: Sequence[Point]) -> HallDrawing | None:
    """Return the part of a hall around some points; None where that is most of it anyway."""
    if not points:
        return None
    edge, least = MARGIN * UNITS, LEAST * UNITS
    xs, ys = zip(*points, strict=True)
    width = max(max(xs) - min(xs) + 2 * edge, least)
    height = max(max(ys) - min(ys) + 2 * edge, least * 0.45)
    if width > hall.width * MOST_OF or height > hall.height * MOST_OF:
        return None
    left = (max(xs) + min(xs) - width) / 2
    return replace(
        hall, left=left, top=(max(ys) + min(ys) - height) / 2, width=width, height=height
    )


def at(seat: Seat) -> Point:
    """Return the middle of a seat in units."""
    return seat.x * UNITS, seat.y * UNITS


def draw_fixtures(ground: Ground) -> str:
    """Return tables, pillars, lecterns and boxes as one path of rectangles."""
    return "".join(
        draw_rectangle(each.x * UNITS, each.y * UNITS, each.width * UNITS, each.depth * UNITS)
        for each in ground.venue.fixtures
        if each.kind not in NOT_DRAWN
    )


def draw_squares(points: Iterable[Point], width: float = SIDE, height: float = SIDE) -> str:
    """Return squares around points as one path; the sides are metres."""
    return "".join(draw_rectangle(x, y, width * UNITS, height * UNITS) for x, y in points)


def draw_rectangle(x: float, y: float, width: float, height: float) -> str:
    """Return a rectangle around a point."""
    return f"M{x - width / 2:.1f} {y - height / 2:.1f}h{width:.1f}v{height:.1f}h{-width:.1f}z"


def draw_blocks(ground: Ground, groups: Mapping[str, Sequence[str]]) -> tuple[BlockGround, ...]:
    """Return the ground of blocks from the keys of their seats; their numbers are their order."""
    width, height = find_pitch(ground)
    return tuple(
        BlockGround(
            name,
            number,
            len(seats),
            draw_squares(points_of(ground, seats), width, height),
            *inmost_of(points_of(ground, seats)),
        )
        for number, (name, seats) in enumerate(groups.items(), start=1)
    )


def points_of(ground: Ground, seats: Iterable[str]) -> list[Point]:
    """Return the middles of seats by key; keys that name none are passed over."""
    return [at(ground.place_of[each][2]) for each in seats if each in ground.place_of]


def middle_of(points: Sequence[Point]) -> Point:
    """Return the middle of some points."""
    if not points:
        return 0.0, 0.0
    x, y = (sum(each) / len(points) for each in zip(*points, strict=True))
    return x, y


def inmost_of(points: Sequence[Point]) -> Point:
    """Return the one of some points that is nearest to their middle: it lies among them."""
    x, y = middle_of(points)
    return min(points, key=lambda each: (each[0] - x) ** 2 + (each[1] - y) ** 2, default=(x, y))


def find_pitch(ground: Ground) -> Point:
    """Return how far seats stand from each other, sideways and from row to row, in metres."""
    seats = ground.venue.list_seats()
    beside = [
        abs(seats[one].x - seats[other].x)
        for one, others in enumerate(ground.geometry.beside)
        for other in others
    ]
    behind = [
        abs(seats[one].y - seats[other].y)
        for one, others in enumerate(ground.geometry.near)
        for other in others
        if other not in ground.geometry.beside[one]
    ]
    width = median([each for each in beside if each > SIDE] or [PITCH[0]])
    height = median([each for each in behind if each > SIDE] or [PITCH[1]])
    return width * 1.04, height * 1.04
