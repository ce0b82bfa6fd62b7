"""The one entry to seating a hall: a plan, a sitting and a venue make a seating with reasons."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.domain.directory import people_called, people_on_leave
from planner.domain.seating.binding import Ground, bind_rules, find_broken_rules
from planner.domain.seating.fill import fill_hall
from planner.domain.seating.fill_reason import join_words
from planner.domain.seating.home import find_homes
from planner.domain.seating.repair import MOST_CASES, TooHardError, repair
from planner.domain.seating.rule_conflict import open_rule_book
from planner.domain.seating.rule_words import explain_move

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.domain.person import Person
    from planner.domain.plan import Plan, Settings
    from planner.domain.seating.chart import Seating
    from planner.domain.seating.instance import Arrangement
    from planner.domain.seating.rule import SeatingRule
    from planner.domain.seating.setting import HallSettings
    from planner.domain.sitting import Sitting
    from planner.domain.venue.plan import Venue
    from planner.domain.venue.touch import Geometry

FILL_CASES = 20
"""While nobody knows his seat yet, it need not be proven that the fewest people moved."""


@dataclass(frozen=True, slots=True)
class Hall:
    """All that seating one sitting's hall goes by."""

    ground: Ground
    people: tuple[Person, ...]
    """Who is to have a seat."""
    settings: Settings
    wishes: HallSettings

    @property
    def names(self) -> dict[str, str]:
        """Names by person."""
        return {person.key: person.name for person in self.people}


def seat_hall(
    plan: Plan,
    sitting: Sitting,
    venue: Venue,
    settings: HallSettings,
    geometry: Geometry,
) -> Seating:
    """Return who sits where in the hall of a sitting, and why."""
    return seat_everybody(open_hall(plan, sitting, venue, settings, geometry))


def open_hall(
    plan: Plan,
    sitting: Sitting,
    venue: Venue,
    settings: HallSettings,
    geometry: Geometry,
) -> Hall:
    """Return a hall with those called to a sitting, but who is on leave or on the rostrum."""
    return Hall(Ground(venue, geometry), find_people(plan, (sitting,)), plan.settings, settings)


def find_people(plan: Plan, sittings: Sequence[Sitting]) -> tuple[Person, ...]:
    """Return who needs a seat in a hall that serves some sittings, in the order of the roster.

    Somebody is left out who is away from all those that he is called to: on leave, or on the
    rostrum.
    """
    wanted: set[str] = set()
    for sitting in sittings:
        away = set(people_on_leave(plan, sitting))
        for row in sitting.rostrum.rows if sitting.rostrum else ():
            away.update(row.people)
        wanted.update(each.key for each in people_called(plan, sitting) if each.key not in away)
    return tuple(person for person in plan.people if person.key in wanted)


def seat_everybody(hall: Hall) -> Seating:
    """Return the hall filled by rule, then changed as little as the wishes of single people ask.

    Soft rules hold, too, where they can. Where the hard ones cannot all hold, as many as can are
    kept, and a smallest set of rules that conflict is named.
    """
    filled = fill_hall(hall.people, hall.ground.venue, hall.settings, hall.wishes)
    seated = [person.key for person in hall.people if person.key in filled.seat_of]
    strict = tuple(replace(rule, is_hard=True) for rule in hall.wishes.rules)
    found = arrange(hall, filled, seated, strict, FILL_CASES)
    if found is not None:
        return apply_arrangement(hall, filled, seated, found)
    homes = find_homes(hall.ground, hall.people, filled, hall.wishes)
    book = open_rule_book(hall.ground, seated, filled, hall.wishes.rules, homes)
    conflict = book.find_conflict()
    bare = replace(filled, locks={}, reserved=frozenset())
    found = arrange(hall, bare, seated, book.keep_at_a_glance(), FILL_CASES)
    if found is None:
        found = arrange(hall, bare, seated, book.keep(), FILL_CASES)
    result = filled if found is None else apply_arrangement(hall, filled, seated, found)
    return replace(result, conflict=tuple(rule.key for rule in conflict))


def arrange(
    hall: Hall,
    seating: Seating,
    people: Sequence[str],
    rules: Sequence[SeatingRule],
    most_cases: int = MOST_CASES,
) -> Arrangement | None:
    """Return the arrangement that keeps rules and moves the fewest people; None for none."""
    chosen = set(people)
    homes = find_homes(
        hall.ground, [each for each in hall.people if each.key in chosen], seating, hall.wishes
    )
    problem = bind_rules(hall.ground, people, rules, seating, homes)
    try:
        return repair(problem.instance, most_cases)
    except TooHardError:
        return None


def apply_arrangement(
    hall: Hall, seating: Seating, people: Sequence[str], found: Arrangement
) -> Seating:
    """Return a seating with everybody where an arrangement puts him; who moved is told why."""
    keys, names, reasons = hall.ground.keys, hall.names, dict(seating.reasons)
    for at in found.moved:
        person = people[at]
        moved = explain_move(person, hall.wishes.rules, names)
        reasons[person] = join_words(reasons.get(person), moved)
    seat_of = {person: keys[seat] for person, seat in zip(people, found.seats, strict=True)}
    broken = find_broken_rules(hall.ground, hall.wishes.rules, seat_of)
    return replace(
        seating,
        seat_of=seat_of,
        reasons=reasons,
        locks={who: lock for who, lock in seating.locks.items() if seat_of.get(who) == lock.seat},
        broken=tuple(rule.key for rule in broken),
        is_proven=found.is_proven,
    )
