"""日程: day by day, half-day by half-day; a public edition and an internal one."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from planner.documents.sheet.masthead import Masthead
from planner.documents.sheet.moment import name_half_day, write_day, write_span
from planner.documents.sheet.name import write_people
from planner.domain.directory import Directory, selector_wording

if TYPE_CHECKING:
    from datetime import date, time

    from planner.domain.plan import Plan
    from planner.domain.sitting import Sitting


@dataclass(frozen=True, slots=True)
class ScheduleEntry:
    """One sitting in the schedule."""

    half_day: str
    span: str
    content: str
    place: str
    presiders: str
    participants: str


@dataclass(frozen=True, slots=True)
class ScheduleDay:
    """One day of the schedule."""

    title: str
    entries: tuple[ScheduleEntry, ...]


@dataclass(frozen=True, slots=True)
class ScheduleSheet:
    """The schedule, in one of its editions."""

    masthead: Masthead
    days: tuple[ScheduleDay, ...]


def schedule_sheet(plan: Plan, *, is_internal: bool) -> ScheduleSheet:
    """Return the schedule; the internal edition holds internal sittings too."""
    directory = Directory.of(plan)
    sittings = sort_sittings(plan, is_internal=is_internal)
    days = tuple(
        ScheduleDay(write_day(day), tuple(_enter(sitting, directory) for sitting in held))
        for day, held in groupby(sittings, key=lambda sitting: sitting.held_on)
    )
    return ScheduleSheet(Masthead.of(plan, "日程", "（工作用）" if is_internal else ""), days)


def public_schedule_sheet(plan: Plan) -> ScheduleSheet:
    """Return the schedule as everybody gets it."""
    return schedule_sheet(plan, is_internal=False)


def internal_schedule_sheet(plan: Plan) -> ScheduleSheet:
    """Return the schedule with the internal sittings."""
    return schedule_sheet(plan, is_internal=True)


def sort_sittings(plan: Plan, *, is_internal: bool = True) -> list[Sitting]:
    """Return the sittings by day and time; those without a day come last."""
    shown = (each for each in plan.sittings if is_internal or not each.is_internal)
    return sorted(shown, key=_when)


def _when(sitting: Sitting) -> tuple[bool, date | int, bool, time | int]:
    day, moment = sitting.held_on, sitting.starts_at
    return (day is None, day or 0, moment is None, moment or 0)


def _enter(sitting: Sitting, directory: Directory) -> ScheduleEntry:
    content = sitting.content.strip()
    return ScheduleEntry(
        half_day=name_half_day(sitting.starts_at, sitting.ends_at),
        span=write_span(sitting.starts_at, sitting.ends_at),
        content=f"{sitting.name}\n{content}" if content else sitting.name,
        place=sitting.place or "待定",
        presiders=write_people(sitting.presiders, directory),
        participants=write_participants(sitting, directory),
    )


def write_participants(sitting: Sitting, directory: Directory) -> str:
    """Return who takes part, in the schedule's words."""
    if sitting.participants_note:
        return sitting.participants_note
    return "、".join(selector_wording(each, directory).zh for each in sitting.participants)
