"""A plan that was begun too late for its template: its tasks are pressed together, not refused.

Wanted days between the first one and a *cut* are mapped in proportion onto the days that are left
before the cut. The mapping never swaps two days, so what was in order stays in order. The cut is
the earliest that leaves every task at least half of its days; failing that, the meeting's eve.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from planner.domain.task import TaskState
from planner.domain.wanted_date import WantedDate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.domain.countback import MeetingDays
    from planner.domain.task import Task
    from planner.domain.workday import WorkCalendar

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Squeeze:
    """The days from ``first_on`` to ``cut_on`` pressed into those from ``floor_on`` to it."""

    first_on: date
    floor_on: date
    cut_on: date

    def place(self, day: date, calendar: WorkCalendar) -> date:
        """Return where a wanted day has gone: a working day, never before the floor."""
        if day >= self.cut_on:
            return day
        span = (self.cut_on - self.first_on).days
        room = max((self.cut_on - self.floor_on).days, 0)
        placed = self.floor_on + timedelta(days=(day - self.first_on).days * room // span)
        return max(calendar.previous_working(placed), calendar.next_working(self.floor_on))


def find_squeeze(
    tasks: Mapping[str, Task],
    wanted: Mapping[str, WantedDate],
    floor_on: date | None,
    days: MeetingDays | None,
) -> Squeeze | None:
    """Return how the plan must be pressed together, or None where it was begun in time."""
    if floor_on is None or days is None or floor_on >= days.first_on:
        return None
    starts = [
        each.starts_on
        for key, each in wanted.items()
        if each.starts_on < days.first_on and tasks[key].state is not TaskState.DONE
    ]
    first_on = min(starts, default=floor_on)
    if first_on >= floor_on:
        return None
    late_by = floor_on - first_on
    cut_on = min(floor_on + late_by, days.first_on - DAY)
    return Squeeze(first_on, floor_on, max(cut_on, floor_on))


def press(wanted: WantedDate, squeeze: Squeeze, calendar: WorkCalendar) -> WantedDate:
    """Return a task's days after the plan was pressed together."""
    starts_on = squeeze.place(wanted.starts_on, calendar)
    ends_on = max(starts_on, squeeze.place(wanted.ends_on, calendar))
    settled = wanted.is_settled and calendar.is_settled(ends_on)
    return WantedDate(starts_on, ends_on, settled, wanted.reason)
