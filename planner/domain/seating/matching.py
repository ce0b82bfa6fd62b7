"""People put on seats at the least price: shortest augmenting paths from those without a seat.

Starting from a seating that is already the cheapest for those who sit, each further person is
seated by the cheapest chain of moves that ends at a free seat (Jonker and Volgenant 1987 call the
same step augmentation). The prices of people and seats found on the way keep the next search
short, and prove the result.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.seating.chain import Chain
from planner.domain.seating.occupancy import Occupancy
from planner.domain.seating.vacancy import Vacancy

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping


class Matching(Occupancy):
    """A seating that people join and leave; it is the cheapest one all the time."""

    def seat_everybody(self) -> bool:
        """Seat all who have no seat yet at the least price; False where that cannot be."""
        missing = [person for person, seat in enumerate(self.seat_of) if seat is None]
        return all(self.seat(person) for person in missing)

    def seat(self, person: int) -> bool:
        """Seat one more person by the cheapest chain of moves; False where there is none."""
        chain = Chain(self, person)
        if not chain.find():
            return False
        for mover, far in chain.people:
            self.person_price[mover] += chain.length - far
        for seat, far in chain.settled.items():
            self.seat_price[seat] -= chain.length - far
        for mover, seat in chain.list_moves():
            self.seat_of[mover], self.person_at[seat] = seat, mover
        del self.free[chain.end]
        self.price += chain.length
        return True

    def narrow(
        self, limits: Mapping[int, Collection[int]], people: Iterable[int]
    ) -> Matching | None:
        """Return the cheapest seating under narrower limits, or None; this one stays as it is.

        ``people`` are those whose limits are new.
        """
        other = self.copy(limits)
        for person in people:
            if not other.stays(person):
                other.leave(person)
                if not other.seat(person):
                    return None
        return other

    def leave(self, person: int) -> None:
        """Take somebody off his seat; whoever would rather have it moves in."""
        seat = self.seat_of[person]
        if seat is None:
            return
        vacancy = Vacancy(self, seat)
        self.price -= self.person_price[person]
        self.seat_of[person], self.person_price[person] = None, 0
        del self.person_at[seat]
        vacancy.find()
        for at, far in vacancy.settled.items():
            self.seat_price[at] += vacancy.length - far
            if at != seat:
                self.person_price[self.person_at[at]] -= vacancy.length - far
        moves = list(vacancy.list_moves())
        self.person_at.pop(vacancy.end, None)
        for mover, at in moves:
            self.seat_of[mover], self.person_at[at] = at, mover
        self.free[vacancy.end] = None
        self.price += vacancy.length
