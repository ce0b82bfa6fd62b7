"""The rostrum chart on its page: the rostrum at the top, the hall below."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planner.documents.press.canvas import BLACK, RED, Ink
from planner.documents.press.length import ERHAO, MM, SANHAO, WUHAO, XIAOSI, XIAOWU
from planner.documents.press.line import break_text
from planner.documents.press.page import LANDSCAPE, LARGE, Flow
from planner.documents.press.table import ASCENT

if TYPE_CHECKING:
    from planner.documents.press.canvas import Canvas
    from planner.documents.press.structure import Element
    from planner.documents.press.typeface import TypeCase
    from planner.documents.sheet.rostrum import RostrumSeat, RostrumSheet

WIDEST_SEAT = 31 * MM
NARROWEST_A4_SEAT = 17 * MM
"""Seats narrower than this on A4 go to A3."""
SEAT_GAP = 0.09
"""Share of a seat's width left free beside it."""
TALLEST_ROW = 46 * MM
ROW_LABEL = 14 * MM
TINT = (0.985, 0.965, 0.955)


def compose_rostrum(sheet: RostrumSheet, case: TypeCase) -> list[Flow]:
    """Return the pages of a chart: one page, A4 where the seats are wide enough, else A3."""
    reach = max((abs(seat.position) for _, row in sheet.rows for seat in row), default=0.0)
    seats = 2 * reach + 1
    page = LANDSCAPE
    if (LANDSCAPE.measure - ROW_LABEL) / seats < NARROWEST_A4_SEAT:
        page = LARGE
    flow = Flow(page)
    canvas = flow.turn()
    left, centre = flow.left, flow.left + page.measure / 2
    with canvas.tagged(flow.root.add("H1")):
        canvas.centred(centre, page.head + ERHAO, sheet.masthead.meeting, Ink(case.title, ERHAO))
    heading = Ink(case.title, SANHAO + 2)
    with canvas.tagged(flow.root.add("H2")):
        canvas.centred(centre, page.head + ERHAO * 2.35, sheet.masthead.name, heading)
    canvas.bookmark(1, sheet.masthead.name, page.head)
    particulars = "　　".join(sheet.particulars)
    line = fit(Ink(case.body, XIAOSI), particulars, page.measure)
    with canvas.tagged(flow.root.add("P")):
        canvas.centred(centre, page.head + ERHAO * 3.45, particulars, line)
    if sheet.empty:
        with canvas.tagged(flow.root.add("P")):
            middle = page.head + page.depth / 2
            canvas.centred(centre, middle, sheet.empty, Ink(case.body, SANHAO))
    else:
        _Stage(sheet, case, flow).draw()
    _draw_approvals(sheet, case, flow, left)
    return [flow]


def fit(ink: Ink, text: str, width: float) -> Ink:
    """Return the ink, smaller where the text would be wider than its place."""
    wide = ink.width(text)
    return ink if wide <= width or not wide else replace(ink, size=ink.size * width / wide)


