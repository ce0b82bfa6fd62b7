"""The timeline as a table: every task with its dates and why it has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.documents.workbook_table import (
    NUMBER,
    CellStyle,
    Column,
    Table,
    number_rows,
    say_weekday,
)
from planner.domain.directory import Directory
from planner.domain.vocabulary import label

if TYPE_CHECKING:
    from datetime import date

    from planner.documents.workbook_table import Cell
    from planner.domain.plan import Plan
    from planner.domain.timeline import DatedTask, Timeline

COLUMNS = (
    NUMBER,
    Column("开始日期", 16, CellStyle.DATE),
    Column("星期", 6, CellStyle.CENTRED),
    Column("完成日期", 16, CellStyle.DATE),
    Column("距开幕", 8, CellStyle.CENTRED),
    Column("任务", 36),
    Column("工作组", 12),
    Column("责任处室", 14),
    Column("责任人", 10, CellStyle.CENTRED),
    Column("配合", 20),
    Column("状态", 8, CellStyle.CENTRED),
    Column("机动天数", 8, CellStyle.NUMBER),
    Column("关键任务", 8, CellStyle.CENTRED),
    Column("时间依据", 48),
)


def timeline_tables(plan: Plan, timeline: Timeline) -> tuple[Table, ...]:
    """Return the timeline on one sheet, in the order of the dates."""
    directory = Directory.of(plan)
    rows = [timeline_row(plan, directory, dated) for dated in timeline.tasks]
    return (Table("时间表", f"{plan.title}筹备工作时间表", COLUMNS, number_rows(rows)),)


def timeline_row(plan: Plan, directory: Directory, dated: DatedTask) -> tuple[Cell, ...]:
    """Return the cells of one task."""
    task = dated.task
    workstream = directory.workstreams.get(task.workstream)
    return (
        dated.starts_on,
        say_weekday(dated.starts_on),
        dated.ends_on,
        count_down(plan.opens_on, dated.ends_on),
        task.name,
        workstream.name if workstream else "",
        directory.department_name(task.department) if task.department else "",
        directory.name_of(task.owner) if task.owner else "",
        "、".join(task.support),
        label(task.state).zh,
        dated.slack_days,
        "是" if dated.is_critical else "",
        dated.reason.zh,
    )


def count_down(opens_on: date | None, day: date) -> str:
    """Return how many natural days a day lies before the opening: T-15, T+2."""
    if opens_on is None:
        return ""
    days = (day - opens_on).days
    return f"T{days:+d}" if days else "T"
