"""Writing a venue cell by cell, a sheet for an area: rows, numbers, aisles and who is beside whom.

Cells cannot bend: curved rows come out straight, the sides of a room as rows, a table as the row
of its seats. Sizes of things and the tables themselves are not written.
"""

from __future__ import annotations

import re
from io import BytesIO
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

import xlsxwriter

from planner.domain.venue.plan import AreaKind, FixtureKind, SeatKind
from planner.domain.venue.row_line import list_lines
from planner.domain.venue.surroundings import find_geometry
from planner.domain.vocabulary import label
from planner.planfile.venue_mark import RowLabel, read_row_label, spell_fixture
from planner.planfile.venue_workbook_reader import PITCH, ROSTRUM_PITCH
from planner.planfile.workbook_writer import CREATED, OPTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

    from planner.domain.venue.plan import Area, Fixture, Seat, SeatRow, Venue

    Spot = tuple[int, int]

NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
LONGEST_NAME = 31
CROSS_AISLE = 1.5
NO_NUMBER = "座"
WIDTH, HEIGHT = 4.2, 22
SHADES = {SeatKind.WHEELCHAIR: "#D6E6F5", SeatKind.BLOCKED: "#E4E0DA", SeatKind.REMOVED: "#FFFFFF"}
THING_SHADE = "#F4D9C6"


def write_venue_workbook(venue: Venue) -> bytes:
    """Return a venue as a workbook; the same venue gives the same bytes."""
    beside = find_geometry(venue).beside
    keys = [seat.key for seat in venue.list_seats()]
    pairs = {frozenset((keys[at], keys[other])) for at, own in enumerate(beside) for other in own}
    owners = share_fixtures(venue)
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, OPTIONS) as book:
        book.set_properties({"title": venue.name, "created": CREATED})
        names: set[str] = set()
        for area, things in zip(venue.areas, owners, strict=True):
            name = name_sheet(area.name, names)
            names.add(name.casefold())
            write_sheet(book, name, draw_area(area, things, pairs))
    return stream.getvalue()


def name_sheet(name: str, taken: set[str]) -> str:
    """Return a sheet's name: what spreadsheets allow, and not there yet."""
    plain = NOT_IN_NAMES.sub(" ", name).strip()[:LONGEST_NAME] or "区"
    found, at = plain, 1
    while found.casefold() in taken:
        at += 1
        found = f"{plain[: LONGEST_NAME - 4]} {at}"
    return found


def share_fixtures(venue: Venue) -> list[list[Fixture]]:
    """Return for each area the things that stand nearest to it."""
    shares: list[list[Fixture]] = [[] for _ in venue.areas]
    middles = [[s for row in area.rows for s in row.seats] for area in venue.areas]
    for each in venue.fixtures:
        if each.kind is not FixtureKind.TABLE and any(middles):
            far = [
                min(((s.x - each.x) ** 2 + (s.y - each.y) ** 2 for s in seats), default=1e18)
                for seats in middles
            ]
            shares[far.index(min(far))].append(each)
    return shares


class AreaSheet:
    """An area as cells: what is written where, and which kind of seat it is."""

    def __init__(self, area: Area) -> None:
        self.labels = label_rows(area)
        self.cells: dict[Spot, tuple[str, SeatKind | None]] = {}
        self.downs: list[tuple[float, int]] = []
        """Where the rows of cells are in the hall."""

    def put_free(self, down: int, across: int, text: str) -> None:
        """Write into a cell, or into the next one to the right that is free."""
        while (down, across) in self.cells:
            across += 1
        self.cells[down, across] = (text, None)


def draw_area(
    area: Area, things: Sequence[Fixture], pairs: set[frozenset[str]]
) -> dict[Spot, tuple[str, SeatKind | None]]:
    """Return the cells of an area."""
    sheet = AreaSheet(area)
    lines = list_lines(area)
    unit = median(line.pitch for line in lines) if lines else PITCH
    if all(len(row.seats) < 2 for row in area.rows):  # noqa: PLR2004  nothing tells the pitch
        unit = ROSTRUM_PITCH if area.kind is AreaKind.ROSTRUM else PITCH
    xs = [seat.x for row in area.rows for seat in row.seats]
    left = min(xs, default=0.0)
    for down, rows in each_sheet_row(area):
        across = 0
        for row in rows:
            across = draw_row(sheet, down, across, row, (left, unit), pairs)
        seats = [seat for row in rows for seat in row.seats]
        sheet.downs.append((sum(seat.y for seat in seats) / len(seats), down))
    for each in things:
        draw_thing(sheet, each, round((each.x - left) / unit) + 1)
    first = min((down for down, _ in sheet.cells), default=0)
    start = min((across for _, across in sheet.cells), default=0)
    return {(down - first, across - start): text for (down, across), text in sheet.cells.items()}


