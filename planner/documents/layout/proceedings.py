"""程序: a table of the steps, then the presider's words as prose, on official pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.documents.layout.composition import set_remark, table_style
from planner.documents.press.length import MM
from planner.documents.press.page import OFFICIAL, Flow
from planner.documents.press.prose import STEP, ProseSetter
from planner.documents.press.table import Column, Row
from planner.documents.press.table_setter import TableSetter

if TYPE_CHECKING:
    from planner.documents.press.typeface import TypeCase
    from planner.documents.sheet.proceedings import ProceedingsSheet

WORDS_TITLE = "主持词（提纲）"


def compose_proceedings(sheet: ProceedingsSheet, case: TypeCase) -> list[Flow]:
    """Return the pages of a sitting's proceedings."""
    flow = Flow(OFFICIAL)
    setter = ProseSetter(flow, case)
    setter.set_title(sheet.masthead.title, sheet.masthead.note)
    for name, fact in sheet.facts:
        setter.set_entry(f"{name}：", fact)
    flow.y += STEP / 2
    _set_steps(flow, case, sheet)
    if sheet.summary:
        set_remark(flow, case, sheet.summary)
    if sheet.words:
        setter.align()
        setter.set_heading(WORDS_TITLE, case.heading, keep=4)
        for each in sheet.words:
            setter.set_heading(each.heading, case.subheading, "H3")
            setter.set_rich(each.words)
    return [flow]


def _set_steps(flow: Flow, case: TypeCase, sheet: ProceedingsSheet) -> None:
    columns = (
        Column("次序", 12 * MM, "centre"),
        Column("时间", 30 * MM, "centre"),
        Column("程　序", 61 * MM),
        Column("发言人及职务", 40 * MM),
        Column("分钟", 13 * MM, "centre"),
    )
    rows = [
        Row((step.number, step.clock, step.content, step.speaker, step.minutes))
        for step in sheet.steps
    ]
    TableSetter(flow, columns, table_style(case)).set_rows(rows)
