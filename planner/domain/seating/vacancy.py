"""What becomes of a seat that somebody has to leave: the cheapest chain of moves into it.

While others want the seat its price is below 0, and a free seat's price must be 0. So Dijkstra's
search goes backwards from it: whoever gains by moving in does, somebody moves into his seat, and so
on, until a seat is left that nobody would rather have.
"""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.domain.seating.occupancy import Occupancy


class Vacancy:
    """A search that begins at one empty seat whose price is not 0."""

    def __init__(self, seating: Occupancy, seat: int) -> None:
        self.seating, self.seat = seating, seat
        self.length, self.end = -seating.seat_price[seat], seat
        """Of the cheapest chain known, and the seat that it leaves free."""
        self.settled: dict[int, int] = {}
        self.reached: dict[int, int] = {seat: 0}
        self.queue = [(0, seat)]
        self.into: dict[int, int] = {}
        """For each seat the one into which its person would move."""

    def find(self) -> None:
        """Search."""
        while self.queue:
            far, seat = heappop(self.queue)
            if far >= self.length:
                return
            if seat in self.settled:
                continue
            self.settled[seat] = far
            whole = far - self.seating.seat_price[seat]
            if whole < self.length:
                self.length, self.end = whole, seat
            self.look_from(seat, far)

    def look_from(self, seat: int, far: int) -> None:
        """Note how far the seats are whose people could move into this one."""
        seating = self.seating
        base = far - seating.seat_price[seat]
        for person in self.list_movers(seat, base):
            own = seating.seat_of[person]
            if own is None or own in self.settled or not seating.may_take(person, seat):
                continue
            whole = base + seating.instance.price_of(person, seat) - seating.person_price[person]
            if whole < self.length and whole < self.reached.get(own, whole + 1):
                self.reached[own] = whole
                self.into[own] = seat
                heappush(self.queue, (whole, own))

    def list_movers(self, seat: int, base: int) -> Iterator[int]:
        """Yield everybody who could gain: who need not pay for moving, or has paid enough."""
        instance, prices = self.seating.instance, self.seating.person_price
        yield from instance.newcomers
        yield from instance.holders.get(seat, ())
        bar = base + instance.dearest - self.length
        yield from (person for person, price in enumerate(prices) if price > bar)

    def list_moves(self) -> Iterator[tuple[int, int]]:
        """Yield who takes which seat, from the vacated one on."""
        chain = [self.end]
        while chain[-1] != self.seat:
            chain.append(self.into[chain[-1]])
        people = [self.seating.person_at[seat] for seat in chain[:-1]]
        yield from zip(reversed(people), reversed(chain[1:]), strict=True)
