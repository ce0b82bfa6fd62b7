"""Reading a venue that was drawn cell by cell: a sheet is an area, a filled cell is a seat.

Columns and rows of cells become metres by the usual distances of chairs; what is drawn with 桌 is
laid out as round tables.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from planner.domain.venue.generator import gather_venue
from planner.domain.venue.layout import Layout
from planner.domain.venue.plan import Area, AreaKind, Fixture, Numbering, Seat, SeatRow
from planner.domain.venue.room import place_tables
from planner.domain.wording import Wording
from planner.planfile.cell import name_cell
from planner.planfile.fault import Fault, PlanFileError, refuse_file
from planner.planfile.form import is_free
from planner.planfile.reader import LARGEST_BYTES, TOO_LARGE
from planner.planfile.venue_file import VenueFile, check_size, settle_numbers, tidy
from planner.planfile.venue_mark import guess_area_kind
from planner.planfile.venue_sheet import Drawing
from planner.planfile.workbook_file import open_workbook

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.planfile.venue_sheet import DrawnRow, DrawnSeat

PITCH, SPACING = 0.55, 0.9
ROSTRUM_PITCH, ROSTRUM_SPACING = 0.75, 1.4
BETWEEN_AREAS, AWAY_FROM_TABLES = 3.0, 2.0
ORDER = {AreaKind.ROSTRUM: 0, AreaKind.BALCONY: 2}
MIXED = Wording(
    "圆桌与成排的座位请画在不同的表里", "draw round tables and rows of seats on sheets of their own"
)


def read_venue_workbook(
    raw: bytes,
    file: str,
    key: str = "venue",
    name: str = "",
    numbering: Numbering = Numbering.CONTINUOUS,
) -> VenueFile:
    """Return the venue in a workbook's bytes, or raise PlanFileError with every fault.

    ``numbering`` is for areas whose cells bear no numbers.
    """
    if len(raw) > LARGEST_BYTES:
        raise refuse_file(file, TOO_LARGE)
    opened = open_workbook(raw, file)
    drawings = [Drawing(sheet) for sheet in opened.sheets if not is_free(sheet.name)]
    names = {each.sheet.name for each in drawings}
    faults = [each for each in opened.faults if each.place.sheet in names]
    faults += [fault for each in drawings for fault in each.faults]
    faults += [fault for each in drawings for fault in find_mixed(each)]
    if faults:
        raise PlanFileError(file, tuple(faults))
    drawings = [each for each in drawings if each.rows or each.things]
    check_size(
        sum(len(row.seats) for each in drawings for row in each.rows),
        sum(len(each.things) for each in drawings),
        file,
    )
    layouts = [
        lay_drawing(each, f"area-{at}", numbering) for at, each in enumerate(drawings, start=1)
    ]
    layouts.sort(key=lambda each: ORDER.get(each.area.kind, 1))
    venue = gather_venue(key, tidy(name) or layouts[0].area.name, stack_layouts(layouts))
    venue = replace(venue, areas=tuple(each for each in venue.areas if each.rows))
    return VenueFile(venue, tuple(note for each in drawings for note in each.notes))


def find_mixed(drawing: Drawing) -> list[Fault]:
    """Return the fault of a sheet with both tables and rows."""
    rings = [row for row in drawing.rows if row.label and row.label.is_ring]
    if not rings or len(rings) == len(drawing.rows):
        return []
    other = next(row for row in drawing.rows if row not in rings)
    cell = other.seats[0].cell
    return [Fault(drawing.sheet.place(cell.down, cell.across), cell.text, MIXED)]


def lay_drawing(drawing: Drawing, key: str, numbering: Numbering) -> Layout:
    """Return the area that a sheet shows, its middle at x = 0 and its upper edge at y = 0."""
    name = tidy(drawing.sheet.name)
    kind = guess_area_kind(name)
    if drawing.rows and drawing.rows[0].label and drawing.rows[0].label.is_ring:
        return lay_drawn_tables(drawing, key, name)
    across, down = find_units(drawing.rows, is_rostrum=kind is AreaKind.ROSTRUM)
    rows = (
        sorted(drawing.rows, key=lambda row: -row.seats[0].cell.y)
        if (kind is AreaKind.ROSTRUM)
        else drawing.rows
    )
    area = Area(
        key,
        name,
        kind,
        tuple(
            SeatRow(
                row.label.number if row.label else str(at),
                tuple(
                    seat_of(each, key, each.cell.x * across, each.cell.y * down)
                    for each in row.seats
                ),
                row.label.zone if row.label else "",
            )
            for at, row in enumerate(rows, start=1)
        ),
    )
    things = tuple(
        Fixture(
            each.kind,
            round(each.cell.x * across, 3),
            round(each.cell.y * down, 3),
            round(each.cell.width * across, 3),
            round((each.cell.height - 1) * down + across, 3),
            each.name,
        )
        for each in drawing.things
    )
    return Layout(settle_numbers(area, numbering), things)


def lay_drawn_tables(drawing: Drawing, key: str, name: str) -> Layout:
    """Return the round tables that a sheet lists."""
    placed = place_tables([len(row.seats) for row in drawing.rows])
    rows, tables = [], []
    for row, (points, table) in zip(drawing.rows, placed, strict=True):
        number, zone = (row.label.number, row.label.zone) if row.label else ("", "")
        seats = [seat_of(each, key, *at) for each, at in zip(row.seats, points, strict=True)]
        rows.append(SeatRow(number, tuple(seats), zone, is_ring=True))
        tables.append(replace(table, name=number))
    area = Area(key, name, AreaKind.TABLES, tuple(rows))
    things = place_things(drawing, [seat for row in rows for seat in row.seats])
    return Layout(settle_numbers(area, Numbering.CONTINUOUS), (*tables, *things))


def place_things(drawing: Drawing, seats: Sequence[Seat]) -> list[Fixture]:
    """Return what stands in a room of tables: above or below them, as far right as drawn."""
    cells = [seat.cell for row in drawing.rows for seat in row.seats]
    widest = max(each.across for each in (*cells, *(thing.cell for thing in drawing.things))) + 1
    left, right = min(seat.x for seat in seats), max(seat.x for seat in seats)
    above = min(seat.y for seat in seats) - AWAY_FROM_TABLES
    below = max(seat.y for seat in seats) + AWAY_FROM_TABLES
    first = min(each.down for each in cells)
    return [
        Fixture(
            each.kind,
            round(left + (right - left) * each.cell.x / widest, 3),
            round(above if each.cell.down < first else below, 3),
            name=each.name,
        )
        for each in drawing.things
    ]


def seat_of(drawn: DrawnSeat, key: str, x: float, y: float) -> Seat:
    """Return a seat called by its cell."""
    cell = name_cell(drawn.cell.down, drawn.cell.across)
    return Seat(f"{key}-{cell}", round(x, 3), round(y, 3), drawn.kind, drawn.number)


def find_units(rows: Sequence[DrawnRow], *, is_rostrum: bool) -> tuple[float, float]:
    """Return how wide a column and how high a row of cells is, in metres.

    The usual step from chair to chair is a pitch, that from row to row a spacing, however many
    cells were drawn for it.
    """
    pitch, spacing = (ROSTRUM_PITCH, ROSTRUM_SPACING) if is_rostrum else (PITCH, SPACING)
    steps = [b.cell.x - a.cell.x for row in rows for a, b in pairwise(row.seats)]
    downs = sorted({row.seats[0].cell.y for row in rows})
    falls = [after - before for before, after in pairwise(downs)]
    return pitch / (median(steps) if steps else 1), spacing / (median(falls) if falls else 1)


def stack_layouts(layouts: Sequence[Layout]) -> list[Layout]:
    """Return areas one behind the other, all round one middle."""
    stacked, below = [], 0.0
    for layout in layouts:
        spots = [(s.x, s.y) for row in layout.area.rows for s in row.seats]
        spots += [(each.x, each.y) for each in layout.fixtures]
        seats = [s.x for row in layout.area.rows for s in row.seats] or [x for x, _ in spots]
        right = -(min(seats) + max(seats)) / 2
        down = below - min(y for _, y in spots)
        below = down + max(y for _, y in spots) + BETWEEN_AREAS
        stacked.append(move_layout(layout, right, down))
    return stacked


def move_layout(layout: Layout, right: float, down: float) -> Layout:
    """Return an area moved by so many metres."""
    rows = tuple(
        replace(row, seats=tuple(replace(s, x=s.x + right, y=s.y + down) for s in row.seats))
        for row in layout.area.rows
    )
    fixtures = tuple(replace(f, x=f.x + right, y=f.y + down) for f in layout.fixtures)
    return Layout(replace(layout.area, rows=rows), fixtures)
