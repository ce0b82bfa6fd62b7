"""The people whom a query finds, as a workbook or as text that spreadsheets open."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from planner.documents.workbook_person import person_table
from planner.documents.workbook_writer import clean_cell, render_workbook
from planner.planfile.roster_column import roster_columns
from planner.services.roster import find_people

if TYPE_CHECKING:
    from planner.documents.workbook_table import Table
    from planner.domain.plan import Plan
    from planner.services.roster_query import RosterQuery

ENDINGS = ("xlsx", "csv")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
GUARD = "'"
"""Stands before what a spreadsheet would calculate; reading a roster takes it away again."""


def export_roster(plan: Plan, query: RosterQuery, ending: str) -> bytes:
    """Return the people that a query finds, in its order, as .xlsx or .csv."""
    columns = [(each.field, each.header, each.width) for each in roster_columns()]
    table = person_table(plan, find_people(plan, query), columns)
    if ending == "csv":
        return write_csv(table)
    return render_workbook(
        (table,), title=table.title, author=plan.organisation.name, edition=plan.edition
    )


def write_csv(table: Table) -> bytes:
    """Return a table as text in UTF-8 with the mark that Excel wants; no cell is a formula."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow([each.heading for each in table.columns])
    writer.writerows([[guard_cell(cell) for cell in row] for row in table.rows])
    return target.getvalue().encode("utf-8-sig")


def guard_cell(cell: object) -> str:
    """Return a cell as text that no spreadsheet calculates."""
    text = "" if cell is None else clean_cell(str(cell))
    return f"{GUARD}{text}" if text.startswith(FORMULA) and not isinstance(cell, int) else text
