"""责任书: a letter for each person on official pages, each with feet of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.documents.layout.composition import set_nothing_yet, table_style
from planner.documents.press.length import MM
from planner.documents.press.page import OFFICIAL, Flow
from planner.documents.press.prose import PITCH, STEP, ProseSetter
from planner.documents.press.table import Column, Row, TableSetter
from planner.documents.sheet.hash import sheet_hash

if TYPE_CHECKING:
    from planner.documents.press.typeface import TypeCase
    from planner.documents.sheet.letter import LetterSheet, LettersSheet

SIGNATURES = 5
"""Lines that the signatures take."""
BLANK_DATE = "　　年　　月　　日"


def compose_letters(sheet: LettersSheet, case: TypeCase) -> list[Flow]:
    """Return a flow for each letter, in one file."""
    flows: list[Flow] = []
    number = 0
    for letter in sheet.letters:
        flow = _compose_letter(letter, case, number)
        number += len(flow.canvases)
        flows.append(flow)
    if not flows:
        flow = Flow(OFFICIAL)
        ProseSetter(flow, case).set_title(sheet.masthead.title)
        set_nothing_yet(flow, case)
        flows.append(flow)
    return flows


def _compose_letter(letter: LetterSheet, case: TypeCase, number: int) -> Flow:
    flow = Flow(OFFICIAL, first_number=number)
    flow.digest, flow.title = sheet_hash(letter), f"责任书：{letter.name}"
    setter = ProseSetter(flow, case)
    setter.set_title(letter.title, bookmark=letter.name)
    setter.set_paragraph(letter.addressee, case.body, indent=0)
    setter.set_paragraph(letter.preamble, case.body)
    setter.set_heading("一、责任事项", case.heading)
    flow.y += STEP / 4
    _set_tasks(flow, case, letter)
    setter.align()
    setter.set_heading("二、责任链条", case.heading)
    setter.set_paragraph(letter.chain, case.body)
    setter.set_paragraph(letter.closing, case.body)
    _set_signatures(flow, setter, case, letter)
    return flow


def _set_tasks(flow: Flow, case: TypeCase, letter: LetterSheet) -> None:
    columns = (
        Column("序号", 12 * MM, "centre"),
        Column("任　务", 45 * MM),
        Column("起止日期", 27 * MM, "centre"),
        Column("完成标准", 48 * MM),
        Column("配合", 24 * MM),
    )
    rows = [
        Row((task.number, task.task, task.span, task.standard, task.support))
        for task in letter.tasks
    ]
    TableSetter(flow, columns, table_style(case)).set_rows(rows)


def _set_signatures(
    flow: Flow, setter: ProseSetter, case: TypeCase, letter: LetterSheet
) -> None:
    """Set the signature lines of both sides; they stay together."""
    flow.reserve(STEP * SIGNATURES)
    flow.y += STEP
    half = flow.format.measure / 2
    counter = f"（{letter.counter_signature}）" if letter.counter_signature else ""
    sides = (
        (0.0, "责任人（签字）：", f"（{letter.signature}）"),
        (half, "交办人（签字）：", counter),
    )
    for shift, title, name in sides:
        setter.place(title, case.body, shift)
        line = flow.y + STEP * 0.85
        start = flow.left + shift + 8 * PITCH
        with flow.canvas.artifact():
            flow.canvas.line((start, line), (flow.left + shift + half - PITCH, line), 0.6)
        setter.place(name, case.subheading, shift + 3 * PITCH, drop=1.3)
        setter.place(BLANK_DATE, case.body, shift + 3 * PITCH, drop=2.6)
    flow.y += STEP * 4
