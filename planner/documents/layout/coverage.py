"""覆盖表 across an A3 page, uncovered cells in red."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.documents.layout.composition import set_masthead, set_nothing_yet, table_style
from planner.documents.press.canvas import Colour, Ink
from planner.documents.press.length import MM, SIHAO, XIAOSI
from planner.documents.press.page import LARGE, Flow
from planner.documents.press.table import Column, Row
from planner.documents.press.table_setter import TableSetter
from planner.documents.sheet.coverage import UNCOVERED

if TYPE_CHECKING:
    from planner.documents.press.typeface import TypeCase
    from planner.documents.sheet.coverage import CoverageEntry, CoverageSheet

LOUD: Colour = (0.78, 0.1, 0.1)
WHITE: Colour = (1.0, 1.0, 1.0)
SITTING_WIDTH, WHEN_WIDTH = 52 * MM, 32 * MM
FIRST_CELL = 2


def compose_coverage(sheet: CoverageSheet, case: TypeCase) -> list[Flow]:
    """Return the pages of the coverage matrix."""
    flow = Flow(LARGE)
    set_masthead(flow, case, sheet.masthead, f"（{sheet.summary}）" if sheet.entries else "")
    if not sheet.entries:
        set_nothing_yet(flow, case)
        return [flow]
    width = (flow.format.measure - SITTING_WIDTH - WHEN_WIDTH) / len(sheet.aspects)
    columns = (
        Column("会次", SITTING_WIDTH, "centre"),
        Column("日期", WHEN_WIDTH, "centre"),
        *(Column(aspect, width, "centre") for aspect in sheet.aspects),
    )
    style = table_style(case, XIAOSI, SIHAO)
    TableSetter(flow, columns, style).set_rows([_list_cells(each, case) for each in sheet.entries])
    return [flow]


def _list_cells(entry: CoverageEntry, case: TypeCase) -> Row:
    loud = Ink(case.heading, XIAOSI, WHITE)
    empty = [place for place, text in enumerate(entry.cells, FIRST_CELL) if text == UNCOVERED]
    return Row(
        (entry.sitting, entry.when, *entry.cells),
        shades=tuple((place, LOUD) for place in empty),
        inks=tuple((place, loud) for place in empty),
    )
