"""A seating as leaders read it: what lies before them, and who sits around somebody's chair."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.domain.rostrum import find_neighbours, seat_rostrum
from planner.domain.seating.neighbour import people_around
from planner.models.seating import SeatingState, SeatingVersionState
from planner.services.seating_difference import PRESENT, Side, open_side
from planner.services.seating_version import find_version, find_waiting

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from planner.domain.plan import Plan
    from planner.domain.rostrum import RostrumChart
    from planner.domain.seating.binding import Ground
    from planner.domain.sitting import Sitting
    from planner.models import ScopedSession, SeatingVersionRecord
    from planner.services.seating import OpenSeating

WAITS = frozenset({SeatingState.WAITING, SeatingState.CONFIRMING})


@dataclass(frozen=True, slots=True)
class Reading:
    """What of a seating is read: the version that waits, else the approved one, else how it is."""

    side: Side
    version: SeatingVersionRecord | None

    @property
    def is_waiting(self) -> bool:
        """Whether it waits for a decision."""
        return self.version is not None and self.version.state == SeatingVersionState.WAITING


class ChairPlace(StrEnum):
    """Where a chair stands."""

    ROSTRUM = "rostrum"
    HALL = "hall"


@dataclass(frozen=True, slots=True)
class Chair:
    """Somebody's chair, and who sits around it as he sits there; None for nobody."""

    place: ChairPlace
    person: str
    seat: str
    """The key of a seat in the hall; empty on the rostrum."""
    row: int
    """The row on the rostrum, 0 in front."""
    left: str | None
    right: str | None
    front: str | None
    back: str | None


def open_reading(session: ScopedSession, opened: OpenSeating) -> Reading:
    """Return what of a seating lies before a leader."""
    version = find_waiting(session, opened.id) if opened.state in WAITS else None
    if version is None and opened.approved_number:
        version = find_version(session, opened.id, opened.approved_number)
    number = version.number if version else PRESENT
    return Reading(open_side(session, opened, number), version)


def list_rostrums(opened: OpenSeating) -> list[tuple[Sitting, RostrumChart]]:
    """Return the rostrums of a seating's sittings, in their order."""
    return [
        (sitting, seat_rostrum(opened.plan, sitting))
        for sitting in opened.sittings
        if sitting.rostrum is not None and any(row.people for row in sitting.rostrum.rows)
    ]


def find_chair(
    side: Side, ground: Ground, charts: Iterable[RostrumChart], person: str
) -> Chair | None:
    """Return somebody's chair, on a rostrum or in the hall; None where he has none."""
    for chart in charts:
        chair = find_rostrum_chair(chart, person)
        if chair is not None:
            return chair
    seat = side.seating.seat_of.get(person)
    if seat is None or seat not in ground.number_of:
        return None
    around = people_around(ground, side.seating, seat)
    return Chair(ChairPlace.HALL, person, seat, 0, **around)


def find_rostrum_chair(chart: RostrumChart, person: str) -> Chair | None:
    """Return somebody's chair on a rostrum; in front of him is the row nearer to the hall."""
    seated = chart.seat_of(person)
    if seated is None:
        return None
    beside = find_neighbours(chart, person)

    def nearest(row: int) -> str | None:
        if not 0 <= row < len(chart.rows):
            return None
        found = min(
            chart.rows[row], key=lambda each: abs(each.position - seated.position), default=None
        )
        is_near = found is not None and abs(found.position - seated.position) < 1
        return found.person if found is not None and is_near else None

    return Chair(
        ChairPlace.ROSTRUM,
        person,
        "",
        seated.row,
        beside.left,
        beside.right,
        nearest(seated.row - 1),
        nearest(seated.row + 1),
    )


def name_everybody(plan: Plan, side: Side) -> Mapping[str, str]:
    """Return the names of people: as the version has them, else as the plan does."""
    names = {person.key: person.name for person in plan.people}
    return {**names, **{key: named.name for key, named in side.people.items()}}
