"""Opening a workbook safely: checked and repacked first, read by calamine second."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from planner.planfile.fault import Fault, refuse_file
from planner.planfile.table import Sheet
from planner.planfile.workbook_guard import DAMAGED, check_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator


class OpenedWorkbook(NamedTuple):
    """The sheets, and cells that hold an error or a formula never calculated."""

    sheets: list[Sheet]
    faults: list[Fault]


def open_workbook(raw: bytes, file: str) -> OpenedWorkbook:
    """Return the sheets of a workbook, or raise PlanFileError where it is unfit to be opened."""
    checked = check_workbook(raw, file)
    try:
        with CalamineWorkbook.from_filelike(BytesIO(checked.data)) as book:
            sheets = list(_each_sheet(book, file))
    except (CalamineError, OSError, ValueError) as error:
        raise refuse_file(file, DAMAGED) from error
    return OpenedWorkbook(sheets, checked.faults)


def _each_sheet(book: CalamineWorkbook, file: str) -> Iterator[Sheet]:
    for about in book.sheets_metadata:
        if about.typ is not SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(about.name)
        rows = [list(row) for row in sheet.to_python(skip_empty_area=False)]
        yield Sheet(file, about.name, rows, list(sheet.merged_cell_ranges or ()))
