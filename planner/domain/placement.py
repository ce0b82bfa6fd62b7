"""Where the sittings of a template fall on the calendar of one meeting.

A template's sittings hang on a day: ``report`` 报到, ``open`` 开幕 or ``close`` 闭幕, and so many
days after it. A session may be longer or shorter than the template's own:

- what hangs on the closing day moves with it;
- a sitting that asks for a session of at least so many days is left out of a shorter one;
- whatever hangs on the opening and would still fall after the day before the closing is put on
  that day, so that nothing vanishes unseen: the checks then name what is at one time;
- days of a longer session for which the template has nothing stay free.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Generic, TypeVar

from planner.domain.error import InvalidRequestError
from planner.domain.numeral import spell_number
from planner.domain.placeholder import fill_words
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from planner.domain.sitting import ProceedingStep, Sitting
    from planner.domain.task import Task

T = TypeVar("T")


class DayAnchor(StrEnum):
    """The day on which a template's sitting hangs."""

    REPORT = "report"
    OPEN = "open"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Conditional(Generic[T]):
    """A part of a template that stands where a condition holds; ``!name`` where it does not."""

    value: T
    condition: str = ""

    def holds(self, conditions: Collection[str]) -> bool:
        """Tell whether this part stands at a meeting with these conditions."""
        if not self.condition:
            return True
        return (self.condition.removeprefix("!") in conditions) != self.condition.startswith("!")


@dataclass(frozen=True, slots=True)
class PlacedSitting:
    """A sitting, the day it hangs on, and the length of session from which on it is held."""

    sitting: Sitting
    anchor: DayAnchor = DayAnchor.OPEN
    days_after: int = 0
    at_least_days: int = 1
    steps: tuple[Conditional[ProceedingStep], ...] = ()


@dataclass(frozen=True, slots=True)
class SessionDays:
    """The days of one meeting that sittings hang on."""

    opens_on: date
    closes_on: date
    reports_on: date | None = None

    def __post_init__(self) -> None:
        if self.closes_on < self.opens_on:
            raise InvalidRequestError(
                Wording("闭幕日期早于开幕日期", "The meeting closes before it opens")
            )
        if self.reports_on and self.reports_on > self.opens_on:
            raise InvalidRequestError(
                Wording("报到日期晚于开幕日期", "People register after the meeting opens")
            )

    @property
    def count(self) -> int:
        """Days from the opening to the closing, both included."""
        return (self.closes_on - self.opens_on).days + 1


def place_sittings(
    sittings: Iterable[Conditional[PlacedSitting]], days: SessionDays, conditions: Collection[str]
) -> tuple[Sitting, ...]:
    """Return the sittings that this meeting has, dated and in the order of the clock."""
    placed = (
        replace(
            each.sitting,
            held_on=_day_of(each, days),
            steps=select_standing(each.steps, conditions),
        )
        for each in select_standing(sittings, conditions)
        if each.at_least_days <= days.count
    )
    return _number_sittings(sorted(placed, key=_clock))


def stretch_task(task: Task, ends_before_close: int, days: SessionDays) -> Task:
    """Return a task that lasts from its day of the meeting to one counted back from the closing."""
    first = {DayAnchor.REPORT: days.reports_on, DayAnchor.CLOSE: days.closes_on}.get(
        DayAnchor(task.anchor)
    )
    starts_on = (first or days.opens_on) + timedelta(days=task.offset.amount)
    ends_on = days.closes_on - timedelta(days=ends_before_close)
    return replace(task, duration_days=max(1, (ends_on - starts_on).days + 1))


def select_standing(parts: Iterable[Conditional[T]], conditions: Collection[str]) -> tuple[T, ...]:
    """Return the parts that stand at a meeting with these conditions."""
    return tuple(each.value for each in parts if each.holds(conditions))


def _day_of(placed: PlacedSitting, days: SessionDays) -> date:
    after = timedelta(days=placed.days_after)
    if placed.anchor is DayAnchor.CLOSE:
        return max(days.opens_on, days.closes_on + after)
    if placed.anchor is DayAnchor.REPORT:
        return (days.reports_on or days.opens_on) + after
    last_full_day = max(days.opens_on, days.closes_on - timedelta(days=1))
    return min(days.opens_on + after, last_full_day)


def _clock(sitting: Sitting) -> tuple[str, str]:
    return str(sitting.held_on), str(sitting.starts_at)


def _number_sittings(sittings: Iterable[Sitting]) -> tuple[Sitting, ...]:
    """Return the sittings with ``{nth}`` in their names counted among those of their kind."""
    counts: dict[str, int] = {}
    numbered: list[Sitting] = []
    for sitting in sittings:
        counts[sitting.kind] = counts.get(sitting.kind, 0) + 1
        nth = {"nth": spell_number(counts[sitting.kind])}
        numbered.append(replace(sitting, name=fill_words(sitting.name, nth)))
    return tuple(numbered)
