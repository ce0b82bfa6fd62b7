"""Two versions of a seating side by side, or a version and the present: who moved, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.domain.directory import people_on_leave
from planner.domain.seating.change import BY_HAND
from planner.domain.seating.difference import compare_seats
from planner.domain.wording import Wording
from planner.services.seating_version import name_people, read_version

if TYPE_CHECKING:
    from datetime import datetime

    from planner.domain.seating.chart import Seating
    from planner.models import ScopedSession
    from planner.services.seating import OpenSeating
    from planner.services.seating_version import Named

PRESENT = 0
"""Stands for the seating as it is now, where a version's number is asked for."""
NO_WORDS = Wording("", "")
ON_LEAVE = Wording("请假", "on leave")
NOT_CALLED = Wording("不再参会", "no longer called")
RENAMED = Wording("姓名或职务有变化", "the name or the post changed")


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two."""

    number: int
    """The version; ``PRESENT`` for the seating as it is now."""
    seating: Seating
    people: dict[str, Named]
    venue_version_id: int
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SeatChange:
    """Somebody who sits elsewhere, came, left, or whose sign is to be printed anew."""

    person: str
    name: str
    post: str
    block: str
    before: str | None
    after: str | None
    why: Wording

    @property
    def is_move(self) -> bool:
        """Whether he sits on both sides, on different seats."""
        return self.before is not None and self.after is not None and self.before != self.after


@dataclass(frozen=True, slots=True)
class SeatingDifference:
    """What differs between two sides."""

    before: Side
    after: Side
    moved: tuple[SeatChange, ...]
    came: tuple[SeatChange, ...]
    left: tuple[SeatChange, ...]
    renamed: tuple[SeatChange, ...]
    """Those who kept their seat and are called otherwise now."""

    @property
    def signs(self) -> tuple[SeatChange, ...]:
        """Whose table signs and badges are to be printed anew."""
        return (*self.moved, *self.came, *self.renamed)

    @property
    def is_empty(self) -> bool:
        """Whether everybody sits as before and is called as before."""
        return not (self.moved or self.came or self.left or self.renamed)


def compare_versions(
    session: ScopedSession, opened: OpenSeating, before: int, after: int
) -> SeatingDifference:
    """Return what differs between two versions of a seating; ``PRESENT`` stands for how it is now.

    Raises:
        MissingRecordError: There is no such version.
    """
    return compare_sides(
        opened, open_side(session, opened, before), open_side(session, opened, after)
    )


def open_side(session: ScopedSession, opened: OpenSeating, number: int) -> Side:
    """Return a version of a seating, or the seating as it is now."""
    if number == PRESENT:
        placed = (*opened.seating.seat_of, *opened.seating.unseated)
        people = name_people(opened, placed)
        return Side(PRESENT, opened.seating, people, opened.venue_version_id)
    version = read_version(session, opened.id, number)
    return Side(
        number,
        version.seating,
        version.people,
        version.venue_version_id,
        version.submitter,
        version.submitted_at,
    )


def compare_sides(opened: OpenSeating, before: Side, after: Side) -> SeatingDifference:
    """Return what differs between two sides of a seating."""
    away = frozenset[str]().union(
        *(people_on_leave(opened.plan, sitting) for sitting in opened.sittings)
    )
    changes = [
        name_change(before, after, each.person, away)
        for each in compare_seats(before.seating.seat_of, after.seating.seat_of)
    ]
    kept = (
        person
        for person, seat in after.seating.seat_of.items()
        if before.seating.seat_of.get(person) == seat
    )
    renamed = (person for person in kept if is_renamed(before, after, person))
    return SeatingDifference(
        before,
        after,
        moved=tuple(each for each in changes if each.is_move),
        came=tuple(each for each in changes if each.before is None),
        left=tuple(each for each in changes if each.after is None),
        renamed=tuple(name_change(before, after, each, away, RENAMED) for each in renamed),
    )


def is_renamed(before: Side, after: Side, person: str) -> bool:
    """Tell whether somebody's sign says something else now."""
    one, other = before.people.get(person), after.people.get(person)
    if one is None or other is None:
        return False
    return (one.name, one.post) != (other.name, other.post)


def name_change(
    before: Side, after: Side, person: str, away: frozenset[str], why: Wording = NO_WORDS
) -> SeatChange:
    """Return somebody's change with his name as the later side has it, and why it came."""
    named = after.people.get(person) or before.people.get(person)
    blocks = (side.seating.blocks.get(person, "") for side in (after, before))
    return SeatChange(
        person,
        named.name if named else person,
        named.post if named else "",
        next((each for each in blocks if each), ""),
        before.seating.seat_of.get(person),
        after.seating.seat_of.get(person),
        why if why != NO_WORDS else explain(before.seating, after.seating, person, away),
    )


def explain(before: Seating, after: Seating, person: str, away: frozenset[str]) -> Wording:
    """Return why somebody sits where he does now, or why he has no seat any more."""
    if person not in after.seat_of:
        return ON_LEAVE if person in away else after.unseated.get(person, NOT_CALLED)
    was, now = before.reasons.get(person), after.reasons.get(person, BY_HAND)
    if was is None:
        return now
    if was == now:
        return BY_HAND
    return Wording(now.zh.removeprefix(f"{was.zh}；"), now.en.removeprefix(f"{was.en}; "))