def each_sheet_row(area: Area) -> Iterator[tuple[int, list[SeatRow]]]:
    """Yield rows from the top with their row of cells; zones of one row share one."""
    rows = [row for row in area.rows if row.seats]
    if area.kind is AreaKind.ROSTRUM:
        rows.reverse()
    groups: dict[tuple[str, str], list[SeatRow]] = {}
    for at, row in enumerate(rows):
        alone = "" if row.zone and not row.is_ring else str(at)
        groups.setdefault((row.number, alone), []).append(row)
    shared = [sorted(each, key=lambda row: row.seats[0].x) for each in groups.values()]
    tops = [min(seat.y for row in each for seat in row.seats) for each in shared]
    steps = [after - before for before, after in pairwise(tops)]
    usual = median(steps) if steps else 0.0
    down = 0
    for each, step in zip(shared, [0.0, *steps], strict=True):
        has_aisle = usual > 0 and step > CROSS_AISLE * usual and not each[0].is_ring
        down += 2 if has_aisle else 1
        yield down, each


def draw_row(
    sheet: AreaSheet,
    down: int,
    across: int,
    row: SeatRow,
    scale: tuple[float, float],
    pairs: set[frozenset[str]],
) -> int:
    """Write a row from its label to its last seat, and return the column behind it."""
    left, unit = scale
    before: Seat | None = None
    for at, seat in enumerate(row.seats):
        wanted = at + 1 if row.is_ring else round((seat.x - left) / unit) + 1
        if before is None:
            across = max(across + 1, wanted)
            sheet.cells[down, across - 1] = (sheet.labels[seat.key], None)
        elif is_next(row, before, seat, pairs):
            across += 1
        else:
            across = max(across + 2, wanted)
        sheet.cells[down, across] = (spell_seat_cell(seat), seat.kind)
        before = seat
    return across + 1


def is_next(row: SeatRow, before: Seat, seat: Seat, pairs: set[frozenset[str]]) -> bool:
    """Tell whether a seat is drawn in the very next cell: no aisle and no pillar is between."""
    has_hole = SeatKind.REMOVED in {before.kind, seat.kind}
    return row.is_ring or has_hole or frozenset((before.key, seat.key)) in pairs


def label_rows(area: Area) -> dict[str, str]:
    """Return the label of each row by its first seat; one that would not be read is its place."""
    labels = {}
    for at, row in enumerate(area.rows, start=1):
        zone, unit = f"{row.zone}区" if row.zone else "", "桌" if row.is_ring else "排"
        text = f"{zone}{row.number}{unit}"
        is_read = read_row_label(text) == RowLabel(row.zone, row.number, row.is_ring)
        for seat in row.seats[:1]:
            labels[seat.key] = text if is_read else f"{at}{unit}"
    return labels


def spell_seat_cell(seat: Seat) -> str:
    """Return what is written for a seat: its number, and what it is where it is no plain seat."""
    if seat.kind is SeatKind.SEAT:
        return seat.number or NO_NUMBER
    return f"{label(seat.kind).zh}{seat.number}"


def draw_thing(sheet: AreaSheet, thing: Fixture, across: int) -> None:
    """Write what stands beside the rows into the nearest one, the rest above or below them."""
    text = spell_fixture(thing.kind, thing.name)
    tops = [y for y, _ in sheet.downs]
    if not tops or thing.y < min(tops) - 1:
        down = min((at for _, at in sheet.downs), default=1) - 1
    elif thing.y > max(tops) + 1:
        down = max(at for _, at in sheet.downs) + 2
    else:
        down = min(sheet.downs, key=lambda each: abs(each[0] - thing.y))[1]
        taken = [at for row, at in sheet.cells if row == down]
        if min(taken) <= across <= max(taken) and across in taken:
            across = max(taken) + 2 if 2 * across > min(taken) + max(taken) else min(taken) - 2
    sheet.put_free(down, across, text)


def write_sheet(book: Workbook, name: str, cells: dict[Spot, tuple[str, SeatKind | None]]) -> None:
    """Write the cells of one area."""
    sheet = book.add_worksheet(name)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 1)
    sheet.set_default_row(HEIGHT)
    sheet.set_column(0, max((across for _, across in cells), default=0), WIDTH)
    looks: dict[SeatKind | None, Format] = {}
    for (down, across), (text, kind) in sorted(cells.items()):
        if kind not in looks:
            shade = SHADES.get(kind, "#FFFFFF") if kind else THING_SHADE
            border = {"border": 1} if kind and kind is not SeatKind.REMOVED else {}
            looks[kind] = book.add_format(
                {"align": "center", "valign": "vcenter", "font_size": 9, "shrink": True}
                | {"bg_color": shade, "num_format": "@"}
                | border
            )
        sheet.write_string(down, across, text, looks[kind])
