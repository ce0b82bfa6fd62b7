"""Tables: heads repeat, rows do not split, no band stands alone at a page's foot."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from planner.documents.press.canvas import HAIRLINE, Colour, Ink
from planner.documents.press.line import break_text
from planner.documents.press.structure import COLUMN_HEAD, ROW_HEAD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.documents.press.canvas import Canvas
    from planner.documents.press.page import Flow
    from planner.documents.press.structure import Element

Align = Literal["left", "centre", "right"]
SHADE: Colour = (0.93, 0.93, 0.93)
ASCENT = 0.86
"""Where the baseline lies in a line of Chinese, from the top of its em box."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column; ``merges`` joins equal cells of following rows into one."""

    title: str
    width: float
    align: Align = "left"
    merges: bool = False
    ink: Ink | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of cells; ``shades`` colours cells by their column."""

    cells: tuple[str, ...]
    shades: tuple[tuple[int, Colour], ...] = ()
    inks: tuple[tuple[int, Ink], ...] = ()


@dataclass(frozen=True, slots=True)
class Band:
    """A heading across the whole table, kept with the row below it."""

    text: str
    bookmark: int = 0
    """Level of its bookmark; none with 0."""
    shade: Colour | None = SHADE


@dataclass(frozen=True, slots=True)
class TableStyle:
    """How a table looks."""

    cell: Ink
    head: Ink
    band: Ink
    pad_x: float = 3.5
    pad_y: float = 3.5
    leading: float = 1.3
    min_height: float = 0.0

    def line_height(self, ink: Ink) -> float:
        """Return the distance from one line to the next."""
        return ink.size * self.leading


@dataclass(slots=True)
class SetRow:
    """A row whose cells are broken into lines."""

    row: Row
    lines: list[list[str]]
    height: float


@dataclass(slots=True)
class TableSetter:
    """Sets one table into a flow."""

    flow: Flow
    columns: Sequence[Column]
    style: TableStyle
    element: Element = field(init=False)
    _pending: list[tuple[SetRow, float]] = field(default_factory=list)
    _heads_set: int = 0

    def __post_init__(self) -> None:
        self.element = self.flow.root.add("Table")

    @property
    def width(self) -> float:
        """The width of all columns together."""
        return sum(column.width for column in self.columns)

    def set_rows(self, rows: Sequence[Row | Band]) -> None:
        """Set all rows, from page to page."""
        prepared = [self._prepare(row) for row in rows]
        self._begin(self._needed(prepared, 0))
        for at, each in enumerate(prepared):
            if self.flow.room < self._needed(prepared, at) - 0.01:
                self._flush()
                self.flow.turn()
                self._head()
            if isinstance(each, SetRow):
                self._pending.append((each, self.flow.y))
                self.flow.y += each.height
            else:
                self._flush()
                self._band(each)
        self._flush()

    def _prepare(self, row: Row | Band) -> SetRow | Band:
        if isinstance(row, Band):
            return row
        lines, height = [], self.style.min_height
        for place, (column, text) in enumerate(zip(self.columns, row.cells, strict=True)):
            ink = self._ink(row, place, column)
            broken = break_text(text, ink, column.width - 2 * self.style.pad_x) if text else []
            lines.append(broken)
            if not column.merges:
                tall = len(broken) * self.style.line_height(ink) + 2 * self.style.pad_y
                height = max(height, tall)
        limit = self.flow.format.depth - self._head_height() - self._band_height()
        return SetRow(row, lines, min(height, limit))

    def _ink(self, row: Row, place: int, column: Column) -> Ink:
        if row.inks:
            return dict(row.inks).get(place, column.ink or self.style.cell)
        return column.ink or self.style.cell

    def _head_height(self) -> float:
        tall = max(len(_head_lines(column, self.style)) for column in self.columns)
        return tall * self.style.line_height(self.style.head) + 2 * self.style.pad_y

    def _band_height(self) -> float:
        return self.style.line_height(self.style.band) + 2 * self.style.pad_y

    def _needed(self, rows: Sequence[SetRow | Band], at: int) -> float:
        """Return the room a row needs; a band needs that of the row below it too."""
        total = 0.0
        for each in rows[at:]:
            if isinstance(each, SetRow):
                return total + each.height
            total += self._band_height()
        return total

    def _begin(self, first: float) -> None:
        self.flow.reserve(self._head_height() + first)
        self._head()

    def _head(self) -> None:
        """Set the head: part of the structure once, an ornament on every following page."""
        canvas, top, height = self.flow.canvas, self.flow.y, self._head_height()
        left = self.flow.left
        with canvas.artifact():
            canvas.box(left, top, self.width, height, SHADE)
            self._frame(canvas, top, height)
        row = self.element.add("TR") if not self._heads_set else None
        x = left
        for column in self.columns:
            if row is None:
                with canvas.artifact("Pagination"):
                    self._head_cell(canvas, column, (x, top), height)
            else:
                with canvas.tagged(row.add("TH", COLUMN_HEAD)):
                    self._head_cell(canvas, column, (x, top), height)
            x += column.width
        self._heads_set += 1
        self.flow.y += height

    def _head_cell(
        self, canvas: Canvas, column: Column, corner: tuple[float, float], height: float
    ) -> None:
        lines = _head_lines(column, self.style)
        self._lines(canvas, lines, self.style.head, (*corner, column.width, height), "centre")

    def _band(self, band: Band) -> None:
        canvas, top, height = self.flow.canvas, self.flow.y, self._band_height()
        left = self.flow.left
        with canvas.artifact():
            if band.shade:
                canvas.box(left, top, self.width, height, band.shade)
            self._frame(canvas, top, height, is_whole=True)
        if band.bookmark:
            canvas.bookmark(band.bookmark, band.text, top)
        span = f"<</O /Table /Scope /Row /ColSpan {len(self.columns)}>>"
        with canvas.tagged(self.element.add("TR").add("TH", span)):
            box = (left, top, self.width, height)
            self._lines(canvas, [band.text], self.style.band, box, "left")
        self.flow.y += height

    def _flush(self) -> None:
        """Paint the rows gathered on this page, merged cells over the rows they span."""
        pending, self._pending = self._pending, []
        if not pending:
            return
        rows = [(self.element.add("TR"), row, top) for row, top in pending]
        canvas = self.flow.canvas
        self._rules(canvas, pending)
        for at, (element, row, top) in enumerate(rows):
            x = self.flow.left
            for place, column in enumerate(self.columns):
                height = self._span(pending, at, place)
                if height:
                    box = (x, top, column.width, height)
                    self._cell(canvas, element, row, place, box)
                x += column.width

    def _span(self, pending: list[tuple[SetRow, float]], at: int, place: int) -> float:
        """Return the height of a cell, that of all cells it is merged with; 0 inside a merge."""
        if not self.columns[place].merges:
            return pending[at][0].height
        if at and self._is_joined(pending, at, place):
            return 0.0
        height = pending[at][0].height
        for below in range(at + 1, len(pending)):
            if not self._is_joined(pending, below, place):
                break
            height += pending[below][0].height
        return height

    def _is_joined(self, pending: list[tuple[SetRow, float]], at: int, place: int) -> bool:
        """Tell whether a cell continues the one above it: equal, and so all merged ones before."""
        above, below = pending[at - 1][0].row.cells, pending[at][0].row.cells
        return all(
            above[each] == below[each]
            for each in range(place + 1)
            if self.columns[each].merges
        )

    def _cell(
        self,
        canvas: Canvas,
        element: Element,
        row: SetRow,
        place: int,
        box: tuple[float, float, float, float],
    ) -> None:
        column = self.columns[place]
        ink = self._ink(row.row, place, column)
        tag, attributes = ("TH", ROW_HEAD) if column.merges else ("TD", "")
        with canvas.tagged(element.add(tag, attributes)):
            self._lines(canvas, row.lines[place], ink, box, column.align)

    def _lines(
        self,
        canvas: Canvas,
        lines: Sequence[str],
        ink: Ink,
        box: tuple[float, float, float, float],
        align: Align,
    ) -> None:
        """Paint lines in the middle of a box's height."""
        x, top, width, height = box
        step = self.style.line_height(ink)
        if len(lines) * step > height:
            step = height / len(lines)
            ink = Ink(ink.typeface, min(ink.size, step / 1.05), ink.colour)
        y = top + (height - len(lines) * step) / 2 + (step - ink.size) / 2 + ASCENT * ink.size
        for line in lines:
            start = x + self.style.pad_x
            if align != "left":
                room = width - 2 * self.style.pad_x - ink.width(line)
                start += room / 2 if align == "centre" else room
            canvas.text(start, y, line, ink)
            y += step

    def _rules(self, canvas: Canvas, pending: list[tuple[SetRow, float]]) -> None:
        """Paint shades and rules of the rows gathered on this page."""
        left = self.flow.left
        edges = [left]
        for column in self.columns:
            edges.append(edges[-1] + column.width)
        top, bottom = pending[0][1], pending[-1][1] + pending[-1][0].height
        path = [f"{left:.2f} {top:.2f} {self.width:.2f} {bottom - top:.2f} re"]
        path += [f"{edge:.2f} {top:.2f} m {edge:.2f} {bottom:.2f} l" for edge in edges[1:-1]]
        with canvas.artifact():
            for at, (row, y) in enumerate(pending):
                for place, colour in row.row.shades:
                    canvas.box(edges[place], y, self.columns[place].width, row.height, colour)
                if at:
                    path += self._row_rule(pending, at, edges)
            canvas.stroke(" ".join(path), HAIRLINE)

    def _row_rule(
        self, pending: list[tuple[SetRow, float]], at: int, edges: list[float]
    ) -> list[str]:
        """Return the rule above a row, broken where cells are merged."""
        y = pending[at][1]
        open_places = {
            place
            for place, column in enumerate(self.columns)
            if column.merges and self._is_joined(pending, at, place)
        }
        rules, start = [], 0
        for place in range(len(self.columns) + 1):
            if place in open_places or place == len(self.columns):
                if place > start:
                    rules.append(f"{edges[start]:.2f} {y:.2f} m {edges[place]:.2f} {y:.2f} l")
                start = place + 1
        return rules

    def _frame(self, canvas: Canvas, top: float, height: float, *, is_whole: bool = False) -> None:
        left = self.flow.left
        path = [f"{left:.2f} {top:.2f} {self.width:.2f} {height:.2f} re"]
        x = left
        for column in () if is_whole else self.columns[:-1]:
            x += column.width
            path.append(f"{x:.2f} {top:.2f} m {x:.2f} {top + height:.2f} l")
        canvas.stroke(" ".join(path), HAIRLINE)


def _head_lines(column: Column, style: TableStyle) -> list[str]:
    return break_text(column.title, style.head, column.width - 2 * style.pad_x)
