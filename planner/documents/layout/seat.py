"""A seat on a rostrum chart: number, the name written downwards, the post."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.documents.press.canvas import Ink
from planner.documents.press.length import ASCENT, LIUHAO, MM, SANHAO, XIAOWU
from planner.documents.press.line import break_text

if TYPE_CHECKING:
    from planner.documents.press.canvas import Canvas
    from planner.documents.press.page import Flow
    from planner.documents.press.typeface import TypeCase
    from planner.documents.sheet.rostrum import RostrumSheet, SeatEntry

WIDEST, TALLEST = 24 * MM, 62 * MM
GAP = 1.2 * MM
ROW_GAP = 4 * MM
NUMBER_HEIGHT = 12.0
POST_SHARE = 0.34
COLUMN_LENGTH = 5
"""A name with more characters is written in several columns, from right to left."""
MARK = "主持"


@dataclass(frozen=True, slots=True)
class Stage:
    """Where the seats of a chart lie: ``middle`` is the centre line."""

    middle: float
    top: float
    pitch: float
    height: float

    @classmethod
    def of(cls, sheet: RostrumSheet, flow: Flow, top: float, bottom: float) -> Stage:
        """Return the largest seats that fit between two heights."""
        reach = max(abs(seat.position) + 0.5 for row in sheet.rows for seat in row.seats)
        side = 14 * MM if len(sheet.rows) > 1 else 3 * MM
        pitch = min(WIDEST, (flow.format.measure / 2 - side) / reach)
        count = len(sheet.rows)
        height = min(TALLEST, (bottom - top - ROW_GAP * (count - 1)) / count)
        used = height * count + ROW_GAP * (count - 1)
        middle = flow.left + flow.format.measure / 2
        return cls(middle, top + (bottom - top - used) / 2, pitch, height)

    def left(self, seat: SeatEntry) -> float:
        """Return the left edge of a seat."""
        return self.middle + (seat.position - 0.5) * self.pitch + GAP / 2

    def row_top(self, number: int) -> float:
        """Return the upper edge of a row, counted from the one drawn at the top."""
        return self.top + number * (self.height + ROW_GAP)

    @property
    def width(self) -> float:
        """The width of a seat."""
        return self.pitch - GAP


def draw_seat(
    canvas: Canvas, case: TypeCase, seat: SeatEntry, corner: tuple[float, float], stage: Stage
) -> None:
    """Draw one seat; the presider's has a heavy frame and is named."""
    x, y = corner
    weight = 1.6 if seat.is_presider else 0.5
    canvas.stroke(f"{x:.2f} {y:.2f} {stage.width:.2f} {stage.height:.2f} re", weight)
    number = f"{seat.number}　{MARK}" if seat.is_presider else seat.number
    small = _shrink(number, Ink(case.heading, XIAOWU), stage.width - 2)
    middle = x + stage.width / 2
    canvas.centred(middle, y + NUMBER_HEIGHT - 2, number, small)
    post = stage.height * POST_SHARE if seat.post else 2 * MM
    name_top, name_bottom = y + NUMBER_HEIGHT + 1, y + stage.height - post - 1
    if seat.name:
        place = (middle, name_top, name_bottom)
        _write_down(canvas, case, seat.name, place, stage.width)
    if seat.post:
        _write_post(canvas, case, seat.post, (x, y + stage.height - post), (stage.width, post))


def split_name(name: str) -> list[str]:
    """Return the columns of a name written downwards: a long one is cut at its dots."""
    if len(name) <= COLUMN_LENGTH:
        return [name]
    parts = name.split("·")
    if len(parts) == 1:
        half = -(-len(name) // 2)
        return [name[:half], name[half:]]
    return [part + "·" for part in parts[:-1]] + [parts[-1]]


def _write_down(
    canvas: Canvas, case: TypeCase, name: str, place: tuple[float, float, float], width: float
) -> None:
    """Write a name downwards in the middle, its columns from right to left."""
    middle, top, bottom = place
    columns = split_name(name)
    longest = max(len(column) for column in columns)
    size = min(SANHAO, (bottom - top) / (longest * 1.08), (width - 3) / (len(columns) * 1.08))
    ink, step = Ink(case.heading, round(size, 2)), size * 1.08
    x = middle + (len(columns) - 1) / 2 * step
    for column in columns:
        start = top if len(columns) > 1 else top + (bottom - top - len(column) * step) / 2
        for number, character in enumerate(column):
            baseline = start + number * step + ASCENT * size
            canvas.text(x - ink.width(character) / 2, baseline, character, ink)
        x -= step


def _write_post(
    canvas: Canvas,
    case: TypeCase,
    post: str,
    corner: tuple[float, float],
    box: tuple[float, float],
) -> None:
    """Write a post across the foot of a seat, in lines small enough to fit."""
    width, height = box
    size = LIUHAO + 1
    while True:
        ink = Ink(case.body, size)
        lines = break_text(post, ink, width - 3)
        if len(lines) * size * 1.15 <= height - 2 or size <= LIUHAO / 2:
            break
        size -= 0.5
    y = corner[1] + (height - len(lines) * size * 1.15) / 2 + ASCENT * size
    for line in lines:
        canvas.centred(corner[0] + width / 2, y, line, ink)
        y += size * 1.15


def _shrink(text: str, ink: Ink, width: float) -> Ink:
    """Return the ink at a size at which a text fits a width."""
    natural = ink.width(text)
    return ink if natural <= width else Ink(ink.typeface, ink.size * width / natural, ink.colour)
