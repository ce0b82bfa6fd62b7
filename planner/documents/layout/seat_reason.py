"""排座依据 as a table, a band for each row of seats."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planner.documents.layout.composition import set_masthead, set_nothing_yet, table_style
from planner.documents.press.canvas import Ink
from planner.documents.press.length import WUHAO, XIAOWU
from planner.documents.press.page import PORTRAIT, Flow
from planner.documents.press.table import Band, Column, Row
from planner.documents.press.table_setter import TableSetter

if TYPE_CHECKING:
    from planner.documents.press.typeface import TypeCase
    from planner.documents.sheet.seat_reason import SeatReason, SeatReasonsSheet

COLUMNS = (("座号", 7), ("姓　名", 14), ("界别（块）", 20), ("排座依据", 48), ("锁定", 11))
"""Titles and hundredths of the measure."""


def compose_seat_reasons(sheet: SeatReasonsSheet, case: TypeCase) -> list[Flow]:
    """Return the pages of a list of reasons."""
    flow = Flow(PORTRAIT)
    set_masthead(flow, case, sheet.masthead, sheet.summary)
    if not sheet.rows and not sheet.unseated:
        set_nothing_yet(flow, case)
        return [flow]
    share = flow.format.measure / 100
    name = Ink(case.body, WUHAO)
    columns = tuple(
        Column(
            title,
            width * share,
            "left" if title == "排座依据" else "centre",
            ink=name if title == "姓　名" else None,
            holds_names=title == "姓　名",
        )
        for title, width in COLUMNS
    )
    rows: list[Row | Band] = []
    for each in sheet.rows:
        rows.append(Band(each.title, bookmark=2))
        rows += map(_row, each.seats)
    if sheet.unseated:
        rows.append(Band(f"未就座（{len(sheet.unseated)}人）", bookmark=2))
        rows += map(_row, sheet.unseated)
    style = replace(table_style(case, XIAOWU, WUHAO), pad_x=2.5, pad_y=1.8, leading=1.2)
    TableSetter(flow, columns, style).set_rows(rows)
    return [flow]


def _row(seat: SeatReason) -> Row:
    return Row((seat.seat, seat.name, seat.block, seat.reason, seat.lock))
