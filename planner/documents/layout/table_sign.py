"""桌签 on A4, to be folded along the middle: both faces, the far one turned by half a circle.

The type is the largest with which the name stands in one line. What is to be cut has marks at its
corners; the fold has one at each end. The small print names the seat: outside what is cut, or at
the lower edge of the near face where nothing is cut.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.documents.layout.composition import set_nothing_yet
from planner.documents.press.canvas import Ink
from planner.documents.press.length import MM
from planner.documents.press.page import CARD, CARD_WIDE, OFFICIAL, Flow, FootSlot
from planner.documents.press.prose import ProseSetter
from planner.documents.sheet.hash import sheet_hash
from planner.documents.sheet.table_sign import SignFormat

if TYPE_CHECKING:
    from planner.documents.press.canvas import Canvas, Colour
    from planner.documents.press.page import PageFormat
    from planner.documents.press.typeface import TypeCase
    from planner.documents.sheet.table_sign import TableSignsSheet

MARK_COLOUR: Colour = (0.55, 0.55, 0.55)
MARK, MARK_AWAY = 4 * MM, 1 * MM
EDGE = 0.3
"""Marks at the paper's own edge are drawn this far inside it."""
SIDE = 14 * MM
"""What stays free at each side of a name."""
HIGHEST = 0.62
"""A name is no larger than this part of its face's height."""
SMALL = 5.5
PRINT_EDGE = 6 * MM
OPTICAL = 0.36
"""How far under its middle the baseline of a Chinese name lies, in parts of its size."""


@dataclass(frozen=True, slots=True)
class SignShape:
    """The faces of a sign on its page: width and height of each, and where the upper one begins."""

    page: PageFormat
    width: float
    height: float
    top: float

    @property
    def left(self) -> float:
        """The left edge of both faces."""
        return (self.page.width - self.width) / 2

    @property
    def fold(self) -> float:
        """Where it is folded."""
        return self.top + self.height

    @property
    def bottom(self) -> float:
        """The lower edge of the near face."""
        return self.fold + self.height


SHAPES = {
    SignFormat.FOLDED_A4: SignShape(CARD_WIDE, 297 * MM, 105 * MM, 0.0),
    SignFormat.WIDE_210: SignShape(CARD, 210 * MM, 140 * MM, 8.5 * MM),
    SignFormat.WIDE_200: SignShape(CARD, 200 * MM, 100 * MM, 40 * MM),
}


def compose_table_signs(sheet: TableSignsSheet, case: TypeCase) -> list[Flow]:
    """Return a page for each sign."""
    if not sheet.signs:
        empty = Flow(OFFICIAL)
        ProseSetter(empty, case).set_title(sheet.masthead.title)
        set_nothing_yet(empty, case)
        return [empty]
    shape = SHAPES[sheet.format]
    flow = Flow(shape.page)
    for sign in sheet.signs:
        canvas = flow.turn()
        canvas.bookmark(1, sign.name, shape.fold)
        ink = Ink(case.title, fit_size(sign.name, case, shape))
        middle = shape.left + shape.width / 2
        baseline = shape.fold + shape.height / 2 + OPTICAL * ink.size
        with canvas.tagged(flow.root.add("H1")):
            canvas.centred(middle, baseline, sign.name, ink)
        with canvas.artifact():
            with canvas.turned(middle, shape.fold):
                canvas.centred(middle, baseline, sign.name, ink)
            draw_marks(canvas, shape)
        flow.foot_slots.append(
            FootSlot(
                canvas,
                max(shape.left, PRINT_EDGE),
                find_small_print(shape),
                SMALL,
                f"{sign.place}　{sign.name}",
                sheet_hash((sheet.format.value, sign)),
            )
        )
    return [flow]


def fit_size(name: str, case: TypeCase, shape: SignShape) -> float:
    """Return the largest size at which a name stands in one line on a face."""
    width = Ink(case.title, 1.0).width(name) or 1.0
    return round(min((shape.width - 2 * SIDE) / width, shape.height * HIGHEST), 1)


def find_small_print(shape: SignShape) -> float:
    """Return where the small print stands: under what is cut, else at the foot of the near face."""
    is_cut = shape.bottom < shape.page.height - 1
    return shape.bottom + 6 * MM if is_cut else shape.bottom - PRINT_EDGE


def draw_marks(canvas: Canvas, shape: SignShape) -> None:
    """Draw where a sign is cut and folded, nothing on the sign itself but ticks at the fold."""
    left, right, width = shape.left, shape.left + shape.width, shape.page.width
    lines: list[tuple[float, float, float, float]] = []
    if shape.bottom < shape.page.height - 1:
        for y, way in ((shape.top, -1.0), (shape.bottom, 1.0)):
            ends = y + way * MARK_AWAY, y + way * (MARK_AWAY + MARK)
            edges = (max(left, EDGE), min(right, width - EDGE))
            lines += [(x, ends[0], x, ends[1]) for x in edges]
            lines += _reach_out(shape, y)
    lines += _reach_out(shape, shape.fold)
    path = " ".join(f"{x:.2f} {y:.2f} m {to:.2f} {down:.2f} l" for x, y, to, down in lines)
    canvas.stroke(path, 0.4, MARK_COLOUR)


def _reach_out(shape: SignShape, y: float) -> list[tuple[float, float, float, float]]:
    """Return marks left and right of a sign; inside its edges where it is as wide as the paper."""
    left, right = shape.left, shape.left + shape.width
    if left > MARK:
        return [
            (left - MARK, y, left - MARK_AWAY, y),
            (right + MARK_AWAY, y, right + MARK, y),
        ]
    return [(left, y, left + MARK * 0.75, y), (right - MARK * 0.75, y, right, y)]
