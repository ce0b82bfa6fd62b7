"""Reading a plan from a workbook as clerks keep it: all faults, each with its sheet and cell."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from planner.domain.wording import Wording
from planner.planfile.cell import cell_text
from planner.planfile.draft import Draft
from planner.planfile.fault import Fault, Place, PlanFileError, shorten_found
from planner.planfile.form import CellKind, Form, fold_header, is_free, load_forms
from planner.planfile.table import Sheet, Table
from planner.planfile.validation import check_data
from planner.planfile.workbook_file import open_workbook

if TYPE_CHECKING:
    from planner.domain.plan import Plan

FIRST_SHEET = load_forms()[0].sheet


def read_workbook(raw: bytes, file: str) -> Plan:
    """Return the plan in a workbook's bytes, or raise PlanFileError with every fault."""
    opened = open_workbook(raw, file)
    forms, faults = match_sheets(opened.sheets, file)
    draft = Draft(file)
    for form in load_forms():
        sheet = forms.get(form.sheet)
        if sheet is None:
            continue
        if form.is_facts:
            draft.take_facts(sheet, form)
        else:
            table = Table(sheet, form)
            faults += table.faults
            draft.take_rows(form.section, list(table.each_row()))
    draft.join_parts()
    known = {form.name for form in forms.values()}
    faults += draft.faults + [each for each in opened.faults if each.place.sheet in known]
    plan, missing = check_data(draft.data)
    faults += [
        Fault(draft.place(each.path), shorten_found(each.found), each.expected) for each in missing
    ]
    if plan is None or faults:
        order = {form.name: at for at, form in enumerate(forms.values())}
        raise PlanFileError(file, tuple(sorted(faults, key=lambda each: _order(each.place, order))))
    return plan


def match_sheets(sheets: list[Sheet], file: str) -> tuple[dict[str, Sheet], list[Fault]]:
    """Return the sheet of each form, and faults for sheets whose contents would be lost."""
    names = {fold_header(name): form for form in load_forms() for name in (*form.also, form.sheet)}
    found: dict[str, Sheet] = {}
    faults: list[Fault] = []
    for sheet in sheets:
        form = names.get(fold_header(sheet.name))
        if form is not None and form.sheet not in found:
            found[form.sheet] = sheet
        elif not is_free(sheet.name) and _has_cells(sheet):
            faults.append(_tell_sheet(sheet, form))
    if FIRST_SHEET not in found:
        expected = Wording(f"缺少“{FIRST_SHEET}”表", f"the sheet “{FIRST_SHEET}” is missing")
        faults.append(Fault(Place(file), "", expected))
    ordered = {form.sheet: found[form.sheet] for form in load_forms() if form.sheet in found}
    return ordered, faults


def _tell_sheet(sheet: Sheet, form: Form | None) -> Fault:
    place = Place(sheet.file, sheet=sheet.name)
    if form is not None:
        words = Wording(f"“{form.sheet}”已另有一张表", f"there is another sheet “{form.sheet}”")
        return Fault(place, sheet.name, words)
    near = difflib.get_close_matches(sheet.name[:30], [each.sheet for each in load_forms()], n=1)
    hint = f"；是否为“{near[0]}”" if near else ""
    hint_en = f"; perhaps “{near[0]}”" if near else ""
    words = Wording(
        f"不认识这张表{hint}；自用的表请以“备注”开头",
        f"an unknown sheet{hint_en}; begin the names of your own sheets with “备注”",
    )
    return Fault(place, sheet.name, words)


def _has_cells(sheet: Sheet) -> bool:
    return any(cell_text(cell, CellKind.TEXT) for row in sheet.rows for cell in row)


def _order(place: Place, order: dict[str, int]) -> tuple[int, int, int, str]:
    row = "".join(each for each in place.cell if each.isdigit())
    letters = place.cell.rstrip("0123456789")
    return order.get(place.sheet, len(order)), int(row or 0), len(letters), letters
