"""Tables as an .xlsx file: the module of this room that writes with XlsxWriter."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Any

import xlsxwriter

from planner.documents.workbook_table import CellStyle

if TYPE_CHECKING:
    from planner.documents.workbook_table import Cell, Column, Table
    from planner.domain.plan import Edition

UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LONGEST_TEXT = 32767
A4 = 9
TITLE_ROW, HEAD_ROW, FIRST_ROW = 0, 1, 2
NEVER_ISSUED = date(2000, 1, 1)
CELL = {"font_name": "宋体", "font_size": 11, "valign": "vcenter", "border": 1}
STYLES: dict[CellStyle, dict[str, Any]] = {
    CellStyle.TEXT: {"text_wrap": True, "num_format": "@"},
    CellStyle.CENTRED: {"align": "center", "text_wrap": True, "num_format": "@"},
    CellStyle.DATE: {"align": "center", "num_format": 'yyyy"年"m"月"d"日"'},
    CellStyle.TIME: {"align": "center", "num_format": "h:mm"},
    CellStyle.NUMBER: {"align": "center", "num_format": "0"},
}
LOUD = {"bg_color": "#FDE2DF", "font_color": "#9B1C1C", "bold": True}


@dataclass(frozen=True, slots=True)
class Formats:
    """The looks of one workbook's cells."""

    title: Any
    heading: Any
    plain: dict[CellStyle, Any]
    loud: dict[CellStyle, Any]


def render_workbook(
    tables: tuple[Table, ...], *, title: str, author: str, edition: Edition, comment: str = ""
) -> bytes:
    """Return an .xlsx file whose texts are texts and whose bytes depend on nothing else."""
    target = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(target, options) as workbook:
        issued_on = edition.issued_on or NEVER_ISSUED
        workbook.set_properties(
            {
                "title": clean_cell(title),
                "author": clean_cell(author),
                "comments": comment or (f"第{edition.number}稿" if edition.number else ""),
                "created": datetime.combine(issued_on, time()),
            }
        )
        formats = make_formats(workbook)
        for table in tables:
            write_table(workbook.add_worksheet(table.name), table, formats)
    return target.getvalue()


def make_formats(workbook: xlsxwriter.Workbook) -> Formats:
    """Return the looks of a workbook, registered with it."""
    return Formats(
        title=workbook.add_format(
            {"font_name": "黑体", "font_size": 16, "align": "center", "valign": "vcenter"}
        ),
        heading=workbook.add_format(
            {
                **CELL,
                "font_name": "黑体",
                "align": "center",
                "text_wrap": True,
                "bg_color": "#F1ECE2",
            }
        ),
        plain={style: workbook.add_format({**CELL, **look}) for style, look in STYLES.items()},
        loud={
            style: workbook.add_format({**CELL, **look, **LOUD}) for style, look in STYLES.items()
        },
    )


def write_table(sheet: Any, table: Table, formats: Formats) -> None:  # noqa: ANN401  untyped library
    """Write one table: title, headings that stay in sight and repeat on paper, rows."""
    last = len(table.columns) - 1
    sheet.merge_range(TITLE_ROW, 0, TITLE_ROW, last, "", formats.title)
    sheet.write_string(TITLE_ROW, 0, clean_cell(table.title), formats.title)
    sheet.set_row(TITLE_ROW, 30)
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(HEAD_ROW, place, column.heading, formats.heading)
    loud = frozenset(table.loud)
    for number, row in enumerate(table.rows):
        for place, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
            looks = formats.loud if (number, place) in loud else formats.plain
            write_cell(sheet, (FIRST_ROW + number, place), cell, column, looks)
    sheet.freeze_panes(FIRST_ROW, 2)
    sheet.autofilter(HEAD_ROW, 0, HEAD_ROW + len(table.rows), last)
    set_page(sheet, HEAD_ROW)


def write_cell(
    sheet: Any,  # noqa: ANN401  untyped library
    at: tuple[int, int],
    cell: Cell,
    column: Column,
    looks: dict[CellStyle, Any],
) -> None:
    """Write one cell by what it holds; text is text, whatever it begins with."""
    look = looks[column.style]
    if cell is None or cell == "":
        sheet.write_blank(*at, None, look)
    elif isinstance(cell, date | time):
        sheet.write_datetime(*at, cell, look)
    elif isinstance(cell, int):
        sheet.write_number(*at, cell, look)
    else:
        sheet.write_string(*at, clean_cell(cell), look)


def set_page(sheet: Any, head_row: int) -> None:  # noqa: ANN401  untyped library
    """Set up printing: A4 landscape, as wide as the page, the headings on each page."""
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head_row)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.set_footer("&C第 &P 页 共 &N 页")


def clean_cell(text: str) -> str:
    """Return text that a cell can hold: no characters that XML lacks, no more than Excel takes."""
    clean = UNFIT.sub("", text)
    return clean if len(clean) <= LONGEST_TEXT else f"{clean[: LONGEST_TEXT - 1]}…"
