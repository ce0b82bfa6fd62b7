"""One date counted from an anchor: offset, shift off days of rest, and the reason (rules §4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from planner.domain.enumeration import count_things
from planner.domain.task import Offset, OffsetUnit
from planner.domain.wording import Wording
from planner.domain.workday import SATURDAY, add_days

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
        unshifted = add_days(anchor.on, offset.amount)
    on = unshifted
    if not days.holds(unshifted):
        on = shift_off_rest(unshifted, calendar, is_after=unshifted > days.last_on)
    counted_from = anchor.on if offset.unit is OffsetUnit.WORKING else unshifted
    is_settled = calendar.is_span_settled(*sorted((on, counted_from)))
    notes = [_tell_count(anchor, offset)]
    if offset.unit is OffsetUnit.WORKING and offset.amount:
        notes += _tell_holidays(anchor.on, unshifted, offset.amount, calendar)
    if on != unshifted:
        notes.append(_tell_shift(unshifted, on, calendar))
    if not is_settled:
        notes.append(UNSETTLED)
    reason = Wording("；".join(each.zh for each in notes), "; ".join(each.en for each in notes))
    return CountedDate(on, unshifted, is_settled, reason)


def _tell_count(anchor: Anchor, offset: Offset) -> Wording:
    """Return where the count starts and how far it goes: 开幕 2027-01-18 前 15 个工作日."""
    zh, en = f"{anchor.name.zh} {anchor.on}", f"{anchor.name.en} {anchor.on}"
    if not offset.amount:
        return Wording(f"{zh} 当日", f"the day of {en}")
    side = ("前", "before") if offset.amount < 0 else ("后", "after")
    unit = ("个工作日", "working day") if offset.unit is OffsetUnit.WORKING else ("天", "day")
    count = abs(offset.amount)
    return Wording(
        f"{zh} {side[0]} {count} {unit[0]}", f"{count_things(count, unit[1])} {side[1]} {en}"
    )


def _tell_holidays(start: date, end: date, amount: int, calendar: WorkCalendar) -> list[Wording]:
    """Return how far holidays and make-up days carried a count of working days, and which ones.

    The yardstick is the same count over Mondays to Fridays: 元旦放假顺延 3 天 says that without
    that holiday the date would lie three natural days nearer.
    """
    step = 1 if amount > 0 else -1
    first, last = sorted((add_days(start, step), end))
    holidays, made_up = calendar.holidays_between(first, last), calendar.count_made_up(first, last)
    moved = ((end - count_weekdays(start, amount)) * step).days
    work_zh = f"调休上班 {made_up} 天"
    work_en = count_things(made_up, "make-up working day")
    if not holidays:
        fewer = Wording(
            f"{work_zh}，少推 {-moved} 天",
            f"{work_en}, {count_things(-moved, 'day')} fewer to go",
        )
        return [fewer] if made_up else []
    zh = "、".join(each.zh for each in holidays) + "放假"
    en = ", ".join(each.en for each in holidays)
    en += " holiday" if len(holidays) == 1 else " holidays"
    if made_up:
        zh, en = f"{zh}、{work_zh}", f"{en} and {work_en}"
    if not moved:
        return [Wording(f"{zh}，两相抵消", f"{en} cancel out")]
    if moved < 0:
        return [
            Wording(
                f"{zh}，相抵后少推 {-moved} 天",
                f"{en}, {count_things(-moved, 'day')} fewer to go",
            )
        ]
    joint = "，" if made_up else ""
    further = count_things(moved, "day")
    return [Wording(f"{zh}{joint}顺延 {moved} 天", f"{en}: {further} further")]


def _tell_shift(unshifted: date, on: date, calendar: WorkCalendar) -> Wording:
    """Return why a date left a day of rest, naming every kind of rest that it crossed."""
    step = 1 if on > unshifted else -1
    moved = abs((on - unshifted).days)
    crossed = [calendar.explain(unshifted + timedelta(days=step * each)) for each in range(moved)]
    kinds = tuple(dict.fromkeys(crossed))
    direction = ("顺延", "later") if step > 0 else ("提前", "earlier")
    zh, en = "、".join(each.zh for each in kinds), ", then a ".join(each.en for each in kinds)
    days = count_things(moved, "day")
    return Wording(
        f"{unshifted} 为{zh}，{direction[0]} {moved} 天",
        f"{unshifted} is a {en}, {days} {direction[1]}",
    )


def count_weekdays(start: date, amount: int) -> date:
    """Return the ``amount``-th Monday to Friday after a day (before it if negative)."""
    day, step = start, 1 if amount > 0 else -1
    for _ in range(abs(amount)):
        day = add_days(day, step)
        while day.weekday() >= SATURDAY:
            day = add_days(day, step)
    return day


def count_offset(start: date, end: date, unit: OffsetUnit, calendar: WorkCalendar) -> int:
    """Return how many days of a unit lead from one day to another; negative where it is before."""
    days = (end - start).days
    if unit is OffsetUnit.NATURAL:
        return days
    step = 1 if days > 0 else -1
    passed = (add_days(start, step * each) for each in range(1, abs(days) + 1))
    return step * sum(calendar.is_working(day) for day in passed)
