"""Rows of a venue: numbered, added and taken away; bent, and parted by aisles."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planner.domain.venue.course import Course, place_seats, require_half, trace_course
from planner.domain.venue.find import (
    find_area,
    find_row,
    keys_of,
    list_tables,
    put_area,
    put_row,
    put_seats,
    renumber,
    require_seats,
)
from planner.domain.venue.flaw import LONGEST_NUMBER, refuse, require_name
from planner.domain.venue.layout import require
from planner.domain.venue.numbering import find_middle, spell_row
from planner.domain.venue.plan import AreaKind, SeatKind
from planner.domain.venue.row_line import list_lines
from planner.domain.venue.theatre import RADII
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Collection

    from planner.domain.venue.operation import (
        AddRow,
        BendArea,
        NumberRow,
        NumberRows,
        OpenAisle,
        RemoveRow,
    )
    from planner.domain.venue.plan import Area, Seat, SeatRow, Venue

BEHIND = {AreaKind.ROSTRUM: -1.5}
"""Where a second row goes, in metres behind the first: on the rostrum upwards."""
USUAL_BEHIND, BETWEEN_TABLES = 0.95, 1.8
ROW_NUMBER = Wording("排号", "A row's number")
WIDEST_AISLE = 10.0


def number_row(venue: Venue, wish: NumberRow) -> Venue:
    """Return a venue with a row called otherwise; another row's number is refused."""
    area, row = find_row(venue, wish.seat)
    number = require_name(wish.number, "number", ROW_NUMBER, LONGEST_NUMBER)
    zone = row.zone if wish.zone is None else wish.zone.strip()[:LONGEST_NUMBER]
    changed = replace(row, number=number, zone=zone)
    if any(each is not row and (each.number, each.zone) == (number, zone) for each in area.rows):
        name = spell_row(area, changed)
        refuse(f"已有{name.zh}。", f"There is {name.en} already.", "number")
    return put_area(venue, renumber(area, put_row(area, row, changed)))


def number_rows(venue: Venue, wish: NumberRows) -> Venue:
    """Return a venue with the rows of an area numbered from a number on; a line has one number."""
    require(wish.first, (0, 10_000), "first", Wording("起始排号", "The first row's number"))
    area = find_area(venue, wish.area)
    numbers: dict[str, str] = {}
    for at, seats in enumerate(list_seat_lines(area)):
        numbers |= {seat.key: str(wish.first + at) for seat in seats}
    rows = tuple(replace(row, number=numbers[row.seats[0].key]) for row in area.rows)
    return put_area(venue, renumber(area, replace(area, rows=rows)))


def add_row(venue: Venue, wish: AddRow) -> Venue:
    """Return a venue with one row more behind the last one, or one table more."""
    area = find_area(venue, wish.area)
    if area.rows[-1].is_ring:
        return add_table(venue, area)
    lines = list_seat_lines(area)
    middle = find_middle(area)
    course = trace_course(lines[-1], middle)
    step = BEHIND.get(area.kind, USUAL_BEHIND)
    if len(lines) > 1:
        step = course.depth - trace_course(lines[-2], middle).depth
    radius = None if course.radius is None else course.radius + step
    behind = Course(course.middle, course.depth + step, radius)
    offsets = [course.measure(seat) for seat in lines[-1]]
    placed = place_seats(lines[-1], offsets, behind)
    own = frozenset(placed)
    rows = [row for row in area.rows if row.seats[0].key in own]
    number = next_number(area, rows[0].number)
    added = [copy_row(venue, area, row, number, placed) for row in rows]
    tables = list_tables(venue, own)
    moved = tuple(
        replace(venue.fixtures[at], y=round(venue.fixtures[at].y + step, 3)) for at in tables
    )
    grown = replace(area, rows=insert_rows(area, rows, added))
    return put_area(replace(venue, fixtures=(*venue.fixtures, *moved)), renumber(area, grown))


def insert_rows(
    area: Area, rows: Collection[SeatRow], added: Collection[SeatRow]
) -> tuple[SeatRow, ...]:
    """Return an area's rows with each of the added ones behind the row that it was copied from."""
    copies = dict(zip((row.seats[0].key for row in rows), added, strict=True))
    grown: list[SeatRow] = []
    for row in area.rows:
        grown.append(row)
        if row.seats[0].key in copies:
            grown.append(copies[row.seats[0].key])
    return tuple(grown)


def copy_row(
    venue: Venue, area: Area, row: SeatRow, number: str, placed: dict[str, Seat]
) -> SeatRow:
    """Return a row like another one, where its seats were put, with keys of its own."""
    taken = {seat.key for seat in venue.list_seats()}
    stem = f"{area.key}-{row.zone}{number}"
    while any(key.startswith(f"{stem}-") for key in taken):
        stem += "+"
    seats = tuple(
        replace(placed[seat.key], key=f"{stem}-{at}", kind=SeatKind.SEAT)
        for at, seat in enumerate(row.seats, start=1)
    )
    return replace(row, number=number, seats=seats)


