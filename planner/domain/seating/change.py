"""Changes of a seating by hand: swap, move, insert, close up, lock; each done whole or refused."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planner.domain.error import PlannerError
from planner.domain.seating.fill_reason import join_words
from planner.domain.seating.rule import Lock
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from planner.domain.seating.chart import Seating

BY_HAND = Wording("手工调整", "moved by hand")


class SeatChangeError(PlannerError):
    """A change that a seating does not allow."""


def move_person(seating: Seating, person: str, seat: str, usable: Collection[str]) -> Seating:
    """Put somebody, seated or not, on a free seat."""
    refuse_lock(seating, person)
    refuse_seat(seating, seat, usable)
    if seating.person_at.get(seat, person) != person:
        words = Wording(
            "该座位已有人，请选择对调或插入", "the seat is taken: swap or insert instead"
        )
        raise SeatChangeError(words)
    return put(seating, {person: seat})


def swap_people(seating: Seating, one: str, other: str) -> Seating:
    """Let two people change seats; where one has none he takes the other's, who then has none."""
    refuse_lock(seating, one)
    refuse_lock(seating, other)
    first, second = seating.seat_of.get(one), seating.seat_of.get(other)
    if first is None and second is None:
        raise SeatChangeError(Wording("两人均无座位", "neither of the two has a seat"))
    return put(seating, {one: second, other: first})


def insert_person(seating: Seating, person: str, seat: str, line: Sequence[str]) -> Seating:
    """Put somebody on a taken seat and push the others along a line of seats to the next free one.

    Seats that are kept empty, and people who are locked, are passed over.
    """
    refuse_lock(seating, person)
    refuse_seat(seating, seat, line)
    locked = {lock.seat for lock in seating.locks.values()}
    if seat in locked:
        refuse_lock(seating, seating.person_at[seat])
    passed = locked | seating.reserved
    puts: dict[str, str | None] = {}
    pushed: str | None = person
    for at in line[line.index(seat) :]:
        if at in passed:
            continue
        if pushed is None:
            break
        puts[pushed] = at
        there = seating.person_at.get(at)
        pushed = None if there == person else there
    if pushed is not None:
        raise SeatChangeError(Wording("后面没有空座，无法插入", "no free seat is left behind it"))
    return put(seating, puts)


def close_up(seating: Seating, line: Sequence[str], why: Wording = BY_HAND) -> Seating:
    """Let the people of a line of seats move up, in their order, until no gap lies before them.

    Seats that are kept empty, and people who are locked, stay as they are.
    """
    locked = {lock.seat for lock in seating.locks.values()}
    seats = [seat for seat in line if seat not in locked and seat not in seating.reserved]
    people = [seating.person_at[seat] for seat in seats if seat in seating.person_at]
    return put(seating, dict(zip(people, seats, strict=False)), why)


def lock_person(seating: Seating, person: str, locked_by: str) -> Seating:
    """Keep somebody where he is, whatever else moves."""
    seat = seating.seat_of.get(person)
    if seat is None:
        raise SeatChangeError(Wording("尚无座位，不能锁定", "who has no seat cannot be locked"))
    return replace(seating, locks={**seating.locks, person: Lock(person, seat, locked_by)})


def unlock_person(seating: Seating, person: str) -> Seating:
    """Let somebody move again."""
    locks = {key: lock for key, lock in seating.locks.items() if key != person}
    return replace(seating, locks=locks)


def remove_people(seating: Seating, people: Sequence[str]) -> Seating:
    """Take people out of a hall, their locks and reasons with them; nobody else moves."""
    gone = set(people)
    return replace(
        seating,
        seat_of={key: seat for key, seat in seating.seat_of.items() if key not in gone},
        reasons={key: why for key, why in seating.reasons.items() if key not in gone},
        unseated={key: why for key, why in seating.unseated.items() if key not in gone},
        blocks={key: block for key, block in seating.blocks.items() if key not in gone},
        locks={key: lock for key, lock in seating.locks.items() if key not in gone},
    )


def put(seating: Seating, puts: Mapping[str, str | None], why: Wording = BY_HAND) -> Seating:
    """Return a seating with some people put elsewhere; None takes somebody's seat away."""
    seat_of, reasons, unseated = (
        dict(seating.seat_of),
        dict(seating.reasons),
        dict(seating.unseated),
    )
    for person, seat in puts.items():
        if seat == seat_of.get(person):
            continue
        if seat is None:
            del seat_of[person]
            reasons.pop(person, None)
            unseated[person] = why
            continue
        seat_of[person] = seat
        unseated.pop(person, None)
        was = reasons.get(person)
        reasons[person] = was if was and why.zh in was.zh else join_words(was, why)
    return replace(seating, seat_of=seat_of, reasons=reasons, unseated=unseated)


def refuse_lock(seating: Seating, person: str) -> None:
    """Refuse to move somebody who is locked."""
    lock = seating.locks.get(person)
    if lock is not None:
        by = Wording(f"（{lock.locked_by}）", f" by {lock.locked_by}") if lock.locked_by else None
        raise SeatChangeError(
            Wording(f"座位已锁定{by.zh if by else ''}", f"the seat is locked{by.en if by else ''}")
        )


def refuse_seat(seating: Seating, seat: str, usable: Collection[str]) -> None:
    """Refuse a seat that is not there, cannot be sat on or is kept empty."""
    if seat not in usable:
        raise SeatChangeError(Wording("该处不能就座", "nobody can sit there"))
    if seat in seating.reserved:
        raise SeatChangeError(Wording("该座位已预留", "the seat is kept empty"))
