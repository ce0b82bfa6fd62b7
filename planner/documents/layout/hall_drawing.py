"""Drawing a hall, or a part of it: its seats, each with what stands in it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from planner.documents.layout.hall_aisle import each_touch
from planner.documents.layout.hall_mark import (
    GREY,
    PALE,
    WHITE,
    draw_tab,
    mark_cross,
    mark_hatch,
)
from planner.documents.layout.hall_type import fit_name
from planner.documents.press.canvas import BLACK, Ink
from planner.documents.press.length import ASCENT, LIUHAO, WUHAO
from planner.documents.sheet.hall_chart import PlaceState
from planner.domain.venue.plan import AreaKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planner.documents.layout.hall_type import SeatBox
    from planner.documents.press.canvas import Canvas, Colour
    from planner.documents.press.typeface import TypeCase
    from planner.documents.sheet.hall_chart import (
        ChartArea,
        ChartSeat,
    )

SHUT: Colour = (0.86, 0.86, 0.86)
WOOD: Colour = (0.95, 0.93, 0.90)
SMALLEST = 4.5
"""No type on a chart is smaller than this, but for parts of long names."""


class ChartMode(Enum):
    """What stands in the seats."""

    BLOCKS = "blocks"  # the number of the block
    NAMES = "names"
    LARGE = "large"  # the name, above it the seat's number and the block's


@dataclass(slots=True)
class HallDrawing:
    """One drawing: ``left`` and ``top`` are where ``origin`` (metres) lies on the page."""

    canvas: Canvas
    case: TypeCase
    scale: float
    left: float
    top: float
    origin: tuple[float, float]
    colours: Mapping[int, Colour]
    mode: ChartMode
    sizes: list[float] = field(default_factory=list)
    """Every size of type that stands in it."""
    names: set[float] = field(default_factory=set)
    """The sizes of its usual names."""

    def x(self, metres: float) -> float:
        """Return where that lies on the page."""
        return self.left + (metres - self.origin[0]) * self.scale

    def y(self, metres: float) -> float:
        """Return where that lies on the page."""
        return self.top + (metres - self.origin[1]) * self.scale

    def write(
        self, middle: float, centre: float, text: str, size: float, colour: Colour = BLACK
    ) -> None:
        """Write a line in 黑体 with its middle at a point."""
        ink = Ink(self.case.heading, round(max(size, SMALLEST), 2), colour)
        self.sizes.append(ink.size)
        self.canvas.centred(middle, centre + ink.size * 0.36, text, ink)

    # -- seats

    def draw_area(
        self, area: ChartArea, box: SeatBox, seats: frozenset[ChartSeat] | None = None
    ) -> None:
        """Draw an area's seats; those not among ``seats`` are pale: they belong elsewhere."""
        if area.taken:
            self.names.add(box.size)
        self._paint_seats(area.seats, box, seats)
        self._paint_edges(area, box, seats)
        for row in area.rows:
            for seat in row.seats:
                if seats is None or seat in seats:
                    self._fill_seat(seat, box)
                elif seat.name:
                    self._name(seat, box, PALE)

    def draw_people(self, seats: Sequence[ChartSeat], box: SeatBox) -> None:
        """Draw people who sit on no seat of the venue: those on the rostrum."""
        self._paint_seats(seats, box, None)
        for seat in seats:
            self._name(seat, box)

    def _paint_seats(
        self, seats: Sequence[ChartSeat], box: SeatBox, shown: frozenset[ChartSeat] | None
    ) -> None:
        fills: dict[Colour, list[str]] = defaultdict(list)
        frames: dict[Colour, list[str]] = defaultdict(list)
        for seat in seats:
            is_shown = shown is None or seat in shown
            path = self._box(seat, box)
            fills[self._ground(seat) if is_shown else WHITE].append(path)
            frames[GREY if is_shown and seat.state is PlaceState.TAKEN else PALE].append(path)
        for colour, paths in fills.items():
            self.canvas.fill(" ".join(paths), colour)
        for colour, paths in frames.items():
            self.canvas.stroke(" ".join(paths), 0.3, colour)

    def _ground(self, seat: ChartSeat) -> Colour:
        if seat.state is PlaceState.TAKEN:
            return self.colours.get(seat.block, WHITE)
        return SHUT if seat.state is PlaceState.BLOCKED else WHITE

    def _box(self, seat: ChartSeat, box: SeatBox, grow: float = 0.0) -> str:
        wide, high = box.width + 2 * grow, box.height + 2 * grow
        x, y = self.x(seat.x) - wide / 2, self.y(seat.y) - high / 2
        return f"{x:.2f} {y:.2f} {wide:.2f} {high:.2f} re"

    def _fill_seat(self, seat: ChartSeat, box: SeatBox) -> None:
        """Write what stands in a seat, and mark what is special about it."""
        x, y = self.x(seat.x), self.y(seat.y)
        if seat.is_wheelchair:
            self.canvas.stroke(self._box(seat, box, -0.9), 0.9, BLACK, "2 1")
        match seat.state:
            case PlaceState.TAKEN if self.mode is ChartMode.BLOCKS:
                self.write(x, y, str(seat.block), min(box.size * 1.15, box.width * 0.62))
            case PlaceState.TAKEN:
                self._name(seat, box)
                if box.band:
                    self._band(seat, box)
            case PlaceState.RESERVED:
                self._hatch(seat, box)
                self.write(x, y, "留", min(box.size, WUHAO))
            case PlaceState.BLOCKED:
                mark_cross(self.canvas, (x, y), box)
            case PlaceState.FREE:
                words = "轮" if seat.is_wheelchair else seat.number
                self.write(x, y, words, min(box.size * 0.9, LIUHAO + 1), GREY)

    def _name(self, seat: ChartSeat, box: SeatBox, colour: Colour = BLACK) -> None:
        fit = fit_name(seat.name, box)
        ink = Ink(self.case.heading, round(fit.size, 2), colour)
        self.sizes.append(ink.size)
        x, y = self.x(seat.x), self.y(seat.y) + box.band / 2
        if fit.is_down:
            step = ink.size * 1.06
            middle = x + (len(fit.parts) - 1) / 2 * step
            tall = max(map(len, fit.parts)) * step
            for part in fit.parts:
                top = y - (len(part) * step if len(fit.parts) == 1 else tall) / 2
                self.canvas.down(middle, top, part, ink, step)
                middle -= step
            return
        step = ink.size * 1.18
        line = y - (len(fit.parts) - 1) / 2 * step + ink.size * (ASCENT - 0.5)
        for part in fit.parts:
            self.canvas.centred(x, line, part, ink)
            line += step

    def _band(self, seat: ChartSeat, box: SeatBox) -> None:
        """Write the seat's number at the left above the name, the block's in a tab at the right."""
        size = box.band * 0.86
        top = self.y(seat.y) - box.height / 2
        left, right = self.x(seat.x) - box.width / 2, self.x(seat.x) + box.width / 2
        ink = Ink(self.case.song, round(size, 2))
        self.sizes.append(ink.size)
        base = top + box.band * 0.5 + size * 0.4
        self.canvas.text(left + 1.2, base, seat.number, ink)
        if seat.block:
            draw_tab(self.canvas, self.case, str(seat.block), (right - 0.8, top + 0.8), size * 0.9)
            self.sizes.append(round(size * 0.9, 2))

    def _hatch(self, seat: ChartSeat, box: SeatBox) -> None:
        x, y = self.x(seat.x) - box.width / 2, self.y(seat.y) - box.height / 2
        mark_hatch(self.canvas, (x, y), box.width, box.height)

    def _paint_edges(
        self, area: ChartArea, box: SeatBox, shown: frozenset[ChartSeat] | None
    ) -> None:
        """Paint a heavier rule wherever two blocks meet."""
        if area.kind in {AreaKind.ROOM, AreaKind.TABLES}:
            return
        path = [
            self._edge(one, other, box, is_across=is_across)
            for one, other, is_across in each_touch(area.rows)
            if one.block != other.block
            and (one.block or other.block)
            and (shown is None or (one in shown and other in shown))
        ]
        if path:
            self.canvas.stroke(" ".join(path), 1.1, (0.25, 0.25, 0.25))

    def _edge(self, one: ChartSeat, other: ChartSeat, box: SeatBox, *, is_across: bool) -> str:
        x, y = (self.x(one.x) + self.x(other.x)) / 2, (self.y(one.y) + self.y(other.y)) / 2
        if is_across:
            half = box.height / 2 + 1
            return f"{x:.2f} {y - half:.2f} m {x:.2f} {y + half:.2f} l"
        half = box.width / 2 + 0.5
        x = self.x(one.x)
        return f"{x - half:.2f} {y:.2f} m {x + half:.2f} {y:.2f} l"
