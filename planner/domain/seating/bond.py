"""Bonds between people: whether seats keep them, and all ways of mending a broken one (rules §3).

Each split leaves out no arrangement that keeps the bond, so a search over its parts is exact.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from planner.domain.seating.instance import Bond, Instance
    from planner.domain.seating.matching import Matching

Limits = dict[int, frozenset[int]]
"""Seats to which people are narrowed down."""


class Touching(Protocol):
    """Whatever knows which seats touch: an instance, a venue's geometry."""

    @property
    def beside(self) -> tuple[tuple[int, ...], ...]:
        """For each seat its neighbours to the left and right."""

    @property
    def near(self) -> tuple[tuple[int, ...], ...]:
        """For each seat all seats that touch it."""


def find_broken(instance: Instance, matching: Matching, dropped: Collection[int]) -> list[int]:
    """Return the numbers of all bonds that a seating breaks, but those that were dropped."""
    return [
        number
        for number, bond in enumerate(instance.bonds)
        if number not in dropped and not is_kept(instance, number, bond, matching.seat_of)
    ]


def is_kept(instance: Instance, number: int, bond: Bond, seat_of: Sequence[int | None]) -> bool:
    """Tell whether a seating keeps a bond; somebody without a seat is beside nobody."""
    seats = [seat for person in bond.people if (seat := seat_of[person]) is not None]
    if number >= len(instance.together):
        return are_apart(instance, seats)
    return are_together(instance, seats)


def are_together(ground: Touching, seats: Sequence[int]) -> bool:
    """Tell whether seats make one unbroken run, side by side."""
    wanted = set(seats)
    if not wanted:
        return True
    reached, edge = {seats[0]}, [seats[0]]
    while edge:
        for seat in ground.beside[edge.pop()]:
            if seat in wanted and seat not in reached:
                reached.add(seat)
                edge.append(seat)
    return reached == wanted


def are_apart(ground: Touching, seats: Sequence[int]) -> bool:
    """Tell whether none of the seats touches another."""
    taken = set(seats)
    return all(taken.isdisjoint(ground.near[seat]) for seat in seats)


def walk_row(instance: Instance, start: int, step: int, length: int) -> list[int]:
    """Return up to so many seats from a seat on, first to its neighbour ``step``."""
    walk, before = [step], start
    while len(walk) < length:
        onward = [seat for seat in instance.beside[walk[-1]] if seat not in {before, start}]
        if not onward:
            break
        before = walk[-1]
        walk.append(onward[0])
    return walk[:length]


def list_runs(instance: Instance, starts: Collection[int], length: int) -> Iterator[frozenset[int]]:
    """Yield each unbroken run of seats that holds one of some seats, once."""
    seen = set()
    for seat in starts:
        for step in instance.beside[seat]:
            ahead = [seat, *walk_row(instance, seat, step, length - 1)]
            behind = [at for at in instance.beside[seat] if at != step]
            back = walk_row(instance, seat, behind[0], length - 1) if behind else []
            line = [at for at in reversed(back) if at not in ahead] + ahead
            for first in range(len(line) - length + 1):
                run = frozenset(line[first : first + length])
                if run not in seen and seat in run:
                    seen.add(run)
                    yield run


def list_ways(
    instance: Instance,
    limits: Mapping[int, frozenset[int]],
    people: Sequence[int],
    seats: Collection[int],
) -> Iterator[tuple[frozenset[int], Limits]]:
    """Yield each run that holds one of some seats and can seat a group, with who may sit where."""
    left = {person: seats_left(instance, limits, person) for person in people}
    for run in list_runs(instance, seats, len(people)):
        own = {person: left[person] & run for person in people}
        if all(own.values()) and frozenset().union(*own.values()) == run:
            yield run, own


def is_plausible(instance: Instance) -> bool:
    """Tell whether each hard bond could be kept by itself, and none forbids what another wants.

    Of people in one run not more than every other one can sit apart.
    """
    hard = [bond for bond in instance.together if bond.is_hard]
    for bond in hard:
        start = min((instance.sets[person] for person in bond.people), key=len)
        if next(list_ways(instance, {}, bond.people, sorted(start)), None) is None:
            return False
    groups: dict[int, list[Bond]] = {}
    for bond in hard:
        for person in bond.people:
            groups.setdefault(person, []).append(bond)
    return not any(
        len(set(apart.people).intersection(group.people)) > (len(group.people) + 1) // 2
        for apart in instance.apart
        if apart.is_hard
        for person in apart.people
        for group in groups.get(person, ())
    )


def split_apart(
    instance: Instance, matching: Matching, limits: Mapping[int, frozenset[int]], bond: Bond
) -> Iterator[Limits]:
    """One of two who touch sits elsewhere: the first; or the first stays and the other does."""
    first, second, here = find_touching(instance, matching, bond)
    seats = seats_left(instance, limits, first)
    yield {first: seats - {here}}
    beyond = seats_left(instance, limits, second) - frozenset(instance.near[here])
    yield {first: frozenset({here}), second: beyond - {here}}


def find_touching(instance: Instance, matching: Matching, bond: Bond) -> tuple[int, int, int]:
    """Return two people of a bond whose seats touch, and the first one's seat."""
    at = {matching.seat_of[person]: person for person in bond.people}
    return next(
        (at[seat], at[near], seat)
        for seat in at
        if seat is not None
        for near in instance.near[seat]
        if near in at
    )


def seats_left(
    instance: Instance, limits: Mapping[int, frozenset[int]], person: int
) -> frozenset[int]:
    """Return the seats that somebody still may take."""
    limit = limits.get(person)
    return instance.sets[person] if limit is None else limit
