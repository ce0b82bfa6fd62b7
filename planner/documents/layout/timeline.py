"""时间表 as a table: a band for each week, a strip of seven days in each row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.documents.layout.composition import (
    set_masthead,
    set_nothing_yet,
    set_remark,
    set_section,
    table_style,
)
from planner.documents.press.canvas import RED, Colour, Ink
from planner.documents.press.length import MM, WUHAO, XIAOSI
from planner.documents.press.page import LANDSCAPE, Flow
from planner.documents.press.table import Band, Column, Row
from planner.documents.press.table_setter import TableSetter

if TYPE_CHECKING:
    from planner.documents.press.typeface import TypeCase
    from planner.documents.sheet.timeline import TimelineEntry, TimelineSheet, TimelineWeek

REST: Colour = (0.86, 0.86, 0.86)
WEEKDAYS = "一二三四五六日"
FIRST_DAY = 5
"""Column of Monday."""
STATE = FIRST_DAY + len(WEEKDAYS) + 2
TASK = 4


def compose_timeline(sheet: TimelineSheet, case: TypeCase) -> list[Flow]:
    """Return the pages of the timeline; each workstream's part begins a page."""
    flow = Flow(LANDSCAPE)
    set_masthead(flow, case, sheet.masthead, f"（{sheet.summary}）" if sheet.sections else "")
    if not sheet.sections:
        set_nothing_yet(flow, case)
    for section in sheet.sections:
        if section.title:
            flow.turn()
            set_section(flow, case, section.title)
        rows = [row for week in section.weeks for row in _list_week(week, case)]
        TableSetter(flow, _columns(case), table_style(case, WUHAO, WUHAO)).set_rows(rows)
        if section is sheet.sections[0]:
            for remark in sheet.remarks:
                set_remark(flow, case, remark)
    return [flow]


def _columns(case: TypeCase) -> tuple[Column, ...]:
    day = Ink(case.song, XIAOSI - 3)
    return (
        Column("序号", 11 * MM, "centre"),
        Column("工作组", 19 * MM, "centre", merges=True),
        Column("起止日期", 37 * MM, "centre"),
        Column("距开幕", 16 * MM, "centre"),
        Column("任　务", 77 * MM),
        *(Column(each, 6 * MM, "centre", ink=day) for each in WEEKDAYS),
        Column("责任人", 21 * MM, "centre", holds_names=True),
        Column("机动", 15 * MM, "centre"),
        Column("状态", 19 * MM, "centre"),
    )


def _list_week(week: TimelineWeek, case: TypeCase) -> list[Row | Band]:
    shades = tuple((FIRST_DAY + day, REST) for day in week.rest_days)
    rows: list[Row | Band] = [Band(week.title, bookmark=3, shade=None)]
    rows.extend(_list_task(each, shades, case) for each in week.entries)
    return rows


def _list_task(entry: TimelineEntry, shades: tuple[tuple[int, Colour], ...], case: TypeCase) -> Row:
    inks = []
    if entry.is_critical:
        inks.append((TASK, Ink(case.heading, WUHAO)))
    if entry.is_late:
        inks.append((STATE, Ink(case.heading, WUHAO, RED)))
    cells = (
        entry.number,
        entry.workstream,
        entry.span,
        entry.countdown,
        entry.task,
        *entry.days,
        entry.owner,
        entry.slack,
        entry.state,
    )
    return Row(cells, shades, tuple(inks))
