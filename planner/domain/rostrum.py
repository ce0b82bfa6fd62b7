"""Who sits where on the rostrum (rules §2), and why.

Left and right are those of the people seated, facing the hall. Every row is returned as seen from
the hall, so the first of a row is at the hall's left, which is the right hand of those seated.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from planner.domain.directory import Directory
from planner.domain.order import order_roster
from planner.domain.plan import NameOrder
from planner.domain.seat_reason import explain_seat
from planner.domain.sitting import Lectern, PresiderSeat, RowOrder, SeatRule
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planner.domain.order import By
    from planner.domain.person import Person
    from planner.domain.plan import Plan
    from planner.domain.sitting import Rostrum, RostrumRow, Sitting

T = TypeVar("T")
SMALLEST_CENTRED = 4
"""双数单摆 needs an even number of at least four."""


@dataclass(frozen=True, slots=True)
class SeatedPerson:
    """One seat: ``column`` counts from hall-left, ``position`` is the offset from the centre."""

    person: str
    row: int
    column: int
    position: float
    rank_in_row: int
    reason: Wording
    is_presider: bool = False


@dataclass(frozen=True, slots=True)
class RostrumProblem:
    """Something about the rostrum that people must see; ``person`` may be empty."""

    code: str
    """``unknown``, ``twice``, ``presider_missing``, ``presider_behind``, ``not_centred``."""
    row: int
    person: str
    why: Wording


@dataclass(frozen=True, slots=True)
class RostrumChart:
    """The rows of a rostrum, front row first, each as seen from the hall."""

    rows: tuple[tuple[SeatedPerson, ...], ...]
    rule: SeatRule
    lectern: Lectern
    presiders: tuple[str, ...] = ()
    problems: tuple[RostrumProblem, ...] = ()


def seat_row(ranked: Sequence[T], rule: SeatRule) -> list[T]:
    """Return people ranked 1, 2, 3 … as they sit, seen from the hall.

    ``left_first``: with mid = (n-1)//2 from hall-left, even rank r sits at mid + r/2, odd rank r
    at mid - (r-1)/2. ``right_first`` mirrors it. ``centre_one`` does the same with No. 1 kept at
    the exact centre by ``seat_positions``; the sequence is that of ``left_first``.
    """
    count = len(ranked)
    middle = (count - 1) // 2
    seats: list[T] = list(ranked)
    for place, one in enumerate(ranked):
        rank = place + 1
        seats[middle + rank // 2 if rank % 2 == 0 else middle - (rank - 1) // 2] = one
    return seats[::-1] if rule is SeatRule.RIGHT_FIRST else seats


def seat_positions(count: int, rule: SeatRule) -> list[float]:
    """Return each seat's offset from the stage's centre, in seats, from hall-left.

    A row is centred on its own; with ``centre_one`` and an even number of at least four No. 1
    sits at 0 and the row is asymmetric.
    """
    if is_centred_on_one(count, rule):
        return [float(column - (count - 1) // 2) for column in range(count)]
    return [column - (count - 1) / 2 for column in range(count)]


def is_centred_on_one(count: int, rule: SeatRule) -> bool:
    """Tell whether 双数单摆 changes anything in a row of this length."""
    return rule is SeatRule.CENTRE_ONE and count >= SMALLEST_CENTRED and count % 2 == 0


def seat_rostrum(plan: Plan, sitting: Sitting) -> RostrumChart:
    """Return the rostrum of a sitting; an empty one where none was planned."""
    rostrum = sitting.rostrum
    if rostrum is None:
        return RostrumChart((), plan.settings.seat_rule, Lectern.NONE, sitting.presiders)
    rule = rostrum.rule or plan.settings.seat_rule
    directory = Directory.of(plan)
    problems = list(_find_problems(rostrum, sitting, directory))
    rows = tuple(
        _seat_people(
            number,
            _rank_row(plan, row, directory, rostrum if number == 0 else None, sitting.presiders),
            row.order,
            rule,
            sitting.presiders,
        )
        for number, row in enumerate(rostrum.rows)
    )
    return RostrumChart(rows, rule, rostrum.lectern, sitting.presiders, tuple(problems))


def neighbours(chart: RostrumChart, person: str) -> tuple[str, str]:
    """Return who sits at a person's own left hand and right hand, as keys, or empty."""
    for row in chart.rows:
        keys = [seat.person for seat in row]
        if person in keys:
            at = keys.index(person)
            left = keys[at + 1] if at + 1 < len(keys) else ""
            return left, keys[at - 1] if at else ""
    return "", ""


