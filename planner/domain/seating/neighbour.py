"""Who sits left, right, in front and behind somebody, as he sits facing the rostrum."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.domain.seating.binding import Ground
    from planner.domain.seating.chart import Seating


@dataclass(frozen=True, slots=True)
class SeatNeighbours:
    """The seats around one, by key; None where there is none."""

    left: str | None
    right: str | None
    front: str | None
    back: str | None


def find_seat_neighbours(ground: Ground, seat: str) -> SeatNeighbours:
    """Return the seats around one in the hall; in front is towards the rostrum."""
    at = ground.number_of[seat]
    seats = ground.venue.list_seats()
    here = seats[at]
    beside = sorted(ground.geometry.beside[at], key=lambda each: seats[each].x)
    across = [each for each in ground.geometry.near[at] if each not in ground.geometry.beside[at]]
    left = [each for each in beside if seats[each].x < here.x]
    right = [each for each in beside if seats[each].x > here.x]
    front = [each for each in across if seats[each].y < here.y]
    back = [each for each in across if seats[each].y > here.y]

    def straight(found: list[int]) -> str | None:
        nearest = min(found, key=lambda each: abs(seats[each].x - here.x), default=None)
        return None if nearest is None else ground.keys[nearest]

    return SeatNeighbours(
        ground.keys[left[-1]] if left else None,
        ground.keys[right[0]] if right else None,
        straight(front),
        straight(back),
    )


def people_around(ground: Ground, seating: Seating, seat: str) -> dict[str, str | None]:
    """Return who sits around a seat, by side; None where nobody does."""
    found = find_seat_neighbours(ground, seat)
    sides = {"left": found.left, "right": found.right, "front": found.front, "back": found.back}
    return {side: seating.person_at.get(there) if there else None for side, there in sides.items()}
