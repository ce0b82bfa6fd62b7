"""The schedule as a grid of days: who cannot be at two sittings at once, and what a grid spans."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations
from typing import TYPE_CHECKING

from planner.domain.directory import people_called, people_on_leave
from planner.domain.person import AttendanceKind
from planner.domain.sitting import SittingKind

if TYPE_CHECKING:
    from datetime import date

    from planner.domain.plan import Plan
    from planner.domain.sitting import Sitting

MANY_ROOMS = re.compile("各|分别|分组|视频分会场")
"""Words of a place that stands for several rooms."""
COMES_AND_GOES = frozenset({AttendanceKind.STAFF, AttendanceKind.MEDIA})
LONGEST_GRID = 40
"""Days; a sitting with a wrong year does not make a grid of thousands."""


@dataclass(frozen=True, slots=True)
class SharedPeople:
    """Whom two sittings both want: they clash where the two are held at one time."""

    first: str
    second: str
    """Keys of sittings, in the plan's order."""
    leaders: tuple[str, ...] = ()
    """People who preside or speak in both."""
    others: tuple[str, ...] = ()


def leaders_of(sitting: Sitting) -> tuple[str, ...]:
    """Return who presides or speaks, each once."""
    speakers = (step.speaker for step in sitting.steps if step.speaker)
    return tuple(dict.fromkeys((*sitting.presiders, *speakers)))


def is_taking_up(sitting: Sitting) -> bool:
    """Tell whether a sitting keeps its people and place; at the registration they come and go."""
    return sitting.kind is not SittingKind.REGISTRATION


def find_shared_people(plan: Plan) -> tuple[SharedPeople, ...]:
    """Return for every two sittings whom both want, whenever they are held."""
    wanted = {
        each.key: (leaders_of(each), _participants(plan, each))
        for each in plan.sittings
        if is_taking_up(each)
    }
    order = {person.key: number for number, person in enumerate(plan.people)}
    found = []
    for first, second in combinations(wanted, 2):
        (leading, taking), (also_leading, also_taking) = wanted[first], wanted[second]
        leaders = tuple(each for each in leading if each in also_leading)
        both = (taking | set(leading)) & (also_taking | set(also_leading)) - set(leaders)
        if leaders or both:
            others = tuple(sorted(both, key=lambda key: (order.get(key, len(order)), key)))
            found.append(SharedPeople(first, second, leaders, others))
    return tuple(found)


def _participants(plan: Plan, sitting: Sitting) -> frozenset[str]:
    away = people_on_leave(plan, sitting)
    return frozenset(
        each.key
        for each in people_called(plan, sitting)
        if each.attendance not in COMES_AND_GOES and each.key not in away
    )


def first_day_of(plan: Plan) -> date | None:
    """Return the meeting's first day: registration or opening."""
    return min((day for day in (plan.reports_on, plan.opens_on) if day), default=None)


def list_grid_days(plan: Plan) -> tuple[date, ...]:
    """Return the days of a grid: the meeting's and those of sittings, one more at either end."""
    held = [each.held_on for each in plan.sittings if each.held_on]
    own = [day for day in (first_day_of(plan), plan.closes_on) if day]
    days = own or held[:1]
    if not days:
        return ()
    first, last = min(days), max(days)
    near = [day for day in held if abs((day - first).days) <= LONGEST_GRID]
    first, last = min([first, *near]), max([last, *near])
    span = min((last - first).days, LONGEST_GRID)
    return tuple(first + timedelta(days=number) for number in range(-1, span + 2))
