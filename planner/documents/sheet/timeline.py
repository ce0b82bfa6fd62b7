"""时间表: dated tasks week by week, for all and for each workstream."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from planner.documents.sheet.masthead import Masthead
from planner.documents.sheet.moment import write_days, write_short_date
from planner.documents.sheet.name import write_person
from planner.domain.directory import Directory
from planner.domain.responsibility import list_responsibilities
from planner.domain.vocabulary import label
from planner.domain.workday import WorkCalendar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planner.domain.plan import Plan
    from planner.domain.timeline import DatedTask, Timeline

WEEK_DAYS = 7
AT_WORK, GOES_ON = "■", "▶"
NO_WORKSTREAM = "未分组"
LEGEND = "灰底为休息日，■ 为在办，▶ 为延续至下周；黑体字的任务在关键路径上。"


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One task in the week in which it starts; ``days`` are Monday to Sunday."""

    number: str
    workstream: str
    span: str
    countdown: str
    task: str
    days: tuple[str, ...]
    owner: str
    slack: str
    state: str
    is_late: bool
    is_critical: bool


@dataclass(frozen=True, slots=True)
class TimelineWeek:
    """One week with its tasks; ``rest_days`` are 0 for Monday to 6 for Sunday."""

    title: str
    rest_days: tuple[int, ...]
    entries: tuple[TimelineEntry, ...]


@dataclass(frozen=True, slots=True)
class TimelineSection:
    """The weeks of all workstreams together, or of one."""

    title: str
    weeks: tuple[TimelineWeek, ...]


@dataclass(frozen=True, slots=True)
class TimelineSheet:
    """The timeline, whole and by workstream."""

    masthead: Masthead
    summary: str
    sections: tuple[TimelineSection, ...]
    remarks: tuple[str, ...]


def timeline_sheet(plan: Plan, timeline: Timeline, today: date) -> TimelineSheet:
    """Return the timeline of a plan as of today."""
    writer = _Writer(plan, Directory.of(plan), WorkCalendar.for_plan(plan.settings), today)
    sections = [TimelineSection("", writer.weeks(timeline.tasks))] if timeline.tasks else []
    lists = list_responsibilities(plan, timeline)
    if len(lists) > 1:
        for each in lists:
            name = each.workstream.name if each.workstream else NO_WORKSTREAM
            sections.append(TimelineSection(name, writer.weeks(each.tasks)))
    late = sum(each.is_late(today) for each in timeline.tasks)
    summary = f"共{len(timeline.tasks)}项任务，截至{write_short_date(today)}逾期{late}项"
    return TimelineSheet(
        Masthead.of(plan, "筹备工作时间表"),
        summary,
        tuple(sections),
        tuple(_remark(plan, timeline)),
    )


@dataclass(frozen=True, slots=True)
class _Writer:
    plan: Plan
    directory: Directory
    calendar: WorkCalendar
    today: date

    def weeks(self, tasks: Iterable[DatedTask]) -> tuple[TimelineWeek, ...]:
        """Return the weeks in which any of these tasks starts."""
        places = {each.key: place for place, each in enumerate(self.plan.workstreams)}

        def place(dated: DatedTask) -> tuple[date, int, date]:
            stream = places.get(dated.task.workstream, len(places))
            return monday_of(dated.starts_on), stream, dated.starts_on

        ordered = sorted(tasks, key=place)
        numbered = enumerate(ordered, start=1)
        return tuple(
            self._week(monday, found)
            for monday, found in groupby(numbered, key=lambda pair: monday_of(pair[1].starts_on))
        )

    def _week(self, monday: date, found: Iterable[tuple[int, DatedTask]]) -> TimelineWeek:
        days = [monday + timedelta(days=number) for number in range(WEEK_DAYS)]
        rests = tuple(at for at, day in enumerate(days) if not self.calendar.is_working(day))
        return TimelineWeek(
            title=f"{write_days(days[0], days[-1])}{self._distance(monday)}{self._holidays(days)}",
            rest_days=rests,
            entries=tuple(self._enter(number, dated, days) for number, dated in found),
        )

    def _distance(self, monday: date) -> str:
        """Return how many weeks the week lies before that of the opening."""
        if self.plan.opens_on is None:
            return ""
        weeks = (monday_of(self.plan.opens_on) - monday).days // WEEK_DAYS
        if weeks > 0:
            return f"　开幕前{weeks}周"
        return f"　开幕后{-weeks}周" if weeks else "　开幕当周"

    def _holidays(self, days: list[date]) -> str:
        """Return what the week's holidays are, and whether 调休 is still open."""
        names = [name.zh for name in self.calendar.holidays_between(days[0], days[-1])]
        if not names:
            return ""
        unsettled = not self.calendar.is_span_settled(days[0], days[-1])
        return f"（含{'、'.join(names)}{'，调休未公布' if unsettled else ''}）"

    def _enter(self, number: int, dated: DatedTask, days: list[date]) -> TimelineEntry:
        task = dated.task
        stream = self.directory.workstreams.get(task.workstream)
        strip = [AT_WORK if dated.starts_on <= day <= dated.ends_on else "" for day in days]
        if dated.ends_on > days[-1]:
            strip[-1] = GOES_ON
        slack = dated.slack_days
        is_late = dated.is_late(self.today)
        return TimelineEntry(
            number=str(number),
            workstream=stream.name if stream else NO_WORKSTREAM,
            span=write_days(dated.starts_on, dated.ends_on),
            countdown=count_down(self.plan.opens_on, dated.ends_on),
            task=task.name,
            days=tuple(strip),
            owner=write_person(task.owner, self.directory),
            slack="" if slack is None else f"{slack}天",
            state="逾期" if is_late else label(task.state).zh,
            is_late=is_late,
            is_critical=dated.is_critical,
        )


def monday_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def count_down(opens_on: date | None, day: date) -> str:
    """Return how many natural days a day lies from the opening: T-15, T, T+2."""
    if opens_on is None:
        return ""
    days = (day - opens_on).days
    return f"T{days:+d}" if days else "T"


def _remark(plan: Plan, timeline: Timeline) -> Iterator[str]:
    if any(not each.is_settled for each in timeline.tasks):
        yield "注：部分日期所在年份的放假调休安排尚未公布，公布后请重新核对。"
    if plan.opens_on:
        opening = write_short_date(plan.opens_on)
        yield f"注：T 为开幕日（{opening}）；{LEGEND}"
    for each in timeline.conflicts:
        yield f"矛盾：{each.why.zh}。"
    for undated in timeline.undated:
        yield f"未排期：{undated.task.name}（{undated.why.zh}）。"
