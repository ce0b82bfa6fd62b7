"""路线图 across A3 pages: phases above, workstreams as lanes, tasks as bars, all vector."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.documents.layout.chart import INSET, TRACKS, Chart, Place, pack_lanes
from planner.documents.layout.composition import set_masthead, set_nothing_yet
from planner.documents.press.canvas import RED, Colour, Ink
from planner.documents.press.length import MM, XIAOWU
from planner.documents.press.page import LARGE, Flow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.documents.layout.chart import Track
    from planner.documents.press.canvas import Canvas
    from planner.documents.press.typeface import TypeCase
    from planner.documents.sheet.roadmap import RoadmapSheet

BAR_HEIGHT = 3.1 * MM
DONE: Colour = (0.62, 0.62, 0.62)
PLANNED: Colour = (0.27, 0.37, 0.5)
REST: Colour = (0.94, 0.94, 0.94)
SLACK: Colour = (0.45, 0.45, 0.45)
LEGEND = 9 * MM


def compose_roadmap(sheet: RoadmapSheet, case: TypeCase) -> list[Flow]:
    """Return the pages of the road map."""
    flow = Flow(LARGE)
    set_masthead(flow, case, sheet.masthead, f"（{sheet.summary}）" if sheet.lanes else "")
    if not sheet.lanes:
        set_nothing_yet(flow, case)
        return [flow]
    for step, size in TRACKS:
        chart = Chart(flow, case, sheet, step, size)
        tracks = pack_lanes(chart)
        if len(tracks) <= _count_tracks(chart):
            break
    start = 0
    while start < len(tracks):
        if start:
            flow.turn()
        top, fitting = chart.head_bottom, _count_tracks(chart)
        _Panel(chart, tracks[start : start + fitting], top).draw()
        start += fitting
    return [flow]


def _count_tracks(chart: Chart) -> int:
    """Return how many tracks fit on the page being filled."""
    return max(1, int((chart.flow.format.bottom - LEGEND - chart.head_bottom) // chart.step))


@dataclass(slots=True)
class _Panel:
    """The part of the chart on one page."""

    chart: Chart
    tracks: Sequence[Track]
    top: float

    @property
    def canvas(self) -> Canvas:
        return self.chart.flow.canvas

    @property
    def bottom(self) -> float:
        return self.top + len(self.tracks) * self.chart.step

    def draw(self) -> None:
        """Draw grid, lanes, links, bars, and the lines of today and the milestones."""
        with self.canvas.artifact():
            self._rests()
        self.chart.draw_head(self.bottom)
        places: dict[str, Place] = {}
        for number, track in enumerate(self.tracks):
            y = self.top + number * self.chart.step
            places |= {named.bar.key: Place(named, y) for named in track.bars}
        with self.canvas.artifact():
            self._lanes()
            self._links(places)
            for place in places.values():
                self._bar(place)
        self._texts(places)
        with self.canvas.artifact():
            self._lines()
        self._legend()

    def _rests(self) -> None:
        height = self.bottom - self.top
        path = " ".join(
            f"{self.chart.x(day):.2f} {self.top:.2f} {self.chart.day:.3f} {height:.2f} re"
            for day in self.chart.sheet.rest_days
        )
        if path:
            self.canvas.fill(path, REST)

    def _lanes(self) -> None:
        """Rule off the lanes and frame the panel."""
        chart = self.chart
        left, right = chart.flow.left, chart.right
        path = [f"{left:.2f} {self.top:.2f} {right - left:.2f} {self.bottom - self.top:.2f} re"]
        for number, track in enumerate(self.tracks):
            if number and track.lane != self.tracks[number - 1].lane:
                y = self.top + number * chart.step
                path.append(f"{left:.2f} {y:.2f} m {right:.2f} {y:.2f} l")
        path.append(f"{chart.x(0):.2f} {self.top:.2f} m {chart.x(0):.2f} {self.bottom:.2f} l")
        self.canvas.stroke(" ".join(path), 0.5)

    def _links(self, places: dict[str, Place]) -> None:
        """Join the tasks of the critical path."""
        keys = [key for key in self.chart.sheet.critical_path if key in places]
        path = []
        for before, after in itertools.pairwise(keys):
            first, second = places[before], places[after]
            x = self.chart.x(first.bar.start + first.bar.days)
            y, end = first.y + self.chart.step / 2, second.y + self.chart.step / 2
            path.append(f"{x:.2f} {y:.2f} m {x:.2f} {end:.2f} l")
            path.append(f"{self.chart.x(second.bar.start):.2f} {end:.2f} l")
        if path:
            self.canvas.stroke(" ".join(path), 0.8, RED)

    def _bar(self, place: Place) -> None:
        """Draw a bar, and its slack as a dotted line with an end."""
        bar, chart = place.bar, self.chart
        x, end = chart.x(bar.start), chart.x(bar.start + bar.days)
        y = place.y + (chart.step - BAR_HEIGHT) / 2
        if bar.slack_end is not None:
            low, far = y + BAR_HEIGHT + 0.6, chart.x(bar.slack_end)
            reach = min(far, max(end + chart.day * 3, place.named.end - INSET))
            self.canvas.stroke(
                f"{end:.2f} {low:.2f} m {reach:.2f} {low:.2f} l", 0.6, SLACK, "1 1.5"
            )
            if reach == far:
                self.canvas.stroke(f"{far:.2f} {low - 3:.2f} m {far:.2f} {low:.2f} l", 0.6, SLACK)
        colour = RED if bar.is_critical else PLANNED
        self.canvas.box(x, y, end - x, BAR_HEIGHT, DONE if bar.is_done else colour)
        if bar.is_late:
            self.canvas.stroke(
                f"{x - 1:.2f} {y - 1:.2f} {end - x + 2:.2f} {BAR_HEIGHT + 2:.2f} re", 0.9
            )

    def _texts(self, places: dict[str, Place]) -> None:
        """Write the names of lanes and tasks; they are what a reader hears."""
        chart = self.chart
        title = Ink(chart.case.heading, XIAOWU + 1)
        seen = ""
        for number, track in enumerate(self.tracks):
            if track.lane != seen:
                seen = track.lane
                count = sum(each.lane == seen for each in self.tracks)
                middle = self.top + (number + count / 2) * chart.step
                with self.canvas.tagged(chart.flow.root.add("H2")):
                    chart.write_lane(seen, middle, title)
            for named in track.bars:
                with self.canvas.tagged(chart.flow.root.add("P")):
                    self._name(places[named.bar.key])

    def _name(self, place: Place) -> None:
        ink = self.chart.name_ink()
        baseline = place.y + self.chart.step / 2 + ink.size * 0.3
        self.canvas.text(place.named.text_x, baseline, place.bar.text, ink)

    def _lines(self) -> None:
        """Draw the milestones and today."""
        chart = self.chart
        for milestone in chart.sheet.milestones:
            x = chart.x(milestone.day)
            self.canvas.stroke(f"{x:.2f} {self.top:.2f} m {x:.2f} {self.bottom:.2f} l", 0.7, RED)
        if chart.sheet.today is not None:
            x = chart.x(chart.sheet.today) + chart.day / 2
            path = f"{x:.2f} {self.top:.2f} m {x:.2f} {self.bottom:.2f} l"
            self.canvas.stroke(path, 1.2, dash="4 2")

    def _legend(self) -> None:
        """Say what the shapes mean."""
        chart, canvas = self.chart, self.canvas
        ink = Ink(chart.case.song, XIAOWU)
        x, y = chart.flow.left, self.bottom + 5 * MM
        element = chart.flow.root.add("P")
        samples = ((PLANNED, "任务"), (RED, "关键路径"), (DONE, "已完成"), (REST, "休息日"))
        for colour, text in samples:
            with canvas.artifact():
                canvas.box(x, y - 2.6 * MM, 8 * MM, BAR_HEIGHT, colour)
            with canvas.tagged(element):
                canvas.text(x + 10 * MM, y, text, ink)
            x += 10 * MM + ink.width(text) + 8 * MM
        with canvas.artifact():
            canvas.stroke(
                f"{x:.2f} {y - 1 * MM:.2f} m {x + 8 * MM:.2f} {y - 1 * MM:.2f} l",
                0.5,
                SLACK,
                "1 1.5",
            )
        text = (
            "机动时间（数字为机动天数）　　黑框：逾期　　竖虚线：今日　　红竖线：报到、开幕、闭幕"
        )
        with canvas.tagged(element):
            canvas.text(x + 10 * MM, y, text, ink)
