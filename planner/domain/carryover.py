"""A new meeting from an earlier one: part by part, on its own days, with nothing of the past done.

Leave, progress of tasks and findings set aside are never carried over. What pointed to somebody
or something that stays behind points to nothing, and is told.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.domain.carryover_duty import assign_duties, renew_tasks
from planner.domain.carryover_person import Vacancy, keep_people, list_vacancies, vacate
from planner.domain.session_shift import days_of, shift_sittings, stretch_tasks

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from planner.domain.person import AttendanceKind
    from planner.domain.plan import Group, Plan, Settings
    from planner.domain.session_shift import ShiftedSitting
    from planner.domain.sitting import Sitting


class Part(StrEnum):
    """What can be carried over by itself."""

    PEOPLE = "people"
    GROUPS = "groups"
    PLACES = "places"
    DUTIES = "duties"
    """Departments, workstreams, and who owns which task."""
    SITTINGS = "sittings"
    AGENDA = "agenda"
    TASKS = "tasks"
    TEXTS = "texts"


class Source(StrEnum):
    """Where a part comes from."""

    EARLIER = "earlier"
    TEMPLATE = "template"
    NOWHERE = "nowhere"


SOURCES: dict[Part, tuple[Source, ...]] = {
    Part.PEOPLE: (Source.EARLIER, Source.NOWHERE),
    Part.GROUPS: (Source.EARLIER, Source.NOWHERE),
    Part.PLACES: (Source.EARLIER, Source.NOWHERE),
    Part.DUTIES: (Source.EARLIER, Source.TEMPLATE),
    Part.SITTINGS: tuple(Source),
    Part.AGENDA: tuple(Source),
    Part.TASKS: tuple(Source),
    Part.TEXTS: tuple(Source),
}
"""Where each part can come from; a template knows no people and no groups."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants of the earlier meeting; a part that is not named comes from there."""

    sources: Mapping[Part, Source] = field(default_factory=dict)
    attendance: frozenset[AttendanceKind] | None = None
    """The kinds of people who come along; None means all."""
    without: frozenset[str] = frozenset()
    """Keys of people who stay behind."""
    days: Mapping[str, date | None] = field(default_factory=dict)
    """Days for the sittings that do not fit, None for not at all."""

    def takes(self, part: Part, source: Source = Source.EARLIER) -> bool:
        """Tell whether a part comes from there."""
        return self.sources.get(part, Source.EARLIER) is source


@dataclass(frozen=True, slots=True)
class Carryover:
    """The new plan, where its sittings went, and what lost its person."""

    plan: Plan
    sittings: tuple[ShiftedSitting, ...] = ()
    vacancies: tuple[Vacancy, ...] = ()


def carry_over(
    earlier: Plan, fresh: Plan, wish: Wish, lasting: Mapping[str, int] | None = None
) -> Carryover:
    """Return the meeting that ``fresh`` is by its template, with what the earlier one lends it.

    ``lasting`` names the tasks that go on until so many days before the closing.
    """
    was, now = days_of(earlier), days_of(fresh)
    if was is None or now is None:
        return Carryover(fresh)
    people = keep_people(
        earlier,
        wish.attendance if wish.takes(Part.PEOPLE) else frozenset(),
        wish.without,
        keeps_groups=wish.takes(Part.GROUPS),
    )
    shifted = (
        shift_sittings(earlier.sittings, was, now, wish.days) if wish.takes(Part.SITTINGS) else ()
    )
    taken = Part.DUTIES, Part.TEXTS, Part.AGENDA
    lender = {part: earlier if wish.takes(part) else fresh for part in taken}
    plan = replace(
        fresh,
        people=people,
        sittings=_choose_sittings(earlier, fresh, wish, shifted),
        groups=_renew_groups(earlier, fresh, wish),
        departments=lender[Part.DUTIES].departments,
        workstreams=lender[Part.DUTIES].workstreams,
        agenda=() if wish.takes(Part.AGENDA, Source.NOWHERE) else lender[Part.AGENDA].agenda,
        texts=() if wish.takes(Part.TEXTS, Source.NOWHERE) else lender[Part.TEXTS].texts,
        tasks=(),
        secretary_general=earlier.secretary_general if wish.takes(Part.DUTIES) else "",
        settings=_renew_settings(earlier, fresh),
    )
    tasks = fresh.tasks
    if wish.takes(Part.TASKS):
        renewed = renew_tasks(earlier, fresh)
        tasks = stretch_tasks(renewed, lasting or {}, was, now)
    if not wish.takes(Part.TASKS, Source.NOWHERE):
        plan = assign_duties(plan, tasks, earlier if wish.takes(Part.DUTIES) else None)
    whole = vacate(plan, keeps_groups=wish.takes(Part.GROUPS) and wish.takes(Part.PEOPLE))
    return Carryover(whole, shifted, list_vacancies(plan, whole, earlier))


def _choose_sittings(
    earlier: Plan, fresh: Plan, wish: Wish, shifted: tuple[ShiftedSitting, ...]
) -> tuple[Sitting, ...]:
    if wish.takes(Part.SITTINGS, Source.NOWHERE):
        return ()
    if not wish.takes(Part.SITTINGS):
        return fresh.sittings
    held = (each.value for each in shifted if each.is_held)
    return tuple(
        replace(each, place=_choose_place(each.place, earlier, fresh, wish)) for each in held
    )


def _choose_place(place: str, earlier: Plan, fresh: Plan, wish: Wish) -> str:
    """Return where a sitting is held: the meeting's own place is the new one's."""
    if not wish.takes(Part.PLACES):
        return ""
    return fresh.place if place == earlier.place and fresh.place else place


def _renew_groups(earlier: Plan, fresh: Plan, wish: Wish) -> tuple[Group, ...]:
    """Return the groups that the people come with; rooms and buses are this meeting's own."""
    if not (wish.takes(Part.GROUPS) and wish.takes(Part.PEOPLE)):
        return fresh.groups
    return tuple(replace(each, room="", bus="") for each in earlier.groups)


def _renew_settings(earlier: Plan, fresh: Plan) -> Settings:
    """Return the habits of the house, with the conditions of this meeting and nothing waived."""
    opens_on = fresh.opens_on
    years = {opens_on.year - 1, opens_on.year} if opens_on else set()
    return replace(
        earlier.settings,
        conditions=fresh.settings.conditions,
        calendar_notices=tuple(
            each for each in earlier.settings.calendar_notices if each.year in years
        ),
        waivers=(),
    )
