"""名册 as a table, a band for each section."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.documents.layout.composition import (
    set_masthead,
    set_nothing_yet,
    set_remark,
    table_style,
)
from planner.documents.press.canvas import Ink
from planner.documents.press.length import MM, WUHAO, XIAOSI
from planner.documents.press.page import PORTRAIT, Flow
from planner.documents.press.table import Band, Column, Row
from planner.documents.press.table_setter import TableSetter

if TYPE_CHECKING:
    from planner.documents.press.typeface import TypeCase
    from planner.documents.sheet.roster import RosterSheet

COLUMNS = (
    ("序号", 12), ("姓　名", 26), ("性别", 11), ("民族", 18), ("单位及职务", 55), ("", 27),
    ("备注", 19),
)  # fmt: skip
"""Titles and widths in millimetres."""


def compose_roster(sheet: RosterSheet, case: TypeCase) -> list[Flow]:
    """Return the pages of a roster."""
    flow = Flow(PORTRAIT)
    set_masthead(flow, case, sheet.masthead, f"（{sheet.summary}）" if sheet.sections else "")
    if not sheet.sections:
        set_nothing_yet(flow, case)
        return [flow]
    name = Ink(case.body, XIAOSI)
    columns = tuple(
        Column(
            title or sheet.place_title,
            width * MM,
            "left" if title == "单位及职务" else "centre",
            ink=name if title == "姓　名" else None,
            holds_names=title == "姓　名",
        )
        for title, width in COLUMNS
    )
    rows: list[Row | Band] = []
    for section in sheet.sections:
        if section.title:
            rows.append(Band(section.title, bookmark=2))
        rows.extend(
            Row(
                (
                    each.number,
                    each.name,
                    each.sex,
                    each.nationality,
                    each.post,
                    each.place,
                    each.remark,
                )
            )
            for each in section.entries
        )
    TableSetter(flow, columns, table_style(case, WUHAO, WUHAO)).set_rows(rows)
    if sheet.unverified:
        set_remark(flow, case, sheet.unverified)
    return [flow]
