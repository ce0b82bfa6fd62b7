"""People put on seats at the least price: shortest augmenting paths from those without a seat.

Starting from a seating that is already the cheapest for those who sit, each further person is
seated by the cheapest chain of moves that ends at a free seat (Jonker and Volgenant 1987 call the
same step augmentation). The prices of people and seats found on the way keep the next search
short, and prove the result: no cheaper seating exists.
"""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from planner.domain.seating.instance import Instance


class Matching:
    """A seating under way; ``seat_of`` and ``person_at`` always agree."""

    def __init__(self, instance: Instance, limits: Mapping[int, Collection[int]]) -> None:
        """Seat whoever may stay where he is; ``limits`` narrows single people's seats."""
        self.instance, self.limits = instance, limits
        self.seat_of: list[int | None] = [None] * instance.count
        self.person_at: dict[int, int] = {}
        self.person_price = [0] * instance.count
        self.seat_price: dict[int, int] = {}
        for person, seat in enumerate(instance.held):
            if seat is None or seat in self.person_at or not self.may_take(person, seat):
                continue
            self.seat_of[person], self.person_at[seat] = seat, person
            self.person_price[person] = instance.price_of(person, seat)

    def may_take(self, person: int, seat: int) -> bool:
        """Tell whether the hard rules leave a seat to a person."""
        limit = self.limits.get(person)
        return seat in self.instance.sets[person] and (limit is None or seat in limit)

    def seats_for(self, person: int) -> Sequence[int] | Collection[int]:
        """Return the seats that a person may take."""
        limit = self.limits.get(person)
        if limit is None:
            return self.instance.allowed[person]
        allowed = self.instance.sets[person]
        return [seat for seat in sorted(limit) if seat in allowed]

    @property
    def price(self) -> int:
        """What the whole seating costs: people moved first, then the soft rules."""
        pairs = enumerate(self.seat_of)
        return sum(self.instance.price_of(one, seat) for one, seat in pairs if seat is not None)

    def seat_everybody(self) -> bool:
        """Seat all who have no seat yet at the least price; False where that cannot be."""
        missing = (person for person, seat in enumerate(self.seat_of) if seat is None)
        return all(self.seat(person) for person in missing)

    def seat(self, person: int) -> bool:
        """Seat one more person by the cheapest chain of moves; False where there is none."""
        reached: dict[int, int] = {}
        settled: dict[int, int] = {}
        behind: dict[int, int] = {}
        people: list[tuple[int, int]] = []
        queue: list[tuple[int, int]] = []
        mover, so_far, end = person, 0, None
        while end is None:
            people.append((mover, so_far))
            self.look_from(mover, so_far, reached, settled, behind, queue)
            seat, so_far = pop_nearest(queue, settled)
            if seat is None:
                return False
            settled[seat] = so_far
            if seat in self.person_at:
                mover = self.person_at[seat]
            else:
                end = seat
        self.raise_prices(people, settled, so_far)
        self.shift(person, end, behind)
        return True

    def look_from(
        self,
        mover: int,
        so_far: int,
        reached: dict[int, int],
        settled: Mapping[int, int],
        behind: dict[int, int],
        queue: list[tuple[int, int]],
    ) -> None:
        """Note how far each seat is that somebody who leaves his own could take."""
        instance, base = self.instance, so_far - self.person_price[mover]
        own = self.seat_of[mover]
        for seat in self.seats_for(mover):
            if seat in settled or seat == own:
                continue
            far = base + instance.price_of(mover, seat) - self.seat_price.get(seat, 0)
            if far < reached.get(seat, far + 1):
                reached[seat] = far
                behind[seat] = mover
                heappush(queue, (far, seat))

    def raise_prices(
        self, people: Sequence[tuple[int, int]], settled: Mapping[int, int], length: int
    ) -> None:
        """Keep the proof: after a chain of that length nothing can be had below its price."""
        for mover, far in people:
            self.person_price[mover] += length - far
        for seat, far in settled.items():
            self.seat_price[seat] = self.seat_price.get(seat, 0) - (length - far)

    def shift(self, person: int, end: int, behind: Mapping[int, int]) -> None:
        """Let everybody on the chain move up by one, the last one to the free seat."""
        seat: int | None = end
        while seat is not None:
            mover = behind[seat]
            before = self.seat_of[mover]
            self.seat_of[mover], self.person_at[seat] = seat, mover
            if mover == person:
                return
            seat = before


def pop_nearest(queue: list[tuple[int, int]], settled: Mapping[int, int]) -> tuple[int | None, int]:
    """Return the nearest seat that is not settled yet, and how far it is."""
    while queue:
        far, seat = heappop(queue)
        if seat not in settled:
            return seat, far
    return None, 0
