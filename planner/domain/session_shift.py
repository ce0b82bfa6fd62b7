"""A meeting put onto other days: each sitting keeps its place in the session, if there is room.

What was held before the opening keeps its distance from 报到 or from the opening, what was held on
the closing day keeps its distance from the closing, all else is counted from the opening. In a
shorter session some days are gone: their sittings do not fit, and a day is offered for each.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from planner.domain.placement import SessionDays, stretch_task
from planner.domain.sitting import SittingKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from planner.domain.plan import Plan
    from planner.domain.sitting import Sitting
    from planner.domain.task import Task

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ShiftedSitting:
    """A sitting as it was, and its new day."""

    sitting: Sitting
    held_on: date | None
    """None where it has no day, or shall not be held."""
    fits: bool = True
    """False where the session has no such day any more: the day is an offer."""
    is_held: bool = True

    @property
    def value(self) -> Sitting:
        """Return the sitting on its new day."""
        return replace(self.sitting, held_on=self.held_on)


def days_of(plan: Plan) -> SessionDays | None:
    """Return the days of a plan's session; None where its opening is not known."""
    if plan.opens_on is None:
        return None
    closes_on = max(plan.closes_on or plan.opens_on, plan.opens_on)
    reports_on = plan.reports_on
    if reports_on is not None and reports_on > plan.opens_on:
        reports_on = None
    return SessionDays(plan.opens_on, closes_on, reports_on)


def shift_days(was: SessionDays, opens_on: date) -> SessionDays:
    """Return a session's days when it opens on another one: as long, reporting as far ahead."""
    shift = opens_on - was.opens_on
    reports_on = was.reports_on and was.reports_on + shift
    return SessionDays(opens_on, was.closes_on + shift, reports_on)


def shift_sittings(
    sittings: Iterable[Sitting],
    was: SessionDays | None,
    now: SessionDays,
    chosen: Mapping[str, date | None] | None = None,
) -> tuple[ShiftedSitting, ...]:
    """Return the sittings on the days of another session.

    ``chosen`` says for those that do not fit on which day they are held, None for not at all.
    """
    picked = chosen or {}
    return tuple(_shift(each, was, now, picked) for each in sittings)


def move_session(
    plan: Plan,
    now: SessionDays,
    *,
    place: str = "",
    chosen: Mapping[str, date | None] | None = None,
    lasting: Mapping[str, int] | None = None,
) -> tuple[Plan, tuple[ShiftedSitting, ...]]:
    """Return the plan on other days, perhaps at another place, and where its sittings went.

    Tasks follow by their anchors; those that ``lasting`` names go on until so many days before
    the closing. Dates that stand by themselves (a given day, a done task) stay.
    """
    was = days_of(plan)
    shifted = shift_sittings(plan.sittings, was, now, chosen)
    held = tuple(each.value for each in shifted if each.is_held)
    moved = replace(
        plan,
        reports_on=now.reports_on,
        opens_on=now.opens_on,
        closes_on=now.closes_on,
        sittings=held,
        tasks=stretch_tasks(plan.tasks, lasting or {}, was, now),
    )
    if place and place != plan.place:
        moved = _move_house(moved, plan.place, place)
    return moved, shifted


def stretch_tasks(
    tasks: tuple[Task, ...], lasting: Mapping[str, int], was: SessionDays | None, now: SessionDays
) -> tuple[Task, ...]:
    """Return the tasks, those that last as long as the session as long as it is now.

    A task whose length somebody set otherwise keeps it.
    """
    return tuple(
        stretch_task(task, lasting[task.key], now)
        if task.key in lasting and was and stretch_task(task, lasting[task.key], was) == task
        else task
        for task in tasks
    )


def _move_house(plan: Plan, former: str, place: str) -> Plan:
    """Return the plan at another place; sittings that were held elsewhere stay there."""
    sittings = tuple(
        replace(each, place=place) if former and each.place == former else each
        for each in plan.sittings
    )
    return replace(plan, place=place, sittings=sittings)


def _shift(
    sitting: Sitting, was: SessionDays | None, now: SessionDays, chosen: Mapping[str, date | None]
) -> ShiftedSitting:
    if sitting.held_on is None or was is None:
        return ShiftedSitting(sitting, sitting.held_on)
    day = _find_day(sitting.kind, sitting.held_on, was, now)
    if day is not None:
        return ShiftedSitting(sitting, day)
    picked = chosen.get(sitting.key, max(now.opens_on, now.closes_on - ONE_DAY))
    return ShiftedSitting(sitting, picked, fits=False, is_held=picked is not None)


def _find_day(kind: SittingKind, held_on: date, was: SessionDays, now: SessionDays) -> date | None:
    """Return the day of the other session that takes a day's place; None where there is none."""
    if held_on < was.opens_on:
        if was.reports_on and now.reports_on and held_on <= was.reports_on:
            return now.reports_on - (was.reports_on - held_on)
        return now.opens_on - (was.opens_on - held_on)
    is_single = was.count == 1
    if held_on > was.closes_on or kind is SittingKind.CLOSING:
        return max(now.opens_on, now.closes_on - (was.closes_on - held_on))
    if held_on == was.closes_on and not is_single:
        return now.closes_on
    day = now.opens_on + (held_on - was.opens_on)
    return day if day < now.closes_on or day == now.opens_on else None
