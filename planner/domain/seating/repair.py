"""The arrangement that obeys the hard rules, moves the fewest people, and then suits best (§3).

What binds single people to seats is solved exactly by ``matching``. Bonds between people (together,
apart) are taken up one at a time, only where the arrangement at hand breaks one: the case is split
into cases that each mend it in one way, and the cheapest open case is looked at next. The first
case that breaks nothing is the optimum, for no case left open can cost less than it.

What a case costs at least is known before it is worked out, from the prices of people and seats:
whoever must leave his seat costs at least what the prices say, and people of different bonds add
up. Where so many bonds hang together that no optimum is proven in time, the search goes on straight
to the nearest arrangement that keeps all, and says that it is not proven.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from heapq import heappop, heappush
from itertools import count
from typing import TYPE_CHECKING

from planner.domain.seating.bond import (
    find_broken,
    find_touching,
    is_plausible,
    list_ways,
    seats_left,
    split_apart,
)
from planner.domain.seating.instance import Arrangement
from planner.domain.seating.matching import Matching

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from planner.domain.seating.bond import Limits
    from planner.domain.seating.instance import Bond, Instance

MOST_CASES = 1_000
"""After so many cases a search stops proving and takes the next best arrangement."""
MOST_STEPS = 1_000
"""After so many further cases it gives up and says so; people then have to loosen a bond."""


class TooHardError(RuntimeError):
    """So many bonds hang together that no arrangement was found in the cases that are allowed."""


@dataclass(frozen=True, slots=True)
class Hope:
    """What mending a bond costs at least, and the people whose moves are counted in it."""

    price: int
    people: frozenset[int]


@dataclass(slots=True)
class Case:
    """One way of mending what was broken so far: its least price, and what it decides."""

    price: int
    """At least so much it costs, broken bonds and all."""
    matching: Matching
    """Its own; before it is worked out that of the case it came from."""
    limits: Mapping[int, frozenset[int]]
    people: Collection[int] = ()
    """Whose limits are new."""
    dropped: frozenset[int] = frozenset()
    """Bonds that are broken on purpose, by their number."""
    extra: int = 0
    """What the dropped bonds cost."""
    depth: int = 0
    broken: list[int] | None = None
    """Bonds that it breaks; None before it is worked out."""
    hopes: dict[int, Hope] = field(default_factory=dict)
    """What mending broken bonds costs at least, by number."""
    elsewhere: int | None = None
    """The bond whose group is to sit where none of its people sits now, still to be split."""

    def rest_without(self, number: int) -> int:
        """Return what the case costs at least if mending one bond cost nothing."""
        hoped = sum(hope.price for other, hope in self.hopes.items() if other != number)
        return self.matching.price + self.extra + hoped


def repair(
    instance: Instance, most_cases: int = MOST_CASES, most_steps: int = MOST_STEPS
) -> Arrangement | None:
    """Return the optimum, or None where the hard rules leave no seating.

    Raises:
        TooHardError: Nothing was found within ``most_cases`` and ``most_steps`` more.
    """
    matching = Matching(instance)
    if not is_plausible(instance) or not matching.seat_everybody():
        return None
    return Repair(instance).search(Case(matching.price, matching, {}), most_cases, most_steps)


class Repair:
    """A search for the cheapest arrangement of one instance."""

    def __init__(self, instance: Instance) -> None:
        self.instance, self.bonds = instance, instance.bonds
        self.cases = 0
        """How many cases were worked out."""

    def search(self, root: Case, most_cases: int, most_steps: int) -> Arrangement | None:
        """Look at the cheapest case first; ties go to the one that has mended more."""
        order = count()
        queue = [(root.price, 0, next(order), root)]
        while queue and self.cases < most_cases:
            case = heappop(queue)[-1]
            if case.broken is None and case.elsewhere is None:
                before = case.price
                if not self.work_out(case):
                    continue
                if case.price > before:
                    heappush(queue, (case.price, -case.depth, next(order), case))
                    continue
            if case.broken == []:
                return self.describe(case, is_proven=True)
            for child in self.split(case):
                heappush(queue, (child.price, -child.depth, next(order), child))
        return self.dive(root, most_steps) if queue else None

    def dive(self, root: Case, most_steps: int) -> Arrangement | None:
        """Follow the cheapest case of each split, and go back only where it leads nowhere.

        None where all of them have led nowhere.
        """
        stack = [root]
        last = self.cases + most_steps
        while stack and self.cases < last:
            case = stack.pop()
            if case.elsewhere is None and case.broken is None and not self.work_out(case):
                continue
            if case.broken == []:
                return self.describe(case, is_proven=False)
            children = sorted(
                self.split(case), key=lambda child: (child.elsewhere is not None, child.price)
            )
            stack += reversed(children)
        if not stack:
            return None
        message = f"nothing found within {self.cases} cases"
        raise TooHardError(message)

    def work_out(self, case: Case) -> bool:
        """Seat everybody as a case decides; False where that cannot be."""
        self.cases += 1
        matching = case.matching.narrow(case.limits, case.people) if case.people else case.matching
        if matching is None:
            return False
        case.matching = matching
        case.broken = find_broken(self.instance, matching, case.dropped)
        case.hopes = self.hope(case)
        case.price = max(
            case.price,
            matching.price + case.extra + sum(hope.price for hope in case.hopes.values()),
        )
        return True

    def hope(self, case: Case) -> dict[int, Hope]:
        """Return what mending broken bonds costs at least, nobody counted for two of them."""
        chosen: dict[int, tuple[int, ...]] = {}
        counted: set[int] = set()
        for number in case.broken or ():
            people = self.bonds[number].people
            if counted.isdisjoint(people):
                counted.update(people)
                chosen[number] = people
        hopes: dict[int, Hope] = {}
        for number in chosen:
            hopes[number] = self.hope_for(case, number, counted)
            counted |= hopes[number].people
        return hopes

    def hope_for(self, case: Case, number: int, counted: Collection[int]) -> Hope:
        """Return what mending a bond costs at least, those left out who are counted elsewhere."""
        bond, matching = self.bonds[number], case.matching
        people = set(bond.people)
        if number >= len(self.instance.together):
            first, second, _ = find_touching(self.instance, matching, bond)
            least = min(self.toll(matching, first), self.toll(matching, second))
        else:
            least = sum(self.toll(matching, person) for person in people)
            near = own_seats(matching, bond)
            for run, limits in list_ways(self.instance, case.limits, bond.people, near):
                price = self.price_run(matching, run, limits, counted)
                least = min(least, price)
                people |= {at for seat in run if (at := matching.person_at.get(seat)) is not None}
            people -= set(counted) - set(bond.people)
        return Hope(least if bond.is_hard else min(least, bond.cost), frozenset(people))

    def toll(self, matching: Matching, person: int) -> int:
        """Return what it costs at least when somebody takes another seat than he has."""
        held, own = self.instance.held[person], matching.seat_of[person]
        moved = self.instance.dearest if held is not None and own == held else 0
        return max(0, moved - matching.person_price[person])

    def split(self, case: Case) -> Iterator[Case]:
        """Yield the cases that mend one broken bond."""
        if case.elsewhere is not None:
            yield from self.split_elsewhere(case, case.elsewhere)
            return
        number = next(iter(case.hopes))
        bond = self.bonds[number]
        rest = case.rest_without(number)
        if not bond.is_hard:
            yield Case(
                max(case.price, rest + bond.cost),
                case.matching,
                case.limits,
                dropped=case.dropped | {number},
                extra=case.extra + bond.cost,
                depth=case.depth + 1,
            )
        if number >= len(self.instance.together):
            for limits in split_apart(self.instance, case.matching, case.limits, bond):
                if all(limits.values()):
                    yield self.child(case, limits, case.price)
            return
        yield from self.split_into(case, number, own_seats(case.matching, bond))
        least = rest + sum(self.toll(case.matching, person) for person in bond.people)
        yield replace(case, price=max(case.price, least), elsewhere=number)

    def split_elsewhere(self, case: Case, number: int) -> Iterator[Case]:
        """Yield the cases in which a group sits where none of its people sits now."""
        people = self.bonds[number].people
        possible = frozenset().union(
            *(seats_left(self.instance, case.limits, person) for person in people)
        )
        return self.split_into(case, number, sorted(possible), is_elsewhere=True)

    def split_into(
        self, case: Case, number: int, seats: Collection[int], *, is_elsewhere: bool = False
    ) -> Iterator[Case]:
        """Yield a case for each run that a group can take and that holds one of some seats."""
        own = set(own_seats(case.matching, self.bonds[number])) if is_elsewhere else set()
        counted = {one for at, hope in case.hopes.items() if at != number for one in hope.people}
        rest = case.rest_without(number)
        people = self.bonds[number].people
        for run, limits in list_ways(self.instance, case.limits, people, seats):
            if own.isdisjoint(run):
                price = rest + self.price_run(case.matching, run, limits, counted)
                yield self.child(case, limits, max(case.price, price))

    def price_run(
        self, matching: Matching, run: frozenset[int], limits: Limits, counted: Collection[int]
    ) -> int:
        """Return what it costs at least to seat a group in a run, displaced people and all.

        Of those who must leave the run, whoever is counted elsewhere is left out.
        """
        price_of, person_price = self.instance.price_of, matching.person_price
        price = sum(
            min(price_of(one, seat) - matching.seat_price[seat] for seat in seats)
            - person_price[one]
            for one, seats in limits.items()
        )
        leaving = [at for seat in run if (at := matching.person_at.get(seat)) is not None]
        return price + sum(
            self.toll(matching, at) for at in leaving if at not in limits and at not in counted
        )

    @staticmethod
    def child(case: Case, limits: Limits, price: int) -> Case:
        """Return a case with some people's seats made narrower."""
        return Case(
            price,
            case.matching,
            {**case.limits, **limits},
            people=tuple(limits),
            dropped=case.dropped,
            extra=case.extra,
            depth=case.depth + 1,
        )

    def describe(self, case: Case, *, is_proven: bool) -> Arrangement:
        """Return what a case seats whom where, with what it costs."""
        seats = tuple(-1 if seat is None else seat for seat in case.matching.seat_of)
        held = self.instance.held
        moved = tuple(
            one for one, seat in enumerate(seats) if held[one] is not None and held[one] != seat
        )
        cost = case.matching.price + case.extra - self.instance.dearest * len(moved)
        return Arrangement(seats, moved, cost, is_proven, self.cases)


def own_seats(matching: Matching, bond: Bond) -> list[int]:
    """Return the seats that the people of a bond have."""
    return [seat for one in bond.people if (seat := matching.seat_of[one]) is not None]