class _Stage:
    """The rows, the lectern, and the words that say from where one looks."""

    def __init__(self, sheet: RostrumSheet, case: TypeCase, flow: Flow) -> None:
        self.sheet, self.case, self.flow = sheet, case, flow
        self.page = flow.format
        self.centre = flow.left + self.page.measure / 2
        self.top = self.page.head + ERHAO * 4.1
        self.bottom = self.page.bottom - 21 * MM

    def draw(self) -> None:
        canvas, page = self.flow.canvas, self.page
        rows = self.sheet.rows
        floor = self.bottom - (17 * MM if self.sheet.lectern else 4 * MM)
        pitch = min((floor - self.top - 9 * MM) / len(rows), TALLEST_ROW)
        used = pitch * len(rows)
        top = self.top + 9 * MM + (floor - self.top - 9 * MM - used) / 2
        with canvas.artifact():
            frame = f"{self.flow.left:.2f} {self.top:.2f} {page.measure:.2f}"
            canvas.stroke(f"{frame} {floor - self.top + 2 * MM:.2f} re", 0.8)
        with canvas.tagged(self.flow.root.add("P")):
            ink = Ink(self.case.heading, SANHAO)
            canvas.centred(self.centre, self.top + 7 * MM, "主　席　台", ink)
        with canvas.tagged(self.flow.root.add("P")):
            ink = Ink(self.case.heading, WUHAO)
            view = f"（{self.sheet.viewpoint}）"
            x = self.flow.left + page.measure - 3 * MM - ink.width(view)
            canvas.text(x, self.top + 6.5 * MM, view, ink)
        table = self.flow.root.add("Table")
        for number in range(len(rows) - 1, -1, -1):  # the rear row is farthest from the hall
            y = top + (len(rows) - 1 - number) * pitch
            self._draw_row(canvas, table, number, y, pitch * 0.88)
        self._draw_floor(canvas, floor + 2 * MM)

    def _draw_row(
        self, canvas: Canvas, table: Element, number: int, y: float, height: float
    ) -> None:
        name, seats = self.sheet.rows[number]
        row = table.add("TR")
        ink = Ink(self.case.heading, WUHAO)
        with canvas.tagged(row.add("TH", "<</O /Table /Scope /Row>>")):
            canvas.text(self.flow.left + 2 * MM, y + height / 2 + 4, name, ink)
        reach = max((abs(seat.position) for seat in seats), default=0.0)
        width = min(WIDEST_SEAT, (self.page.measure - 2 * ROW_LABEL) / (2 * reach + 1))
        for seat in seats:
            self._draw_seat(canvas, row, seat, (y, height), width)

    def _draw_seat(
        self,
        canvas: Canvas,
        row: Element,
        seat: RostrumSeat,
        band: tuple[float, float],
        pitch: float,
    ) -> None:
        y, height = band
        gap = pitch * SEAT_GAP
        x = self.centre + (seat.position - 0.5) * pitch + gap / 2
        width = pitch - gap
        with canvas.artifact():
            box = f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re"
            if seat.is_presider:
                canvas.fill(box, TINT)
            canvas.stroke(box, 1.2 if seat.is_presider else 0.5, RED if seat.is_presider else BLACK)
        with canvas.tagged(row.add("TD")):
            self._write_seat(canvas, seat, (x, y), width, height)

    def _write_seat(
        self,
        canvas: Canvas,
        seat: RostrumSeat,
        corner: tuple[float, float],
        width: float,
        height: float,
    ) -> None:
        x, y = corner
        middle = x + width / 2
        rank = Ink(self.case.song, min(XIAOWU, height * 0.12))
        mark = f"{seat.rank}　主持" if seat.is_presider else seat.rank
        canvas.centred(middle, y + height * 0.17, mark, fit(rank, mark, width - 2))
        name = Ink(self.case.heading, min(SANHAO, width / 3.5, height * 0.3))
        lines = name_lines(seat.name, name, width - 3)
        baseline = y + height * 0.24 + name.size * ASCENT
        for line in lines:
            ink = fit(name, line, width - 3)
            canvas.centred(middle, baseline, line, ink)
            baseline += name.size * 1.12
        self._write_post(canvas, seat.post, (x, baseline), width, y + height)

    def _write_post(
        self,
        canvas: Canvas,
        post: str,
        corner: tuple[float, float],
        width: float,
        bottom: float,
    ) -> None:
        x, top = corner
        for size in (WUHAO, XIAOWU, 8.0, 7.0, 6.0, 5.2, 4.6):
            ink = Ink(self.case.body, size)
            lines = break_text(post, ink, width - 4) if post else []
            if top + len(lines) * size * 1.15 - size <= bottom - 2:
                break
        baseline = top
        for line in lines:
            canvas.centred(x + width / 2, baseline, line, ink)
            baseline += size * 1.15

    def _draw_floor(self, canvas: Canvas, y: float) -> None:
        """The lectern before the rostrum, and the hall."""
        if self.sheet.lectern:
            width, height = 26 * MM, 9 * MM
            shift = self.sheet.lectern_side * self.page.measure * 0.3
            x = self.centre + shift - width / 2
            with canvas.artifact():
                canvas.stroke(f"{x:.2f} {y + 2 * MM:.2f} {width:.2f} {height:.2f} re", 0.8)
            with canvas.tagged(self.flow.root.add("P")):
                ink = Ink(self.case.heading, WUHAO)
                canvas.centred(x + width / 2, y + 8 * MM, self.sheet.lectern, ink)
        with canvas.tagged(self.flow.root.add("P")):
            ink = Ink(self.case.body, XIAOSI)
            canvas.centred(self.centre, y + 8 * MM, self.sheet.footing, ink)


def name_lines(name: str, ink: Ink, width: float) -> list[str]:
    """Return a name in one line, or a long one with a dot in two."""
    if "·" in name and ink.width(name) > width:
        head, _, tail = name.partition("·")
        return [f"{head}·", tail]
    return [name]


def _draw_approvals(sheet: RostrumSheet, case: TypeCase, flow: Flow, left: float) -> None:
    """Who made, checked and approved the chart: lines to sign on."""
    canvas, page = flow.canvas, flow.format
    ink = Ink(case.body, XIAOSI)
    step = page.measure / len(sheet.approvals)
    y = page.bottom - 2 * MM
    for number, words in enumerate(sheet.approvals):
        x = left + number * step
        with canvas.tagged(flow.root.add("P")):
            canvas.text(x, y, f"{words}：", ink)
            date = "　　月　　日"
            canvas.text(x + step - ink.width(date) - 4 * MM, y, date, ink)
        start = x + ink.width(f"{words}：")
        with canvas.artifact():
            canvas.line((start, y + 3), (x + step - ink.width("　　月　　日") - 5 * MM, y + 3))
    if sheet.problems:
        warning = "注意：" + "；".join(sheet.problems)
        small = fit(Ink(case.body, XIAOWU, RED), warning, page.measure)
        with canvas.tagged(flow.root.add("Note")):
            canvas.text(left, y - 9 * MM, warning, small)
