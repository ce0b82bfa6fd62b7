"""路线图: phases across, workstreams down, every task a bar; milestones and the critical path."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from planner.documents.sheet.masthead import Masthead
from planner.documents.sheet.moment import write_days, write_short_date
from planner.domain.task import TaskState

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.domain.plan import Plan
    from planner.domain.timeline import DatedTask, Timeline

DAY = timedelta(days=1)
PHASES_BEFORE = ((60, "启动筹划"), (30, "起草编排"), (10, "审议报批"), (0, "集中落实"))
"""Days before the meeting down to which each phase lasts."""
CLAUSE = re.compile(r"[，,；;：:。（(]")
LONGEST_LABEL = 16
OTHERS = "其他"


@dataclass(frozen=True, slots=True)
class RoadmapPhase:
    """A stretch of days, the last one included."""

    name: str
    first_on: date
    last_on: date

    @property
    def span(self) -> str:
        """Return the days in words."""
        return write_days(self.first_on, self.last_on)


@dataclass(frozen=True, slots=True)
class RoadmapBar:
    """A task as a bar; ``slack_until`` is the last day it may end, where that is later."""

    key: str
    label: str
    starts_on: date
    ends_on: date
    slack_until: date
    state: TaskState
    is_critical: bool
    is_late: bool


@dataclass(frozen=True, slots=True)
class RoadmapLane:
    """A workstream with its bars in the order of their dates."""

    name: str
    bars: tuple[RoadmapBar, ...]


@dataclass(frozen=True, slots=True)
class Milestone:
    """A day that everything hangs on."""

    name: str
    on: date


@dataclass(frozen=True, slots=True)
class RoadmapSheet:
    """The roadmap, ready to draw."""

    masthead: Masthead
    phases: tuple[RoadmapPhase, ...]
    lanes: tuple[RoadmapLane, ...]
    milestones: tuple[Milestone, ...]
    critical_links: tuple[tuple[str, str], ...]
    today: date | None
    """Set where today falls on the map."""
    summary: str


def roadmap_sheet(plan: Plan, timeline: Timeline, today: date) -> RoadmapSheet:
    """Return the roadmap of a plan; one without lanes where nothing is dated."""
    masthead = Masthead.of(plan, "筹备工作路线图")
    if not timeline.tasks:
        return RoadmapSheet(masthead, (), (), (), (), None, "任务尚未排期")
    first_on = min(each.starts_on for each in timeline.tasks)
    last_on = max(each.ends_on for each in timeline.tasks)
    phases = tuple(_divide(plan, first_on, last_on))
    path = timeline.critical_path
    return RoadmapSheet(
        masthead=masthead,
        phases=phases,
        lanes=_lanes(plan, timeline, today),
        milestones=_milestones(plan),
        critical_links=tuple(pairwise(path)),
        today=today if first_on <= today <= last_on else None,
        summary=_summarise(timeline, today),
    )


def _divide(plan: Plan, first_on: date, last_on: date) -> Iterable[RoadmapPhase]:
    """Return the phases that have days between the first and the last task."""
    opens_on = plan.reports_on or plan.opens_on
    closes_on = plan.closes_on or plan.opens_on
    if opens_on is None or closes_on is None:
        yield RoadmapPhase("全程", first_on, last_on)
        return
    starts_on = first_on
    for days_before, name in PHASES_BEFORE:
        ends_on = opens_on - (days_before + 1) * DAY
        if starts_on <= ends_on:
            yield RoadmapPhase(name, starts_on, ends_on)
            starts_on = ends_on + DAY
    if starts_on <= closes_on:
        yield RoadmapPhase("会议期间", min(starts_on, opens_on), closes_on)
        starts_on = closes_on + DAY
    if starts_on <= last_on:
        yield RoadmapPhase("会后收尾", starts_on, last_on)


def _lanes(plan: Plan, timeline: Timeline, today: date) -> tuple[RoadmapLane, ...]:
    names = {stream.key: stream.name for stream in plan.workstreams}
    critical = set(timeline.critical_path)
    bars: dict[str, list[RoadmapBar]] = {name: [] for name in names.values()}
    for dated in timeline.tasks:
        lane = names.get(dated.task.workstream, OTHERS)
        bars.setdefault(lane, []).append(_bar(dated, dated.task.key in critical, today))
    return tuple(RoadmapLane(name, tuple(each)) for name, each in bars.items() if each)


def _bar(dated: DatedTask, is_critical: bool, today: date) -> RoadmapBar:  # noqa: FBT001  a fact beside others
    return RoadmapBar(
        key=dated.task.key,
        label=shorten_task(dated.task.name),
        starts_on=dated.starts_on,
        ends_on=dated.ends_on,
        slack_until=max(dated.ends_on, dated.latest_end_on or dated.ends_on),
        state=dated.task.state,
        is_critical=is_critical,
        is_late=dated.is_late(today),
    )


def shorten_task(name: str) -> str:
    """Return the first clause of a task's name, cut where it is still too long for a bar."""
    clause = CLAUSE.split(name)[0] or name
    return clause if len(clause) <= LONGEST_LABEL else f"{clause[: LONGEST_LABEL - 1]}…"


def _milestones(plan: Plan) -> tuple[Milestone, ...]:
    days = (("报到", plan.reports_on), ("开幕", plan.opens_on), ("闭幕", plan.closes_on))
    named: dict[date, str] = {}
    for name, on in days:
        if on is not None:
            named[on] = f"{named[on]}、{name}" if on in named else name
    return tuple(Milestone(f"{name} {write_short_date(on)}", on) for on, name in named.items())


def _summarise(timeline: Timeline, today: date) -> str:
    done = sum(each.task.state is TaskState.DONE for each in timeline.tasks)
    late = sum(each.is_late(today) for each in timeline.tasks)
    parts = [f"任务 {len(timeline.tasks)} 项", f"已完成 {done} 项"]
    if late:
        parts.append(f"逾期 {late} 项")
    if timeline.critical_path:
        parts.append(f"关键路径 {len(timeline.critical_path)} 项")
    return "　".join(parts)
