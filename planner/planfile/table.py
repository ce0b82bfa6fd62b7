"""Finding a form in a sheet as clerks keep it: header row, merged cells, columns in any order."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from planner.domain.wording import Wording
from planner.planfile.cell import RawCell, cell_text, name_cell
from planner.planfile.fault import Fault, Place, shorten_found
from planner.planfile.form import (
    EXAMPLE,
    ROW_HEADERS,
    CellKind,
    Column,
    Form,
    fold_header,
    is_free,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

HEADER_ROWS = 15
TYPED_IN = {
    "held_on": ("when",),
    "starts_at": ("when", "held_on"),
    "ends_at": ("starts_at", "when", "held_on"),
    "anchor": ("offset",),
}
"""Where a field's text may stand instead of in its own column."""
Merge = tuple[tuple[int, int], tuple[int, int]]


@dataclass(slots=True)
class Sheet:
    """A sheet of a workbook: its cells from A1, and which of them are merged."""

    file: str
    name: str
    rows: list[list[RawCell]]
    merges: list[Merge] = field(default_factory=list)

    def text(self, row: int, column: int, kind: CellKind = CellKind.TEXT) -> str:
        """Return a cell's text; outside there is none."""
        if column < 0 or column >= len(self.rows[row]):
            return ""
        return cell_text(self.rows[row][column], kind)

    def place(self, row: int, column: int, path: str = "") -> Place:
        """Return the place of a cell."""
        return Place(self.file, sheet=self.name, cell=name_cell(row, column), path=path)


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a table: its texts by field, and where each field stands."""

    sheet: Sheet
    row: int
    columns: Mapping[str, int]
    texts: Mapping[str, str]
    headers: Mapping[str, str]

    def place(self, name: str = "") -> Place:
        """Return the place of a field, or of the row's first cell."""
        typed = (name, *TYPED_IN.get(name, ()))
        field_name = next((each for each in typed if each in self.texts), name)
        header = self.headers.get(field_name, "")
        return self.sheet.place(self.row, self.columns.get(field_name, 0), header)


class Table:
    """A form found in a sheet."""

    def __init__(self, sheet: Sheet, form: Form) -> None:
        self.sheet, self.form = sheet, form
        self.faults: list[Fault] = []
        self.columns: dict[str, int] = {}
        self._marker = -1
        self.header = _find_header(sheet, form)
        if self.header is None:
            if any(cell_text(cell, CellKind.TEXT) for row in sheet.rows for cell in row):
                expected = Wording(
                    f"没有找到表头；应有：{'、'.join(each.header for each in form.written)}",
                    f"no header row; expected: {', '.join(each.header for each in form.written)}",
                )
                self.faults.append(Fault(Place(sheet.file, sheet=sheet.name), "", expected))
            return
        self._map_columns(self.header)
        self._filled = fill_merged(sheet, self.header)

    def each_row(self) -> Iterator[TableRow]:
        """Yield the rows that say something; the example row only where it was changed."""
        if self.header is None:
            return
        kinds = {column.field: column for column in self.form.columns}
        headers = {name: column.header for name, column in kinds.items()}
        for row in range(self.header + 1, len(self.sheet.rows)):
            texts = {
                name: text
                for name, at in self.columns.items()
                if (text := self.sheet.text(row, at, kinds[name].kind))
            }
            own = any((row, self.columns[name]) not in self._filled for name in texts)
            if own and not self._is_example(row, texts):
                yield TableRow(self.sheet, row, self.columns, texts, headers)

    def _is_example(self, row: int, texts: dict[str, str]) -> bool:
        if not self.sheet.text(row, self._marker).strip().startswith(EXAMPLE):
            return False
        shipped = {column.field: column.example for column in self.form.written if column.example}
        return texts == shipped

    def _map_columns(self, header: int) -> None:
        known = self.form.headers
        for at in range(len(self.sheet.rows[header])):
            text = self.sheet.text(header, at)
            folded = fold_header(text)
            column = known.get(folded)
            if folded in ROW_HEADERS:
                self._marker = at
            elif column and column.field not in self.columns:
                self.columns[column.field] = at
            elif column or not is_free(text):
                self._refuse_column(header, at, text, column)

    def _refuse_column(self, header: int, at: int, text: str, column: Column | None) -> None:
        """Report a column that would be lost: an unknown one with something in it."""
        below = range(header + 1, len(self.sheet.rows))
        first = next((row for row in below if self.sheet.text(row, at)), None)
        if first is None:
            return
        if column:
            expected = Wording(f"“{column.header}”已另有一列", "there is another such column")
        elif text.strip():
            expected = unknown_header(text, self.form)
        else:
            expected = Wording("这一列没有表头", "this column has no header")
        place = self.sheet.place(header if text.strip() else first, at)
        found = text if text.strip() else self.sheet.text(first, at)
        self.faults.append(Fault(place, shorten_found(found), expected))


def unknown_header(text: str, form: Form) -> Wording:
    """Return the words for a header that the form does not have."""
    known = {fold_header(column.header): column.header for column in form.written}
    near = difflib.get_close_matches(fold_header(text)[:30], known, n=1)
    hint = f"；是否为“{known[near[0]]}”" if near else ""
    hint_en = f"; perhaps “{known[near[0]]}”" if near else ""
    return Wording(
        f"没有这一栏{hint}；自用的栏目请以“备注”开头",
        f"there is no such column{hint_en}; begin your own columns with “备注”",
    )


def _find_header(sheet: Sheet, form: Form) -> int | None:
    """Return the row with the most known headers, above which titles may stand."""
    known = set(form.headers)
    best, most = None, 0
    for row in range(min(HEADER_ROWS, len(sheet.rows))):
        texts = {fold_header(sheet.text(row, at)) for at in range(len(sheet.rows[row]))}
        count = len(texts & known)
        if count > most and (count > 1 or not texts - known - ROW_HEADERS - {""}):
            best, most = row, count
    return best


def fill_merged(sheet: Sheet, header: int) -> set[tuple[int, int]]:
    """Write a merged cell's value into its rows below, and return which cells that were."""
    filled: set[tuple[int, int]] = set()
    for (top, left), (bottom, _right) in sheet.merges:
        if top <= header or top >= len(sheet.rows) or left >= len(sheet.rows[top]):
            continue
        for row in range(top + 1, min(bottom, len(sheet.rows) - 1) + 1):
            sheet.rows[row][left] = sheet.rows[top][left]
            filled.add((row, left))
    return filled
