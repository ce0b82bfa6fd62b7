"""Lines of seats along which people are pushed or move up: a row, or a block (rules §3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.seating.absence import CloseUpIn
from planner.domain.seating.setting import FillDirection
from planner.domain.seating.spot import list_spots

if TYPE_CHECKING:
    from planner.domain.seating.binding import Ground
    from planner.domain.seating.chart import Seating
    from planner.domain.seating.hall import Hall
    from planner.domain.venue.plan import SeatRow


def find_row(ground: Ground, seat: str) -> SeatRow | None:
    """Return the row that a seat stands in; None where the venue has no such seat."""
    place = ground.place_of.get(seat)
    return place[1] if place else None


def find_line(hall: Hall, seating: Seating, seat: str, inside: CloseUpIn) -> tuple[str, ...]:
    """Return the seats of the line that a seat is in, in the order in which people move up.

    A row goes on from the left as seen from the hall. A block is where its people sit and the free
    seats that touch them; a seat of no block has its row.
    """
    row = find_row(hall.ground, seat)
    if row is None:
        return ()
    block = seating.blocks.get(seating.person_at.get(seat, ""), "")
    if inside is CloseUpIn.ROW or not block:
        return tuple(each.key for each in row.seats if each.is_usable)
    return list_block(hall, seating, block)


def find_gap_line(hall: Hall, seating: Seating, seat: str, inside: CloseUpIn) -> tuple[str, ...]:
    """Return the seats along which a gap is closed: the gap, and what lies behind it in the block.

    It is the block of whoever sits next behind the gap in its row; another block never moves.
    """
    row = find_row(hall.ground, seat)
    keys = [each.key for each in row.seats if each.is_usable] if row else []
    if seat not in keys:
        return ()
    rest = keys[keys.index(seat) :]
    block = next(
        (
            seating.blocks.get(seating.person_at[each], "")
            for each in rest
            if each in seating.person_at
        ),
        "",
    )
    if inside is CloseUpIn.BLOCK and block:
        line = list_block(hall, seating, block)
        return line[line.index(seat) :] if seat in line else ()
    found = []
    for each in rest:
        person = seating.person_at.get(each)
        if person is not None and seating.blocks.get(person, "") != block:
            break
        found.append(each)
    return tuple(found)


def list_block(hall: Hall, seating: Seating, block: str) -> tuple[str, ...]:
    """Return the seats of a block, and the free ones beside it, in the order of filling."""
    ground = hall.ground
    taken = ground.numbers(seating.person_at)
    own = {
        ground.number_of[seat]
        for person, seat in seating.seat_of.items()
        if seating.blocks.get(person) == block and seat in ground.number_of
    }
    free = {at for seat in own for at in ground.geometry.near[seat] if at not in taken}
    keys = {ground.keys[at] for at in own | free}
    spots = [each for each in list_spots(ground.venue, hall.wishes.areas, ()) if each.seat in keys]
    is_column = hall.wishes.direction is FillDirection.COLUMNS
    spots.sort(key=lambda spot: spot.by_columns if is_column else spot.by_rows)
    return tuple(spot.seat for spot in spots)