def add_table(venue: Venue, area: Area) -> Venue:
    """Return a venue with one table more: beside the last one, or in a new line of tables."""
    rings = [row for row in area.rows if row.is_ring]
    centres = [centre_of(row) for row in rings]
    size = 2 * max(abs(seat.y - centres[-1][1]) for seat in rings[-1].seats) + BETWEEN_TABLES
    xs, ys = sorted({x for x, _ in centres}), sorted({y for _, y in centres})
    x, _ = centres[-1]
    if x < xs[-1]:
        right, down = min(each for each in xs if each > x) - x, 0.0
    elif len(ys) == 1 and len(xs) < 6:  # noqa: PLR2004  tables in one line, as long as it is short
        right, down = (xs[-1] - xs[-2] if len(xs) > 1 else size), 0.0
    else:
        right, down = xs[0] - x, ys[-1] - ys[-2] if len(ys) > 1 else size
    number = next_number(area, rings[-1].number)
    placed = {
        seat.key: replace(seat, x=round(seat.x + right, 3), y=round(seat.y + down, 3))
        for seat in rings[-1].seats
    }
    row = copy_row(venue, area, rings[-1], number, placed)
    tables = tuple(
        replace(table, x=round(table.x + right, 3), y=round(table.y + down, 3), name=number)
        for table in (venue.fixtures[at] for at in list_tables(venue, frozenset(placed)))
    )
    grown = replace(area, rows=(*area.rows, row))
    return put_area(replace(venue, fixtures=(*venue.fixtures, *tables)), renumber(area, grown))


def centre_of(row: SeatRow) -> tuple[float, float]:
    """Return the middle of a table's seats, to the millimetre."""
    count = len(row.seats)
    x, y = sum(each.x for each in row.seats), sum(each.y for each in row.seats)
    return round(x / count, 3), round(y / count, 3)


def remove_row(venue: Venue, wish: RemoveRow) -> Venue:
    """Return a venue without a row and the tables that stand at it only."""
    area, row = find_row(venue, wish.seat)
    if len(area.rows) == 1:
        refuse(
            f"{area.name}只有这一排；要去掉请删除分区。",
            f"{area.name} has this row only; remove the area instead.",
            "seats",
        )
    tables = set(list_tables(venue, {seat.key for seat in row.seats}))
    left = replace(area, rows=tuple(each for each in area.rows if each is not row))
    fixtures = tuple(each for at, each in enumerate(venue.fixtures) if at not in tables)
    return put_area(replace(venue, fixtures=fixtures), renumber(area, left))


def bend_area(venue: Venue, wish: BendArea) -> Venue:
    """Return a venue with the rows of an area bent, or straight; seats keep what they are."""
    if wish.radius is not None:
        require(wish.radius, RADII, "radius", Wording("首排弧半径（米）", "The first row's radius"))
    area = find_area(venue, wish.area)
    refuse_tables(venue, area)
    middle = find_middle(area)
    lines = [(seats, trace_course(seats, middle)) for seats in list_seat_lines(area)]
    first = min(course.depth for _, course in lines)
    placed: dict[str, Seat] = {}
    for seats, course in lines:
        offsets = [course.measure(seat) for seat in seats]
        radius = None if wish.radius is None else wish.radius + course.depth - first
        if radius is not None:
            require_half(offsets, radius)
        placed |= place_seats(seats, offsets, Course(course.middle, course.depth, radius))
    return put_area(venue, renumber(area, put_seats(area, lambda seat: placed[seat.key])))


def open_aisle(venue: Venue, wish: OpenAisle) -> Venue:
    """Return a venue with rows moved apart to the right of some seats, both halves alike."""
    wide = Wording("走道宽（米）", "The width of the aisle")
    require(wish.width, (-WIDEST_AISLE, WIDEST_AISLE), "width", wide)
    wanted = require_seats(venue, wish.seats)
    for area in venue.areas:
        if wanted & keys_of(area):
            refuse_tables(venue, area)
            placed = part_lines(area, wanted, wish.width)
            parted = put_seats(area, lambda seat, placed=placed: placed.get(seat.key, seat))  # type: ignore[misc]
            venue = put_area(venue, renumber(area, parted))
    return venue


def part_lines(area: Area, wanted: Collection[str], width: float) -> dict[str, Seat]:
    """Return the seats, by key, of lines with aisles to the right of some of their seats."""
    placed: dict[str, Seat] = {}
    middle = find_middle(area)
    for seats in list_seat_lines(area):
        cuts = [at for at, seat in enumerate(seats[:-1]) if seat.key in wanted]
        if not cuts:
            continue
        course = trace_course(seats, middle)
        offsets = [
            course.measure(seat) + width * sum(0.5 if at > cut else -0.5 for cut in cuts)
            for at, seat in enumerate(seats)
        ]
        placed |= place_seats(seats, offsets, course)
    if not placed:
        refuse(
            "最右边的座位右侧没有座位。", "There is no seat to the right of the last one.", "seats"
        )
    return placed


def refuse_tables(venue: Venue, area: Area) -> None:
    """Refuse to change how rows run where tables stand at them: they would no longer fit."""
    if any(row.is_ring for row in area.rows) or list_tables(venue, keys_of(area)):
        refuse(
            f"{area.name}的座位靠着桌子，不能改弧度、开走道；请另加一个分区重新布置。",
            f"The seats of {area.name} are at tables; add another area instead.",
            "area",
        )


def list_seat_lines(area: Area) -> list[list[Seat]]:
    """Return the rows as they stand; those of several zones that continue each other are one."""
    seats = [seat for row in area.rows for seat in row.seats]
    return [[seats[at] for at in line.places] for line in list_lines(area)]


def next_number(area: Area, number: str) -> str:
    """Return the number after a row's: 25 after 24, B after A; never one that is taken."""
    taken = {row.number for row in area.rows}
    digits = [int(each) for each in taken if each.isascii() and each.isdecimal()]
    if number.isascii() and number.isdecimal():
        return str(max(digits) + 1)
    if len(number) == 1 and number.isascii() and number.isalpha() and number not in "zZ":
        following = chr(ord(number) + 1)
        if following not in taken:
            return following
    at = 2
    while f"{number}{at}" in taken:
        at += 1
    return f"{number}{at}"
