"""A seating as a problem: people, the seats each may take, who must or must not be beside whom.

Everything is an index: people 0..n-1, seats 0..m-1. The words stay with whoever made the instance.
Costs are whole numbers from 0, smaller is better; they rank arrangements that move equally many.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True)
class Instance:
    """People to be seated; nothing in it ever changes."""

    allowed: tuple[Sequence[int], ...]
    """For each person the seats that the hard rules leave to him.

    People who share one sequence (the same object) are searched for together, so share it.
    """
    held: tuple[int | None, ...]
    """For each person the seat that he has now; None for somebody who has none yet."""
    seat_count: int
    costs: tuple[Mapping[int, int], ...] = ()
    """For each person what a seat costs him by the soft rules; a seat that is not named costs 0."""
    beside: tuple[tuple[int, ...], ...] = ()
    """For each seat its neighbours to the left and right, at most two, from the geometry."""
    near: tuple[tuple[int, ...], ...] = ()
    """For each seat all seats that touch it, in front and behind too."""
    together: tuple[Bond, ...] = ()
    apart: tuple[Bond, ...] = ()

    @property
    def count(self) -> int:
        """How many people there are."""
        return len(self.allowed)

    @property
    def bonds(self) -> tuple[Bond, ...]:
        """All bonds, those that keep together first."""
        return (*self.together, *self.apart)

    @cached_property
    def sets(self) -> tuple[frozenset[int], ...]:
        """The allowed seats as sets; people who share a sequence share its set."""
        shared: dict[int, frozenset[int]] = {}
        return tuple(
            shared[id(each)] if id(each) in shared else shared.setdefault(id(each), frozenset(each))
            for each in self.allowed
        )

    @cached_property
    def newcomers(self) -> tuple[int, ...]:
        """Those who have no seat yet."""
        return tuple(person for person, seat in enumerate(self.held) if seat is None)

    @cached_property
    def holders(self) -> Mapping[int, list[int]]:
        """For each seat those who have it now: one, or more where that is to be mended."""
        holders: dict[int, list[int]] = {}
        for person, seat in enumerate(self.held):
            if seat is not None:
                holders.setdefault(seat, []).append(person)
        return holders

    @cached_property
    def dearest(self) -> int:
        """More than all soft rules together can cost: the price of moving one person."""
        most: dict[int, int] = {}
        for each in self.costs:
            if id(each) not in most:
                most[id(each)] = max(each.values(), default=0)
        dearest = sum(most[id(each)] for each in self.costs)
        return dearest + sum(each.cost for each in self.bonds) + 1

    def costs_of(self, person: int) -> Mapping[int, int]:
        """Return what seats cost a person by the soft rules."""
        return self.costs[person] if self.costs else NOTHING

    def price_of(self, person: int, seat: int) -> int:
        """Return what putting a person there costs in all: moving him costs most."""
        held = self.held[person]
        moved = self.dearest if held is not None and held != seat else 0
        return moved + self.costs_of(person).get(seat, 0)


NOTHING: Mapping[int, int] = {}


@dataclass(frozen=True, slots=True)
class Bond:
    """People who sit together, or apart; a bond with a cost may be broken at that cost."""

    people: tuple[int, ...]
    cost: int = 0
    """0: it must hold."""

    @property
    def is_hard(self) -> bool:
        """Whether it must hold."""
        return self.cost == 0


@dataclass(frozen=True, slots=True)
class Arrangement:
    """A seat for every person."""

    seats: tuple[int, ...]
    moved: tuple[int, ...]
    """The people who had another seat before."""
    cost: int
    """What the soft rules say against it."""
    is_proven: bool = True
    """Whether nothing better exists; otherwise it is the best that was found in time."""
    cases: int = field(default=0, compare=False)
    """How many cases were looked at: 1 where nothing but the seats themselves had to be decided."""
