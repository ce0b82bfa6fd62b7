"""Each hall's own numbers on its seats (rules §3), and how a place is called.

Left and right are those of the hall, facing the rostrum. The middle is where the rows have theirs,
with all places, removed ones too: a row that lost seats on one side does not shift.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from statistics import median
from typing import TYPE_CHECKING

from planner.domain.venue.plan import Area, AreaKind, Numbering, Seat, SeatKind, SeatRow
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

AT_THE_MIDDLE = 0.1
"""So near the middle, in metres, a seat is the one in the middle."""
FROM_THE_MIDDLE = frozenset({Numbering.ODD_LEFT, Numbering.ODD_RIGHT})


def number_area(area: Area) -> Area:
    """Return an area with the numbers that its own numbering gives; removed seats bear none."""
    numbers = dict(_each_number(area))
    rows = tuple(
        replace(
            row, seats=tuple(replace(seat, number=numbers.get(seat.key, "")) for seat in row.seats)
        )
        for row in area.rows
    )
    return replace(area, rows=rows)


def recognise_numbering(area: Area) -> Area | None:
    """Return an area with the numbering that gives just the numbers it has; None for none."""
    likely = [*Numbering]
    likely.remove(Numbering.ZONED)
    if len({row.zone for row in area.rows}) > 1:
        likely.insert(0, Numbering.ZONED)
    for numbering in likely:
        for counts_removed in (True, False):
            tried = replace(area, numbering=numbering, counts_removed=counts_removed)
            if number_area(tried) == tried:
                return tried
    return None


def find_middle(area: Area) -> float:
    """Return where the middle of an area lies: x of the middle of most of its lines."""
    return median(
        (min(seat.x for seat in line) + max(seat.x for seat in line)) / 2
        for line in _each_line(area)
    )


def count_row(
    seats: Sequence[Seat], numbering: Numbering, middle: float = 0.0, *, counts_removed: bool = True
) -> list[tuple[str, int]]:
    """Return keys and numbers of a row's seats, given from the left, as the row counts them."""
    if numbering not in FROM_THE_MIDDLE:
        return list(_count(seats, 1, 1, counts_removed=counts_removed))
    left = [seat for seat in reversed(seats) if seat.x < middle - AT_THE_MIDDLE]
    centre = [seat for seat in seats if abs(seat.x - middle) <= AT_THE_MIDDLE]
    right = [seat for seat in seats if seat.x > middle + AT_THE_MIDDLE]
    odd, even = (left, right) if numbering is Numbering.ODD_LEFT else (right, left)
    return [
        *_count([*centre, *odd], 1, 2, counts_removed=counts_removed),
        *_count(even, 2, 2, counts_removed=counts_removed),
    ]


def spell_row(area: Area, row: SeatRow) -> Wording:
    """Return how a row is called: 楼座A区3排, 餐厅5桌."""
    zone_zh, zone_en = (f"{row.zone}区", f" zone {row.zone}") if row.zone else ("", "")
    unit_zh, unit_en = ("桌", "table") if row.is_ring else ("排", "row")
    if area.kind is AreaKind.ROOM and not row.number.isdigit():
        unit_zh = "侧"
        unit_en = "side"
    return Wording(
        f"{area.name}{zone_zh}{row.number}{unit_zh}",
        f"{area.name}{zone_en} {unit_en} {row.number}",
    )


def spell_seat(area: Area, row: SeatRow, seat: Seat) -> Wording:
    """Return how a seat is called: 池座3排12座; one without a number is called by its row."""
    words = spell_row(area, row)
    if not seat.number:
        return words
    return Wording(f"{words.zh}{seat.number}座", f"{words.en} seat {seat.number}")


def _count(
    seats: Iterable[Seat], start: int, step: int, *, counts_removed: bool
) -> Iterator[tuple[str, int]]:
    number = start
    for seat in seats:
        is_there = seat.kind is not SeatKind.REMOVED
        if is_there:
            yield seat.key, number
        if is_there or counts_removed:
            number += step


def _each_line(area: Area) -> Iterator[list[Seat]]:
    """Yield what is counted in one go: rows of one number in several zones are one line."""
    is_split = area.numbering is not Numbering.ZONED

    def order(item: tuple[int, SeatRow]) -> tuple[str, int]:
        at, row = item
        return (row.number, 0) if is_split and row.zone and not row.is_ring else ("", at + 1)

    for (_, alone), rows in groupby(sorted(enumerate(area.rows), key=order), key=order):
        seats = [seat for _, row in rows for seat in row.seats]
        if seats:
            yield seats if alone else sorted(seats, key=lambda each: each.x)


def _each_number(area: Area) -> Iterator[tuple[str, str]]:
    rings = {row.seats[0].key for row in area.rows if row.is_ring and row.seats}
    middle = find_middle(area) if area.numbering in FROM_THE_MIDDLE else 0.0
    for line in _each_line(area):
        numbering = Numbering.CONTINUOUS if line[0].key in rings else area.numbering
        for key, number in count_row(line, numbering, middle, counts_removed=area.counts_removed):
            yield key, str(number)
