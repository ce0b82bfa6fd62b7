"""The foot of a page: the folio, and small print that tells which paper this is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.documents.imprint import SHORT_HASH
from planner.documents.press.canvas import Colour, Ink
from planner.documents.press.length import LIUHAO, MM, SIHAO
from planner.documents.press.line import break_text
from planner.documents.press.qr import draw_code

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.documents.imprint import Imprint
    from planner.documents.press.canvas import Canvas
    from planner.documents.press.page import FootSlot, PageFormat
    from planner.documents.press.typeface import TypeCase

GREY: Colour = (0.35, 0.35, 0.35)
FOLIO_DROP = 7 * MM
"""The top of the folio's dash lies 7 mm under the type area (GB/T 9704-2012, 7.5)."""
CODE_SIDE = 15 * MM
CODE_DROP = 1.5 * MM
"""The code's distance from the type area."""
LABEL_SIZE = SIHAO
LONGEST_TITLE = 24
"""Characters of a title that the small print has room for."""
SMALL_PRINT = 7 * MM
"""The small print's distance from the paper's lower edge."""
APPROVAL = 10.4 * MM
"""The distance of the line that says who approved it; more lines stand above."""
APPROVAL_STEP = 3.2 * MM
APPROVAL_GAP = 3 * MM
APPROVAL_LINES = 3
HIGHEST_APPROVAL = APPROVAL + (APPROVAL_LINES - 1) * APPROVAL_STEP
ELLIPSIS = "……"
PREVIEW = "草　稿"


@dataclass(frozen=True, slots=True)
class Foot:
    """What stands at the foot of each page of one document."""

    title: str
    digest: str
    imprint: Imprint
    label: str = ""
    """Confidentiality: 内部, 工作秘密, or nothing."""

    @property
    def head(self) -> str:
        """What stands above the type area: the label, and that it is a draft."""
        draft = PREVIEW if self.imprint.is_preview else ""
        return "　".join(part for part in (self.label, draft) if part)

    def small_print(self, number: int, total: int) -> str:
        """Return the small print of a page, counted from 1."""
        is_long = len(self.title) > LONGEST_TITLE
        parts = (
            f"{self.title[:LONGEST_TITLE]}…" if is_long else self.title,
            self.imprint.revision,
            self.imprint.printed,
            f"第{number}页 共{total}页",
            "" if self.imprint.is_preview else f"校验码 {self.digest[:SHORT_HASH]}",
        )
        return "　".join(part for part in parts if part)


def paint_feet(
    canvases: Sequence[Canvas],
    page: PageFormat,
    foot: Foot,
    case: TypeCase,
    counted: tuple[int, int] | None = None,
) -> None:
    """Paint label, folio, small print and, on the last page, the code that verifies it.

    ``counted`` says how many pages of the same paper come before, and how many it has.
    """
    before, total = counted or (0, len(canvases))
    for at, canvas in enumerate(canvases, start=before):
        with canvas.artifact("Pagination"):
            _paint_folio(canvas, page, at, case)
            ink = Ink(case.song, LIUHAO, GREY)
            text = foot.small_print(at + 1, total)
            canvas.text(page.left(at), page.height - SMALL_PRINT, text, ink)
            if foot.head:
                label = Ink(case.heading, LABEL_SIZE)
                canvas.text(page.left(at), page.head - 9 * MM, foot.head, label)
            is_last = at == total - 1
            if is_last and not foot.imprint.is_preview:
                _paint_code(canvas, page, at, foot)
            if foot.imprint.approval:
                words = foot.imprint.approval.words
                _paint_approval(canvas, page, at, words, ink, is_last=is_last)


def paint_slips(slots: Sequence[FootSlot], foot: Foot, case: TypeCase) -> None:
    """Paint the small print of pages that are cut or folded, each where it has room for it."""
    for number, slot in enumerate(slots, start=1):
        own = replace(foot, title=slot.title or foot.title, digest=slot.digest or foot.digest)
        with slot.canvas.artifact("Pagination"):
            words = "　".join(
                each for each in (foot.head, own.small_print(number, len(slots))) if each
            )
            slot.canvas.text(slot.x, slot.baseline, words, Ink(case.song, slot.size, GREY))


def _paint_approval(
    canvas: Canvas, page: PageFormat, at: int, words: str, ink: Ink, *, is_last: bool
) -> None:
    """Paint who approved it above the small print, clear of the code: in full on the last page.

    A remark too long even for three lines there ends in an ellipsis: the revision's page has it.
    """
    is_beside = is_last and page.foot - CODE_DROP - CODE_SIDE < HIGHEST_APPROVAL
    room = CODE_SIDE + APPROVAL_GAP if is_beside else 0.0
    most = APPROVAL_LINES if is_last else 1
    lines = break_text(words, ink, page.measure - room)
    if len(lines) > most:
        lines = [*lines[: most - 1], cut_line(lines[most - 1], ink, page.measure - room)]
    x = page.left(at) + (0.0 if at % 2 else room)
    for number, line in enumerate(reversed(lines)):
        canvas.text(x, page.height - APPROVAL - number * APPROVAL_STEP, line, ink)


def cut_line(line: str, ink: Ink, measure: float) -> str:
    """Return a line that says by its ellipsis that more was said."""
    while line and ink.width(f"{line}{ELLIPSIS}") > measure:
        line = line[:-1]
    return f"{line}{ELLIPSIS}"


def _paint_folio(canvas: Canvas, page: PageFormat, at: int, case: TypeCase) -> None:
    """Paint ``— 1 —``: right on odd pages, left on even ones, one character in."""
    ink = Ink(case.song, SIHAO)
    text = f"— {at + 1} —"
    baseline = page.bottom + FOLIO_DROP + ink.size * 0.38
    if at % 2:
        canvas.text(page.left(at) + ink.size, baseline, text, ink)
    else:
        right = page.left(at) + page.measure - ink.size
        canvas.text(right - ink.width(text), baseline, text, ink)


def _paint_code(canvas: Canvas, page: PageFormat, at: int, foot: Foot) -> None:
    """Paint the code under the type area, on the side that the folio leaves free."""
    left = page.left(at)
    x = left + page.measure - CODE_SIDE if at % 2 else left
    y = page.bottom + CODE_DROP
    canvas.fill(draw_code(foot.imprint.verify_text(foot.digest), x, y, CODE_SIDE), (0, 0, 0))
