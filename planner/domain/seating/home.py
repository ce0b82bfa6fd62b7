"""Where people belong when a hall is repaired: their kind's seats, and their block's before others.

Delegates' seats are never given to others, nor theirs to delegates (rules §3); that holds for rows,
as the hall was filled.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from planner.domain.person import AttendanceKind
from planner.domain.seating.binding import Homes
from planner.domain.seating.block import block_of
from planner.domain.venue.plan import AreaKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from planner.domain.person import Person
    from planner.domain.seating.binding import Ground
    from planner.domain.seating.chart import Seating
    from planner.domain.seating.setting import HallSettings

AWAY = 1
"""What a seat outside his block costs a delegate."""


def find_homes(
    ground: Ground, people: Iterable[Person], seating: Seating, hall: HallSettings
) -> Homes:
    """Return where people belong, from how they sit now."""
    listed = list(people)
    kind_of = {person.key: person.attendance for person in listed}
    kinds = {person.attendance for person in listed}
    by_kind = {kind: find_kind_seats(ground, kind, kind_of, seating, hall) for kind in kinds}
    blocks = find_block_seats(ground, listed, seating, hall)
    away: dict[str, Mapping[int, int]] = {
        name: dict.fromkeys(sorted(ground.usable - own), AWAY) for name, own in blocks.items()
    }
    return Homes(
        {person.key: by_kind[person.attendance] for person in listed},
        {
            person.key: away[name]
            for person in listed
            if person.attendance is AttendanceKind.MEMBER
            and (name := block_of(person, hall)) in away
        },
    )


def find_kind_seats(
    ground: Ground,
    kind: AttendanceKind,
    kind_of: Mapping[str, AttendanceKind],
    seating: Seating,
    hall: HallSettings,
) -> frozenset[int]:
    """Return the seats of a kind: its zone, or the rows where only such people, or nobody, sit.

    Areas where none of them sits are left out, as long as the others have seats for all.
    """
    zones = {zone.kind: ground.numbers(zone.seats) for zone in hall.zones}
    if kind in zones:
        return zones[kind]
    taken_by = {
        ground.number_of[seat]: kind_of[person]
        for person, seat in seating.seat_of.items()
        if person in kind_of and seat in ground.number_of
    }
    elsewhere = frozenset[int]().union(*zones.values())
    areas = [take_rows(rows, kind, taken_by) - elsewhere for rows in list_rows(ground, hall)]
    own = [seats for seats in areas if any(taken_by.get(seat) is kind for seat in seats)]
    count = sum(each is kind for each in kind_of.values())
    is_enough = sum(map(len, own)) >= count
    return frozenset[int]().union(*(own if is_enough else areas))


def take_rows(
    rows: Iterable[Iterable[int]], kind: AttendanceKind, taken_by: Mapping[int, AttendanceKind]
) -> frozenset[int]:
    """Return the seats of an area's rows that belong to a kind, as people sit now."""
    found: set[int] = set()
    for row in rows:
        kinds = {taken_by[seat] for seat in row if seat in taken_by}
        found.update(row if kinds <= {kind} else (at for at in row if taken_by.get(at) is kind))
    return frozenset(found)


def list_rows(ground: Ground, hall: HallSettings) -> list[list[list[int]]]:
    """Return for each area that the hall fills the usable places of its rows."""
    return [
        [[ground.number_of[seat.key] for seat in row.seats if seat.is_usable] for row in area.rows]
        for area in ground.venue.areas
        if area.key in hall.areas or (not hall.areas and area.kind is not AreaKind.ROSTRUM)
    ]


def find_block_seats(
    ground: Ground, people: Iterable[Person], seating: Seating, hall: HallSettings
) -> dict[str, set[int]]:
    """Return each block's seats: those of its delegates, and the free ones beside them."""
    blocks: dict[str, set[int]] = defaultdict(set)
    taken = ground.numbers(seating.person_at)
    for person in people:
        seat = ground.number_of.get(seating.seat_of.get(person.key, ""))
        if seat is not None and person.attendance is AttendanceKind.MEMBER:
            own = blocks[block_of(person, hall)]
            own.add(seat)
            own.update(near for near in ground.geometry.near[seat] if near not in taken)
    return blocks
