"""Prose on the grid of an official page: 22 lines of 28 characters (GB/T 9704-2012)."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Literal

from planner.documents.press.canvas import Ink
from planner.documents.press.length import ASCENT, ERHAO, MM, SANHAO
from planner.documents.press.line import break_text, justify
from planner.documents.press.title import break_title

if TYPE_CHECKING:
    from planner.documents.press.page import Flow
    from planner.documents.press.typeface import TypeCase, Typeface

LINES = 22
CHARACTERS = 28
STEP = 225 * MM / LINES
PITCH = 156 * MM / CHARACTERS
INDENT = 2 * PITCH
"""Paragraphs begin two characters in."""


def official_ink(typeface: Typeface) -> Ink:
    """Return 三号 in a typeface, pressed so that 28 characters fill the measure."""
    return Ink(typeface, SANHAO, spacing=PITCH - SANHAO)


@dataclass(slots=True)
class ProseSetter:
    """Sets titles and paragraphs line by line."""

    flow: Flow
    case: TypeCase

    def set_title(
        self, text: str, note: str = "", *, bookmark: str = "", is_compact: bool = False
    ) -> None:
        """Set a title in 二号 小标宋, with a note in 楷体 under it and a free line after."""
        ink = Ink(self.case.title, ERHAO)
        lines = break_title(text, ink, self.flow.format.measure)
        notes = break_title(note, official_ink(self.case.subheading), self.flow.format.measure)
        self.flow.reserve(STEP * (len(lines) + 3))
        self.flow.y += 0 if is_compact else STEP
        canvas = self.flow.canvas
        canvas.bookmark(1, bookmark or text, self.flow.y)
        with canvas.tagged(self.flow.root.add("H1")):
            for line in lines:
                self._centre(line, ink, STEP * 1.12)
        if note:
            self.flow.y += STEP * 0.12
            with canvas.tagged(self.flow.root.add("P")):
                for line in notes:
                    self._centre(line, official_ink(self.case.subheading), STEP)
        self.align()
        self.flow.y += 0 if is_compact else STEP

    def set_heading(
        self, text: str, typeface: Typeface, tag: Literal["H2", "H3"] = "H2", keep: int = 2
    ) -> None:
        """Set a heading; so many more lines stay with it."""
        ink = official_ink(typeface)
        lines = break_text(text, ink, self.flow.format.measure, INDENT)
        self.flow.reserve(STEP * (len(lines) + keep))
        self._set_lines(text, ink, tag, indent=INDENT)

    def set_paragraph(self, text: str, typeface: Typeface, indent: float = INDENT) -> None:
        """Set a paragraph, spread to the measure."""
        self._set_lines(text, official_ink(typeface), "P", indent=indent)

    def set_entry(self, name: str, text: str) -> None:
        """Set a name in 黑体 with its text beside it; further lines stand under the text."""
        head, ink = official_ink(self.case.heading), official_ink(self.case.body)
        hang = head.width(name)
        measure = self.flow.format.measure
        element = self.flow.root.add("P")
        lines = justify(break_text(text, ink, measure - hang), ink, measure - hang)
        for number, line in enumerate(lines):
            self.flow.reserve(STEP)
            with self.flow.canvas.tagged(element):
                if not number:
                    self.flow.canvas.text(self.flow.left, self._baseline(head), name, head)
                x = self.flow.left + hang
                self.flow.canvas.text(x, self._baseline(ink), line.text, ink, line.extra)
            self.flow.y += STEP

    def place(self, text: str, typeface: Typeface, shift: float, drop: float = 0.0) -> None:
        """Put a text beside or under the present line; nothing moves."""
        if not text:
            return
        ink = official_ink(typeface)
        baseline = self._baseline(ink) + drop * STEP
        with self.flow.canvas.tagged(self.flow.root.add("P")):
            self.flow.canvas.text(self.flow.left + shift, baseline, text, ink)

    def align(self) -> None:
        """Go on at the next line of the grid."""
        used = self.flow.y - self.flow.format.head
        self.flow.y = self.flow.format.head + STEP * ceil(used / STEP - 0.01)

    def skip(self, lines: float = 1) -> None:
        """Leave lines free."""
        self.flow.reserve(STEP * lines)
        self.flow.y += STEP * lines

    def _set_lines(self, text: str, ink: Ink, tag: str, indent: float) -> None:
        measure = self.flow.format.measure
        element = self.flow.root.add(tag)
        for paragraph in text.split("\n"):
            broken = break_text(paragraph, ink, measure, indent)
            for number, line in enumerate(justify(broken, ink, measure, indent)):
                self.flow.reserve(STEP)
                x = self.flow.left + (0 if number else indent)
                with self.flow.canvas.tagged(element):
                    self.flow.canvas.text(x, self._baseline(ink), line.text, ink, line.extra)
                self.flow.y += STEP

    def _centre(self, text: str, ink: Ink, step: float) -> None:
        middle = self.flow.left + self.flow.format.measure / 2
        self.flow.canvas.centred(middle, self._baseline(ink, step), text, ink)
        self.flow.y += step

    def _baseline(self, ink: Ink, step: float = STEP) -> float:
        return self.flow.y + (step - ink.size) / 2 + ASCENT * ink.size
