"""The road map's geometry: where each bar, line and word of the drawing stands."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from planner.domain.task import TaskState

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.domain.timeline import DatedTask
    from planner.services.meeting import OpenMeeting

MARGIN, HEAD, ROW, BAR, LANE_GAP = 112, 34, 24, 14, 10
SMALL_MARGIN, SMALL_ROW = 72, 7
WIDTH, SMALL_WIDTH = 1210, 1210
WIDE_GLYPH, NARROW_GLYPH, LABEL_GAP = 12.0, 6.6, 6
LEAST_BAR = 5.0
MONDAY = 0


@dataclass(frozen=True, slots=True)
class Bar:
    """One task: its bar, its slack, and where its name stands."""

    dated: DatedTask
    x: float
    y: float
    width: float
    slack_x: float
    label_x: float
    is_label_left: bool
    marks: str
    """Names of the styles that apply: done, late, critical."""


@dataclass(frozen=True, slots=True)
class Lane:
    """One workstream: its name and its bars."""

    name: str
    y: float
    height: float
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A Monday on the scale."""

    on: date
    x: float
    is_month: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """The whole drawing."""

    width: float
    height: float
    margin: float
    head: float
    bar: float
    is_small: bool
    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    today_x: float | None
    meeting_x: float | None
    meeting_width: float


@dataclass(frozen=True, slots=True)
class Scale:
    """Days to units of the drawing."""

    first_on: date
    last_on: date
    margin: float
    width: float

    def x(self, on: date) -> float:
        """Return where a day begins."""
        days = (self.last_on - self.first_on).days + 1
        step = (self.width - self.margin) / days
        return round(self.margin + (on - self.first_on).days * step, 1)

    def holds(self, on: date | None) -> bool:
        """Tell whether a day is on the drawing."""
        return on is not None and self.first_on <= on <= self.last_on


def draw_chart(meeting: OpenMeeting, *, is_small: bool = False) -> Chart | None:
    """Return the drawing of a meeting's tasks by workstream; None where nothing is dated."""
    tasks = meeting.timeline.tasks
    if not tasks:
        return None
    scale = find_scale(meeting, is_small=is_small)
    head = 20 if is_small else HEAD
    lanes, bottom = draw_lanes(meeting, scale, head, is_small=is_small)
    opens_on, closes_on = meeting.plan.opens_on, meeting.plan.closes_on
    has_meeting = opens_on is not None and scale.holds(opens_on)
    last_on = closes_on or opens_on
    return Chart(
        width=scale.width,
        height=bottom,
        margin=scale.margin,
        head=head,
        bar=SMALL_ROW - 3 if is_small else BAR,
        is_small=is_small,
        lanes=lanes,
        ticks=tuple(find_ticks(scale, is_small=is_small)),
        today_x=scale.x(meeting.today) if scale.holds(meeting.today) else None,
        meeting_x=scale.x(opens_on) if has_meeting and opens_on else None,
        meeting_width=span(scale, opens_on, last_on) if has_meeting else 0.0,
    )


def span(scale: Scale, first_on: date | None, last_on: date | None) -> float:
    """Return the width of some days, first and last included."""
    if first_on is None or last_on is None:
        return 0.0
    return round(scale.x(last_on + timedelta(days=1)) - scale.x(first_on), 1)


def find_scale(meeting: OpenMeeting, *, is_small: bool) -> Scale:
    """Return the scale that holds every task and the meeting."""
    tasks, plan = meeting.timeline.tasks, meeting.plan
    days = [each.starts_on for each in tasks] + [each.ends_on for each in tasks]
    days += [on for on in (plan.opens_on, plan.closes_on) if on]
    last_on = max(days) + timedelta(days=2)
    margin = SMALL_MARGIN if is_small else MARGIN
    return Scale(min(days), last_on, margin, SMALL_WIDTH if is_small else WIDTH)


def find_ticks(scale: Scale, *, is_small: bool) -> Iterator[Tick]:
    """Yield the Mondays of the scale, those that begin a month marked; few on a small drawing."""
    on = scale.first_on + timedelta(days=-scale.first_on.weekday() % 7)
    weeks = (scale.last_on - scale.first_on).days // 7 + 1
    step = 2 if is_small or weeks > 16 else 1  # noqa: PLR2004  more would touch
    month = 0
    while on <= scale.last_on:
        yield Tick(on, scale.x(on), on.month != month)
        month = on.month
        on += timedelta(weeks=step)


def draw_lanes(
    meeting: OpenMeeting, scale: Scale, top: float, *, is_small: bool
) -> tuple[tuple[Lane, ...], float]:
    """Return the lanes from the top down, and where the drawing ends."""
    by_stream: dict[str, list[DatedTask]] = defaultdict(list)
    known = {each.key: each.name for each in meeting.plan.workstreams}
    for each in meeting.timeline.tasks:
        by_stream[each.task.workstream if each.task.workstream in known else ""].append(each)
    lanes, y = [], top
    for key, name in (*known.items(), ("", "—")):
        if by_stream[key]:
            lane = draw_lane(by_stream[key], meeting, scale, (name, y), is_small=is_small)
            lanes.append(lane)
            y = lane.y + lane.height + (3 if is_small else LANE_GAP)
    return tuple(lanes), y


def draw_lane(
    tasks: list[DatedTask],
    meeting: OpenMeeting,
    scale: Scale,
    place: tuple[str, float],
    *,
    is_small: bool,
) -> Lane:
    """Return one workstream's lane: each bar in the first row where it and its name have room."""
    name, top = place
    step = SMALL_ROW if is_small else ROW
    ends: list[float] = []
    bars = []
    for each in tasks:
        x = scale.x(each.starts_on)
        width = max(LEAST_BAR, span(scale, each.starts_on, each.ends_on) - 1)
        label = 0.0 if is_small else measure(each.task.name) + LABEL_GAP
        is_left = x + width + label > scale.width and x - label > scale.margin
        left, right = (x - label, x + width) if is_left else (x, x + width + label)
        row = next((at for at, end in enumerate(ends) if end <= left), len(ends))
        ends[row : row + 1] = [right + LABEL_GAP]
        late_end = each.latest_end_on
        has_slack = late_end is not None and late_end > each.ends_on
        slack_on = min(late_end, scale.last_on) if has_slack and late_end else each.ends_on
        bars.append(
            Bar(
                dated=each,
                x=x,
                y=top + row * step + (1 if is_small else 4),
                width=round(width, 1),
                slack_x=max(x + width, scale.x(slack_on + timedelta(days=1)) - 1),
                label_x=round(x - LABEL_GAP if is_left else x + width + LABEL_GAP, 1),
                is_label_left=is_left,
                marks=mark_bar(each, meeting),
            )
        )
    return Lane(name, top, max(1, len(ends)) * step, tuple(bars))


def mark_bar(each: DatedTask, meeting: OpenMeeting) -> str:
    """Return the styles of a bar."""
    marks = {
        "is-done": each.task.state is TaskState.DONE,
        "is-late": each.is_late(meeting.today),
        "is-critical": each.is_critical,
    }
    return " ".join(name for name, holds in marks.items() if holds)


def measure(text: str) -> float:
    """Return about how wide a text is at 12 px."""
    return sum(
        WIDE_GLYPH if unicodedata.east_asian_width(each) in "WFA" else NARROW_GLYPH for each in text
    )
