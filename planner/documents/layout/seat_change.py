"""座次变更单 on official pages: why, who, which signs, and who approved it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.documents.layout.composition import table_style
from planner.documents.press.canvas import Ink
from planner.documents.press.length import MM, SANHAO, WUHAO, XIAOSI
from planner.documents.press.page import OFFICIAL, Flow
from planner.documents.press.prose import STEP, ProseSetter
from planner.documents.press.table import Column, Row
from planner.documents.press.table_setter import TableSetter

if TYPE_CHECKING:
    from planner.documents.press.typeface import TypeCase
    from planner.documents.sheet.seat_change import SeatChangesSheet

BLANKS = ("申请：", "确认：", "审定：", "日期：")
"""To be filled in by hand where nobody has approved it yet."""


def compose_seat_changes(sheet: SeatChangesSheet, case: TypeCase) -> list[Flow]:
    """Return the pages of a change sheet."""
    flow = Flow(OFFICIAL)
    setter = ProseSetter(flow, case)
    setter.set_title(sheet.masthead.title, sheet.masthead.note)
    if sheet.reason:
        setter.set_paragraph(f"变更原因：{sheet.reason.rstrip('。')}。", case.body)
    if not sheet.changes:
        setter.set_paragraph("两版座次相同，没有变动。", case.body)
    else:
        setter.set_heading(f"一、变动人员（{sheet.counts}）", case.heading)
        flow.y += STEP / 4
        _set_changes(flow, case, sheet)
        setter.align()
        setter.set_heading("二、桌签", case.heading)
        setter.set_paragraph(f"作废{sheet.void or '：无'}。", case.body)
        setter.set_paragraph(f"新制{sheet.new or '：无'}。", case.body)
    _approve(flow, setter, case, sheet)
    return [flow]


def _set_changes(flow: Flow, case: TypeCase, sheet: SeatChangesSheet) -> None:
    name = Ink(case.body, XIAOSI)
    columns = (
        Column("序号", 11 * MM, "centre"),
        Column("姓　名", 23 * MM, "centre", ink=name, holds_names=True),
        Column("原座位", 34 * MM, "centre"),
        Column("现座位", 34 * MM, "centre"),
        Column("变动", 13 * MM, "centre"),
        Column("原　因", 41 * MM),
    )
    rows = [
        Row((each.number, each.name, each.before, each.after, each.kind, each.reason))
        for each in sheet.changes
    ]
    TableSetter(flow, columns, table_style(case, WUHAO, WUHAO)).set_rows(rows)


def _approve(flow: Flow, setter: ProseSetter, case: TypeCase, sheet: SeatChangesSheet) -> None:
    """Set who approved it, or lines to be signed on."""
    setter.set_heading("三、审批" if sheet.changes else "审批", case.heading)
    if sheet.approvals:
        for words in sheet.approvals:
            setter.set_paragraph(words, case.body)
        return
    flow.reserve(STEP * 2)
    share = flow.format.measure / 2
    for at, title in enumerate(BLANKS):
        shift = at % 2 * share
        setter.place(title, case.body, shift)
        start, end = flow.left + shift + 4 * SANHAO, flow.left + shift + share - SANHAO
        with flow.canvas.artifact():
            flow.canvas.line((start, flow.y + STEP * 0.85), (end, flow.y + STEP * 0.85), 0.6)
        if at % 2:
            flow.y += STEP * 1.2
