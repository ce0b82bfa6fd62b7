"""路线图: the tasks as bars in lanes of workstreams, over the days from the first to the last.

Places on the time axis are whole days counted from ``first``; the layout turns them into lengths.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from planner.documents.sheet.masthead import Masthead
from planner.documents.sheet.moment import write_short_date
from planner.documents.sheet.timeline import NO_WORKSTREAM
from planner.domain.responsibility import list_responsibilities
from planner.domain.task import TaskState
from planner.domain.workday import WorkCalendar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.domain.plan import Plan
    from planner.domain.timeline import DatedTask, Timeline

PHASES = ((-9999, "筹备启动"), (-45, "全面筹备"), (-15, "会前落实"))
"""Before the opening: from which day counted from it a phase runs [K]."""
DURING, AFTER = "会议期间", "会后收尾"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of days with its words."""

    text: str
    start: int
    days: int


@dataclass(frozen=True, slots=True)
class Milestone:
    """A day that everything hangs on."""

    text: str
    day: int


@dataclass(frozen=True, slots=True)
class Bar:
    """One task; ``slack_end`` is the day after the last one on which it may end."""

    key: str
    text: str
    start: int
    days: int
    slack_end: int | None
    is_critical: bool
    is_done: bool
    is_late: bool


@dataclass(frozen=True, slots=True)
class Lane:
    """One workstream's bars in the order of their dates."""

    title: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class RoadmapSheet:
    """The road map."""

    masthead: Masthead
    summary: str
    days: int
    months: tuple[Span, ...]
    weeks: tuple[Span, ...]
    phases: tuple[Span, ...]
    rest_days: tuple[int, ...]
    milestones: tuple[Milestone, ...]
    lanes: tuple[Lane, ...]
    critical_path: tuple[str, ...]
    today: int | None
    today_text: str


def roadmap_sheet(plan: Plan, timeline: Timeline, today: date) -> RoadmapSheet:
    """Return the road map of a plan as of today."""
    masthead = Masthead.of(plan, "筹备工作路线图")
    if not timeline.tasks:
        return RoadmapSheet(masthead, "", 0, (), (), (), (), (), (), (), None, "")
    first, last = _find_range(plan, timeline)
    axis = _Axis(first, (last - first).days + 1)
    calendar = WorkCalendar.for_plan(plan.settings)
    critical = sum(dated.is_critical for dated in timeline.tasks)
    return RoadmapSheet(
        masthead=masthead,
        summary=f"共{len(timeline.tasks)}项任务，其中关键路径{critical}项",
        days=axis.days,
        months=tuple(axis.months()),
        weeks=tuple(axis.weeks()),
        phases=tuple(axis.phases(plan)),
        rest_days=tuple(
            at for at in range(axis.days) if not calendar.is_working(first + timedelta(days=at))
        ),
        milestones=tuple(axis.milestones(plan)),
        lanes=tuple(axis.lanes(plan, timeline, today)),
        critical_path=timeline.critical_path,
        today=axis.place(today) if first <= today <= last else None,
        today_text=f"今日{write_short_date(today)}",
    )


def _find_range(plan: Plan, timeline: Timeline) -> tuple[date, date]:
    """Return the first and the last day to be shown, whole weeks."""
    anchors = [day for day in (plan.reports_on, plan.opens_on, plan.closes_on) if day]
    first = min([each.starts_on for each in timeline.tasks] + anchors)
    last = max([each.ends_on for each in timeline.tasks] + anchors)
    return first - timedelta(days=first.weekday()), last + timedelta(days=6 - last.weekday())


@dataclass(frozen=True, slots=True)
class _Axis:
    first: date
    days: int

    def place(self, day: date) -> int:
        return (day - self.first).days

    def months(self) -> Iterator[Span]:
        """Return the months, the year named at the first and at each January."""
        start = 0
        while start < self.days:
            day = self.first + timedelta(days=start)
            after = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
            length = min((after - day).days, self.days - start)
            year = f"{day.year}年" if not start or day.month == 1 else ""
            yield Span(f"{year}{day.month}月", start, length)
            start += length

    def weeks(self) -> Iterator[Span]:
        """Return the weeks by the day of their Monday."""
        for start in range(0, self.days, 7):
            day = self.first + timedelta(days=start)
            yield Span(str(day.day), start, 7)

    def phases(self, plan: Plan) -> Iterator[Span]:
        """Return the phases that fall into the range, counted from the opening."""
        if plan.opens_on is None:
            return
        opens = self.place(plan.reports_on or plan.opens_on)
        closes = self.place(plan.closes_on or plan.opens_on) + 1
        edges = [(opens + offset, name) for offset, name in PHASES]
        edges += [(opens, DURING), (closes, AFTER), (self.days, "")]
        for (start, name), (end, _next) in itertools.pairwise(edges):
            begins, ends = max(start, 0), min(end, self.days)
            if begins < ends:
                yield Span(name, begins, ends - begins)

    def milestones(self, plan: Plan) -> Iterator[Milestone]:
        """Return 报到, 开幕 and 闭幕."""
        named = ((plan.reports_on, "报到"), (plan.opens_on, "开幕"), (plan.closes_on, "闭幕"))
        for day, name in named:
            if day is not None:
                yield Milestone(f"{name} {write_short_date(day)}", self.place(day))

    def lanes(self, plan: Plan, timeline: Timeline, today: date) -> Iterator[Lane]:
        """Return a lane for each workstream."""
        for each in list_responsibilities(plan, timeline):
            title = each.workstream.name if each.workstream else NO_WORKSTREAM
            yield Lane(title, tuple(self._bar(dated, today) for dated in each.tasks))

    def _bar(self, dated: DatedTask, today: date) -> Bar:
        late = dated.latest_end_on
        slack = max(dated.slack_days or 0, 0)
        return Bar(
            key=dated.task.key,
            text=f"{dated.task.name} +{slack}" if slack else dated.task.name,
            start=self.place(dated.starts_on),
            days=(dated.ends_on - dated.starts_on).days + 1,
            slack_end=min(self.place(late) + 1, self.days) if late and slack else None,
            is_critical=dated.is_critical,
            is_done=dated.task.state is TaskState.DONE,
            is_late=dated.is_late(today),
        )
