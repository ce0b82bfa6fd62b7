"""The yardstick: the roster as plain WeasyPrint sets it, one HTML ``<table>``, nothing tuned."""

from __future__ import annotations

from dataclasses import astuple
from html import escape
from typing import TYPE_CHECKING

from planner.documents.sheet.roster import strokes_roster_sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planner.domain.plan import Plan

STYLE = """
@page { size: A4; margin: 30mm 20mm 30mm 22mm; @bottom-center { content: counter(page) } }
body { font: 10.5pt/1.3 "Noto Serif CJK SC", serif; margin: 0 }
table { border-collapse: collapse; width: 168mm; table-layout: fixed }
th, td { border: .5pt solid black; padding: 1.3mm .8mm; text-align: center }
thead { display: table-header-group }
tr { break-inside: avoid }
"""
WIDTHS_MM = (12, 26, 11, 18, 55, 27, 19)
"""As wide as the columns of our own roster."""


def set_plain_table(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a table as a PDF, the way everybody would write it first."""
    from weasyprint import HTML  # noqa: PLC0415  the import is not part of the measure

    columns = "".join(f'<col style="width:{width}mm">' for width in WIDTHS_MM)
    head = "".join(f"<th>{escape(cell)}</th>" for cell in heads)
    body = "".join(
        f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows
    )
    page = (
        f'<html lang="zh"><title>{escape(title)}</title><style>{STYLE}</style>'
        f"<h1>{escape(title)}</h1><table>{columns}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )
    return bytes(HTML(string=page).write_pdf())


def roster_rows(plan: Plan) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return heads and rows of the members' roster, the very words that our own prints."""
    heads = ("序号", "姓名", "性别", "民族", "单位及职务", "界别", "备注")
    rows = [
        astuple(entry)
        for section in strokes_roster_sheet(plan).sections
        for entry in section.entries
    ]
    return heads, rows
