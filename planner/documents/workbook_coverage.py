"""The coverage matrix as a table: who looks after what at each sitting, empty cells loud."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.documents.workbook_table import NUMBER, CellStyle, Column, Table, number_rows
from planner.domain.directory import Directory
from planner.domain.responsibility import coverage
from planner.domain.task import Aspect
from planner.domain.vocabulary import label

if TYPE_CHECKING:
    from planner.documents.workbook_table import Cell
    from planner.domain.plan import Plan
    from planner.domain.responsibility import CoverageCell
    from planner.domain.timeline import Timeline

UNCOVERED = "无人负责"
COLUMNS = (
    NUMBER,
    Column("会次", 24),
    Column("日期", 16, CellStyle.DATE),
    *(Column(label(aspect).zh, 18) for aspect in Aspect),
)
FIRST_ASPECT = len(COLUMNS) - len(Aspect)


def coverage_tables(plan: Plan, timeline: Timeline) -> tuple[Table, ...]:
    """Return the matrix on one sheet, sittings in the plan's order."""
    del timeline
    directory = Directory.of(plan)
    rows: list[tuple[Cell, ...]] = []
    loud: list[tuple[int, int]] = []
    for sitting, cells in zip(plan.sittings, coverage(plan).rows, strict=True):
        loud += [
            (len(rows), FIRST_ASPECT + place)
            for place, cell in enumerate(cells)
            if not cell.is_covered
        ]
        words = (cover_words(directory, cell) for cell in cells)
        rows.append((sitting.name, sitting.held_on, *words))
    title = f"{plan.title}责任覆盖表"
    return (Table("覆盖表", title, COLUMNS, number_rows(rows), tuple(loud)),)


def cover_words(directory: Directory, cell: CoverageCell) -> str:
    """Return the names of those who look after a cell."""
    return "、".join(map(directory.name_of, cell.owners)) if cell.is_covered else UNCOVERED
