"""A table of a workbook before it is written: headings, widths, cells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import Enum

Cell = str | int | date | time | None
"""What a cell holds; None leaves it empty."""

WEEKDAYS = "一二三四五六日"


class CellStyle(Enum):
    """How the cells of a column look."""

    TEXT = "text"
    CENTRED = "centred"
    DATE = "date"
    TIME = "time"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Column:
    """One column; the width counts characters of the digit's width, as Excel does."""

    heading: str
    width: float
    style: CellStyle = CellStyle.TEXT


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet: its tab, its title line, its columns and its rows.

    ``loud`` names cells (row, column) that must strike the eye.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    loud: tuple[tuple[int, int], ...] = ()


def number_rows(rows: list[tuple[Cell, ...]]) -> tuple[tuple[Cell, ...], ...]:
    """Return the rows with a running number in front."""
    return tuple((number, *row) for number, row in enumerate(rows, start=1))


def say_weekday(day: date) -> str:
    """Return the day of the week as lists write it: 周一."""
    return f"周{WEEKDAYS[day.weekday()]}"


NUMBER = Column("序号", 6, CellStyle.NUMBER)
