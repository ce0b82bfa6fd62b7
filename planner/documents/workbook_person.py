"""The people of a plan as one table, with every field: what goes out comes in again the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.documents.workbook_table import CellStyle, Column, Table
from planner.domain.vocabulary import label

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from enum import StrEnum

    from planner.documents.workbook_table import Cell
    from planner.domain.person import Person
    from planner.domain.plan import Plan

SHEET = "人员"
YES = "是"


def person_table(
    plan: Plan, people: Iterable[Person], columns: Sequence[tuple[str, str, int]]
) -> Table:
    """Return people as a table; ``columns`` are field, heading and width of each column."""
    rows = tuple(
        tuple(spell_cell(getattr(each, name)) for name, _, _ in columns) for each in people
    )
    return Table(
        SHEET,
        f"{plan.title}人员名册（{len(rows)}人）",
        tuple(Column(heading, width, CellStyle.TEXT) for _, heading, width in columns),
        rows,
    )


def spell_cell(value: Any) -> Cell:  # noqa: ANN401  a field of a person
    """Return a field as a clerk writes it: 出席, 女, 是, a number."""
    if value is None or value is False:
        return ""
    if value is True:
        return YES
    if isinstance(value, int):
        return value
    return spell_term(value) if hasattr(value, "name") else str(value)


def spell_term(term: StrEnum) -> str:
    """Return what a term is called in lists."""
    return label(term).zh
