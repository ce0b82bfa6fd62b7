"""The roadmap on A3: phases as columns as wide as their work, bars packed into lanes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from planner.documents.layout.rostrum import fit
from planner.documents.press.canvas import BLACK, RED, Colour, Ink
from planner.documents.press.length import MM, SIHAO, WUHAO, XIAOSI, XIAOWU
from planner.documents.press.page import LARGE, Flow
from planner.domain.task import TaskState

if TYPE_CHECKING:
    from planner.documents.press.canvas import Canvas
    from planner.documents.press.structure import Element
    from planner.documents.press.typeface import TypeCase
    from planner.documents.sheet.roadmap import (
        RoadmapBar,
        RoadmapLane,
        RoadmapPhase,
        RoadmapSheet,
    )

LANE_HEAD = 15 * MM
PHASE_HEAD = 11 * MM
NARROWEST_PHASE = 34 * MM
TITLE_DEPTH = 22 * MM
LEGEND_DEPTH = 8 * MM
LARGEST_LABEL = 7.6
ROW_SHARE = 0.68
"""Share of a row's height that its bar takes."""
GREY: Colour = (0.45, 0.45, 0.45)
PALE: Colour = (0.955, 0.95, 0.94)
FILLS: dict[TaskState, Colour] = {
    TaskState.DONE: (0.80, 0.86, 0.80),
    TaskState.DOING: (0.98, 0.90, 0.72),
    TaskState.OPEN: (0.86, 0.89, 0.94),
    TaskState.DROPPED: (0.93, 0.93, 0.93),
}
LEGEND = (
    (TaskState.DONE, "已完成"),
    (TaskState.DOING, "进行中"),
    (TaskState.OPEN, "未开始"),
)


def compose_roadmap(sheet: RoadmapSheet, case: TypeCase) -> list[Flow]:
    """Return the one page of a roadmap."""
    flow = Flow(LARGE)
    canvas = flow.turn()
    page, centre = flow.format, flow.left + flow.format.measure / 2
    title = fit(Ink(case.title, 22.0), sheet.masthead.title, page.measure)
    with canvas.tagged(flow.root.add("H1")):
        canvas.centred(centre, page.head + 8 * MM, sheet.masthead.title, title)
    canvas.bookmark(1, sheet.masthead.name, page.head)
    with canvas.tagged(flow.root.add("P")):
        canvas.centred(centre, page.head + 15 * MM, sheet.summary, Ink(case.body, XIAOSI))
    if sheet.lanes:
        _Map(sheet, case, flow).draw()
    return [flow]


@dataclass(slots=True)
class _Axis:
    """Days to points: each phase has a column of its own, days are even inside it."""

    phases: tuple[RoadmapPhase, ...]
    edges: list[float]

    def start_of(self, day: date) -> float:
        """Return where a day begins; days outside lie on the nearest edge."""
        for number, phase in enumerate(self.phases):
            if day <= phase.last_on:
                days = (phase.last_on - phase.first_on).days + 1
                share = max((day - phase.first_on).days, 0) / days
                return self.edges[number] + share * (self.edges[number + 1] - self.edges[number])
        return self.edges[-1]

    def end_of(self, day: date) -> float:
        """Return where a day ends."""
        return self.start_of(day + timedelta(days=1))

    def right_of(self, day: date) -> float:
        """Return the right edge of the column that a day lies in."""
        for number, phase in enumerate(self.phases):
            if day <= phase.last_on:
                return self.edges[number + 1]
        return self.edges[-1]


@dataclass(slots=True)
class _Placed:
    """A bar with its place in its lane."""

    bar: RoadmapBar
    left: float
    right: float
    text_x: float
    row: int = 0


@dataclass(slots=True)
class _PackedLane:
    """A lane with its bars packed into as few rows as their labels allow."""

    lane: RoadmapLane
    bars: list[_Placed] = field(default_factory=list)
    rows: int = 1


