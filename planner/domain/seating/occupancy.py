"""Who has which seat while a seating is being worked out, and the prices that prove it cheapest.

For every person and seat, price of the person + price of the seat is never above what the pair
costs, and equal to it where he sits; a free seat's price is 0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from planner.domain.seating.instance import Instance


class Occupancy:
    """A seating under way; ``seat_of`` and ``person_at`` always agree."""

    def __init__(self, instance: Instance) -> None:
        """Seat whoever may stay where he is."""
        self.instance = instance
        self.limits: Mapping[int, Collection[int]] = {}
        """Single people's seats, narrower than the instance has them."""
        self.seat_of: list[int | None] = [None] * instance.count
        self.person_at: dict[int, int] = {}
        self.person_price = [0] * instance.count
        self.seat_price = [0] * instance.seat_count
        self.price = 0
        """What the whole seating costs: people moved first, then the soft rules."""
        sets = instance.sets
        for person, seat in enumerate(instance.held):
            if seat is not None and seat not in self.person_at and seat in sets[person]:
                price = instance.costs_of(person).get(seat, 0)
                self.seat_of[person], self.person_at[seat] = seat, person
                self.person_price[person] = price
                self.price += price
        taken = self.person_at
        self.free = dict.fromkeys(at for at in range(instance.seat_count) if at not in taken)
        """The seats that nobody has, in an order that is the same in every run."""

    def may_take(self, person: int, seat: int) -> bool:
        """Tell whether the hard rules leave a seat to a person."""
        limit = self.limits.get(person)
        return seat in self.instance.sets[person] and (limit is None or seat in limit)

    def stays(self, person: int) -> bool:
        """Tell whether somebody's seat is within his limits."""
        return self.seat_of[person] in self.limits[person]

    def copy(self, limits: Mapping[int, Collection[int]]) -> Self:
        """Return the same seating for other limits."""
        other = type(self).__new__(type(self))
        other.instance, other.limits, other.price = self.instance, limits, self.price
        other.seat_of, other.person_at = self.seat_of[:], self.person_at.copy()
        other.person_price, other.seat_price = self.person_price[:], self.seat_price[:]
        other.free = self.free.copy()
        return other
