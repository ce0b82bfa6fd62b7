"""The rostrum of a sitting: rows of seated people with reasons, and what is wrong with it (§2).

Who is in which row is the user's decision; each row is centred on its own and follows the rule.
A person whom the roster lacks, or who is listed twice, is a problem in the chart, no exception.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.domain.directory import Directory
from planner.domain.person import Person
from planner.domain.rostrum_order import (
    find_order_problems,
    move_presiders,
    name_order,
    rank_row,
)
from planner.domain.rostrum_problem import (
    RostrumProblem,
    RostrumProblemKind,
    find_leave_problems,
    find_presider_problems,
    state_problem,
)
from planner.domain.rostrum_row import SeatedPerson, applied_rule, seat_people, seat_row
from planner.domain.sitting import Lectern, PresiderSeat, Rostrum, SeatRule
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.domain.plan import Plan
    from planner.domain.sitting import Sitting

__all__ = [
    "Neighbours",
    "RostrumChart",
    "RostrumProblem",
    "RostrumProblemKind",
    "SeatedPerson",
    "View",
    "find_neighbours",
    "seat_rostrum",
    "seat_row",
    "turn_rows",
    "view_rows",
]

PRESIDER_WORDS = {
    PresiderSeat.CENTRE: Wording(
        "主持人居前排正中", "the presider takes the centre of the front row"
    ),
    PresiderSeat.END: Wording("主持人居前排一端", "the presider at an end of the front row"),
}


class View(StrEnum):
    """From where a chart is seen."""

    HALL = "hall"  # 从台下看
    ROSTRUM = "rostrum"  # 从台上看


@dataclass(frozen=True, slots=True)
class RostrumChart:
    """A sitting's rostrum; ``rows`` front row first, each as seen from the hall, left first."""

    rows: tuple[tuple[SeatedPerson, ...], ...]
    rule: SeatRule
    lectern: Lectern
    presiders: tuple[str, ...]
    """Those presiders who have a seat in the front row."""
    presider_seat: PresiderSeat = PresiderSeat.BY_RANK
    problems: tuple[RostrumProblem, ...] = ()

    def seat_of(self, person: str) -> SeatedPerson | None:
        """Return a person's seat, or None for somebody who has none."""
        return next((seat for row in self.rows for seat in row if seat.person == person), None)


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Who sits at a person's own left and right hand; None at the end of a row."""

    left: str | None
    right: str | None


def seat_rostrum(plan: Plan, sitting: Sitting) -> RostrumChart:
    """Return the chart of a sitting's rostrum; one without rows where none was planned."""
    rostrum = sitting.rostrum or Rostrum(rows=(), lectern=Lectern.NONE)
    rule = rostrum.rule or plan.settings.seat_rule
    people, problems = _find_people(plan, rostrum)
    rows = []
    for number, (row, listed) in enumerate(zip(rostrum.rows, people, strict=True)):
        ranked = rank_row(row, listed, plan.settings)
        problems += find_order_problems(number, row, ranked, plan)
        if ranked and applied_rule(len(ranked), rule) is not rule:
            problems.append(state_problem(RostrumProblemKind.RULE_NOT_APPLICABLE, number))
        place = rostrum.presider_seat if number == 0 else PresiderSeat.BY_RANK
        ranked = move_presiders(ranked, sitting.presiders, place)
        keys = [person.key for person in ranked]
        seats = seat_people(keys, rule, number, name_order(row, plan.settings))
        rows.append(_mark_presiders(seats, sitting.presiders, place))
    problems += find_leave_problems(plan, sitting, rows)
    problems += find_presider_problems(plan, sitting, rows)
    seated = tuple(seat.person for seat in rows[0] if seat.is_presider) if rows else ()
    return RostrumChart(
        tuple(rows),
        rule,
        rostrum.lectern,
        tuple(each for each in sitting.presiders if each in seated),
        rostrum.presider_seat,
        tuple(problems),
    )


def view_rows(chart: RostrumChart, view: View) -> tuple[tuple[SeatedPerson, ...], ...]:
    """Return the rows as they lie before the viewer, the farthest first.

    From the hall the front row is the nearest, so it comes last; from the rostrum the picture is
    turned by half a circle: the front row is the farthest, and left and right change places.
    """
    return turn_rows(chart.rows, view)


def turn_rows(
    rows: Sequence[tuple[SeatedPerson, ...]], view: View
) -> tuple[tuple[SeatedPerson, ...], ...]:
    """Return rows given front first as they lie before the viewer, the farthest first."""
    if view is View.HALL:
        return tuple(rows[::-1])
    return tuple(row[::-1] for row in rows)


def find_neighbours(chart: RostrumChart, person: str) -> Neighbours:
    """Return who sits at a person's own left and right, facing the hall."""
    seat = chart.seat_of(person)
    if seat is None:
        return Neighbours(None, None)
    keys = _keys(chart.rows[seat.row])
    return Neighbours(
        left=keys[seat.column + 1] if seat.column + 1 < len(keys) else None,
        right=keys[seat.column - 1] if seat.column else None,
    )


def _keys(row: Sequence[SeatedPerson]) -> list[str]:
    return [seat.person for seat in row]


def _find_people(plan: Plan, rostrum: Rostrum) -> tuple[list[list[Person]], list[RostrumProblem]]:
    """Return each row's people as listed, each person once, and what was wrong with the lists."""
    known = Directory.of(plan).people
    seen: set[str] = set()
    rows: list[list[Person]] = []
    problems: list[RostrumProblem] = []
    for number, row in enumerate(rostrum.rows):
        people = []
        for key in row.people:
            person = known.get(key) or Person(key=key, name=key)
            kind = _judge_listing(key, seen, known)
            if kind is not None:
                problems.append(state_problem(kind, number, key, person.name))
            if key not in seen:
                people.append(person)
                seen.add(key)
        if not row.people:
            problems.append(state_problem(RostrumProblemKind.EMPTY_ROW, number))
        rows.append(people)
    return rows, problems


def _judge_listing(key: str, seen: set[str], known: dict[str, Person]) -> RostrumProblemKind | None:
    if key in seen:
        return RostrumProblemKind.REPEATED_PERSON
    return None if key in known else RostrumProblemKind.UNKNOWN_PERSON


def _mark_presiders(
    row: tuple[SeatedPerson, ...], presiders: Sequence[str], place: PresiderSeat
) -> tuple[SeatedPerson, ...]:
    """Return a row with its presiders marked; in front the reason says if they were moved."""
    words = PRESIDER_WORDS.get(place)
    return tuple(
        replace(seat, is_presider=True, reason=_join(words, seat.reason) if words else seat.reason)
        if seat.person in presiders
        else seat
        for seat in row
    )


def _join(first: Wording, second: Wording) -> Wording:
    return Wording(f"{first.zh}；{second.zh}", f"{first.en}; {second.en}")
