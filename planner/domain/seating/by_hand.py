"""Doing deeds to a seating: many in one go, all of them or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.seating.change import (
    SeatChangeError,
    close_up,
    insert_person,
    lock_person,
    move_person,
    put,
    refuse_lock,
    refuse_seat,
    swap_people,
    unlock_person,
)
from planner.domain.seating.deed import DeedKind
from planner.domain.seating.deed_refusal import refuse_broken, refuse_stale
from planner.domain.seating.line import find_gap_line, find_line
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from planner.domain.seating.chart import Seating
    from planner.domain.seating.deed import Deed
    from planner.domain.seating.hall import Hall

TAKEN_OFF = Wording("手工移出座位", "taken off the seat by hand")
PEOPLE_NEEDED = {DeedKind.SWAP: 2, DeedKind.CLOSE_UP: 0}


def do_deeds(hall: Hall, seating: Seating, deeds: Iterable[Deed], by: str) -> Seating:
    """Return a seating after some deeds, done one after another.

    Raises:
        SeatMovedError: What a deed goes by has changed.
        SeatChangeError: A deed is not allowed; says why.
    """
    now = seating
    for deed in deeds:
        refuse_stale(seating, deed)
        now = do_deed(hall, now, deed, by)
    refuse_broken(hall, seating, now)
    return now


def do_deed(hall: Hall, seating: Seating, deed: Deed, by: str) -> Seating:
    """Return a seating after one deed."""
    refuse_unknown(hall, seating, deed)
    if deed.kind in {DeedKind.LOCK, DeedKind.UNLOCK}:
        return set_locks(seating, deed, by)
    return WAYS[deed.kind](hall, seating, deed)


def move_in(hall: Hall, seating: Seating, deed: Deed) -> Seating:
    """Put somebody on a free seat."""
    return move_person(seating, deed.people[0], deed.seat, hall.ground.usable_keys)


def swap(_hall: Hall, seating: Seating, deed: Deed) -> Seating:
    """Let two people change seats."""
    return swap_people(seating, deed.people[0], deed.people[1])


def close_line(hall: Hall, seating: Seating, deed: Deed) -> Seating:
    """Let the people behind a gap move up to it, in their block; nobody there is told so."""
    line = find_gap_line(hall, seating, deed.seat, deed.inside)
    after = close_up(seating, line)
    if after.seat_of == seating.seat_of:
        raise SeatChangeError(Wording("其后无人可以补位", "nobody behind it can move up"))
    return after


def set_locks(seating: Seating, deed: Deed, by: str) -> Seating:
    """Return a seating in which people are locked, or let go."""
    for person in deed.people:
        is_lock = deed.kind is DeedKind.LOCK
        seating = lock_person(seating, person, by) if is_lock else unlock_person(seating, person)
    return seating


def push_in(hall: Hall, seating: Seating, deed: Deed) -> Seating:
    """Insert somebody; the others go on along the line, or back where nothing is free ahead."""
    line = find_line(hall, seating, deed.seat, deed.inside)
    try:
        return insert_person(seating, deed.people[0], deed.seat, line)
    except SeatChangeError:
        if deed.people[0] in seating.locks or not line:
            raise
        return insert_person(seating, deed.people[0], deed.seat, line[::-1])


def place_people(hall: Hall, seating: Seating, deed: Deed) -> Seating:
    """Put several people on several seats at once; seats that they leave are free for each other.

    Whoever sits on a seat and does not move takes the seat of the one who comes, or none.
    """
    usable = hall.ground.usable_keys
    puts: dict[str, str | None] = dict(zip(deed.people, deed.seats, strict=True))
    if len(set(deed.seats)) != len(deed.seats) or len(puts) != len(deed.people):
        raise SeatChangeError(
            Wording("同一座位不能安排两人", "two people cannot be given one seat")
        )
    for person, seat in zip(deed.people, deed.seats, strict=True):
        refuse_lock(seating, person)
        refuse_seat(seating, seat, usable)
    left = (seating.seat_of.get(person) for person in deed.people)
    spare = [each for each in left if each is not None and each not in deed.seats]
    for seat in deed.seats:
        there = seating.person_at.get(seat)
        if there is not None and there not in puts:
            refuse_lock(seating, there)
            puts[there] = spare.pop(0) if spare else None
    return put(seating, puts)


def unseat(_hall: Hall, seating: Seating, deed: Deed) -> Seating:
    """Take people off their seats; they stay on the list of those without one."""
    for person in deed.people:
        refuse_lock(seating, person)
    seated: dict[str, str | None] = {each: None for each in deed.people if each in seating.seat_of}
    if not seated:
        raise SeatChangeError(Wording("所选人员均无座位", "none of them has a seat"))
    return put(seating, seated, TAKEN_OFF)


def refuse_unknown(hall: Hall, seating: Seating, deed: Deed) -> None:
    """Refuse people who are not called here, and seats that are not there."""
    strangers = {person for person in deed.people if person not in seating.seat_of}
    if strangers and not strangers <= {person.key for person in hall.people}:
        raise SeatChangeError(
            Wording("该人员不参加本次会议", "this person is not called to the sitting")
        )
    if len(deed.people) < PEOPLE_NEEDED.get(deed.kind, 1):
        raise SeatChangeError(Wording("请先选择人员", "choose people first"))
    if deed.kind is DeedKind.PLACE and len(deed.people) != len(deed.seats):
        raise SeatChangeError(Wording("人数与座位数不一致", "as many seats as people are needed"))


WAYS: dict[DeedKind, Callable[[Hall, Seating, Deed], Seating]] = {
    DeedKind.MOVE: move_in,
    DeedKind.SWAP: swap,
    DeedKind.INSERT: push_in,
    DeedKind.PLACE: place_people,
    DeedKind.CLOSE_UP: close_line,
    DeedKind.UNSEAT: unseat,
}
