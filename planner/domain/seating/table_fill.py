"""A dining room filled as a banquet: hosts in their places, guests by rank (rules §2).

A table's seats go round it clockwise as seen from above, so its second seat is at the left hand of
who sits on the first; places of a banquet count towards the right hand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.banquet import seat_banquet
from planner.domain.order import sort_people
from planner.domain.seating.fill_reason import NO_SEAT_LEFT

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from planner.domain.person import Person
    from planner.domain.plan import Settings
    from planner.domain.seating.setting import HallSettings
    from planner.domain.venue.plan import SeatRow, Venue
    from planner.domain.wording import Wording


def list_tables(venue: Venue, hall: HallSettings, left_out: Collection[str]) -> list[list[str]]:
    """Return the seats of each table that can be filled, the main table first."""
    rows: list[SeatRow] = [
        row
        for area in venue.areas
        for row in area.rows
        if row.is_ring and (not hall.areas or area.key in hall.areas)
    ]
    seats = [
        [seat.key for seat in row.seats if seat.is_usable and seat.key not in left_out]
        for row in rows
    ]
    return [each for each in seats if each]


def fill_tables(
    people: Sequence[Person],
    venue: Venue,
    settings: Settings,
    hall: HallSettings,
    left_out: Collection[str],
) -> tuple[list[tuple[str, str, Wording, str]], dict[str, Wording]]:
    """Return person, seat, reason and table of everybody who is seated, and who found no seat.

    Hosts are spread over as many tables as people need, in the order in which they are named; each
    table takes so many hosts that hosts and guests can take turns.
    """
    tables = list_tables(venue, hall, left_out)
    known = {person.key for person in people}
    hosts = [each for each in hall.hosts if each in known]
    guests = [
        person.key
        for person in sort_people(people, "rank", settings.stroke_overrides).people
        if person.key not in hosts
    ]
    size = min((len(each) for each in tables), default=0)
    needed = min(len(tables), -(-len(people) // size)) if size else 0
    own = [hosts[at::needed] for at in range(needed)]
    banquet = seat_banquet(own, guests, size)
    seated: list[tuple[str, str, Wording, str]] = []
    for at, table in enumerate(banquet.tables):
        for each in table:
            seat = find_chair(tables[at], each.place, len(table))
            seated.append((each.person, seat, each.reason, f"{at + 1}"))
    return seated, dict.fromkeys(banquet.unseated if needed else known, NO_SEAT_LEFT)


def find_chair(chairs: Sequence[str], place: int, people: int) -> str:
    """Return the chair of a place: chairs that are left over are those farthest from the host."""
    is_right = place <= people // 2
    return chairs[-place % len(chairs)] if is_right else chairs[people - place]
