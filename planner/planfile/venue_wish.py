"""What layout somebody wishes for, read from the fields of a form or of a program's object."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from planner.domain.venue.generator import gather_venue, lay_out
from planner.domain.venue.layout import Site
from planner.domain.venue.plan import AreaKind, Numbering
from planner.domain.venue.room import Facing, Ring, RoundTables
from planner.domain.venue.theatre import Classroom, Rostrum, Theatre, repeat_rows
from planner.domain.vocabulary import label
from planner.domain.wording import Wording
from planner.planfile.venue_field import VenueFields, refuse_field

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.domain.venue.generator import Wish
    from planner.domain.venue.plan import Venue

ROSTRUM_GAP = 4.0
"""What is left between the rostrum's first row and the first row of the hall, in metres."""
MOST_ROWS = 200


class LayoutKind(StrEnum):
    """The layouts that can be made from a few figures."""

    THEATRE = "theatre"  # 剧院式
    CLASSROOM = "classroom"  # 课桌式
    RING = "ring"  # 回字形
    U_SHAPE = "u_shape"  # U 形
    FACING = "facing"  # 对坐
    TABLES = "tables"  # 圆桌
    ROSTRUM = "rostrum"  # 主席台


AREA_KINDS = {
    LayoutKind.THEATRE: AreaKind.HALL,
    LayoutKind.CLASSROOM: AreaKind.HALL,
    LayoutKind.RING: AreaKind.ROOM,
    LayoutKind.U_SHAPE: AreaKind.ROOM,
    LayoutKind.FACING: AreaKind.ROOM,
    LayoutKind.TABLES: AreaKind.TABLES,
    LayoutKind.ROSTRUM: AreaKind.ROSTRUM,
}
WITH_ROSTRUM = frozenset({LayoutKind.THEATRE, LayoutKind.CLASSROOM, LayoutKind.TABLES})
NO_BLOCKS = Wording("请写明各段个数，如 10,18,10", "give numbers, like 10,18,10")


def read_wish(fields: VenueFields) -> Wish:
    """Return the layout that fields describe; ``layout`` says which.

    Raises:
        InvalidRequestError: A field cannot be read; it is named.
    """
    return READERS[fields.choice("layout", LayoutKind)](fields)


def make_venue(fields: VenueFields, key: str = "venue") -> Venue:
    """Return a new venue as fields describe it: its main area, and a rostrum where one is wished.

    Raises:
        InvalidRequestError: A field cannot be read, or it cannot be built so.
    """
    kind = fields.choice("layout", LayoutKind)
    area = AREA_KINDS[kind]
    name = fields.text("name")
    site = Site(
        "main",
        fields.text("area_name") or label(area).zh,
        area,
        numbering=fields.choice("numbering", Numbering, Numbering.CONTINUOUS),
    )
    layouts = [lay_out(site, read_wish(fields))]
    if kind in WITH_ROSTRUM and fields.has("rostrum_rows"):
        rostrum = Rostrum(fields.counts("rostrum_rows"))
        lowest = min(seat.y for row in layouts[0].area.rows for seat in row.seats)
        ahead = Site(
            "rostrum", label(AreaKind.ROSTRUM).zh, AreaKind.ROSTRUM, y=lowest - ROSTRUM_GAP
        )
        layouts.insert(0, lay_out(ahead, rostrum))
    return gather_venue(key, name, layouts)


def read_theatre(fields: VenueFields) -> Theatre:
    """Return rows of seats with aisles."""
    rows, growth = fields.whole("rows"), fields.whole("growth", 0)
    blocks = read_blocks(fields)
    usual = Theatre(())
    return Theatre(
        repeat_rows(min(rows, MOST_ROWS + 1), blocks, max(-MOST_ROWS, min(growth, MOST_ROWS))),
        fields.number("pitch", usual.pitch),
        fields.number("spacing", usual.spacing),
        fields.number("aisle", usual.aisle),
        fields.number("radius") if fields.has("radius") else None,
        fields.counts("cross_aisles"),
        fields.names("zones"),
        fields.whole("first_row", usual.first_row),
    )


def read_classroom(fields: VenueFields) -> Classroom:
    """Return rows of desks."""
    desks = read_blocks(fields)
    usual = Classroom(1, (1,))
    return Classroom(
        fields.whole("rows"),
        desks,
        fields.whole("seats_per_desk", usual.seats_per_desk),
        fields.number("pitch", usual.pitch),
        fields.number("spacing", usual.spacing),
        fields.number("aisle", usual.aisle),
    )


def read_ring(fields: VenueFields, *, is_open: bool = False) -> Ring:
    """Return tables round a hollow."""
    usual = Ring(1, 1)
    return Ring(
        fields.whole("across"),
        fields.whole("along"),
        is_open,
        fields.whole("rings", usual.rings),
        fields.number("pitch", usual.pitch),
        fields.number("spacing", usual.spacing),
    )


def read_u_shape(fields: VenueFields) -> Ring:
    """Return tables on three sides of a hollow."""
    return read_ring(fields, is_open=True)


def read_facing(fields: VenueFields) -> Facing:
    """Return two sides across a table."""
    usual = Facing(1)
    return Facing(
        fields.whole("seats"),
        fields.whole("rows", usual.rows),
        fields.number("pitch", usual.pitch),
        fields.number("spacing", usual.spacing),
        fields.number("table", usual.table),
    )


def read_tables(fields: VenueFields) -> RoundTables:
    """Return round tables."""
    usual = RoundTables(1, 2)
    return RoundTables(
        fields.whole("tables"),
        fields.whole("seats"),
        fields.whole("columns", usual.columns),
        fields.number("pitch", usual.pitch),
    )


def read_rostrum(fields: VenueFields) -> Rostrum:
    """Return a rostrum: so many seats in each row, the first in front."""
    usual = Rostrum((1,))
    return Rostrum(
        read_blocks(fields),
        fields.number("pitch", usual.pitch),
        fields.number("spacing", usual.spacing),
    )


def read_blocks(fields: VenueFields, name: str = "blocks") -> tuple[int, ...]:
    """Return how many seats, or desks, there are between aisles, or in each row of a rostrum."""
    blocks = fields.counts(name)
    if not blocks:
        raise refuse_field(name, "", NO_BLOCKS)
    return blocks


READERS: dict[LayoutKind, Callable[[VenueFields], Wish]] = {
    LayoutKind.THEATRE: read_theatre,
    LayoutKind.CLASSROOM: read_classroom,
    LayoutKind.RING: read_ring,
    LayoutKind.U_SHAPE: read_u_shape,
    LayoutKind.FACING: read_facing,
    LayoutKind.TABLES: read_tables,
    LayoutKind.ROSTRUM: read_rostrum,
}
