"""Which reminders are due on a day: before the end, on it, and after it up the chain."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.domain.directory import Directory
from planner.domain.enumeration import count_things
from planner.domain.moment import spell_day
from planner.domain.task import TaskState
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planner.domain.plan import Plan
    from planner.domain.timeline import DatedTask, Timeline
    from planner.domain.workday import WorkCalendar

DAY = timedelta(days=1)
LONGEST_GAP = timedelta(days=7)
"""What was missed longer ago is not made up for; a late task is told of every week anyway."""
DAYS_BEFORE = 3
LEADER_AFTER = 3
"""Days after the end at which the accountable leader hears of it."""
EVERY = 7
"""Days between two reminders of the same late task."""


class ReminderKind(StrEnum):
    """What a reminder says, in the order in which a letter lists it."""

    ESCALATED = "escalated"
    """To the lead or the accountable leader: somebody else's task is late."""
    OVERDUE = "overdue"
    TODAY = "today"
    BEFORE = "before"


@dataclass(frozen=True, slots=True)
class Reminder:
    """One line of a person's letter of the day."""

    person: str
    kind: ReminderKind
    dated: DatedTask
    days: int
    """Days until it is due, negative after it."""


@dataclass(frozen=True, slots=True)
class Window:
    """The days that one run answers for.

    What lies ahead is told up to ``until``, over days of rest that follow, as nobody works then;
    the run before told it up to ``ahead_since``. What is late is told for each day since the run
    before, ``late_since``. The first run tells all that is late, and all that is near
    enough: nobody told it before.
    """

    today: date
    late_since: date
    ahead_since: date
    until: date
    is_first: bool = False

    @classmethod
    def of_day(cls, today: date) -> Window:
        """Return the window of a day between working days, with a run the day before."""
        return cls(today, today - DAY, today - DAY, today)

    def is_ahead(self, day: date) -> bool:
        """Tell whether a day's reminder of what lies ahead falls to this run."""
        return day <= self.until and (self.is_first or self.ahead_since < day)

    def is_late(self, ended_on: date, first: int) -> bool:
        """Tell whether a weekly reminder, first told so many days after the end, falls to it."""
        if self.is_first:
            return (self.today - ended_on).days >= first
        behind = range((self.late_since - ended_on).days + 1, (self.today - ended_on).days + 1)
        return any(days >= first and (days - first) % EVERY == 0 for days in behind)


def open_window(today: date, last_run: date | None, calendar: WorkCalendar) -> Window | None:
    """Return the window of a run; None on a day of rest, when nobody is reminded.

    A run on a day of rest told nothing: then the working day before it counts. Without a run before
    it is the first one.
    """
    if not calendar.is_working(today):
        return None
    until = calendar.next_working(today + DAY) - DAY
    if last_run is None:
        return Window(today, today - DAY, today - DAY, until, is_first=True)
    told = calendar.previous_working(min(last_run, today))
    ahead = calendar.next_working(told + DAY) - DAY
    earliest = today - LONGEST_GAP
    return Window(today, max(told, earliest), max(ahead, earliest), until)


def find_reminders(
    plan: Plan, timeline: Timeline, window: Window, lead_times: Mapping[str, int]
) -> dict[str, tuple[Reminder, ...]]:
    """Return what each person is to be reminded of in a run, the most pressing first."""
    directory = Directory.of(plan)
    found: dict[str, list[Reminder]] = defaultdict(list)
    for dated in timeline.tasks:
        if dated.task.state not in {TaskState.DONE, TaskState.DROPPED}:
            for each in _remind(directory, dated, window, lead_times):
                found[each.person].append(each)
    kinds = list(ReminderKind)
    return {
        person: tuple(sorted(each, key=lambda one: (kinds.index(one.kind), one.days)))
        for person, each in sorted(found.items())
        if person in directory.people
    }


def _remind(
    directory: Directory, dated: DatedTask, window: Window, lead_times: Mapping[str, int]
) -> Iterator[Reminder]:
    owner, days = dated.task.owner, (dated.due_on - window.today).days
    if days == 0:
        yield Reminder(owner, ReminderKind.TODAY, dated, days)
    elif days > 0:
        told_on = dated.due_on - timedelta(days=lead_times.get(owner, DAYS_BEFORE))
        if window.is_ahead(told_on) or window.is_ahead(dated.due_on):
            yield Reminder(owner, ReminderKind.BEFORE, dated, days)
    else:
        yield from _remind_late(directory, dated, window, days)


def _remind_late(
    directory: Directory, dated: DatedTask, window: Window, days: int
) -> Iterator[Reminder]:
    """Yield the reminders of a late task: owner and lead the day after, the leader later."""
    stream = directory.workstreams.get(dated.task.workstream)
    told = {""}
    if window.is_late(dated.due_on, 1):
        told.add(dated.task.owner)
        yield Reminder(dated.task.owner, ReminderKind.OVERDUE, dated, days)
        if stream and stream.lead not in told:
            told.add(stream.lead)
            yield Reminder(stream.lead, ReminderKind.ESCALATED, dated, days)
    is_leader_told = window.is_late(dated.due_on, LEADER_AFTER)
    if stream and is_leader_told and stream.accountable not in told | {dated.task.owner}:
        yield Reminder(stream.accountable, ReminderKind.ESCALATED, dated, days)


def tell_reminder(reminder: Reminder, directory: Directory) -> Wording:
    """Return a reminder as a line of a letter."""
    task, due = reminder.dated.task, spell_day(reminder.dated.due_on)
    name = Wording(f"“{task.name}”", f"“{task.name}”")
    owner = directory.name_of(task.owner) if task.owner else ""
    ends_zh, ends_en = f"应于{due.zh}完成", f"due on {due.en}"
    count = abs(reminder.days)
    late = Wording(f"已逾期 {count} 天", f"{count_things(count, 'day')} late")
    match reminder.kind:
        case ReminderKind.TODAY:
            return Wording(f"{name.zh}今天到期", f"{name.en} is due today")
        case ReminderKind.BEFORE:
            left = count_things(count, "day")
            return Wording(
                f"{name.zh}{ends_zh}，还有 {count} 天", f"{name.en} is {ends_en}, in {left}"
            )
        case ReminderKind.OVERDUE:
            return Wording(f"{name.zh}{ends_zh}，{late.zh}", f"{name.en}, {ends_en}, is {late.en}")
    whose = Wording(f"（责任人：{owner or '未定'}）", f" (owner: {owner or 'nobody'})")
    return Wording(
        f"{name.zh}{whose.zh}{ends_zh}，{late.zh}，请督办",
        f"{name.en}{whose.en}, {ends_en}, is {late.en}: please see to it",
    )
