"""One date counted from an anchor: offset, shift off days of rest, and the reason (rules §4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from planner.domain.task import Offset, OffsetUnit
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from planner.domain.workday import WorkCalendar

UNSETTLED = Wording("调休未公布", "make-up days not yet announced")


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a date hangs on: its day, and what it is called."""

    on: date
    name: Wording


@dataclass(frozen=True, slots=True)
class CountedDate:
    """The result: the day, the day before any shift, whether 调休 is settled, and why."""

    on: date
    unshifted_on: date
    is_settled: bool
    reason: Wording


@dataclass(frozen=True, slots=True)
class MeetingDays:
    """First and last day of the meeting; between them nothing moves."""

    first_on: date
    last_on: date

    def holds(self, day: date) -> bool:
        """Tell whether a day is one of the meeting's."""
        return self.first_on <= day <= self.last_on


def shift_off_rest(day: date, calendar: WorkCalendar, *, is_after: bool) -> date:
    """Return the previous working day for a date before the meeting, the next for one after."""
    return calendar.next_working(day) if is_after else calendar.previous_working(day)


def count_date(
    anchor: Anchor,
    offset: Offset,
    calendar: WorkCalendar,
    meeting: MeetingDays | None = None,
) -> CountedDate:
    """Return the date that stands ``offset`` away from the anchor.

    Without ``meeting`` the anchor itself divides before from after, and a date on it stays.
    """
    days = meeting or MeetingDays(anchor.on, anchor.on)
    if offset.unit is OffsetUnit.WORKING:
        unshifted = calendar.add_working(anchor.on, offset.amount)
    else:
        unshifted = anchor.on + timedelta(days=offset.amount)
    on = unshifted
    if not days.holds(unshifted):
        on = shift_off_rest(unshifted, calendar, is_after=unshifted > days.last_on)
    first, last = sorted((on, anchor.on if offset.unit is OffsetUnit.WORKING else unshifted))
    is_settled = calendar.is_settled(on) and (
        offset.unit is OffsetUnit.NATURAL or all(map(calendar.is_settled, (first, last)))
    )
    is_settled = is_settled and (on == unshifted or calendar.is_settled(unshifted))
    reason = _explain(anchor, offset, unshifted, on, calendar)
    if not is_settled:
        reason = Wording(f"{reason.zh}；{UNSETTLED.zh}", f"{reason.en}; {UNSETTLED.en}")
    return CountedDate(on, unshifted, is_settled, reason)


def _explain(
    anchor: Anchor, offset: Offset, unshifted: date, on: date, calendar: WorkCalendar
) -> Wording:
    head = f"{anchor.name.zh} {anchor.on}", f"{anchor.name.en} {anchor.on}"
    if not offset.amount:
        zh, en = f"{head[0]} 当日", f"the day of {head[1]}"
    else:
        count = abs(offset.amount)
        side = ("前", "before") if offset.amount < 0 else ("后", "after")
        unit = ("个工作日", "working ") if offset.unit is OffsetUnit.WORKING else ("天", "")
        plural = "day" if count == 1 else "days"
        zh = f"{head[0]} {side[0]} {count} {unit[0]}"
        en = f"{count} {unit[1]}{plural} {side[1]} {head[1]}"
    if offset.unit is OffsetUnit.WORKING and offset.amount:
        for name, days in calendar.rests_between(*sorted((unshifted, anchor.on))):
            plural = "day" if days == 1 else "days"
            zh += f"；{name.zh}放假顺延 {days} 天"
            en += f"; {name.en} holiday, {days} {plural} skipped"
    if on != unshifted:
        moved = abs((on - unshifted).days)
        why = calendar.explain(unshifted)
        direction = ("顺延", "later") if on > unshifted else ("提前", "earlier")
        plural = "day" if moved == 1 else "days"
        zh += f"；{unshifted} 为{why.zh}，{direction[0]} {moved} 天"
        en += f"; {unshifted} is a {why.en}, {moved} {plural} {direction[1]}"
    return Wording(zh, en)
