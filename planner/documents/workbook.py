"""The workbooks of a plan: which there are, and each as the bytes of an .xlsx file."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.documents.workbook_coverage import coverage_tables
from planner.documents.workbook_responsibility import responsibility_tables
from planner.documents.workbook_roster import roster_tables
from planner.documents.workbook_schedule import schedule_tables
from planner.documents.workbook_timeline import timeline_tables
from planner.domain.error import UnknownReferenceError
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.documents.workbook_table import Table
    from planner.domain.plan import Edition, Plan
    from planner.domain.timeline import Timeline

LAYOUT_VERSION = 1
"""Raised when the same tables are to be written in other bytes."""


@dataclass(frozen=True, slots=True)
class WorkbookFile:
    """One workbook of a plan."""

    key: str
    title: Wording
    filename: str


WORKBOOKS: dict[str, tuple[Wording, Callable[[Plan, Timeline], tuple[Table, ...]]]] = {
    "schedule": (Wording("日程", "Schedule"), schedule_tables),
    "timeline": (Wording("时间表", "Timeline"), timeline_tables),
    "responsibility": (Wording("责任清单", "Responsibility lists"), responsibility_tables),
    "coverage": (Wording("覆盖表", "Coverage"), coverage_tables),
    "roster": (Wording("名册", "Roster"), roster_tables),
}


def list_workbooks(plan: Plan) -> tuple[WorkbookFile, ...]:
    """Return the workbooks of a plan; those that would show nothing are left out."""
    filled = {
        "schedule": plan.sittings,
        "timeline": plan.tasks,
        "responsibility": plan.tasks,
        "coverage": plan.sittings,
        "roster": plan.people,
    }
    keys = [key for key in WORKBOOKS if filled[key]]
    return tuple(
        WorkbookFile(key, WORKBOOKS[key][0], f"{number:02d}-{WORKBOOKS[key][0].zh}.xlsx")
        for number, key in enumerate(keys, start=1)
    )


def make_tables(plan: Plan, timeline: Timeline, key: str) -> tuple[Table, ...]:
    """Return what a workbook shows, one table a sheet."""
    if key not in WORKBOOKS:
        raise UnknownReferenceError(
            Wording(f"没有名为“{key}”的工作簿。", f"There is no workbook {key!r}.")
        )
    return WORKBOOKS[key][1](plan, timeline)


def workbook_hash(tables: tuple[Table, ...]) -> str:
    """Return the SHA-256 of what a workbook shows, in hexadecimal."""
    shown = repr((LAYOUT_VERSION, tables))
    return hashlib.sha256(shown.encode("utf-8", "backslashreplace")).hexdigest()


def make_workbook(
    plan: Plan, timeline: Timeline, key: str, edition: Edition | None = None
) -> bytes:
    """Return one workbook; the same plan and edition give the same bytes."""
    tables = make_tables(plan, timeline, key)
    return write_workbook(plan, key, tables, edition or plan.edition)


def write_workbook(plan: Plan, key: str, tables: tuple[Table, ...], edition: Edition) -> bytes:
    """Return tables as the bytes of an .xlsx file; the library is loaded only now."""
    from planner.documents.workbook_writer import render_workbook  # noqa: PLC0415  30 ms

    return render_workbook(
        tables,
        title=f"{plan.title}{WORKBOOKS[key][0].zh}",
        author=plan.organisation.name,
        edition=edition,
    )
