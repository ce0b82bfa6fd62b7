"""The cheapest chain of moves that gives somebody a seat and ends at a free one.

Dijkstra's search over seats. What keeps it short in a hall of thousands: a free seat that is found
early bounds everything dearer; nobody is asked to move where the move alone costs more than that;
and people who may take the very same seats are looked from once, by the cheapest of them.
"""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from planner.domain.seating.occupancy import Occupancy

Seats = tuple["Iterable[int]", "Collection[int]"]
"""Seats in their order, and the same as a set."""
NEVER = 1 << 62
"""Longer than any chain."""


class Chain:
    """A search that begins at one person; after ``find`` its length, its end and its proof."""

    def __init__(self, seating: Occupancy, person: int) -> None:
        self.seating, self.person = seating, person
        self.length, self.end = NEVER, -1
        """Of the shortest chain known, and the free seat at its end."""
        self.people: list[tuple[int, int]] = []
        """Who was asked to move, and how far he was."""
        self.settled: dict[int, int] = {}
        """Seats with somebody on them whose distance is final."""
        self.reached: dict[int, int] = {}
        self.behind: dict[int, int] = {}
        self.queue: list[tuple[int, int]] = []
        self.looked: dict[int, tuple[int, Mapping[int, int]]] = {}
        """For seats shared by many: from how near they were looked at, and what they cost there."""

    def find(self) -> bool:
        """Search; False where no chain ends at a free seat."""
        mover, far = self.person, 0
        while True:
            self.people.append((mover, far))
            self.look_from(mover, far)
            while self.queue and self.queue[0][1] in self.settled:
                heappop(self.queue)
            if not self.queue or self.queue[0][0] >= self.length:
                return self.end >= 0
            far, seat = heappop(self.queue)
            self.settled[seat] = far
            mover = self.seating.person_at[seat]

    def look_from(self, mover: int, far: int) -> None:
        """Note how far each seat is that somebody who leaves his own could take."""
        seating, instance = self.seating, self.seating.instance
        far -= seating.person_price[mover]
        held, costs = instance.held[mover], instance.costs_of(mover)
        if held is not None:
            if held != seating.seat_of[mover] and seating.may_take(mover, held):
                self.note(mover, far + costs.get(held, 0) - seating.seat_price[held], held)
            far += instance.dearest
        if far >= self.length:
            return
        seats = self.seats_to_look_at(mover, far, costs)
        self.look_at_free(mover, far, costs, seats)
        if far < self.length:
            self.look_at_taken(mover, far, costs, seats)

    def seats_to_look_at(self, mover: int, far: int, costs: Mapping[int, int]) -> Seats:
        """Return the seats in which somebody could be nearer than others have been, and as a set.

        Whoever was looked from before and was no farther is nearer to all seats that cost him
        nothing, for nothing costs less than that; and to all seats if they cost both the same.
        """
        limit, allowed = self.seating.limits.get(mover), self.seating.instance.sets[mover]
        if limit is not None:
            seats = allowed.intersection(limit)
            return seats, seats
        before = self.looked.get(id(allowed))
        if before is not None and before[0] <= far:
            if before[1] is costs:
                return (), ()
            seats = allowed.intersection(before[1])
            return seats, seats
        self.looked[id(allowed)] = (far, costs)
        return self.seating.instance.allowed[mover], allowed

    def look_at_free(
        self,
        mover: int,
        far: int,
        costs: Mapping[int, int],
        seats: Seats,
    ) -> None:
        """Note the nearest free seat; one that costs nothing ends the look."""
        inside, free = seats[1], self.seating.free
        few = inside if len(inside) < len(free) else free
        many = free if few is inside else inside
        for seat in few:
            if seat in many:
                whole = far + costs.get(seat, 0)
                if whole < self.length:
                    self.length, self.end = whole, seat
                    self.behind[seat] = mover
                    if whole == far:
                        return

    def look_at_taken(
        self,
        mover: int,
        far: int,
        costs: Mapping[int, int],
        seats: Seats,
    ) -> None:
        """Note seats from which somebody would have to move on."""
        price, free = self.seating.seat_price, self.seating.free
        own = self.seating.seat_of[mover]
        for seat in seats[0]:
            whole = far - price[seat] + costs.get(seat, 0)
            if whole < self.length and seat != own and seat not in free:
                self.note(mover, whole, seat)

    def note(self, mover: int, far: int, seat: int) -> None:
        """Note a way to a seat, unless a shorter one is known."""
        if seat in self.settled or far >= self.length or far >= self.reached.get(seat, NEVER):
            return
        self.behind[seat] = mover
        if seat in self.seating.free:
            self.length, self.end = far, seat
            return
        self.reached[seat] = far
        heappush(self.queue, (far, seat))

    def list_moves(self) -> Iterator[tuple[int, int]]:
        """Yield who takes which seat, from the free seat back to the one who had none."""
        seat: int | None = self.end
        while seat is not None:
            mover = self.behind[seat]
            before = self.seating.seat_of[mover]
            yield mover, seat
            seat = before if mover != self.person else None