class _Map:
    """The chart under the title."""

    def __init__(self, sheet: RoadmapSheet, case: TypeCase, flow: Flow) -> None:
        self.sheet, self.case, self.flow = sheet, case, flow
        page = flow.format
        self.left, self.right = flow.left, flow.left + page.measure
        self.top = page.head + TITLE_DEPTH
        self.bottom = page.bottom - LEGEND_DEPTH
        self.axis = _Axis(sheet.phases, self._place_phases())
        self.lanes = self._choose_size()
        self.row_height = self._room() / sum(lane.rows for lane in self.lanes)
        self.row_height = min(self.row_height, 8 * MM)
        self.places: dict[str, tuple[float, float, float]] = {}

    def draw(self) -> None:
        canvas = self.flow.canvas
        table = self.flow.root.add("Table")
        self._draw_phases(canvas, table)
        y = self.top + PHASE_HEAD
        self._draw_lines(canvas, y + sum(lane.rows for lane in self.lanes) * self.row_height)
        for lane in self.lanes:
            self._draw_lane(canvas, table, lane, y)
            y += lane.rows * self.row_height
        self._draw_path(canvas)
        self._draw_legend(canvas)

    def _room(self) -> float:
        return self.bottom - self.top - PHASE_HEAD - 3 * MM

    def _place_phases(self) -> list[float]:
        """Return the edges of the phases: the more tasks begin in one, the wider it is."""
        starts = [bar.starts_on for lane in self.sheet.lanes for bar in lane.bars]
        weights = [
            2 + sum(phase.first_on <= day <= phase.last_on for day in starts)
            for phase in self.sheet.phases
        ]
        width = self.right - self.left - LANE_HEAD
        spare = width - NARROWEST_PHASE * len(weights)
        edges = [self.left + LANE_HEAD]
        for weight in weights:
            edges.append(edges[-1] + NARROWEST_PHASE + spare * weight / sum(weights))
        return edges

    def _choose_size(self) -> list[_PackedLane]:
        """Pack with the largest label whose rows still fit the page."""
        size = LARGEST_LABEL
        while True:
            self.label = Ink(self.case.song, size)
            lanes = [self._pack(lane) for lane in self.sheet.lanes]
            if size * 1.25 * sum(lane.rows for lane in lanes) <= self._room() or size <= 3:  # noqa: PLR2004  unreadable
                return lanes
            size -= 0.2

    def _pack(self, lane: RoadmapLane) -> _PackedLane:
        packed = _PackedLane(lane)
        ends: list[float] = []
        for bar in lane.bars:
            placed = self._place(bar)
            left, right = self._extent(placed)
            row = next((number for number, end in enumerate(ends) if end <= left), len(ends))
            if row == len(ends):
                ends.append(0.0)
            ends[row] = right + 2
            placed.row = row
            packed.bars.append(placed)
        packed.rows = max(len(ends), 2)
        return packed

    def _place(self, bar: RoadmapBar) -> _Placed:
        left, right = self.axis.start_of(bar.starts_on), self.axis.end_of(bar.ends_on)
        right = max(right, left + 3)
        wide = self.label.width(bar.label)
        limit = self.axis.right_of(bar.starts_on) - 1.5
        text_x = left + 1.5
        if text_x + wide > limit:
            text_x = max(limit - wide, self.left + LANE_HEAD + 1.5)
        return _Placed(bar, left, right, text_x)

    def _extent(self, placed: _Placed) -> tuple[float, float]:
        wide = self.label.width(placed.bar.label)
        return min(placed.left, placed.text_x), max(placed.right, placed.text_x + wide)

    def _draw_phases(self, canvas: Canvas, table: Element) -> None:
        row = table.add("TR")
        with canvas.tagged(row.add("TH", "<</O /Table /Scope /Column>>")):
            ink = Ink(self.case.heading, XIAOWU)
            canvas.centred(self.left + LANE_HEAD / 2, self.top + 7 * MM, "工作组", ink)
        for number, phase in enumerate(self.sheet.phases):
            x, right = self.axis.edges[number], self.axis.edges[number + 1]
            with canvas.artifact():
                if number % 2 == 0:
                    canvas.box(x, self.top, right - x, PHASE_HEAD, PALE)
            with canvas.tagged(row.add("TH", "<</O /Table /Scope /Column>>")):
                middle = (x + right) / 2
                canvas.centred(
                    middle, self.top + 4.6 * MM, phase.name, Ink(self.case.heading, WUHAO)
                )
                span = Ink(self.case.song, XIAOWU, GREY)
                canvas.centred(
                    middle, self.top + 9 * MM, phase.span, fit(span, phase.span, right - x)
                )

    def _draw_lane(self, canvas: Canvas, table: Element, lane: _PackedLane, y: float) -> None:
        height = lane.rows * self.row_height
        row = table.add("TR")
        with canvas.artifact():
            canvas.box(self.left, y, LANE_HEAD, height, PALE)
            canvas.line((self.left, y), (self.right, y), 0.5)
        ink = Ink(self.case.heading, SIHAO)
        ink = fit(ink, lane.lane.name, LANE_HEAD - 4)
        with canvas.tagged(row.add("TH", "<</O /Table /Scope /Row>>")):
            canvas.centred(self.left + LANE_HEAD / 2, y + height / 2 + 4, lane.lane.name, ink)
        cell = row.add("TD")
        for placed in lane.bars:
            self._draw_bar(canvas, cell, placed, y + placed.row * self.row_height)

    def _draw_bar(self, canvas: Canvas, cell: Element, placed: _Placed, y: float) -> None:
        bar = placed.bar
        height = self.row_height * ROW_SHARE
        top = y + (self.row_height - height) / 2
        self.places[bar.key] = (placed.left, placed.right, top + height / 2)
        width = placed.right - placed.left
        with canvas.artifact():
            canvas.box(placed.left, top, width, height, FILLS[bar.state])
            if bar.is_critical or bar.is_late:
                frame = f"{placed.left:.2f} {top:.2f} {width:.2f} {height:.2f} re"
                canvas.stroke(frame, 0.9, RED, dash="1.5 1" if bar.is_late else "")
            if bar.slack_until > bar.ends_on:
                end = self.axis.end_of(bar.slack_until)
                rule = f"{placed.right:.2f} {top + height:.2f} m {end:.2f} {top + height:.2f} l"
                canvas.stroke(rule, 0.35, GREY, dash="0.6 1.2")
        colour = RED if bar.is_late else BLACK
        ink = Ink(self.case.song, self.label.size, colour)
        baseline = top + height / 2 + self.label.size * 0.36
        with canvas.tagged(cell.add("P")):
            canvas.text(placed.text_x, baseline, bar.label, ink)

    def _draw_lines(self, canvas: Canvas, bottom: float) -> None:
        """The frame, the edges of phases, the milestones, today."""
        with canvas.artifact():
            for edge in self.axis.edges[1:-1]:
                rule = f"{edge:.2f} {self.top:.2f} m {edge:.2f} {bottom:.2f} l"
                canvas.stroke(rule, 0.3, GREY, dash="2 2")
            size = f"{self.right - self.left:.2f} {bottom - self.top:.2f}"
            canvas.stroke(f"{self.left:.2f} {self.top:.2f} {size} re", 0.8)
            x = self.left + LANE_HEAD
            canvas.line((x, self.top), (x, bottom), 0.5)
            y = self.top + PHASE_HEAD
            canvas.line((self.left, y), (self.right, y), 0.5)
        taken = 0.0
        for milestone in self.sheet.milestones:
            x = self.axis.start_of(milestone.on)
            ink = Ink(self.case.heading, XIAOWU)
            taken = max(x - ink.width(milestone.name) / 2, taken)
            self._draw_marker(canvas, x, bottom, milestone.name, (taken, 0.0), ink)
            taken += ink.width(milestone.name) + 4
        if self.sheet.today is not None:
            name = f"今日 {self.sheet.today.month}月{self.sheet.today.day}日"
            x = self.axis.start_of(self.sheet.today)
            ink = Ink(self.case.heading, XIAOWU, RED)
            start = x - ink.width(name) / 2
            self._draw_marker(canvas, x, bottom, name, (start, 1.0), ink)

    def _draw_marker(
        self,
        canvas: Canvas,
        x: float,
        bottom: float,
        name: str,
        label: tuple[float, float],
        ink: Ink,
    ) -> None:
        """A vertical rule through the map with its name above; ``label`` is (x, dashed)."""
        start, is_dashed = label
        with canvas.artifact():
            rule = f"{x:.2f} {self.top - 1:.2f} m {x:.2f} {bottom:.2f} l"
            canvas.stroke(rule, 0.9, ink.colour, dash="3 2" if is_dashed else "")
        with canvas.tagged(self.flow.root.add("P")):
            canvas.text(start, self.top - 2.5, name, ink)

    def _draw_path(self, canvas: Canvas) -> None:
        """The critical path as a thin red line from bar to bar."""
        with canvas.artifact():
            for before, after in self.sheet.critical_links:
                if before in self.places and after in self.places:
                    _, x, y = self.places[before]
                    to_x, _, to_y = self.places[after]
                    turn = max(x, to_x - 2) if to_x >= x else to_x - 2
                    path = f"{x:.2f} {y:.2f} m {turn:.2f} {y:.2f} l {turn:.2f} {to_y:.2f} l"
                    canvas.stroke(f"{path} {to_x:.2f} {to_y:.2f} l", 0.6, RED)

    def _draw_legend(self, canvas: Canvas) -> None:
        ink = Ink(self.case.song, XIAOWU)
        x, y = self.left, self.bottom + LEGEND_DEPTH - 2 * MM
        for state, words in LEGEND:
            with canvas.artifact():
                canvas.box(x, y - 7, 14, 8, FILLS[state])
            x = self._legend_words(canvas, x + 17, y, words, ink)
        with canvas.artifact():
            canvas.stroke(f"{x:.2f} {y - 7:.2f} 14 8 re", 0.9, RED)
        x = self._legend_words(canvas, x + 17, y, "关键路径", ink)
        with canvas.artifact():
            canvas.stroke(f"{x:.2f} {y - 7:.2f} 14 8 re", 0.9, RED, dash="1.5 1")
        x = self._legend_words(canvas, x + 17, y, "逾期", ink)
        with canvas.artifact():
            canvas.stroke(f"{x:.2f} {y - 2:.2f} m {x + 14:.2f} {y - 2:.2f} l", 0.5, GREY, "0.6 1.2")
        self._legend_words(
            canvas, x + 17, y, "机动时间（可延至）　　各栏宽度按任务多少划分，栏内按天等分", ink
        )

    def _legend_words(self, canvas: Canvas, x: float, y: float, words: str, ink: Ink) -> float:
        with canvas.tagged(self.flow.root.add("P")):
            canvas.text(x, y, words, ink)
        return x + ink.width(words) + 12
