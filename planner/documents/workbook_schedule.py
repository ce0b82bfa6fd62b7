"""The schedule as a table, internal sittings marked."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

from planner.documents.workbook_table import (
    NUMBER,
    CellStyle,
    Column,
    Table,
    number_rows,
    say_weekday,
)
from planner.domain.directory import Directory, selector_wording

if TYPE_CHECKING:
    from planner.documents.workbook_table import Cell
    from planner.domain.plan import Plan
    from planner.domain.sitting import Sitting
    from planner.domain.timeline import Timeline

COLUMNS = (
    NUMBER,
    Column("日期", 16, CellStyle.DATE),
    Column("星期", 6, CellStyle.CENTRED),
    Column("开始", 8, CellStyle.TIME),
    Column("结束", 8, CellStyle.TIME),
    Column("会次", 20),
    Column("内容", 44),
    Column("地点", 22),
    Column("主持", 14),
    Column("参加人员", 28),
    Column("范围", 8, CellStyle.CENTRED),
)


def schedule_tables(plan: Plan, timeline: Timeline) -> tuple[Table, ...]:
    """Return the schedule on one sheet, by day and time; undated sittings come last."""
    del timeline
    directory = Directory.of(plan)
    sittings = sorted(
        plan.sittings, key=lambda each: (each.held_on or date.max, each.starts_at or time.min)
    )
    rows = [schedule_row(directory, each) for each in sittings]
    return (Table("日程", f"{plan.title}日程", COLUMNS, number_rows(rows)),)


def schedule_row(directory: Directory, sitting: Sitting) -> tuple[Cell, ...]:
    """Return the cells of one sitting."""
    return (
        sitting.held_on,
        say_weekday(sitting.held_on) if sitting.held_on else "",
        sitting.starts_at,
        sitting.ends_at,
        sitting.name,
        sitting.content,
        sitting.place,
        "、".join(map(directory.name_of, sitting.presiders)),
        sitting.participants_note
        or "、".join(selector_wording(each, directory).zh for each in sitting.participants),
        "内部" if sitting.is_internal else "",
    )
