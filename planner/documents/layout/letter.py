"""责任书: a letter for each person on official pages, each with feet of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.documents.layout.composition import set_nothing_yet, table_style
from planner.documents.press.length import MM
from planner.documents.press.page import OFFICIAL, Flow
from planner.documents.press.prose import CHARACTERS, PITCH, STEP, ProseSetter
from planner.documents.press.table import Column, Row
from planner.documents.press.table_setter import TableSetter
from planner.documents.sheet.hash import sheet_hash

if TYPE_CHECKING:
    from planner.documents.press.typeface import TypeCase
    from planner.documents.sheet.letter import LetterSheet, LettersSheet

SIGNATURES = 3.8
"""Lines that the closing words and the signatures take."""
BLANK_DATE = "　　年　月　日"
LONGEST_NAME = 5
"""Longer names leave no room for the signature; the letter names them at its head."""


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
    setter.set_title(letter.title, bookmark=letter.name, is_compact=True)
    setter.set_paragraph(letter.addressee, case.body, indent=0)
    setter.set_paragraph(letter.preamble, case.body)
    setter.set_heading("一、责任事项", case.heading)
    flow.y += STEP / 4
    _set_tasks(flow, case, letter)
    flow.y += STEP / 4
    setter.set_heading("二、责任链条", case.heading)
    setter.set_paragraph(letter.chain, case.body)
    _set_signatures(flow, setter, case, letter)
    return flow


def _set_tasks(flow: Flow, case: TypeCase, letter: LetterSheet) -> None:
    columns = (
        Column("序号", 12 * MM, "centre"),
        Column("任　务", 43 * MM),
        Column("起止日期", 32 * MM, "centre"),
        Column("完成标准", 45 * MM),
        Column("配合", 24 * MM),
    )
    rows = [
        Row((task.number, task.task, task.span, task.standard, task.support))
        for task in letter.tasks
    ]
    TableSetter(flow, columns, table_style(case)).set_rows(rows)


def _set_signatures(flow: Flow, setter: ProseSetter, case: TypeCase, letter: LetterSheet) -> None:
    """Set the signature lines of both sides; they stay together."""
    flow.reserve(STEP * SIGNATURES)
    setter.set_paragraph(letter.closing, case.body)
    flow.y += STEP * 0.3
    sides = (("责任人", letter.signature), ("交办人", letter.counter_signature))
    for title, name in sides:
        _set_signature(flow, setter, case, title, name)


def _set_signature(flow: Flow, setter: ProseSetter, case: TypeCase, title: str, name: str) -> None:
    """Set a line to sign on: who, the line, and room for the date."""
    named = f"{title}（{name}）签字：" if 0 < len(name) <= LONGEST_NAME else f"{title}签字："
    setter.place(named, case.body, 0.0)
    start = flow.left + len(named) * PITCH
    end = flow.left + (CHARACTERS - len(BLANK_DATE) - 1) * PITCH
    line = flow.y + STEP * 0.85
    with flow.canvas.artifact():
        flow.canvas.line((start, line), (end, line), 0.6)
    setter.place(BLANK_DATE, case.body, end - flow.left)
    flow.y += STEP * 1.3
