"""Rows that face the rostrum: theatre (剧院式), classroom (课桌式), and the rostrum's own."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin
from typing import TYPE_CHECKING

from planner.domain.error import InvalidRequestError
from planner.domain.venue.layout import (
    PITCH,
    PITCHES,
    SPACING,
    SPACINGS,
    Layout,
    build_area,
    build_row,
    require,
    require_count,
    require_total,
)
from planner.domain.venue.plan import Fixture, FixtureKind
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.domain.venue.layout import Point, Site
    from planner.domain.venue.plan import Seat, SeatRow

Blocks = tuple[int, ...]
"""How many seats a row has between its aisles, from the left."""
MOST_ROWS, MOST_BLOCKS, MOST_IN_ROW = 200, 20, 400
AISLES = (0.6, 10.0)
RADII = (2.0, 500.0)
DESK_DEPTH = 0.45
DESK_AHEAD = 0.55
"""How far the middle of a desk is in front of the middles of its seats."""
ROWS = Wording("排数", "the number of rows")
BLOCK_COUNT = Wording("一排的块数", "the blocks of a row")
IN_ROW = Wording("一排的座位数", "the seats of a row")


@dataclass(frozen=True, slots=True)
class Theatre:
    """Rows of seats in blocks with aisles between, straight or round a point ahead; metres."""

    rows: tuple[Blocks, ...]
    pitch: float = 0.55
    spacing: float = 0.95
    aisle: float = 1.2
    """What an aisle adds to the distance of the two seats on its sides."""
    radius: float | None = None
    """Of the first row's arc; None for straight rows."""
    cross_aisles: tuple[int, ...] = ()
    """Behind which rows, counted from 1, an aisle goes across."""
    zones: tuple[str, ...] = ()
    """A name for each block that is a zone of its own."""
    first_row: int = 1


@dataclass(frozen=True, slots=True)
class Classroom:
    """Rows of desks with aisles between; metres."""

    rows: int
    desks: Blocks
    seats_per_desk: int = 2
    pitch: float = 0.6
    spacing: float = 1.4
    aisle: float = 0.9


@dataclass(frozen=True, slots=True)
class Rostrum:
    """Rows behind desks that face the hall, each centred on its own; the first is in front."""

    rows: tuple[int, ...]
    pitch: float = 0.75
    spacing: float = 1.5


def repeat_rows(count: int, blocks: Blocks, growth: int = 0) -> tuple[Blocks, ...]:
    """Return rows alike, or each with so many seats more in every block than the one ahead."""
    return tuple(tuple(seats + growth * at for seats in blocks) for at in range(count))


def lay_theatre(site: Site, theatre: Theatre) -> Layout:
    """Return the rows of a hall or balcony.

    Raises:
        InvalidRequestError: It cannot be built so; the words say what gives no room.
    """
    check_theatre(theatre)
    by_zone: dict[str, list[SeatRow]] = {zone: [] for zone in theatre.zones or ("",)}
    ahead = 0.0
    for at, blocks in enumerate(theatre.rows):
        points = list(place_row(theatre, blocks, ahead, site))
        number, first = str(theatre.first_row + at), 0
        for zone, count in zip(by_zone, blocks if theatre.zones else (sum(blocks),), strict=True):
            row = build_row(site, number, points[first : first + count], zone=zone, first=first + 1)
            first += count
            if count:
                by_zone[zone].append(row)
        ahead += theatre.spacing + (theatre.aisle if at + 1 in theatre.cross_aisles else 0.0)
    return Layout(build_area(site, [row for rows in by_zone.values() for row in rows]))


def place_row(theatre: Theatre, blocks: Blocks, ahead: float, site: Site) -> Sequence[Point]:
    """Return where the seats of a row stand, so far behind the first one."""
    offsets, offset = [], 0.0
    for seats in blocks:
        offsets += [offset + at * theatre.pitch for at in range(seats)]
        offset += seats * theatre.pitch + theatre.aisle if seats else 0.0
    middle = (offsets[0] + offsets[-1]) / 2
    if theatre.radius is None:
        return [(site.x + each - middle, site.y + ahead) for each in offsets]
    radius, centre = theatre.radius + ahead, site.y - theatre.radius
    angles = [(each - middle) / radius for each in offsets]
    return [(site.x + radius * sin(each), centre + radius * cos(each)) for each in angles]


