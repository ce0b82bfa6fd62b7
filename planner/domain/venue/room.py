"""Rooms in which people face each other: 回字形, U 形, 对坐, 圆桌.

Sides are called as they are seen from the hall: 上 is where the rostrum would be.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil, cos, pi, sin, sqrt
from typing import TYPE_CHECKING

from planner.domain.venue.layout import (
    PITCH,
    PITCHES,
    SPACING,
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
    from planner.domain.venue.plan import SeatRow

TABLE_DEPTH = 0.6
AT_TABLE = 0.45
"""How far the middle of a seat is from the edge of its table."""
MOST_ON_SIDE, MOST_RINGS, MOST_TABLES, MOST_AT_TABLE = 200, 10, 500, 30
SPACINGS = (0.8, 5.0)
LEAST_RADIUS, ROUND_PITCH = 0.6, 0.65
BETWEEN_TABLES = 1.8
"""What is left between the chairs of two round tables, from middle to middle."""
ACROSS = Wording("上侧座位数", "the seats of the upper side")
ALONG = Wording("左右两侧各自的座位数", "the seats of the left and of the right side")
RINGS = Wording("排数", "the number of rows")


@dataclass(frozen=True, slots=True)
class Ring:
    """Tables round a hollow (回字形), or on three of its sides (U 形); metres."""

    across: int
    """Seats of the upper side and, where it is closed, of the lower one."""
    along: int
    """Seats of the left and of the right side."""
    is_open: bool = False
    """Whether it has no lower side: U 形."""
    rings: int = 1
    """How many rows there are behind each other; the first sits at the table."""
    pitch: float = 0.7
    spacing: float = 1.0


@dataclass(frozen=True, slots=True)
class Facing:
    """Two sides across one long table (对坐); metres."""

    seats: int
    rows: int = 1
    """Rows of each side; the first sits at the table."""
    pitch: float = 0.7
    spacing: float = 1.0
    table: float = 1.6
    """How wide the table is between the sides."""


@dataclass(frozen=True, slots=True)
class RoundTables:
    """Round tables alike in rows (圆桌); metres."""

    tables: int
    seats: int
    columns: int = 0
    """Tables next to each other; 0 for as many as make about a square."""
    pitch: float = ROUND_PITCH


def lay_ring(site: Site, ring: Ring) -> Layout:
    """Return a room of tables round a hollow; ``site.y`` is its uppermost row.

    Raises:
        InvalidRequestError: It cannot be built so; the words say why.
    """
    require(ring.pitch, PITCHES, "pitch", PITCH)
    require(ring.spacing, SPACINGS, "spacing", SPACING)
    least = ceil(2 * TABLE_DEPTH / ring.pitch + 1)
    require_count(ring.across, MOST_ON_SIDE, "across", ACROSS, least=least)
    require_count(ring.along, MOST_ON_SIDE, "along", ALONG, least=1 if ring.is_open else least)
    require_count(ring.rings, MOST_RINGS, "rings", RINGS)
    require_total((ring.across * (1 if ring.is_open else 2) + 2 * ring.along) * ring.rings)
    half, depth = ring.across * ring.pitch / 2, ring.along * ring.pitch
    top = site.y + AT_TABLE + (ring.rings - 1) * ring.spacing
    rows = []
    for at in range(ring.rings):
        away = AT_TABLE + at * ring.spacing
        rows += build_sides(site, ring, at, (half, top, depth, away))
    return Layout(build_area(site, rows), ring_tables(site, ring, half, top, depth))


def build_sides(
    site: Site, ring: Ring, at: int, frame: tuple[float, float, float, float]
) -> list[SeatRow]:
    """Return one row on each side of the tables: 上 右 下 左, the rows behind with a number."""
    half, top, depth, away = frame
    xs = spread(site.x, ring.across, ring.pitch)
    ys = spread(top + depth / 2, ring.along, ring.pitch)
    sides: dict[str, list[Point]] = {
        "上": [(x, top - away) for x in xs],
        "右": [(site.x + half + away, y) for y in ys],
        "下": [(x, top + depth + away) for x in xs],
        "左": [(site.x - half - away, y) for y in ys],
    }
    if ring.is_open:
        del sides["下"]
    number = str(at + 1) if at else ""
    return [build_row(site, f"{side}{number}", points) for side, points in sides.items()]


def ring_tables(
    site: Site, ring: Ring, half: float, top: float, depth: float
) -> tuple[Fixture, ...]:
    """Return the tables of each side; those of the upper and lower one take the corners."""
    lower = 0.0 if ring.is_open else TABLE_DEPTH
    height = depth - TABLE_DEPTH - lower
    middle = top + TABLE_DEPTH + height / 2
    aside = half - TABLE_DEPTH / 2
    tables = [_table(site.x, top + TABLE_DEPTH / 2, 2 * half, TABLE_DEPTH)]
    if height > 0:
        tables += [_table(site.x + way * aside, middle, TABLE_DEPTH, height) for way in (1.0, -1.0)]
    if not ring.is_open:
        tables.append(_table(site.x, top + depth - TABLE_DEPTH / 2, 2 * half, TABLE_DEPTH))
    return tuple(tables)


def lay_facing(site: Site, facing: Facing) -> Layout:
    """Return two sides across a long table; ``site.y`` is the uppermost row.

    Raises:
        InvalidRequestError: It cannot be built so; the words say why.
    """
    require(facing.pitch, PITCHES, "pitch", PITCH)
    require(facing.spacing, SPACINGS, "spacing", SPACING)
    require_count(facing.seats, MOST_ON_SIDE, "seats", Wording("每排座位数", "the seats of a row"))
    require_count(facing.rows, MOST_RINGS, "rows", RINGS)
    wide = Wording("桌宽（米）", "the width of the table (metres)")
    require(facing.table, (0.6, 10.0), "table", wide)
    top = site.y + AT_TABLE + (facing.rows - 1) * facing.spacing
    xs = spread(site.x, facing.seats, facing.pitch)
    rows = []
    for at in range(facing.rows):
        away, number = AT_TABLE + at * facing.spacing, str(at + 1) if at else ""
        rows.append(build_row(site, f"上{number}", [(x, top - away) for x in xs]))
        rows.append(build_row(site, f"下{number}", [(x, top + facing.table + away) for x in xs]))
    table = _table(site.x, top + facing.table / 2, facing.seats * facing.pitch, facing.table)
    return Layout(build_area(site, rows), (table,))


def lay_tables(site: Site, tables: RoundTables) -> Layout:
    """Return round tables, numbered in the order of reading; ``site.y`` is their upper edge.

    A table's seats go round it as the clock does; the first is at the top.

    Raises:
        InvalidRequestError: It cannot be built so; the words say why.
    """
    require(tables.pitch, PITCHES, "pitch", PITCH)
    require_count(tables.tables, MOST_TABLES, "tables", Wording("桌数", "the number of tables"))
    at_table = Wording("每桌座位数", "the seats of a table")
    require_count(tables.seats, MOST_AT_TABLE, "seats", at_table, least=2)
    abreast = Wording("每行桌数", "the tables next to each other")
    require_count(tables.columns, MOST_TABLES, "columns", abreast, least=0)
    require_total(tables.tables * tables.seats)
    placed = place_tables([tables.seats] * tables.tables, tables.columns, tables.pitch)
    rows, round_tables = [], []
    for at, (points, table) in enumerate(placed, start=1):
        moved = [(site.x + x, site.y + y) for x, y in points]
        rows.append(replace(build_row(site, str(at), moved), is_ring=True))
        x, y = round(site.x + table.x, 3), round(site.y + table.y, 3)
        round_tables.append(replace(table, x=x, y=y, name=str(at)))
    return Layout(build_area(site, rows), tuple(round_tables))


def place_tables(
    counts: Sequence[int], columns: int = 0, pitch: float = ROUND_PITCH
) -> list[tuple[list[Point], Fixture]]:
    """Return round tables of one size in rows round x = 0 below y = 0, with each one's seats."""
    most = max(2, *counts, 2)
    radius = max(pitch / (2 * sin(pi / most)), LEAST_RADIUS + AT_TABLE)
    columns = min(columns or ceil(sqrt(len(counts))), len(counts))
    step, width = 2 * radius + BETWEEN_TABLES, 2 * (radius - AT_TABLE)
    xs = spread(0.0, columns, step)
    placed = []
    for at, count in enumerate(counts):
        down, across = divmod(at, columns)
        middle = (xs[across], radius + down * step)
        placed.append((place_round(middle, radius, count), _table(*middle, width, width)))
    return placed


def place_round(middle: Point, radius: float, count: int) -> list[Point]:
    """Return points round another as the clock goes, from the top."""
    angles = [2 * pi * at / count for at in range(count)]
    return [(middle[0] + radius * sin(each), middle[1] - radius * cos(each)) for each in angles]


def spread(middle: float, count: int, step: float) -> list[float]:
    """Return so many places in a line round a middle."""
    return [middle + (at - (count - 1) / 2) * step for at in range(count)]


def _table(x: float, y: float, width: float, depth: float) -> Fixture:
    return Fixture(FixtureKind.TABLE, round(x, 3), round(y, 3), round(width, 3), round(depth, 3))
