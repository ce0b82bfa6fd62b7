"""Setting tables: heads repeat, rows do not split, no band stands alone at a page's foot."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from planner.documents.press.line import break_text, fit_names
from planner.documents.press.structure import COLUMN_HEAD, row_head
from planner.documents.press.table import SHADE, Band
from planner.documents.press.table_row import PageRows, SetRow, paint_frame, paint_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.documents.press.canvas import Canvas, Ink
    from planner.documents.press.page import Flow
    from planner.documents.press.structure import Element
    from planner.documents.press.table import Column, Row, TableStyle
    from planner.documents.press.table_row import Box

ROUNDING = 0.01


@dataclass(slots=True)
class TableSetter:
    """Sets one table into a flow."""

    flow: Flow
    columns: Sequence[Column]
    style: TableStyle
    element: Element = field(init=False)
    _pending: list[tuple[SetRow, float]] = field(default_factory=list)
    _heads: int = 0

    def __post_init__(self) -> None:
        self.element = self.flow.root.add("Table")

    @property
    def width(self) -> float:
        """The width of all columns together."""
        return sum(column.width for column in self.columns)

    def set_rows(self, rows: Sequence[Row | Band]) -> None:
        """Set all rows, from page to page."""
        prepared = [
            part
            for row in rows
            for part in ([row] if isinstance(row, Band) else self._break_row(row))
        ]
        needs = self._measure_needs(prepared)
        self.flow.reserve(self._head_height() + (needs[0] if needs else 0.0))
        self._set_head()
        for each, need in zip(prepared, needs, strict=True):
            if self.flow.room < need - ROUNDING:
                self._flush()
                self.flow.turn()
                self._set_head()
            if isinstance(each, SetRow):
                self._pending.append((each, self.flow.y))
                self.flow.y += each.height
            else:
                self._flush()
                self._set_band(each)
        self._flush()

    def _break_row(self, row: Row) -> list[SetRow]:
        """Return a row ready to be set; one that is taller than a page comes in several parts."""
        cells = []
        inks = dict(row.inks)
        for place, (column, text) in enumerate(zip(self.columns, row.cells, strict=True)):
            ink = inks.get(place) or column.ink or self.style.cell
            lines, ink = self._break_cell(text, ink, column)
            cells.append((lines, ink))
        step = max(self.style.line_height(ink) for _lines, ink in cells)
        room = self.flow.format.depth - self._head_height() - self._band_height()
        most = int((room - 2 * self.style.pad_y) // step)
        tall = max(
            len(lines)
            for (lines, _ink), column in zip(cells, self.columns, strict=True)
            if not column.merges
        )
        return [
            self._part_row(row, [(lines[start : start + most], ink) for lines, ink in cells])
            for start in range(0, max(tall, 1), most)
        ]

    def _part_row(self, row: Row, cells: list[tuple[list[str], Ink]]) -> SetRow:
        heights = (
            len(lines) * self.style.line_height(ink) + 2 * self.style.pad_y
            for (lines, ink), column in zip(cells, self.columns, strict=True)
            if not column.merges
        )
        return SetRow(row, tuple(cells), max(heights))

    def _break_cell(self, text: str, ink: Ink, column: Column) -> tuple[list[str], Ink]:
        measure = column.width - 2 * self.style.pad_x
        if not text:
            return [], ink
        if column.holds_names:
            return fit_names(text, ink, measure)
        return break_text(text, ink, measure), ink

    def _measure_needs(self, rows: Sequence[SetRow | Band]) -> list[float]:
        """Return the room each row needs; a band needs that of the row below it too."""
        needs: list[float] = []
        below = 0.0
        for each in reversed(rows):
            below = each.height if isinstance(each, SetRow) else below + self._band_height()
            needs.append(below)
        return needs[::-1]

    def _head_height(self) -> float:
        tall = max(len(self._head_lines(column)) for column in self.columns)
        return tall * self.style.line_height(self.style.head) + 2 * self.style.pad_y

    def _head_lines(self, column: Column) -> list[str]:
        return break_text(column.title, self.style.head, column.width - 2 * self.style.pad_x)

    def _band_height(self) -> float:
        return self.style.line_height(self.style.band) + 2 * self.style.pad_y

    def _set_head(self) -> None:
        """Set the head: part of the structure once, an ornament on every following page."""
        canvas, height = self.flow.canvas, self._head_height()
        left, top = self.flow.left, self.flow.y
        with canvas.artifact():
            canvas.box(left, top, self.width, height, SHADE)
            widths = [column.width for column in self.columns]
            paint_frame(canvas, (left, top, self.width, height), widths)
        row = None if self._heads else self.element.add("TR")
        for column in self.columns:
            box = (left, top, column.width, height)
            if row is None:
                with canvas.artifact("Pagination"):
                    self._paint_head(canvas, column, box)
            else:
                with canvas.tagged(row.add("TH", COLUMN_HEAD)):
                    self._paint_head(canvas, column, box)
            left += column.width
        self._heads += 1
        self.flow.y += height

    def _paint_head(self, canvas: Canvas, column: Column, box: Box) -> None:
        lines = self._head_lines(column)
        paint_lines(canvas, lines, self.style.head, box, self.style, "centre")

    def _set_band(self, band: Band) -> None:
        canvas, height = self.flow.canvas, self._band_height()
        box = (self.flow.left, self.flow.y, self.width, height)
        with canvas.artifact():
            if band.shade:
                canvas.box(*box, band.shade)
            paint_frame(canvas, box)
        if band.bookmark:
            canvas.bookmark(band.bookmark, band.text, self.flow.y)
        span = f"<</O /Table /Scope /Row /ColSpan {len(self.columns)}>>"
        with canvas.tagged(self.element.add("TR").add("TH", span)):
            paint_lines(canvas, [band.text], self.style.band, box, self.style, "left")
        self.flow.y += height

    def _flush(self) -> None:
        """Paint the rows gathered on this page, merged cells over the rows they span."""
        pending, self._pending = self._pending, []
        if not pending:
            return
        rows, canvas = PageRows(self.columns, pending, self.flow.left), self.flow.canvas
        with canvas.artifact():
            rows.paint_rules(canvas)
        edges = rows.edges
        for at, (row, top) in enumerate(pending):
            element = self.element.add("TR")
            for place, column in enumerate(self.columns):
                count = rows.count_merged(at, place)
                if count:
                    cell = (
                        element.add("TH", row_head(count)) if column.merges else element.add("TD")
                    )
                    box = (edges[place], top, column.width, rows.cell_height(at, count))
                    self._paint_cell(cell, row, place, box)

    def _paint_cell(self, element: Element, row: SetRow, place: int, box: Box) -> None:
        canvas = self.flow.canvas
        lines, ink = row.cells[place]
        with canvas.tagged(element):
            paint_lines(canvas, lines, ink, box, self.style, self.columns[place].align)
