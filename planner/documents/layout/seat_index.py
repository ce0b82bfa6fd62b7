"""座次索引 in columns, filled one after the other; each repeats its head."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from planner.documents.layout.composition import set_masthead, set_nothing_yet
from planner.documents.press.canvas import HAIRLINE, Ink
from planner.documents.press.length import ASCENT, MM, WUHAO, XIAOWU
from planner.documents.press.line import break_text, fit_names
from planner.documents.press.page import PORTRAIT, Flow
from planner.documents.press.structure import COLUMN_HEAD
from planner.documents.press.table import SHADE

if TYPE_CHECKING:
    from planner.documents.press.structure import Element
    from planner.documents.press.typeface import TypeCase
    from planner.documents.sheet.seat_index import IndexEntry, SeatIndexSheet

COLUMNS = 3
GUTTER = 4 * MM
ROW, BAND = 5.3 * MM, 6 * MM
SHARES = (0.35, 0.25, 0.23, 0.17)
PAD = 1.5
SECTION_KEEP = 2
"""A heading stands above so many entries at least."""


@dataclass(slots=True)
class _IndexSetter:
    """Fills the columns of one page after the other."""

    flow: Flow
    case: TypeCase
    heads: tuple[str, str, str, str]
    column: int = COLUMNS
    y: float = 0.0
    top: float = 0.0
    table: Element = field(init=False)
    _heads: int = 0

    def __post_init__(self) -> None:
        self.table = self.flow.root.add("Table")

    @property
    def width(self) -> float:
        """The width of a column."""
        return (self.flow.format.measure - GUTTER * (COLUMNS - 1)) / COLUMNS

    @property
    def left(self) -> float:
        """The left edge of the column being filled."""
        return self.flow.left + self.column * (self.width + GUTTER)

    @property
    def edges(self) -> list[float]:
        """The edges of the four fields of a column."""
        edges = [self.left]
        for share in SHARES:
            edges.append(edges[-1] + share * self.width)
        return edges

    def reserve(self, height: float) -> None:
        """Go on in the next column, or on the next page, where so much room is not left."""
        if self.column < COLUMNS and self.y + height <= self.flow.format.bottom + 0.01:
            return
        if self.column < COLUMNS - 1:
            self.column += 1
            self.y = self.top
        else:
            self.flow.reserve(ROW * (SECTION_KEEP + 2))
            if self.column == COLUMNS - 1:
                self.flow.turn()
            self.column, self.y, self.top = 0, self.flow.y, self.flow.y
        self._set_head()

    def set_section(self, title: str, count: int) -> None:
        """Set a heading with its count; it never stands alone at a column's foot."""
        self.reserve(BAND + SECTION_KEEP * ROW)
        canvas = self.flow.canvas
        with canvas.artifact():
            canvas.box(self.left, self.y, self.width, BAND, SHADE)
            self._frame(BAND)
        canvas.bookmark(2, title, self.y)
        ink = Ink(self.case.heading, WUHAO)
        span = f"<</O /Table /Scope /Row /ColSpan {len(SHARES)}>>"
        with canvas.tagged(self.table.add("TR").add("TH", span)):
            canvas.text(self.left + 4, self.y + BAND / 2 + ink.size * 0.36, title, ink)
            small = Ink(self.case.song, XIAOWU)
            words = f"{count}人"
            x = self.left + self.width - small.width(words) - 4
            canvas.text(x, self.y + BAND / 2 + small.size * 0.36, words, small)
        self.y += BAND

    def set_entry(self, entry: IndexEntry) -> None:
        """Set one person."""
        self.reserve(ROW)
        canvas, edges = self.flow.canvas, self.edges
        with canvas.artifact():
            self._frame(ROW, edges)
        row = self.table.add("TR")
        name = Ink(self.case.body, WUHAO + 0.5)
        plain = Ink(self.case.song, XIAOWU + 0.5)
        texts = zip(
            (entry.name, entry.area, entry.row, entry.seat),
            (name, plain, plain, plain),
            pairwise(edges),
            strict=True,
        )
        for text, ink, (left, right) in texts:
            with canvas.tagged(row.add("TD")):
                self._write(text, ink, left, right)
        self.y += ROW

    def set_remark(self, text: str) -> None:
        """Set a remark under the last entry, no wider than a column."""
        ink = Ink(self.case.body, XIAOWU)
        element = self.flow.root.add("P")
        self.y += PAD * 2
        for line in break_text(text, ink, self.width):
            if self.y + ROW > self.flow.format.bottom:
                self.reserve(ROW * 2)
            with self.flow.canvas.tagged(element):
                self.flow.canvas.text(self.left, self.y + ASCENT * ink.size, line, ink)
            self.y += ink.size * 1.4

    def _write(self, text: str, ink: Ink, left: float, right: float) -> None:
        """Write a field in the middle of its box, smaller or parted where it is too long."""
        if not text:
            return
        lines, ink = fit_names(text, ink, right - left - 2 * PAD)
        step = ink.size * 1.1
        if len(lines) * step > ROW - 1:
            step = (ROW - 1) / len(lines)
            ink = Ink(ink.typeface, min(ink.size, step / 1.05), ink.colour)
        y = self.y + (ROW - len(lines) * step) / 2 + (step - ink.size) / 2 + ASCENT * ink.size
        for line in lines:
            self.flow.canvas.centred((left + right) / 2, y, line, ink)
            y += step

    def _set_head(self) -> None:
        canvas, edges = self.flow.canvas, self.edges
        ink = Ink(self.case.heading, XIAOWU)
        row = None if self._heads else self.table.add("TR")
        with canvas.artifact():
            canvas.stroke(
                f"{self.left:.2f} {self.y:.2f} m {self.left + self.width:.2f} {self.y:.2f} l", 0.9
            )
            self._frame(ROW, edges)
        for text, (left, right) in zip(self.heads, pairwise(edges), strict=True):
            if row is None:
                with canvas.artifact("Pagination"):
                    self._write(text, ink, left, right)
            else:
                with canvas.tagged(row.add("TH", COLUMN_HEAD)):
                    self._write(text, ink, left, right)
        self._heads += 1
        self.y += ROW

    def _frame(self, height: float, edges: list[float] | None = None) -> None:
        path = [f"{self.left:.2f} {self.y:.2f} {self.width:.2f} {height:.2f} re"]
        path += [
            f"{edge:.2f} {self.y:.2f} m {edge:.2f} {self.y + height:.2f} l"
            for edge in (edges or [])[1:-1]
        ]
        self.flow.canvas.stroke(" ".join(path), HAIRLINE)


def compose_seat_index(sheet: SeatIndexSheet, case: TypeCase) -> list[Flow]:
    """Return the pages of an index."""
    flow = Flow(PORTRAIT)
    set_masthead(flow, case, sheet.masthead, f"（{sheet.summary}）" if sheet.sections else "")
    if not sheet.sections:
        set_nothing_yet(flow, case)
        return [flow]
    setter = _IndexSetter(flow, case, ("姓　名", "区　域", sheet.row_title, "座"))
    for section in sheet.sections:
        setter.set_section(section.title, len(section.entries))
        for entry in section.entries:
            setter.set_entry(entry)
    if sheet.unverified:
        setter.set_remark(sheet.unverified)
    return [flow]
