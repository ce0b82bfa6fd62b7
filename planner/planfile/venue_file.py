"""A venue that came in a file: what was read, and what the file held besides."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.domain.venue.flaw import LEAST_APART, MOST_FIXTURES, MOST_SEATS
from planner.domain.venue.geometry import measure
from planner.domain.venue.grid import Grid
from planner.domain.venue.numbering import number_area, recognise_numbering
from planner.domain.wording import Wording
from planner.planfile.fault import Fault, PlanFileError, refuse_file

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from planner.domain.venue.plan import Area, Numbering, Seat, Venue
    from planner.planfile.fault import Place

LONGEST_NAME = 100
MOST_FAULTS = 100
NO_SEATS = Wording("文件里没有座位", "there are no seats in the file")
TOO_MANY = Wording(
    f"一个会场不得超过 {MOST_SEATS} 个座位、{MOST_FIXTURES} 件设施",
    f"a venue has {MOST_SEATS} seats and {MOST_FIXTURES} other things at most",
)
TWO_IN_ONE = Wording("两个座位叠在一起", "two seats stand in each other")


@dataclass(frozen=True, slots=True)
class VenueFile:
    """A venue, and notes of what the file said that a venue cannot say."""

    venue: Venue
    notes: tuple[Fault, ...] = ()


def check_size(seats: int, fixtures: int, file: str) -> None:
    """Refuse a file without seats, or with more than anybody has."""
    if not seats:
        raise refuse_file(file, NO_SEATS)
    check_most(seats, fixtures, file)


def check_most(seats: int, fixtures: int, file: str) -> None:
    """Refuse more seats and other things than any venue has."""
    if seats > MOST_SEATS or fixtures > MOST_FIXTURES:
        raise refuse_file(file, TOO_MANY)


def check_apart(
    seats: Sequence[Seat], file: str, find_places: Callable[[list[int]], list[Place]]
) -> None:
    """Refuse seats that stand in each other; few are looked at for each, however many there are."""
    grid = Grid(LEAST_APART)
    twice: list[int] = []
    for at, seat in enumerate(seats):
        around = grid.each_around(seat.x, seat.y)
        if any(measure(seats[other], seat) < LEAST_APART for other in around):
            twice.append(at)
        else:
            grid.put(at, seat.x, seat.y)
    if twice:
        shown = twice[:MOST_FAULTS]
        places = find_places(shown)
        raise PlanFileError(
            file,
            tuple(
                Fault(place, seats[at].number, TWO_IN_ONE)
                for at, place in zip(shown, places, strict=True)
            ),
        )


def settle_numbers(area: Area, otherwise: Numbering) -> Area:
    """Return an area with the numbering that its numbers show; without numbers it gets some."""
    if any(seat.number for row in area.rows for seat in row.seats):
        return recognise_numbering(area) or area
    return number_area(replace(area, numbering=otherwise))


def tidy(text: str) -> str:
    """Return a name on one line, without what no paper can print, not longer than names are."""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())[
        :LONGEST_NAME
    ]
