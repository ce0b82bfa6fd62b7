"""Writing a plan as a workbook, or an empty one to fill in; the same plan, the same bytes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Self

import xlsxwriter

from planner.domain.vocabulary import label
from planner.planfile.form import EXAMPLE, CellKind, Column, Form, load_forms
from planner.planfile.record import list_records, read_fact
from planner.planfile.speaker import CellValue, Speaker
from planner.planfile.workbook_choice import add_choices
from planner.planfile.workbook_style import Styles

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from planner.domain.plan import MeetingKind, Plan

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
CREATED = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
A4 = 9
FIRST_DAY = date(1900, 3, 1)
NUMBER_WIDTH = 6
FACT_WIDTHS = (16, 44, 60)


def write_workbook(plan: Plan) -> bytes:
    """Return a plan as a workbook."""
    speaker = Speaker(plan)
    with _Book() as book:
        for form in load_forms():
            if form.is_facts:
                facts = {
                    column.field: speaker.say(column, read_fact(plan, column.field))
                    for column in form.written
                }
                book.write_facts(form, facts)
            else:
                rows = [
                    [speaker.say(column, record.get(column.field)) for column in form.written]
                    for record in list_records(plan, form.section)
                ]
                book.write_table(form, rows)
    return book.data


def write_workbook_template(kind: MeetingKind) -> bytes:
    """Return an empty workbook for a kind of meeting, with drop-downs, notes and an example row."""
    with _Book() as book:
        for form in load_forms():
            if form.is_facts:
                book.write_facts(form, {"kind": label(kind).zh})
            else:
                book.write_table(form, [], has_example=True)
    return book.data


class _Book:
    """A workbook under way."""

    def __init__(self) -> None:
        self._stream = BytesIO()
        self.data = b""

    def __enter__(self) -> Self:
        self._book: Workbook = xlsxwriter.Workbook(self._stream, OPTIONS)
        self._book.set_properties({"title": "会议方案", "created": CREATED})
        self._styles = Styles(self._book)
        return self

    def __exit__(self, *_error: object) -> None:
        self._book.close()
        self.data = self._stream.getvalue()

    def write_facts(self, form: Form, facts: Mapping[str, CellValue]) -> None:
        """Write a sheet of facts, one a line: what it is, the fact, how to fill it in."""
        sheet = self._add_sheet(form, ("项目", "内容", "填写说明"))
        for number, width in enumerate(FACT_WIDTHS):
            sheet.set_column(number, number, width)
        for row, column in enumerate(form.written, start=1):
            sheet.write_string(row, 0, _title(column), self._styles.fact)
            self._write(sheet, row, 1, facts.get(column.field), column)
            example = f"例：{column.example}" if column.example else ""
            sheet.write_string(
                row, 2, " ".join(filter(None, (column.note, example))), self._styles.remark
            )
            add_choices(sheet, column, (row, 1, row, 1))

    def write_table(
        self, form: Form, rows: list[list[CellValue]], *, has_example: bool = False
    ) -> None:
        """Write a table, one thing a row, numbered."""
        sheet = self._add_sheet(form, ("序号", *map(_title, form.written)))
        sheet.set_column(0, 0, NUMBER_WIDTH)
        for at, column in enumerate(form.written, start=1):
            sheet.set_column(at, at, column.width, self._styles.column(column.kind))
            add_choices(sheet, column, (1, at, 5000, at))
            if column.note:
                sheet.write_comment(0, at, column.note, {"x_scale": 2, "author": ""})
        if has_example:
            sheet.write_string(1, 0, EXAMPLE, self._styles.example(CellKind.TEXT))
            for at, column in enumerate(form.written, start=1):
                sheet.write_string(1, at, column.example, self._styles.example(CellKind.TEXT))
        for number, row in enumerate(rows, start=1):
            sheet.write_number(number, 0, number, self._styles.cell(CellKind.NUMBER))
            for at, (column, value) in enumerate(zip(form.written, row, strict=True), start=1):
                self._write(sheet, number, at, value, column)

    def _add_sheet(self, form: Form, heads: tuple[str, ...]) -> Worksheet:
        sheet: Worksheet = self._book.add_worksheet(form.sheet)
        for at, head in enumerate(heads):
            sheet.write_string(0, at, head, self._styles.head)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f"&C{form.sheet}　— &P —")
        return sheet

    def _write(self, sheet: Worksheet, row: int, at: int, value: CellValue, column: Column) -> None:
        """Write one cell; text is text whatever it begins with."""
        style = self._styles.cell(column.kind)
        if value is None or value == "":
            sheet.write_blank(row, at, None, style)
        elif isinstance(value, str):
            sheet.write_string(row, at, value, self._styles.cell(CellKind.TEXT))
        elif isinstance(value, int):
            sheet.write_number(row, at, value, style)
        elif isinstance(value, time) or value >= FIRST_DAY:
            sheet.write_datetime(row, at, value, style)
        else:
            sheet.write_string(row, at, value.isoformat(), self._styles.cell(CellKind.TEXT))


def _title(column: Column) -> str:
    return f"{column.header}*" if column.is_required else column.header
