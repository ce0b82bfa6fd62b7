"""What stands beside a drawing of a hall: the blocks, the marks, the key plan, the size of type."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.documents.layout.hall_mark import (
    DARK,
    GREY,
    PALE,
    WHITE,
    draw_tab,
    mark_cross,
    mark_hatch,
)
from planner.documents.layout.hall_type import SeatBox
from planner.documents.press.canvas import Ink
from planner.documents.press.length import MM, WUHAO, XIAOWU
from planner.documents.press.line import break_text
from planner.documents.sheet.hall_chart import PlaceState

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planner.documents.press.canvas import Canvas, Colour
    from planner.documents.press.page import Flow
    from planner.documents.press.typeface import TypeCase
    from planner.documents.sheet.hall_chart import ChartArea, ChartBlock, ChartSeat, HallChartSheet

LINE = 5.0 * MM
SWATCH_WIDTH, SWATCH_HEIGHT = 8.5 * MM, 4.0 * MM
LEGEND_WIDTH = 50 * MM
ENTRY_WIDTH = 47 * MM
KEY_HEIGHT = 62 * MM
NOTE_HEIGHT = 24 * MM
TIGHTEST = 4.2 * MM
STATE_WORDS = {
    PlaceState.FREE: "空座（灰字为座号）",
    PlaceState.RESERVED: "预留",
    PlaceState.BLOCKED: "停用",
}
WHEELCHAIR_WORDS = "轮椅席（虚线框）"


@dataclass(slots=True)
class Legend:
    """Sets entries in columns inside a box."""

    flow: Flow
    case: TypeCase
    left: float
    top: float
    width: float
    height: float
    _at: int = 0
    _lines: int = 0

    @property
    def columns(self) -> int:
        """How many entries stand beside each other."""
        return count_columns(self.width)

    @property
    def step(self) -> float:
        """From one line to the next: less than usual where there are very many."""
        lines = max(self._lines, 1)
        return (
            max(min(LINE, (self.height - NOTE_HEIGHT) / lines), TIGHTEST) if self.height else LINE
        )

    def set_blocks(self, blocks: Sequence[ChartBlock], colours: Mapping[int, Colour]) -> None:
        """Set a line for each block: its colour, its number, its name, how many sit there."""
        rows = self.rows_of(len(blocks))
        self._lines = rows + len(STATE_WORDS) + 1
        for at, block in enumerate(blocks):
            x, y = self._corner(at, rows)
            canvas = self.flow.canvas
            with canvas.artifact():
                canvas.box(x, y, SWATCH_WIDTH, SWATCH_HEIGHT, colours.get(block.number, WHITE))
                canvas.stroke(_frame(x, y), 0.3, GREY)
            with canvas.tagged(self.flow.root.add("P")):
                corner = (x + SWATCH_WIDTH - 1, y + (SWATCH_HEIGHT - XIAOWU * 1.08) / 2)
                draw_tab(canvas, self.case, str(block.number), corner, XIAOWU)
                self._words(x, y, f"{block.name}（{block.count}人）")
        self._at = rows

    def rows_of(self, count: int) -> int:
        """Return in how many lines so many entries stand."""
        return -(-count // self.columns)

    def set_states(self, areas: Sequence[ChartArea]) -> None:
        """Explain the marks that occur on the chart."""
        seats = [seat for area in areas for seat in area.seats]
        states = [state for state in STATE_WORDS if any(seat.state is state for seat in seats)]
        entries: list[tuple[PlaceState | None, str]] = [
            (state, STATE_WORDS[state]) for state in states
        ]
        if any(seat.is_wheelchair for seat in seats):
            entries.append((None, WHEELCHAIR_WORDS))
        rows, before = self.rows_of(len(entries)), self._at
        for at, (state, words) in enumerate(entries):
            x, y = self._corner(at, rows, before)
            with self.flow.canvas.artifact():
                self._mark(state, x, y)
            with self.flow.canvas.tagged(self.flow.root.add("P")):
                self._words(x, y, words)
        self._at += rows

    def set_note(self, words: Sequence[str]) -> None:
        """Set small remarks under the entries."""
        ink = Ink(self.case.song, XIAOWU)
        y = self.top + self._at * self.step + XIAOWU * 1.6
        for each in words:
            with self.flow.canvas.tagged(self.flow.root.add("P")):
                for line in break_text(each, ink, self.width):
                    self.flow.canvas.text(self.left, y, line, ink)
                    y += XIAOWU * 1.45

    def _corner(self, at: int, rows: int, before: int = 0) -> tuple[float, float]:
        column, row = divmod(at, max(rows, 1))
        return self.left + column * self.width / self.columns, self.top + (before + row) * self.step

    def _words(self, x: float, y: float, words: str) -> None:
        ink = Ink(self.case.song, WUHAO - 0.5)
        room = self.width / self.columns - SWATCH_WIDTH - 2 * MM
        size = min(ink.size, ink.size * room / ink.width(words))
        fit = Ink(self.case.song, round(size, 2))
        base = y + SWATCH_HEIGHT / 2 + fit.size * 0.36
        self.flow.canvas.text(x + SWATCH_WIDTH + 1.2 * MM, base, words, fit)

    def _mark(self, state: PlaceState | None, x: float, y: float) -> None:
        canvas = self.flow.canvas
        if state is PlaceState.BLOCKED:
            canvas.box(x, y, SWATCH_WIDTH, SWATCH_HEIGHT, (0.86, 0.86, 0.86))
        canvas.stroke(_frame(x, y), 0.3, PALE if state is PlaceState.FREE else GREY)
        middle = (x + SWATCH_WIDTH / 2, y + SWATCH_HEIGHT / 2)
        small = Ink(self.case.heading, 7.5, GREY if state is PlaceState.FREE else (0, 0, 0))
        base = middle[1] + small.size * 0.36
        match state:
            case PlaceState.BLOCKED:
                box = SeatBox(SWATCH_WIDTH, SWATCH_HEIGHT, 0, is_down=False)
                mark_cross(canvas, middle, box)
            case PlaceState.RESERVED:
                mark_hatch(canvas, (x, y), SWATCH_WIDTH, SWATCH_HEIGHT)
                canvas.centred(middle[0], base, "留", small)
            case PlaceState.FREE:
                canvas.centred(middle[0], base, "12", small)
            case _:
                inner = f"{x + 1:.2f} {y + 1:.2f} {SWATCH_WIDTH - 2:.2f} {SWATCH_HEIGHT - 2:.2f} re"
                canvas.stroke(inner, 0.9, (0, 0, 0), "2 1")


def count_columns(width: float) -> int:
    """Return how many entries of a legend stand beside each other."""
    return max(1, int(width // ENTRY_WIDTH))


def draw_key(
    canvas: Canvas,
    box: tuple[float, float, float, float],
    sheet: HallChartSheet,
    own: frozenset[ChartSeat],
) -> float:
    """Draw the whole hall small, the part that the page shows dark; return the height used."""
    left, top, width, height = box
    spots = [seat for area in sheet.areas for seat in area.seats] + list(sheet.rostrum)
    xs, ys = [seat.x for seat in spots], [seat.y for seat in spots]
    across, down = max(xs) - min(xs) + 1.6, max(ys) - min(ys) + 1.6
    scale = min(width / across, height / down)
    shift = left + (width - across * scale) / 2
    side = 0.5 * scale
    left_most, top_most = min(xs) - 0.8, min(ys) - 0.8

    def path(seats: Sequence[ChartSeat]) -> str:
        return " ".join(
            f"{shift + (seat.x - left_most) * scale - side / 2:.2f} "
            f"{top + (seat.y - top_most) * scale - side / 2:.2f} {side:.2f} {side:.2f} re"
            for seat in seats
        )

    others = [seat for seat in spots if seat not in own]
    if others:
        canvas.fill(path(others), (0.8, 0.8, 0.8))
    canvas.fill(path(sorted(own, key=lambda seat: (seat.y, seat.x))), DARK)
    canvas.stroke(f"{shift:.2f} {top:.2f} {across * scale:.2f} {down * scale:.2f} re", 0.4, GREY)
    return down * scale


def _frame(x: float, y: float) -> str:
    return f"{x:.2f} {y:.2f} {SWATCH_WIDTH:.2f} {SWATCH_HEIGHT:.2f} re"
