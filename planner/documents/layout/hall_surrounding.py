"""What stands round the seats of a drawing: row numbers, names of areas, aisles, doors, pillars."""

from __future__ import annotations

from math import hypot
from statistics import fmean
from typing import TYPE_CHECKING

from planner.documents.layout.hall_aisle import find_cross_aisles, find_gaps_of
from planner.documents.layout.hall_drawing import ChartMode, HallDrawing
from planner.documents.layout.hall_mark import GREY, WHITE, circle
from planner.documents.press.canvas import BLACK, Colour, Ink
from planner.documents.press.length import MM, WUHAO
from planner.domain.venue.plan import AreaKind, FixtureKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.documents.layout.hall_type import SeatBox
    from planner.documents.sheet.hall_chart import (
        ChartArea,
        ChartFixture,
        ChartRow,
        ChartSeat,
        HallChartSheet,
    )

WOOD: Colour = (0.95, 0.93, 0.90)
CAPTION = 0.5
"""Between a seat's edge and its row's number, in sizes of type."""
COVERED = 0.3
"""A desk of which so much lies under a seat's box is not drawn."""


def label_rows(drawing: HallDrawing, area: ChartArea, box: SeatBox) -> None:
    """Write the numbers of rows at both their ends, those of tables in their middles."""
    size = min(max(box.size, 6.0), WUHAO)
    for row in area.rows:
        if row.is_ring:
            x, y = fmean(seat.x for seat in row.seats), fmean(seat.y for seat in row.seats)
            drawing.write(drawing.x(x), drawing.y(y), row.label, min(size * 1.5, 14))
        elif area.kind is AreaKind.ROOM:
            _label_side(drawing, area, row, box, size)
        else:
            _label_ends(drawing, row, box, size)


def _label_ends(drawing: HallDrawing, row: ChartRow, box: SeatBox, size: float) -> None:
    """Write a row's number beyond its two ends, in the direction that it has there."""
    size = size if row.label.endswith("排") else size * 0.85  # zones share an aisle
    ink = Ink(drawing.case.heading, size)
    away = box.width / 2 + ink.width(row.label) / 2 + size * CAPTION
    ends = ((row.seats[0], row.seats[1:2], -1.0), (row.seats[-1], row.seats[-2:-1], 1.0))
    for end, inner, way in ends:
        across, down = (end.x - inner[0].x, end.y - inner[0].y) if inner else (way, 0.0)
        if len(row.seats) > 1 and across * way < 0:
            across, down = -across, -down
        far = hypot(across, down) or 1.0
        x = drawing.x(end.x) + across / far * away
        y = drawing.y(end.y) + down / far * away
        drawing.write(x, y, row.label, size, GREY)


def _label_side(
    drawing: HallDrawing, area: ChartArea, row: ChartRow, box: SeatBox, size: float
) -> None:
    """Write the name of a room's side before its first seat and after its last one."""
    xs, ys = [seat.x for seat in row.seats], [seat.y for seat in row.seats]
    is_across = max(xs) - min(xs) >= max(ys) - min(ys)
    words = row.words
    ink = Ink(drawing.case.heading, size)
    if is_across:
        away = box.width / 2 + ink.width(words) / 2 + size * CAPTION
        spots = ((min(xs), ys[0], -away, 0.0), (max(xs), ys[0], away, 0.0))
    else:
        away = box.height / 2 + size
        spots = ((xs[0], min(ys), 0.0, -away), (xs[0], max(ys), 0.0, away))
    taken = [(seat.x, seat.y) for seat in area.seats]
    for x, y, right, below in spots:
        at = (drawing.x(x) + right, drawing.y(y) + below)
        if all(
            abs(drawing.x(ox) - at[0]) > box.width * 0.5 + size
            or abs(drawing.y(oy) - at[1]) > box.height * 0.5 + size * 0.5
            for ox, oy in taken
        ):
            drawing.write(*at, words, size, GREY)


def name_area(drawing: HallDrawing, area: ChartArea, box: SeatBox) -> None:
    """Write an area's name above its first row, at the left."""
    seats = area.seats
    if not seats:
        return
    size = min(max(box.size * 1.4, 8.0), 14.0)
    ink = Ink(drawing.case.heading, size)
    row = min(area.rows, key=lambda each: min(seat.y for seat in each.seats))
    x = drawing.x(min(seat.x for seat in seats)) - box.width / 2
    y = drawing.y(min(seat.y for seat in row.seats)) - box.height / 2 - size * 0.6
    drawing.sizes.append(size)
    drawing.canvas.text(x, y, area.name, ink)


