"""When people of the house are busy elsewhere: the time only, never what it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from planner.domain.moment import spell_day, spell_moment, spell_time
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class BusyTime:
    """One time at which somebody is busy, by the clock of the house."""

    person: str
    """Key of the person in the house's plans."""
    name: str
    """His name: keys are given in each plan anew."""
    starts: datetime
    ends: datetime
    is_all_day: bool = False


INSTANT = timedelta.resolution


def spell_busy(time: BusyTime) -> Wording:
    """Return when somebody is busy, in words."""
    first, last = time.starts.date(), time.ends.date()
    if time.is_all_day:
        return spell_days(first, (time.ends - INSTANT).date())
    starts = spell_moment(first, time.starts.time())
    ends = spell_time(time.ends.time()) if first == last else spell_moment(last, time.ends.time())
    return Wording(f"{starts.zh}至{ends.zh}", f"{starts.en}–{ends.en}")


def spell_days(first: date, last: date) -> Wording:
    """Return the whole days from one to another, both included, in words."""
    if first >= last:
        day = spell_day(first)
        return Wording(f"{day.zh}全天", f"all day on {day.en}")
    with_year = first.year != last.year
    begins, ends = (spell_day(each, with_year=with_year) for each in (first, last))
    return Wording(f"{begins.zh}至{ends.zh}全天", f"all day from {begins.en} to {ends.en}")
