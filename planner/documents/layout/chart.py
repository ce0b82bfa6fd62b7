"""The frame of a road map: its time axis, its head, and tasks packed into tracks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.documents.press.canvas import BLACK, RED, Ink
from planner.documents.press.length import LIUHAO, MM, WUHAO, XIAOWU
from planner.documents.press.line import break_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.documents.press.page import Flow
    from planner.documents.press.typeface import TypeCase
    from planner.documents.sheet.roadmap import Bar, Lane, RoadmapSheet, Span

LANE_WIDTH = 24 * MM
HEAD_ROW = 6.2 * MM
MILESTONE_ROW = 4.6 * MM
MILESTONE_LEVELS = 3
TRACKS = ((6.4 * MM, XIAOWU), (5.5 * MM, LIUHAO + 0.7), (4.7 * MM, LIUHAO))
"""Heights of a track with the size of its names: the first that puts all on one page is taken."""
INSET = 1.0 * MM
"""Between a bar and its name, and between one name and the next bar."""


@dataclass(frozen=True, slots=True)
class NamedBar:
    """A bar with where its name begins, and from where to where both reach."""

    bar: Bar
    text_x: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Track:
    """One line of a lane: bars that do not get into each other's way."""

    lane: str
    bars: tuple[NamedBar, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A bar, and the top of its track on the page."""

    named: NamedBar
    y: float

    @property
    def bar(self) -> Bar:
        """The task."""
        return self.named.bar


@dataclass(slots=True)
class Chart:
    """The time axis in points."""

    flow: Flow
    case: TypeCase
    sheet: RoadmapSheet
    step: float = TRACKS[-1][0]
    size: float = TRACKS[-1][1]

    @property
    def right(self) -> float:
        """The right end of the axis."""
        return self.flow.left + self.flow.format.measure

    @property
    def day(self) -> float:
        """The width of one day."""
        return (self.flow.format.measure - LANE_WIDTH) / self.sheet.days

    def x(self, day: float) -> float:
        """Return where a day begins."""
        return self.flow.left + LANE_WIDTH + day * self.day

    @property
    def head_bottom(self) -> float:
        """Where the lanes begin on the page being filled."""
        return self.flow.y + 3 * HEAD_ROW + MILESTONE_LEVELS * MILESTONE_ROW

    def name_ink(self) -> Ink:
        """Return the ink of the tasks' names."""
        return Ink(self.case.song, self.size)

    def draw_head(self, bottom: float) -> None:
        """Draw phases, months, weeks and the names of the milestones above the lanes."""
        y = self.flow.y
        row = self.flow.root.add("P")
        rows = (
            (self.sheet.phases, Ink(self.case.heading, WUHAO)),
            (self.sheet.months, Ink(self.case.heading, WUHAO)),
            (self.sheet.weeks, Ink(self.case.song, LIUHAO)),
        )
        for spans, ink in rows:
            with self.flow.canvas.artifact():
                self._boxes(spans, y)
            with self.flow.canvas.tagged(row):
                self._words(spans, y, ink)
            y += HEAD_ROW
        with self.flow.canvas.artifact():
            path = " ".join(
                f"{self.x(week.start):.2f} {y:.2f} m {self.x(week.start):.2f} {bottom:.2f} l"
                for week in self.sheet.weeks
            )
            self.flow.canvas.stroke(path, 0.25, (0.75, 0.75, 0.75))
        self._milestones(y)

    def _boxes(self, spans: Sequence[Span], y: float) -> None:
        path = " ".join(
            f"{self.x(span.start):.2f} {y:.2f} {span.days * self.day:.2f} {HEAD_ROW:.2f} re"
            for span in spans
        )
        if path:
            self.flow.canvas.stroke(path, 0.4)

    def _words(self, spans: Sequence[Span], y: float, ink: Ink) -> None:
        for span in spans:
            middle = self.x(span.start + span.days / 2)
            room = span.days * self.day - 2
            width = ink.width(span.text)
            fit = ink if width <= room else Ink(ink.typeface, ink.size * room / width)
            if fit.size >= LIUHAO / 2:
                baseline = y + HEAD_ROW / 2 + fit.size * 0.36
                self.flow.canvas.centred(middle, baseline, span.text, fit)

    def _milestones(self, y: float) -> None:
        canvas = self.flow.canvas
        marks = [(each.text, each.day, RED) for each in self.sheet.milestones]
        if self.sheet.today is not None:
            marks.append((self.sheet.today_text, self.sheet.today, BLACK))
        for number, (text, day, colour) in enumerate(marks):
            ink = Ink(self.case.heading, XIAOWU, colour)
            level = y + (number % MILESTONE_LEVELS + 0.75) * MILESTONE_ROW
            x = self.x(day) + 2
            if x + ink.width(text) > self.right:
                x -= ink.width(text) + 4
            with canvas.tagged(self.flow.root.add("P")):
                canvas.text(x, level, text, ink)
            with canvas.artifact():
                edge = y + MILESTONE_LEVELS * MILESTONE_ROW
                path = f"{self.x(day):.2f} {level - 6:.2f} m {self.x(day):.2f} {edge:.2f} l"
                canvas.stroke(path, 0.7, colour)

    def write_lane(self, title: str, middle: float, ink: Ink) -> None:
        """Write a lane's name in the margin, in lines around its middle."""
        lines = break_text(title, ink, LANE_WIDTH - 4)
        y = middle - (len(lines) - 1) * ink.size * 0.65 + ink.size * 0.36
        for line in lines:
            self.flow.canvas.centred(self.flow.left + LANE_WIDTH / 2, y, line, ink)
            y += ink.size * 1.3


def pack_lanes(chart: Chart) -> list[Track]:
    """Return the tracks of all lanes: each bar goes to the first track where it has room.

    Bars come by date, so a track is taken up to where its last bar or name ends. A name stands
    after its bar; where no track has room for that, before it.
    """
    return [track for lane in chart.sheet.lanes for track in _pack(chart, lane)]


def _pack(chart: Chart, lane: Lane) -> list[Track]:
    ends: list[float] = []
    rows: list[list[NamedBar]] = []
    for bar in sorted(lane.bars, key=lambda bar: bar.start):
        choices = _place_name(chart, bar)
        found = next(
            (
                (choice, at)
                for choice in choices
                for at, used in enumerate(ends)
                if used <= choice.start
            ),
            None,
        )
        choice, at = found or (_choose_new(chart, choices), len(ends))
        if at == len(ends):
            ends.append(0.0)
            rows.append([])
        ends[at] = choice.end
        rows[at].append(choice)
    return [Track(lane.title, tuple(row)) for row in rows]


def _choose_new(chart: Chart, choices: list[NamedBar]) -> NamedBar:
    """Return where a name stands in a new track: in the right half before its bar.

    So the track stays free for what comes after the bar.
    """
    middle = chart.x(chart.sheet.days / 2)
    return choices[-1] if choices[-1].start > middle else choices[0]


def _place_name(chart: Chart, bar: Bar) -> list[NamedBar]:
    """Return where a bar's name may stand, the better place first."""
    width = chart.name_ink().width(bar.text)
    left, right = chart.x(bar.start), chart.x(bar.start + bar.days)
    after = NamedBar(bar, right + INSET, left, right + INSET + width + INSET)
    before = NamedBar(bar, left - INSET - width, left - INSET - width, right + INSET)
    choices = [after] if after.end - INSET <= chart.right else []
    return [*choices, before] if before.start >= chart.x(0) or not choices else choices
