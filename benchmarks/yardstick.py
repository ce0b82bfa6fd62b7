"""The yardstick: the roster as plain WeasyPrint sets it, one HTML ``<table>``, nothing tuned."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from planner.domain.order import order_roster
from planner.domain.person import AttendanceKind
from planner.domain.plan import NameOrder
from planner.domain.vocabulary import label

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planner.domain.plan import Plan

STYLE = """
@page { size: A4; margin: 20mm; @bottom-center { content: counter(page) } }
body { font-family: "Noto Serif CJK SC", serif; font-size: 10.5pt }
table { border-collapse: collapse; width: 100%; table-layout: fixed }
th, td { border: .5pt solid black; padding: 1.2mm; text-align: center }
thead { display: table-header-group }
tr { break-inside: avoid }
"""


def set_plain_table(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a table as a PDF, the way everybody would write it first."""
    from weasyprint import HTML  # noqa: PLC0415  the import is not part of the measure

    head = "".join(f"<th>{escape(cell)}</th>" for cell in heads)
    body = "".join(
        f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows
    )
    page = (
        f'<html lang="zh"><title>{escape(title)}</title><style>{STYLE}</style>'
        f"<h1>{escape(title)}</h1><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )
    return bytes(HTML(string=page).write_pdf())


def roster_rows(plan: Plan) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return heads and rows of the members' roster by strokes."""
    heads = ("序号", "姓名", "性别", "民族", "界别", "单位及职务")
    members = [each for each in plan.people if each.attendance is AttendanceKind.MEMBER]
    people = order_roster(plan, members, NameOrder.STROKES).people
    rows = [
        (
            str(number),
            person.name,
            label(person.sex).zh if person.sex else "",
            person.nationality,
            person.sector,
            f"{person.unit}{person.post}",
        )
        for number, person in enumerate(people, start=1)
    ]
    return heads, rows
