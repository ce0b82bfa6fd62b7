"""A sheet on which a hall is drawn cell by cell: what each cell means, and which row it is in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from planner.domain.venue.plan import FixtureKind, SeatKind
from planner.domain.wording import Wording
from planner.planfile.fault import Fault, refuse_file, shorten_found
from planner.planfile.text import fold_width
from planner.planfile.venue_file import MOST_FAULTS, TOO_MANY, check_most, tidy
from planner.planfile.venue_mark import (
    AISLE_WORDS,
    NUMBER,
    RowLabel,
    read_fixture,
    read_row_label,
    read_seat,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.planfile.table import Sheet

SEAT_SIGNS = frozenset("○◯●□■座")
"""What stands for a seat that bears no number."""
LEAST_LABELLED = 3
MOST_CELLS = 60_000
SAME_NUMBER = Wording("本排已有这个座号", "another seat of the row has this number")
SAME_ROW = Wording("已另有这一排", "there is another such row")
NO_NUMBER = Wording("不是座号，作为无号座位导入", "no number; taken for a seat without one")
TITLE = Wording("不是座位，未导入", "not a seat; it is not taken over")


class Cell(NamedTuple):
    """A cell with something in it; merged ones have their extent."""

    down: int
    across: int
    text: str
    height: int = 1
    width: int = 1

    @property
    def x(self) -> float:
        """Its middle, in columns."""
        return self.across + self.width / 2

    @property
    def y(self) -> float:
        """Its middle, in rows."""
        return self.down + self.height / 2


class DrawnSeat(NamedTuple):
    """A seat and the cell it is drawn in."""

    cell: Cell
    kind: SeatKind
    number: str


class DrawnThing(NamedTuple):
    """A door, a pillar and so on, and the cell it is drawn in."""

    cell: Cell
    kind: FixtureKind
    name: str


@dataclass(slots=True)
class DrawnRow:
    """The seats of one row from the left."""

    label: RowLabel | None
    seats: list[DrawnSeat]


class Drawing:
    """What a sheet shows, its faults, and notes of what is not taken over."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.rows: list[DrawnRow] = []
        self.things: list[DrawnThing] = []
        self.faults: list[Fault] = []
        self.notes: list[Fault] = []
        filled = seats = 0
        for cells in each_row_of_cells(sheet):
            filled += len(cells)
            seats += self._take(cells)
            check_most(seats, len(self.things), sheet.file)
            if filled > MOST_CELLS:
                raise refuse_file(sheet.file, TOO_MANY)
        self._check()

    def _take(self, cells: list[Cell]) -> int:
        """Take one row of the sheet, say how many seats it has; a label names those after it."""
        ends = cells[0], cells[-1]
        is_labelled = len(cells) >= LEAST_LABELLED and ends[0].text == ends[1].text
        has_bare_labels = is_labelled and NUMBER.fullmatch(ends[0].text) is not None
        rows = [DrawnRow(None, [])]
        for cell in cells:
            label = read_row_label(cell.text)
            if has_bare_labels and cell in ends:
                label = RowLabel("", cell.text, is_ring=False)
            if label:
                _open_row(rows, label)
            elif (seat := self._read(cell)) is not None:
                rows[-1].seats.append(seat)
        self.rows += [row for row in rows if row.seats]
        return sum(len(row.seats) for row in rows)

    def _read(self, cell: Cell) -> DrawnSeat | None:
        """Return the seat that a cell shows; anything else is noted, or kept as a thing."""
        if cell.text.casefold() in AISLE_WORDS:
            return None
        if (thing := read_fixture(cell.text)) is not None:
            self.things.append(DrawnThing(cell, *thing))
            return None
        if (seat := read_seat(cell.text)) is not None:
            return DrawnSeat(cell, *seat)
        if cell.text in SEAT_SIGNS:
            return DrawnSeat(cell, SeatKind.SEAT, "")
        is_title = cell.width > 1
        if len(self.notes) < MOST_FAULTS:
            self.notes.append(self._tell(cell, TITLE if is_title else NO_NUMBER))
        return None if is_title else DrawnSeat(cell, SeatKind.SEAT, "")

    def _check(self) -> None:
        """Find rows and, within a row, numbers that are there twice."""
        labels: set[tuple[str, str]] = set()
        for row in self.rows:
            if row.label and row.label[:2] in labels:
                self.faults.append(self._tell(row.seats[0].cell, SAME_ROW, row.label.number))
            if row.label:
                labels.add(row.label[:2])
            numbers: set[str] = set()
            for seat in row.seats:
                if seat.number and seat.number in numbers:
                    self.faults.append(self._tell(seat.cell, SAME_NUMBER))
                numbers.add(seat.number)

    def _tell(self, cell: Cell, expected: Wording, found: str = "") -> Fault:
        place = self.sheet.place(cell.down, cell.across)
        return Fault(place, shorten_found(found or cell.text), expected)


def _open_row(rows: list[DrawnRow], label: RowLabel) -> None:
    """Begin the row that a label names; seats before the first label belong to it, too."""
    if rows[-1].label is None:
        rows[-1].label = label
    elif rows[-1].label != label:
        rows.append(DrawnRow(label, []))


def each_row_of_cells(sheet: Sheet) -> Iterator[list[Cell]]:
    """Yield the filled cells of each row that has any, from the left."""
    extents = {
        first: (last[0] - first[0] + 1, last[1] - first[1] + 1) for first, last in sheet.merges
    }
    for down, row in enumerate(sheet.rows):
        cells = [
            Cell(down, across, text, *extents.get((down, across), (1, 1)))
            for across in range(len(row))
            if row[across] != "" and (text := tidy(fold_width(sheet.text(down, across))))
        ]
        if cells:
            yield cells
