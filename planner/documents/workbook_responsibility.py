"""The responsibility lists as a table: workstream after workstream."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.documents.workbook_table import NUMBER, CellStyle, Column, Table, number_rows
from planner.domain.directory import Directory
from planner.domain.vocabulary import label

if TYPE_CHECKING:
    from planner.documents.workbook_table import Cell
    from planner.domain.plan import Plan
    from planner.domain.timeline import DatedTask, Timeline

COLUMNS = (
    NUMBER,
    Column("工作组", 12),
    Column("任务", 34),
    Column("完成标准", 40),
    Column("责任领导", 10, CellStyle.CENTRED),
    Column("牵头", 14),
    Column("责任人", 10, CellStyle.CENTRED),
    Column("配合", 20),
    Column("完成时限", 16, CellStyle.DATE),
    Column("状态", 8, CellStyle.CENTRED),
)


def responsibility_tables(plan: Plan, timeline: Timeline) -> tuple[Table, ...]:
    """Return the lists, workstreams in the plan's order, tasks in the order of their dates."""
    directory = Directory.of(plan)
    order = {each.key: place for place, each in enumerate(plan.workstreams)}
    dated = sorted(timeline.tasks, key=lambda each: order.get(each.task.workstream, len(order)))
    rows = [responsibility_row(directory, each) for each in dated]
    title = f"{plan.title}责任清单"
    return (Table("责任清单", title, COLUMNS, number_rows(rows)),)


def responsibility_row(directory: Directory, dated: DatedTask) -> tuple[Cell, ...]:
    """Return the cells of one task."""
    task = dated.task
    workstream = directory.workstreams.get(task.workstream)
    lead = ""
    if workstream:
        lead = directory.department_name(workstream.department) if workstream.department else ""
        lead = lead or (directory.name_of(workstream.lead) if workstream.lead else "")
    accountable = workstream.accountable if workstream else ""
    return (
        workstream.name if workstream else "",
        task.name,
        task.standard,
        directory.name_of(accountable) if accountable else "",
        lead,
        directory.name_of(task.owner) if task.owner else "",
        "、".join(task.support),
        dated.ends_on,
        label(task.state).zh,
    )
