"""责任清单 as a table, each workstream's list on a page of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.documents.layout.composition import (
    set_masthead,
    set_nothing_yet,
    set_section,
    table_style,
)
from planner.documents.press.canvas import RED, Ink
from planner.documents.press.length import MM, WUHAO
from planner.documents.press.page import LANDSCAPE, Flow
from planner.documents.press.table import Column, Row
from planner.documents.press.table_setter import TableSetter
from planner.documents.sheet.responsibility import NOBODY

if TYPE_CHECKING:
    from planner.documents.press.typeface import TypeCase
    from planner.documents.sheet.responsibility import ResponsibilityEntry, ResponsibilitySheet

COLUMNS = (
    ("序号", 11), ("工作任务", 54), ("完成标准", 66), ("责任领导", 20), ("牵头处室\n负责人", 25),
    ("责任人", 20), ("配合", 25), ("完成时限", 21), ("状态", 15),
)  # fmt: skip
"""Titles and widths in millimetres."""
LEFT = {"工作任务", "完成标准", "配合"}
MERGED = {"责任领导", "牵头处室\n负责人"}
NAMES = {"责任领导", "责任人"}
LATE = "逾期"


def compose_responsibility(sheet: ResponsibilitySheet, case: TypeCase) -> list[Flow]:
    """Return the pages of the responsibility lists."""
    flow = Flow(LANDSCAPE)
    set_masthead(flow, case, sheet.masthead)
    if not sheet.sections:
        set_nothing_yet(flow, case)
    columns = tuple(
        Column(
            title,
            width * MM,
            "left" if title in LEFT else "centre",
            merges=title in MERGED,
            holds_names=title in NAMES,
        )
        for title, width in COLUMNS
    )
    for section in sheet.sections:
        if section is not sheet.sections[0]:
            flow.turn()
        set_section(flow, case, section.title)
        rows = [_list_task(entry, case) for entry in section.entries]
        TableSetter(flow, columns, table_style(case, WUHAO, WUHAO)).set_rows(rows)
    return [flow]


def _list_task(entry: ResponsibilityEntry, case: TypeCase) -> Row:
    cells = (
        entry.number,
        entry.task,
        entry.standard,
        entry.accountable,
        entry.lead,
        entry.owner,
        entry.support,
        entry.due,
        entry.state,
    )
    loud = Ink(case.heading, WUHAO, RED)
    inks = [(place, loud) for place, text in enumerate(cells) if text in {NOBODY, LATE}]
    return Row(cells, inks=tuple(inks))