def check_theatre(theatre: Theatre) -> None:
    """Refuse what cannot be built."""
    require_count(len(theatre.rows), MOST_ROWS, "rows", ROWS)
    require(theatre.pitch, PITCHES, "pitch", PITCH)
    require(theatre.spacing, SPACINGS, "spacing", SPACING)
    require(
        theatre.aisle,
        (max(AISLES[0], theatre.pitch), AISLES[1]),
        "aisle",
        Wording("走道宽（米）", "the width of an aisle (metres)"),
    )
    for blocks in theatre.rows:
        require_count(len(blocks), MOST_BLOCKS, "rows", BLOCK_COUNT)
        require_count(min(blocks), MOST_IN_ROW, "rows", IN_ROW, least=0)
        require_count(sum(blocks), MOST_IN_ROW, "rows", IN_ROW)
    require_total(sum(map(sum, theatre.rows)))
    check_zones(theatre)
    if theatre.radius is not None:
        check_arcs(theatre, theatre.radius)


def check_zones(theatre: Theatre) -> None:
    """Refuse zones that do not have just one block in each row."""
    if not theatre.zones:
        return
    is_even = all(len(blocks) == len(theatre.zones) for blocks in theatre.rows)
    if not is_even or len(set(theatre.zones)) < len(theatre.zones) or not all(theatre.zones):
        raise InvalidRequestError(
            Wording(
                "每排的块数应与分区数相同，分区名称不得为空或重复",
                "every row needs one block for each zone; zones need names, all different",
            ),
            "zones",
        )


def check_arcs(theatre: Theatre, radius: float) -> None:
    """Refuse arcs on which a row would go more than half round."""
    require(radius, RADII, "radius", Wording("首排弧半径（米）", "the first row's radius (metres)"))
    for at, blocks in enumerate(theatre.rows):
        length = (sum(blocks) - 1) * theatre.pitch + (len(blocks) - 1) * theatre.aisle
        if length > pi * (radius + at * theatre.spacing):
            least = length / pi - at * theatre.spacing
            raise InvalidRequestError(
                Wording(
                    f"第 {theatre.first_row + at} 排太长，弧线超过半圆；"
                    f"首排弧半径至少 {least:.1f} 米",
                    f"Row {theatre.first_row + at} is too long and goes more than half round; "
                    f"the first row's radius must be {least:.1f} metres at least",
                ),
                "radius",
            )


def lay_classroom(site: Site, room: Classroom) -> Layout:
    """Return rows of desks and their seats.

    Raises:
        InvalidRequestError: It cannot be built so; the words say why.
    """
    require_count(room.rows, MOST_ROWS, "rows", ROWS)
    require_count(
        room.seats_per_desk, 10, "seats_per_desk", Wording("每桌座位数", "the seats of a desk")
    )
    blocks = tuple(desks * room.seats_per_desk for desks in room.desks)
    rows = repeat_rows(room.rows, blocks)
    area = lay_theatre(site, Theatre(rows, room.pitch, room.spacing, room.aisle)).area
    desks = [
        desk_of(row.seats[at : at + room.seats_per_desk], room.pitch, -DESK_AHEAD)
        for row in area.rows
        for at in range(0, len(row.seats), room.seats_per_desk)
    ]
    return Layout(area, tuple(desks))


def lay_rostrum(site: Site, rostrum: Rostrum) -> Layout:
    """Return the rows of a rostrum with a long desk each; ``site.y`` is where the first row sits.

    Raises:
        InvalidRequestError: It cannot be built so; the words say why.
    """
    require_count(len(rostrum.rows), 20, "rows", ROWS)
    require(rostrum.pitch, PITCHES, "pitch", PITCH)
    require(rostrum.spacing, (1.2, SPACINGS[1]), "spacing", SPACING)
    rows = []
    for at, count in enumerate(rostrum.rows):
        require_count(count, MOST_IN_ROW, "rows", IN_ROW)
        left, y = site.x - (count - 1) * rostrum.pitch / 2, site.y - at * rostrum.spacing
        points = [(left + each * rostrum.pitch, y) for each in range(count)]
        rows.append(build_row(site, str(at + 1), points))
    require_total(sum(rostrum.rows))
    desks = [desk_of(row.seats, rostrum.pitch, DESK_AHEAD) for row in rows]
    return Layout(build_area(site, rows), tuple(desks))


def desk_of(seats: Sequence[Seat], pitch: float, ahead: float) -> Fixture:
    """Return the desk of some seats in one straight row, so far in front of them."""
    middle = (seats[0].x + seats[-1].x) / 2
    width = seats[-1].x - seats[0].x + pitch - 0.05
    y = round(seats[0].y + ahead, 3)
    return Fixture(FixtureKind.TABLE, round(middle, 3), y, round(width, 3), DESK_DEPTH)
