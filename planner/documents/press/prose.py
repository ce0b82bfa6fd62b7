"""Prose on the grid of an official page: 22 lines of 28 characters (GB/T 9704-2012)."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Literal

from planner.documents.press.canvas import Ink
from planner.documents.press.length import ASCENT, ERHAO, MM, SANHAO
from planner.documents.press.line import break_text, justify
from planner.documents.press.run import measure_runs, set_runs
from planner.documents.press.title import break_title
from planner.domain.rich_text import Run, Shape, read_paragraphs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.documents.press.page import Flow
    from planner.documents.press.run import RunLine, Stretch
    from planner.documents.press.structure import Element
    from planner.documents.press.typeface import TypeCase, Typeface
    from planner.domain.rich_text import Paragraph

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

    def set_rich(self, text: str) -> None:
        """Set a text with its marks: stress in 黑体 and 楷体, headings, points, quotations.

        A house face has no bold of its own: official papers stress in 黑体.
        """
        items: Element | None = None
        for each in read_paragraphs(text):
            if each.is_bare:
                items = None
                self.set_paragraph(each.text, self.case.body)
            elif each.shape is Shape.ITEM:
                items = items or self.flow.root.add("L")
                self._set_item(each, items.add("LI").add("LBody"))
            else:
                items = None
                self._set_shaped(each)

    def _set_item(self, item: Paragraph, element: Element) -> None:
        """Set an item; further lines stand under its words."""
        start = INDENT + PITCH * 2 * item.depth
        start = min(start, self.flow.format.measure / 2)
        mark = (f"{item.mark} ", official_ink(self.case.body))
        hang = max(PITCH, measure_runs((mark,)))
        lines = set_runs(
            self._stretches(item.runs, self.case.body), self.flow.format.measure - start - hang
        )
        for number, line in enumerate(lines):
            head = () if number else ((mark, start),)
            self._paint_runs(line, start + hang, element, head)

    def _set_shaped(self, paragraph: Paragraph) -> None:
        """Set a heading in 黑体, a quotation in 楷体 two characters in, or stressed words."""
        is_quote, is_heading = paragraph.shape is Shape.QUOTE, paragraph.shape is Shape.HEADING
        tag = "BlockQuote" if is_quote else "H4" if is_heading else "P"
        typeface = self.case.body
        if is_quote or is_heading:
            typeface = self.case.subheading if is_quote else self.case.heading
        aside = INDENT if is_quote else 0.0
        runs = (Run(f"{paragraph.mark} "), *paragraph.runs) if paragraph.mark else paragraph.runs
        measure = self.flow.format.measure - 2 * aside
        lines = set_runs(self._stretches(runs, typeface), measure, INDENT)
        if is_heading:
            self.flow.reserve(STEP * (len(lines) + 1))
        element = self.flow.root.add(tag)
        for number, line in enumerate(lines):
            self._paint_runs(line, aside + (0 if number else INDENT), element)

    def _stretches(self, runs: Sequence[Run], typeface: Typeface) -> list[Stretch]:
        strong, stressed = self.case.heading, self.case.subheading
        return [
            (
                each.text,
                official_ink(
                    strong if each.is_strong else stressed if each.is_stressed else typeface
                ),
            )
            for each in runs
        ]

    def _paint_runs(
        self,
        line: RunLine,
        shift: float,
        element: Element,
        head: Sequence[tuple[Stretch, float]] = (),
    ) -> None:
        """Paint a line so far in, and what hangs before it."""
        self.flow.reserve(STEP)
        with self.flow.canvas.tagged(element):
            for (text, ink), at in head:
                self.flow.canvas.text(self.flow.left + at, self._baseline(ink), text, ink)
            x = self.flow.left + shift
            for text, ink in line.stretches:
                self.flow.canvas.text(x, self._baseline(ink), text, ink, line.extra)
                x += ink.width(text) + line.extra * len(text)
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
