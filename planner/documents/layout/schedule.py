"""日程 as a table: a band for each day, the half-days merged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.documents.layout.composition import set_masthead, set_nothing_yet, table_style
from planner.documents.press.length import MM
from planner.documents.press.page import LANDSCAPE, PORTRAIT, Flow
from planner.documents.press.table import Band, Column, Row
from planner.documents.press.table_setter import TableSetter

if TYPE_CHECKING:
    from planner.documents.press.typeface import TypeCase
    from planner.documents.sheet.schedule import ScheduleSheet

NARROW = (12, 30, 50, 27, 21, 28)
WIDE = (16, 30, 92, 46, 23, 50)
"""Widths in millimetres: half-day, time, content, place, presider, who takes part."""
INTERNAL = "工作用"


def compose_schedule(sheet: ScheduleSheet, case: TypeCase) -> list[Flow]:
    """Return the pages of the schedule, the internal edition across the page."""
    is_wide = INTERNAL in sheet.masthead.note
    flow = Flow(LANDSCAPE if is_wide else PORTRAIT)
    widths = [width * MM for width in (WIDE if is_wide else NARROW)]
    set_masthead(flow, case, sheet.masthead)
    if not sheet.days:
        set_nothing_yet(flow, case)
        return [flow]
    columns = (
        Column("时段", widths[0], "centre", merges=True),
        Column("时间", widths[1], "centre"),
        Column("内　容", widths[2]),
        Column("地点", widths[3], "centre"),
        Column("主持人", widths[4], "centre", holds_names=True),
        Column("参加人员", widths[5], "centre"),
    )
    rows: list[Row | Band] = []
    for day in sheet.days:
        rows.append(Band(day.title, bookmark=2))
        rows.extend(
            Row(
                (
                    each.half_day,
                    each.span,
                    each.content,
                    each.place,
                    each.presiders,
                    each.participants,
                )
            )
            for each in day.entries
        )
    TableSetter(flow, columns, table_style(case)).set_rows(rows)
    return [flow]
