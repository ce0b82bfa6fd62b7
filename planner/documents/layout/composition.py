"""What compositions share: titles, remarks, the look of tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.documents.press.canvas import Ink
from planner.documents.press.length import ASCENT, ERHAO, MM, SANHAO, SIHAO, WUHAO, XIAOSI
from planner.documents.press.line import break_text
from planner.documents.press.table import TableStyle
from planner.documents.press.title import break_title

if TYPE_CHECKING:
    from planner.documents.press.page import Flow
    from planner.documents.press.typeface import TypeCase
    from planner.documents.sheet.masthead import Masthead

NOTHING_YET = "尚未安排"


def table_style(case: TypeCase, size: float = XIAOSI, head: float = 0.0) -> TableStyle:
    """Return the style of the tables in papers: 仿宋 in the cells, 黑体 in the heads."""
    return TableStyle(
        cell=Ink(case.body, size),
        head=Ink(case.heading, head or min(size, XIAOSI)),
        band=Ink(case.heading, size),
    )


def set_masthead(flow: Flow, case: TypeCase, masthead: Masthead, summary: str = "") -> None:
    """Set the title of a paper that is a table or a drawing, with its note and counts."""
    ink = Ink(case.title, ERHAO)
    measure = flow.format.measure
    flow.reserve(0)
    canvas, middle = flow.canvas, flow.left + measure / 2
    canvas.bookmark(1, masthead.title, flow.y)
    with canvas.tagged(flow.root.add("H1")):
        for line in break_title(masthead.title, ink, measure):
            canvas.centred(middle, flow.y + ASCENT * ink.size, line, ink)
            flow.y += ink.size * 1.4
    small = Ink(case.subheading, SANHAO if measure > 200 * MM else SIHAO)
    for text in (masthead.note, summary):
        if text:
            with canvas.tagged(flow.root.add("P")):
                for line in break_title(text, small, measure):
                    canvas.centred(middle, flow.y + ASCENT * small.size + 2, line, small)
                    flow.y += small.size * 1.4
    flow.y += 10


def set_section(flow: Flow, case: TypeCase, title: str) -> None:
    """Set the heading of a part of a paper, with a bookmark."""
    ink = Ink(case.heading, SANHAO)
    flow.reserve(ink.size * 5)
    flow.canvas.bookmark(2, title, flow.y)
    with flow.canvas.tagged(flow.root.add("H2")):
        flow.canvas.text(flow.left, flow.y + ASCENT * ink.size, title, ink)
    flow.y += ink.size * 1.6


def set_remark(flow: Flow, case: TypeCase, text: str) -> None:
    """Set a small remark under a table."""
    ink = Ink(case.body, WUHAO)
    element = flow.root.add("P")
    flow.y += 5
    for line in break_text(text, ink, flow.format.measure):
        flow.reserve(ink.size * 1.4)
        with flow.canvas.tagged(element):
            flow.canvas.text(flow.left, flow.y + ASCENT * ink.size, line, ink)
        flow.y += ink.size * 1.4


def set_nothing_yet(flow: Flow, case: TypeCase, text: str = NOTHING_YET) -> None:
    """Say in the middle of the page that there is nothing to show yet."""
    ink = Ink(case.subheading, SANHAO)
    flow.reserve(60)
    flow.y += 40
    with flow.canvas.tagged(flow.root.add("P")):
        flow.canvas.centred(flow.left + flow.format.measure / 2, flow.y, text, ink)
    flow.y += 20
