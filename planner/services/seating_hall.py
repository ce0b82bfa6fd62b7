"""The hall of a seating: who is called, who is away, and the ground that people sit on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.domain.seating.hall import Hall, find_people
from planner.services.memory import Memory
from planner.services.seating import find_ground

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.domain.person import Person
    from planner.domain.seating.absence import Turnout
    from planner.models import ScopedSession
    from planner.services.seating import OpenSeating

CALLED_KEPT = 24
CALLED: Memory[tuple[Person, ...]] = Memory(CALLED_KEPT)
"""Who is to have a seat, by house, meeting, state of the draft, and sittings."""


def open_hall_of(session: ScopedSession, opened: OpenSeating) -> Hall:
    """Return the hall of a seating: those who are called and there, with its rules and locks."""
    key = (
        session.owner,
        opened.meeting_id,
        opened.draft_stamp,
        tuple(each.key for each in opened.sittings),
    )
    people = CALLED.recall(key, lambda: find_people(opened.plan, opened.sittings))
    locks = tuple(opened.seating.locks.values())
    return Hall(
        find_ground(session, opened.venue_version_id),
        people,
        opened.plan.settings,
        replace(opened.settings, locks=locks),
    )


@dataclass(frozen=True, slots=True)
class Gap:
    """What a seating lacks against who is called: who dropped out, who came late."""

    absent: tuple[str, ...]
    """They have a place here, on a seat or on none, and are no longer called or on leave."""
    arrived: tuple[Person, ...]
    """They are called and there, and nobody gave them a place or told why not."""

    @property
    def is_empty(self) -> bool:
        """Whether all who are called are in the seating, and nobody else."""
        return not self.absent and not self.arrived


def find_gap(hall: Hall, opened: OpenSeating) -> Gap:
    """Return who dropped out of a seating and who came late."""
    called = {person.key for person in hall.people}
    placed = dict.fromkeys((*opened.seating.seat_of, *opened.seating.unseated))
    return Gap(
        tuple(person for person in placed if person not in called),
        tuple(person for person in hall.people if person.key not in placed),
    )


def hall_before(hall: Hall, opened: OpenSeating, turnout: Turnout) -> Hall:
    """Return the hall as it was before some dropped out and others came."""
    arrived = {person.key for person in turnout.arrived}
    known = {person.key for person in hall.people}
    absent = find_named(opened, (each for each in turnout.absent if each not in known))
    people = tuple(person for person in hall.people if person.key not in arrived)
    return replace(hall, people=(*people, *absent))


def find_named(opened: OpenSeating, keys: Iterable[str]) -> tuple[Person, ...]:
    """Return people of the plan by key; who is no longer in it is passed over."""
    wanted = set(keys)
    return tuple(person for person in opened.plan.people if person.key in wanted)
