"""A plan that was begun too late for its template: its tasks are pressed together, not refused.

Wanted days between the first one and a *cut* are mapped in proportion onto the days that are left
before the cut. The mapping never swaps two days, so what was in order stays in order. The cut is
the earliest that leaves every task at least half of its days; failing that, the meeting's eve.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from planner.domain.wanted_date import WantedDate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.domain.countback import MeetingDays
    from planner.domain.workday import WorkCalendar


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
    starts: Iterable[date], floor_on: date | None, days: MeetingDays | None
) -> Squeeze | None:
    """Return how a plan must be pressed together, or None where it was begun in time.

    ``starts`` are the wanted starts of the tasks not yet begun, ``floor_on`` the day from which
    work can start.
    """
    if floor_on is None or days is None or floor_on >= days.first_on:
        return None
    first_on = min((each for each in starts if each < days.first_on), default=floor_on)
    if first_on >= floor_on:
        return None
    room = (days.first_on - floor_on).days - 1
    late_by = (floor_on - first_on).days
    return Squeeze(first_on, floor_on, floor_on + timedelta(days=min(late_by, room)))


def press(wanted: WantedDate, squeeze: Squeeze, calendar: WorkCalendar) -> WantedDate:
    """Return a task's days after the plan was pressed together."""
    starts_on = squeeze.place(wanted.starts_on, calendar)
    ends_on = max(starts_on, squeeze.place(wanted.ends_on, calendar))
    settled = wanted.is_settled and calendar.is_settled(ends_on)
    return WantedDate(starts_on, ends_on, settled, wanted.reason)
