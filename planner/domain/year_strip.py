"""A year of meetings, month by month, and where two of them want the same day, place or leader."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from planner.domain.plan import Plan

MONTHS = 12


@dataclass(frozen=True, slots=True)
class HeldMeeting:
    """A meeting with its days; what it wants on each of them, where that is known."""

    id: int
    title: str
    kind: str
    first_on: date
    last_on: date
    places: Mapping[date, frozenset[str]] = field(default_factory=dict)
    leaders: Mapping[date, frozenset[str]] = field(default_factory=dict)

    def meets(self, other: HeldMeeting) -> bool:
        """Tell whether two meetings have a day in common."""
        return self.first_on <= other.last_on and other.first_on <= self.last_on


@dataclass(frozen=True, slots=True)
class MeetingClash:
    """Two meetings on the same days; the places and leaders that both want then."""

    first: HeldMeeting
    second: HeldMeeting
    from_on: date
    to_on: date
    places: tuple[str, ...] = ()
    leaders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Month:
    """One month with the meetings that are held in it."""

    first_on: date
    meetings: tuple[HeldMeeting, ...]


def list_months(meetings: Iterable[HeldMeeting], first_on: date) -> tuple[Month, ...]:
    """Return twelve months from that of a day on; a meeting stands in each that it touches."""
    known = sorted(meetings, key=lambda each: (each.first_on, each.last_on, each.id))
    begins = [
        date(
            first_on.year + (first_on.month - 1 + at) // MONTHS,
            (first_on.month - 1 + at) % 12 + 1,
            1,
        )
        for at in range(MONTHS + 1)
    ]
    return tuple(
        Month(begin, tuple(each for each in known if each.first_on < end and each.last_on >= begin))
        for begin, end in pairwise(begins)
    )


def add_months(day: date, count: int) -> date:
    """Return the first of the month that is so many months after a day's."""
    years, month = divmod(day.month - 1 + count, MONTHS)
    return date(day.year + years, month + 1, 1)


def find_meeting_clashes(meetings: Iterable[HeldMeeting]) -> tuple[MeetingClash, ...]:
    """Return the pairs of meetings that have days in common, the earliest first."""
    known = sorted(meetings, key=lambda each: (each.first_on, each.id))
    return tuple(
        MeetingClash(
            first,
            second,
            max(first.first_on, second.first_on),
            min(first.last_on, second.last_on),
            shared(first.places, second.places),
            shared(first.leaders, second.leaders),
        )
        for first, second in combinations(known, 2)
        if first.meets(second)
    )


def shared(
    first: Mapping[date, frozenset[str]], second: Mapping[date, frozenset[str]]
) -> tuple[str, ...]:
    """Return what both want on the same day, each once, in order."""
    wanted: set[str] = set()
    for day in first.keys() & second.keys():
        wanted |= first[day] & second[day]
    return tuple(sorted(wanted))


def claim_days(plan: Plan) -> tuple[dict[date, frozenset[str]], dict[date, frozenset[str]]]:
    """Return the places and the leaders that a plan's sittings want, by day.

    Leaders are those who preside, and those in the front row of a rostrum.
    """
    names = {each.key: each.name for each in plan.people}
    places: dict[date, frozenset[str]] = {}
    leaders: dict[date, frozenset[str]] = {}
    for sitting in plan.sittings:
        if sitting.held_on is None:
            continue
        rows = sitting.rostrum.rows if sitting.rostrum else ()
        keys = (*sitting.presiders, *(rows[0].people if rows else ()))
        found = frozenset(names[key] for key in keys if key in names)
        leaders[sitting.held_on] = leaders.get(sitting.held_on, frozenset()) | found
        if sitting.place:
            known = places.get(sitting.held_on, frozenset())
            places[sitting.held_on] = known | {sitting.place}
    return places, leaders