def name_aisles(drawing: HallDrawing, area: ChartArea, box: SeatBox) -> None:
    """Write 走道 into the gaps of an area's rows, and between rows that stand far apart."""
    if area.kind not in {AreaKind.HALL, AreaKind.BALCONY}:
        return
    size = min(max(box.size, 6.0), WUHAO)
    rows = [(row, list(find_gaps_of(row))) for row in area.rows]
    width = max((len(gaps) for _, gaps in rows), default=0)
    for third in (1, 2):
        at = len(rows) * third // 3
        pair = rows[at : at + 2]
        if len(pair) == 2 and all(len(gaps) == width for _, gaps in pair):  # noqa: PLR2004  a character a row
            for (_, gaps), character in zip(pair, "走道", strict=True):
                for x, y in gaps:
                    drawing.write(drawing.x(x), drawing.y(y), character, size, GREY)
    for y in find_cross_aisles(area):
        x = fmean(seat.x for seat in area.seats)
        drawing.write(drawing.x(x), drawing.y(y), "横　走　道", size, GREY)


def draw_fixture(drawing: HallDrawing, fixture: ChartFixture) -> None:
    """Draw something that is no seat and say what it is."""
    wide, high = fixture.width * drawing.scale, fixture.depth * drawing.scale
    x, y = drawing.x(fixture.x), drawing.y(fixture.y)
    path = (
        circle(x, y, wide / 2)
        if fixture.is_round
        else f"{x - wide / 2:.2f} {y - high / 2:.2f} {wide:.2f} {high:.2f} re"
    )
    is_pillar = fixture.kind is FixtureKind.PILLAR
    drawing.canvas.fill(path, GREY if is_pillar else WOOD)
    drawing.canvas.stroke(path, 0.6 if fixture.kind is not FixtureKind.TABLE else 0.35, GREY)
    if fixture.kind is FixtureKind.TABLE and (fixture.is_round or not fixture.name):
        return
    _name_fixture(drawing, fixture, wide, high)


def _name_fixture(drawing: HallDrawing, fixture: ChartFixture, wide: float, high: float) -> None:
    """Write its name inside where there is room, else under it."""
    size = 6.0 if drawing.mode is not ChartMode.LARGE else 8.0
    x, y = drawing.x(fixture.x), drawing.y(fixture.y)
    width = Ink(drawing.case.heading, size).width(fixture.name)
    is_inside = width <= wide - 1 and size <= high - 1
    is_pillar = fixture.kind is FixtureKind.PILLAR
    if is_inside:
        drawing.write(x, y, fixture.name, size, WHITE if is_pillar else BLACK)
    elif high > wide * 2 and high > size * 1.1 * len(fixture.name):
        side = 1 if x > drawing.x(drawing.origin[0]) + 40 * MM else -1
        drawing.write(x + side * (wide / 2 + size * 0.8), y, fixture.name, size)
    else:
        drawing.write(x, y + high / 2 + size * 0.75, fixture.name, size)


def is_covered(
    fixture: ChartFixture, drawn: Sequence[tuple[Sequence[ChartSeat], SeatBox]], scale: float
) -> bool:
    """Tell whether a desk would lie under the boxes of its own seats."""
    if fixture.kind is not FixtureKind.TABLE or fixture.is_round:
        return False
    for seats, box in drawn:
        across = box.width / scale / 2 + fixture.width / 2
        down = box.height / scale / 2 + fixture.depth / 2
        share = COVERED * min(fixture.width, fixture.depth)
        for seat in seats:
            under = min(across - abs(seat.x - fixture.x), down - abs(seat.y - fixture.y))
            if under > share:
                return True
    return False


def draw_stage(
    drawing: HallDrawing, sheet: HallChartSheet, bounds: tuple[float, float, float, float]
) -> None:
    """Draw the platform of the rostrum with its name."""
    left, top, right, bottom = bounds
    x, y = drawing.x(left), drawing.y(top)
    wide, high = (right - left) * drawing.scale, (bottom - top) * drawing.scale
    path = f"{x:.2f} {y:.2f} {wide:.2f} {high:.2f} re"
    drawing.canvas.stroke(path, 1.0)
    size = min(max(0.8 * drawing.scale, 8.0), 16.0)
    words = "主　席　台"
    if sheet.rostrum:
        words += f"（{len(sheet.rostrum)}人）"
    drawing.write(
        (drawing.x(left) + drawing.x(right)) / 2, drawing.y(top) + size * 0.85, words, size
    )