def mirror_chart(chart: RostrumChart) -> tuple[tuple[SeatedPerson, ...], ...]:
    """Return the rows as seen from the rostrum (从台上看): each turned round."""
    return tuple(row[::-1] for row in chart.rows)


def _rank_row(
    plan: Plan,
    row: RostrumRow,
    directory: Directory,
    front: Rostrum | None,
    presiders: tuple[str, ...],
) -> list[str]:
    """Return the people of a row from No. 1 on; ``front`` is set for the front row only."""
    people = list(dict.fromkeys(row.people))
    ranked = order_row(plan, people, row, directory)
    if front is None or front.presider_seat is PresiderSeat.BY_RANK:
        return ranked
    presider = next((key for key in presiders if key in ranked), None)
    if presider is None:
        return ranked
    ranked.remove(presider)
    place = 0 if front.presider_seat is PresiderSeat.CENTRE else len(ranked)
    ranked.insert(place, presider)
    return ranked


def order_row(plan: Plan, people: list[str], row: RostrumRow, directory: Directory) -> list[str]:
    """Return the keys of a row as its order asks; people unknown to the roster come last."""
    if row.order is RowOrder.AS_LISTED:
        return people
    known: list[Person] = [directory.people[key] for key in people if key in directory.people]
    by: By = NameOrder.STROKES if row.order is RowOrder.STROKES else "rank"
    if row.order is RowOrder.STROKES and plan.settings.name_order is NameOrder.STROKES_FULL:
        by = NameOrder.STROKES_FULL
    ranked = [each.key for each in order_roster(plan, known, by).people]
    if row.order is RowOrder.STROKES and ranked:
        shift = row.shift % len(ranked)
        ranked = ranked[shift:] + ranked[:shift]
    return ranked + [key for key in people if key not in directory.people]


def _seat_people(
    number: int,
    ranked: Sequence[str],
    order: RowOrder,
    rule: SeatRule,
    presiders: tuple[str, ...],
) -> tuple[SeatedPerson, ...]:
    ranks = {key: rank for rank, key in enumerate(ranked, start=1)}
    positions = seat_positions(len(ranked), rule)
    return tuple(
        SeatedPerson(
            person=key,
            row=number,
            column=column,
            position=positions[column],
            rank_in_row=ranks[key],
            reason=explain_seat(ranks[key], len(ranked), rule, order),
            is_presider=key in presiders,
        )
        for column, key in enumerate(seat_row(ranked, rule))
    )


def _find_problems(
    rostrum: Rostrum, sitting: Sitting, directory: Directory
) -> Iterable[RostrumProblem]:
    rows_of: dict[str, list[int]] = {}
    for number, row in enumerate(rostrum.rows):
        for key in row.people:
            rows_of.setdefault(key, []).append(number)
    for key, numbers in rows_of.items():
        name = directory.name_of(key)
        if key not in directory.people:
            why = Wording(f"“{name}”不在名册中", f"“{name}” is not on the roster")
            yield RostrumProblem("unknown", numbers[0], key, why)
        if len(numbers) > 1:
            why = Wording(f"{name}在主席台上排了两次", f"{name} is on the rostrum twice")
            yield RostrumProblem("twice", numbers[1], key, why)
    yield from _find_presider_problems(rows_of, sitting, directory)
    rule = rostrum.rule
    for number, row in enumerate(rostrum.rows):
        if rule is SeatRule.CENTRE_ONE and not number and len(row.people) < SMALLEST_CENTRED:
            why = Wording("不足四人，双数单摆不适用", "fewer than four: No. 1 is centred anyway")
            yield RostrumProblem("not_centred", number, "", why)


def _find_presider_problems(
    rows_of: dict[str, list[int]], sitting: Sitting, directory: Directory
) -> Iterable[RostrumProblem]:
    for key in sitting.presiders:
        name, numbers = directory.name_of(key), rows_of.get(key)
        if numbers is None:
            why = Wording(f"主持人{name}不在主席台上", f"the presider {name} has no seat")
            yield RostrumProblem("presider_missing", 0, key, why)
        elif numbers[0] > 0:
            why = Wording(f"主持人{name}排在后排", f"the presider {name} sits in a rear row")
            yield RostrumProblem("presider_behind", numbers[0], key, why)
