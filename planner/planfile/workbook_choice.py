"""Drop-downs of the workbook: words of the house, and what other sheets name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.domain.vocabulary import CONDITIONS, label
from planner.planfile.form import CellKind, Column, load_forms

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

NAMED_IN = {
    CellKind.PERSON: ("people", "name"),
    CellKind.SITTING: ("sittings", "name"),
    CellKind.WORKSTREAM: ("workstreams", "name"),
    CellKind.DEPARTMENT: ("departments", "name"),
}
LAST_ROW = 5001


def add_choices(sheet: Worksheet, column: Column, cells: tuple[int, int, int, int]) -> None:
    """Give cells their drop-down; other words may still be typed, the reader checks them."""
    source = list_choices(column)
    if source:
        choice: dict[str, Any] = {"validate": "list", "source": source, "show_error": False}
        sheet.data_validation(*cells, choice)


def list_choices(column: Column) -> list[str] | str:
    """Return the words to choose from, or the formula of the column that names them."""
    if column.term:
        return [label(term).zh for term in column.term]
    if column.kind is CellKind.FLAG:
        return ["是", "否"]
    if column.kind is CellKind.CONDITION:
        return [wording.zh for wording in CONDITIONS.values()]
    return _refer(*NAMED_IN[column.kind]) if column.kind in NAMED_IN else []


def _refer(section: str, field: str) -> str:
    form = next(form for form in load_forms() if form.section == section)
    at = [column.field for column in form.written].index(field) + 1
    letter = chr(ord("A") + at)
    return f"='{form.sheet}'!${letter}$2:${letter}${LAST_ROW}"
