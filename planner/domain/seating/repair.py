"""The arrangement that obeys the hard rules, moves the fewest people, and then suits best (§3).

What binds single people to seats is solved exactly by ``matching``. Bonds between people (together,
apart) are taken up one at a time, only where the arrangement at hand breaks one: the case is split
into cases that each mend it in one way, and the cheapest open case is looked at next. The first
case that breaks nothing is the optimum, for no case left open can cost less than it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count
from typing import TYPE_CHECKING

from planner.domain.seating.instance import Arrangement
from planner.domain.seating.matching import Matching

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from planner.domain.seating.instance import Bond, Instance

MOST_CASES = 20_000
"""After so many cases a search gives up and says so; people then have to loosen a bond."""


class TooHardError(RuntimeError):
    """So many bonds hang together that no optimum was proven in the cases that are allowed."""


@dataclass(order=True)
class Case:
    """One way of mending what was broken so far: its least price, and what it decides."""

    price: int
    order: int
    matching: Matching = field(compare=False)
    limits: Mapping[int, frozenset[int]] = field(compare=False)
    dropped: frozenset[int] = field(compare=False)
    """Bonds that are broken on purpose, by their number; what that costs is in the price."""


def repair(instance: Instance, most_cases: int = MOST_CASES) -> Arrangement | None:
    """Return the optimum, or None where the hard rules leave no seating.

    Raises:
        TooHardError: No optimum was proven within ``most_cases``.
    """
    bonds = (*instance.together, *instance.apart)
    order = count()
    queue: list[Case] = []
    push(queue, instance, {}, frozenset(), 0, next(order))
    for looked_at in range(1, most_cases + 1):
        if not queue:
            return None
        case = heappop(queue)
        broken = find_broken(instance, bonds, case)
        if broken is None:
            return describe(instance, case, looked_at)
        extra = case.price - case.matching.price
        bond = bonds[broken]
        if not bond.is_hard:
            dropped = case.dropped | {broken}
            heappush(
                queue,
                Case(case.price + bond.cost, next(order), case.matching, case.limits, dropped),
            )
        for limits in split(instance, bond, case, is_apart=broken >= len(instance.together)):
            push(queue, instance, limits, case.dropped, extra, next(order))
    message = f"no optimum within {most_cases} cases"
    raise TooHardError(message)


def push(
    queue: list[Case],
    instance: Instance,
    limits: Mapping[int, frozenset[int]],
    dropped: frozenset[int],
    extra: int,
    order: int,
) -> None:
    """Open a case, unless it leaves somebody without a seat."""
    matching = Matching(instance, limits)
    if matching.seat_everybody():
        heappush(queue, Case(matching.price + extra, order, matching, limits, dropped))


def find_broken(instance: Instance, bonds: Sequence[Bond], case: Case) -> int | None:
    """Return the first bond that an arrangement breaks; None where all hold or were dropped."""
    seats = case.matching.seat_of
    for number, bond in enumerate(bonds):
        if number in case.dropped:
            continue
        own = [seats[person] for person in bond.people]
        taken = [seat for seat in own if seat is not None]
        is_apart = number >= len(instance.together)
        if not (are_apart(instance, taken) if is_apart else are_together(instance, taken)):
            return number
    return None


def are_together(instance: Instance, seats: Sequence[int]) -> bool:
    """Tell whether seats make one unbroken run, side by side."""
    wanted = set(seats)
    if not wanted:
        return True
    reached, edge = {seats[0]}, [seats[0]]
    while edge:
        for seat in instance.beside[edge.pop()]:
            if seat in wanted and seat not in reached:
                reached.add(seat)
                edge.append(seat)
    return reached == wanted


def are_apart(instance: Instance, seats: Sequence[int]) -> bool:
    """Tell whether none of the seats touches another."""
    taken = set(seats)
    return all(taken.isdisjoint(instance.near[seat]) for seat in seats)


def split(
    instance: Instance, bond: Bond, case: Case, *, is_apart: bool
) -> Iterator[dict[int, frozenset[int]]]:
    """Yield the cases that mend a bond: together they leave out no arrangement that keeps it."""
    return split_apart(instance, bond, case) if is_apart else split_together(instance, bond, case)


def split_apart(instance: Instance, bond: Bond, case: Case) -> Iterator[dict[int, frozenset[int]]]:
    """One of two who touch sits elsewhere: the first; or the first stays and the other does."""
    first, second = find_touching(instance, bond, case)
    here = case.matching.seat_of[first]
    if here is None:
        return
    yield narrow(instance, case.limits, {first: allowed(instance, case, first) - {here}})
    beyond = allowed(instance, case, second) - set(instance.near[here]) - {here}
    yield narrow(instance, case.limits, {first: frozenset({here}), second: beyond})


def find_touching(instance: Instance, bond: Bond, case: Case) -> tuple[int, int]:
    """Return two people of a bond whose seats touch."""
    at = {case.matching.seat_of[person]: person for person in bond.people}
    pairs = (
        (person, at[near])
        for seat, person in at.items()
        if seat is not None
        for near in instance.near[seat]
        if near in at
    )
    return next(pairs)


def split_together(
    instance: Instance, bond: Bond, case: Case
) -> Iterator[dict[int, frozenset[int]]]:
    """The first of a group sits on one seat of a run; each run that fits is a case of its own."""
    for run in list_runs(instance, bond, case):
        limits = {person: allowed(instance, case, person) & run for person in bond.people}
        if all(limits.values()):
            yield narrow(instance, case.limits, limits)


def list_runs(instance: Instance, bond: Bond, case: Case) -> Iterator[frozenset[int]]:
    """Yield each unbroken run of as many seats as a group has people, once."""
    wanted, seen = len(bond.people), set()
    possible = frozenset().union(*(allowed(instance, case, person) for person in bond.people))
    for start in sorted(possible):
        for run in grow_runs(instance, (start,), wanted, possible):
            if run not in seen:
                seen.add(run)
                yield run


def grow_runs(
    instance: Instance, run: tuple[int, ...], wanted: int, possible: frozenset[int]
) -> Iterator[frozenset[int]]:
    """Yield the runs of a length that begin with some seats and go on at their last one."""
    if len(run) == wanted:
        yield frozenset(run)
        return
    for seat in instance.beside[run[-1]]:
        if seat in possible and seat not in run:
            yield from grow_runs(instance, (*run, seat), wanted, possible)


def allowed(instance: Instance, case: Case, person: int) -> frozenset[int]:
    """Return the seats that a case leaves to somebody."""
    limit = case.limits.get(person)
    return instance.sets[person] if limit is None else limit & instance.sets[person]


def narrow(
    instance: Instance,
    limits: Mapping[int, frozenset[int]],
    further: Mapping[int, frozenset[int]],
) -> dict[int, frozenset[int]]:
    """Return limits with some made narrower."""
    return {
        **limits,
        **{
            person: seats & limits.get(person, instance.sets[person])
            for person, seats in further.items()
        },
    }


def describe(instance: Instance, case: Case, nodes: int) -> Arrangement:
    """Return what a case seats whom where, with what it costs."""
    seats = tuple(-1 if seat is None else seat for seat in case.matching.seat_of)
    moved = tuple(
        person
        for person, (seat, held) in enumerate(zip(seats, instance.held, strict=True))
        if held is not None and seat != held
    )
    return Arrangement(seats, moved, case.price - instance.dearest * len(moved), nodes)
