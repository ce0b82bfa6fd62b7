"""Everything in a plan that touches one person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.domain.directory import is_selected
from planner.domain.rostrum import Neighbours, SeatedPerson, find_neighbours, seat_rostrum

if TYPE_CHECKING:
    from planner.domain.person import Leave, Person
    from planner.domain.plan import Plan
    from planner.domain.sitting import ProceedingStep, Sitting
    from planner.domain.timeline import DatedTask
    from planner.services.meeting import OpenMeeting


@dataclass(frozen=True, slots=True)
class RostrumSeat:
    """A seat on a rostrum, with who sits at the person's own left and right."""

    sitting: Sitting
    seat: SeatedPerson
    neighbours: Neighbours


@dataclass(frozen=True, slots=True)
class Involvement:
    """What one person presides over, says, sits at, owns and is excused from."""

    called: tuple[Sitting, ...]
    presides: tuple[Sitting, ...]
    speaks: tuple[tuple[Sitting, ProceedingStep], ...]
    seats: tuple[RostrumSeat, ...]
    tasks: tuple[DatedTask, ...]
    leaves: tuple[Leave, ...]


def find_involvement(meeting: OpenMeeting, person: Person) -> Involvement:
    """Return everything that touches a person."""
    plan = meeting.plan
    return Involvement(
        called=tuple(
            each
            for each in plan.sittings
            if any(is_selected(person, selector) for selector in each.participants)
        ),
        presides=tuple(each for each in plan.sittings if person.key in each.presiders),
        speaks=tuple(
            (each, step)
            for each in plan.sittings
            for step in each.steps
            if step.speaker == person.key
        ),
        seats=tuple(find_seats(plan, person.key)),
        tasks=tuple(each for each in meeting.timeline.tasks if each.task.owner == person.key),
        leaves=tuple(each for each in plan.leaves if each.person == person.key),
    )


def find_seats(plan: Plan, person: str) -> list[RostrumSeat]:
    """Return the person's seats on rostrums; only those rostrums that list him are seated."""
    seats = []
    for sitting in plan.sittings:
        rows = sitting.rostrum.rows if sitting.rostrum else ()
        if any(person in row.people for row in rows):
            chart = seat_rostrum(plan, sitting)
            seat = chart.seat_of(person)
            if seat is not None:
                seats.append(RostrumSeat(sitting, seat, find_neighbours(chart, person)))
    return seats
