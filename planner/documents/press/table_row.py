"""Rows on a page: broken into lines, merged with their neighbours, ruled and shaded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.documents.press.canvas import HAIRLINE, Ink
from planner.documents.press.length import ASCENT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.documents.press.canvas import Canvas
    from planner.documents.press.table import Align, Column, Row, TableStyle

Box = tuple[float, float, float, float]
"""Left, top, width, height."""


@dataclass(frozen=True, slots=True)
class SetRow:
    """A row whose cells are broken into lines."""

    row: Row
    cells: tuple[tuple[list[str], Ink], ...]
    """Lines and ink of each cell."""
    height: float


@dataclass(frozen=True, slots=True)
class PageRows:
    """The rows of a table that stand together on one page, each with its top."""

    columns: Sequence[Column]
    rows: Sequence[tuple[SetRow, float]]
    left: float

    @property
    def edges(self) -> list[float]:
        """The left edges of the columns, and the right edge of the last."""
        edges = [self.left]
        for column in self.columns:
            edges.append(edges[-1] + column.width)
        return edges

    def count_merged(self, at: int, place: int) -> int:
        """Return how many rows a cell takes; 0 inside a merge."""
        if self.is_joined(at, place):
            return 0
        end = at + 1
        while end < len(self.rows) and self.is_joined(end, place):
            end += 1
        return end - at

    def cell_height(self, at: int, count: int) -> float:
        """Return the height of a cell that takes so many rows."""
        return sum(row.height for row, _top in self.rows[at : at + count])

    def is_joined(self, at: int, place: int) -> bool:
        """Tell whether a cell is merged with the one above: equal, and so all merged before it."""
        if not at or not self.columns[place].merges:
            return False
        above, below = self.rows[at - 1][0].row.cells, self.rows[at][0].row.cells
        return all(
            above[each] == below[each] for each in range(place + 1) if self.columns[each].merges
        )

    def paint_rules(self, canvas: Canvas) -> None:
        """Paint shades and rules."""
        edges = self.edges
        top = self.rows[0][1]
        bottom = self.rows[-1][1] + self.rows[-1][0].height
        path = [f"{edges[0]:.2f} {top:.2f} {edges[-1] - edges[0]:.2f} {bottom - top:.2f} re"]
        path += [f"{edge:.2f} {top:.2f} m {edge:.2f} {bottom:.2f} l" for edge in edges[1:-1]]
        for at, (row, y) in enumerate(self.rows):
            for place, colour in row.row.shades:
                canvas.box(edges[place], y, self.columns[place].width, row.height, colour)
            if at:
                path += self._rule_above(at, edges)
        canvas.stroke(" ".join(path), HAIRLINE)

    def _rule_above(self, at: int, edges: list[float]) -> list[str]:
        """Return the rule above a row, broken where cells are merged."""
        y = self.rows[at][1]
        joined = [self.is_joined(at, place) for place in range(len(self.columns))]
        rules, start = [], 0
        for place, is_open in enumerate([*joined, True]):
            if is_open:
                if place > start:
                    rules.append(f"{edges[start]:.2f} {y:.2f} m {edges[place]:.2f} {y:.2f} l")
                start = place + 1
        return rules


def paint_lines(
    canvas: Canvas, lines: Sequence[str], ink: Ink, box: Box, style: TableStyle, align: Align
) -> None:
    """Paint lines in the middle of a box's height; they shrink where it is too low for them."""
    x, top, width, height = box
    step = style.line_height(ink)
    if len(lines) * step > height:
        step = height / len(lines)
        ink = Ink(ink.typeface, min(ink.size, step / 1.05), ink.colour)
    y = top + (height - len(lines) * step) / 2 + (step - ink.size) / 2 + ASCENT * ink.size
    for line in lines:
        start = x + style.pad_x
        if align != "left":
            room = width - 2 * style.pad_x - ink.width(line)
            start += room / 2 if align == "centre" else room
        canvas.text(start, y, line, ink)
        y += step


def paint_frame(canvas: Canvas, box: Box, widths: Sequence[float] = ()) -> None:
    """Paint the frame of a box, with rules between columns of these widths."""
    left, top, width, height = box
    path = [f"{left:.2f} {top:.2f} {width:.2f} {height:.2f} re"]
    x = left
    for each in widths[:-1]:
        x += each
        path.append(f"{x:.2f} {top:.2f} m {x:.2f} {top + height:.2f} l")
    canvas.stroke(" ".join(path), HAIRLINE)
