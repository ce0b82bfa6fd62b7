"""What a table is made of: columns, rows, bands across it, and how it looks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from planner.documents.press.canvas import Colour, Ink

Align = Literal["left", "centre", "right"]
SHADE: Colour = (0.93, 0.93, 0.93)


@dataclass(frozen=True, slots=True)
class Column:
    """A column; ``merges`` joins equal cells of following rows into one.

    In a column that holds names a long one shrinks or is parted at its dots, and is never cut.
    """

    title: str
    width: float
    align: Align = "left"
    merges: bool = False
    ink: Ink | None = None
    holds_names: bool = False


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
