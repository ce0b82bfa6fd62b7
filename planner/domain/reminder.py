"""Which reminders are due on a day: before the end, on it, and after it up the chain."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.domain.directory import Directory
from planner.domain.task import TaskState

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from planner.domain.plan import Plan
    from planner.domain.timeline import DatedTask, Timeline

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


def find_reminders(
    plan: Plan, timeline: Timeline, today: date, lead_times: Mapping[str, int]
) -> dict[str, tuple[Reminder, ...]]:
    """Return what each person is to be reminded of on a day, the most pressing first."""
    directory = Directory.of(plan)
    found: dict[str, list[Reminder]] = defaultdict(list)
    for dated in timeline.tasks:
        if dated.task.state not in {TaskState.DONE, TaskState.DROPPED}:
            for each in _remind(directory, dated, today, lead_times):
                found[each.person].append(each)
    kinds = list(ReminderKind)
    return {
        person: tuple(sorted(each, key=lambda one: (kinds.index(one.kind), one.days)))
        for person, each in sorted(found.items())
        if person in directory.people
    }


def _remind(
    directory: Directory, dated: DatedTask, today: date, lead_times: Mapping[str, int]
) -> Iterator[Reminder]:
    owner, days = dated.task.owner, (dated.due_on - today).days
    if days == 0:
        yield Reminder(owner, ReminderKind.TODAY, dated, days)
    elif days > 0:
        if days == lead_times.get(owner, DAYS_BEFORE):
            yield Reminder(owner, ReminderKind.BEFORE, dated, days)
    else:
        yield from _remind_late(directory, dated, days)


def _remind_late(directory: Directory, dated: DatedTask, days: int) -> Iterator[Reminder]:
    """Yield the reminders of a late task: owner and lead the day after, the leader later."""
    stream = directory.workstreams.get(dated.task.workstream)
    told = {""}
    if -days % EVERY == 1:
        told.add(dated.task.owner)
        yield Reminder(dated.task.owner, ReminderKind.OVERDUE, dated, days)
        if stream and stream.lead not in told:
            told.add(stream.lead)
            yield Reminder(stream.lead, ReminderKind.ESCALATED, dated, days)
    is_leader_told = -days >= LEADER_AFTER and (-days - LEADER_AFTER) % EVERY == 0
    if stream and is_leader_told and stream.accountable not in told | {dated.task.owner}:
        yield Reminder(stream.accountable, ReminderKind.ESCALATED, dated, days)
