"""变更通知单 on official pages: the changes, the void papers, the house and the day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.documents.layout.composition import table_style
from planner.documents.press.length import MM
from planner.documents.press.page import OFFICIAL, Flow
from planner.documents.press.prose import CHARACTERS, PITCH, STEP, ProseSetter, official_ink
from planner.documents.press.table import Column, Row
from planner.documents.press.table_setter import TableSetter

if TYPE_CHECKING:
    from planner.documents.press.typeface import TypeCase
    from planner.documents.sheet.notice import NoticeSheet

SIGNATURE = 3
"""Lines that the house and the day take; they stay together."""
FREE_RIGHT = 4
"""Characters that stay free right of the house and the day (GB/T 9704-2012, 7.3.5.3)."""


def compose_notice(sheet: NoticeSheet, case: TypeCase) -> list[Flow]:
    """Return the pages of a notice of changes."""
    flow = Flow(OFFICIAL)
    setter = ProseSetter(flow, case)
    setter.set_title(sheet.masthead.title, sheet.masthead.note)
    setter.set_paragraph("各有关单位和人员：", case.body, indent=0)
    setter.set_paragraph(sheet.preamble, case.body)
    if sheet.changes:
        setter.set_heading("一、变更事项", case.heading)
    for change in sheet.changes:
        whom = f"（涉及：{change.whom}）" if change.whom else ""
        setter.set_paragraph(f"{change.number}. {change.sentence}。{whom}", case.body)
    setter.set_heading("二、作废文件" if sheet.changes else "作废文件", case.heading)
    setter.set_paragraph(sheet.closing, case.body)
    if sheet.papers:
        flow.y += STEP / 4
        _set_papers(flow, case, sheet)
        setter.align()
    _sign(flow, setter, case, sheet)
    return [flow]


def _set_papers(flow: Flow, case: TypeCase, sheet: NoticeSheet) -> None:
    columns = (
        Column("序号", 14 * MM, "centre"),
        Column("文　件", 82 * MM),
        Column("纸面稿次", 32 * MM, "centre"),
        Column("校验码", 28 * MM, "centre"),
    )
    rows = [Row((each.number, each.title, each.revision, each.code)) for each in sheet.papers]
    TableSetter(flow, columns, table_style(case)).set_rows(rows)


def _sign(flow: Flow, setter: ProseSetter, case: TypeCase, sheet: NoticeSheet) -> None:
    """Set the house over the day, the shorter one in the middle of the longer."""
    flow.reserve(STEP * SIGNATURE)
    flow.y += STEP
    ink = official_ink(case.body)
    widths = [ink.width(text) for text in (sheet.house, sheet.day)]
    right = (CHARACTERS - FREE_RIGHT) * PITCH
    for text, width in zip((sheet.house, sheet.day), widths, strict=True):
        start = right - max(widths) + (max(widths) - width) / 2
        setter.place(text, case.body, max(0.0, start))
        flow.y += STEP
