"""Small halls of straight rows, by what a test wants of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.domain.plan import Settings
from planner.domain.seating.binding import Ground
from planner.domain.seating.hall import Hall
from planner.domain.seating.setting import HallSettings
from planner.domain.venue.plan import Area, AreaKind, Seat, SeatRow, Venue
from planner.domain.venue.touch import Geometry
from tests.builders import a_person
from tests.domain.seating.exhaustive import seats_around

if TYPE_CHECKING:
    from planner.domain.person import Person

SURNAMES = "丁万马王尹田冯朱刘"
"""In stroke order."""


def a_venue(rows: int, columns: int) -> Venue:
    """Return a hall; its seats are called row-column, both from 1."""
    lines = tuple(
        SeatRow(
            str(row),
            tuple(Seat(f"{row}-{at}", float(at), float(row)) for at in range(1, columns + 1)),
        )
        for row in range(1, rows + 1)
    )
    return Venue("v", "会堂", (Area("hall", "池座", AreaKind.HALL, lines),))


def a_geometry(rows: int, columns: int, **rest: Any) -> Geometry:  # noqa: ANN401  any field
    """Return what touches what in such a hall; its outer seats are at an aisle."""
    beside = seats_around(rows, columns, is_ring=False)
    near = tuple(
        tuple(
            sorted(
                {*own, *(each for each in (at - columns, at + columns) if 0 <= each < len(beside))}
            )
        )
        for at, own in enumerate(beside)
    )
    ends = frozenset(at for at in range(len(beside)) if at % columns in {0, columns - 1})
    return Geometry(beside, near, **{"at_aisle": ends, **rest})


def some_people(text: str, **rest: Any) -> tuple[Person, ...]:  # noqa: ANN401  any field
    """Return a person for each letter, in stroke order, of one sector."""
    return tuple(
        a_person(key, f"{surname}明", **{"sector": "文艺", **rest})
        for key, surname in zip(text, SURNAMES, strict=False)
    )


def a_hall(rows: int, columns: int, people: tuple[Person, ...], **wishes: Any) -> Hall:  # noqa: ANN401  any field
    """Return a hall with people."""
    ground = Ground(a_venue(rows, columns), a_geometry(rows, columns))
    return Hall(ground, people, Settings(), HallSettings(**wishes))


def draw_hall(hall: Hall, seat_of: Any) -> list[str]:  # noqa: ANN401  any mapping
    """Return each row as text, a letter for a person and a dot for an empty seat."""
    at = {seat: person for person, seat in seat_of.items()}
    return [
        "".join(at.get(seat.key, ".") for seat in row.seats)
        for area in hall.ground.venue.areas
        for row in area.rows
    ]
