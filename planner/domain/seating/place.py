"""A person's place in a seating, with all that is known of it; and what changed between two."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import compress
from operator import is_, is_not
from typing import TYPE_CHECKING, Any

from planner.domain.seating.chart import Seating
from planner.domain.seating.rule import Lock, RuleKind
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from planner.domain.seating.setting import HallSettings

NO_REASON = Wording("", "")


@dataclass(frozen=True, slots=True)
class Place:
    """One person of a seating."""

    person: str
    seat: str | None
    """None for who has no seat; ``reason`` then says why not."""
    block: str = ""
    reason: Wording = NO_REASON
    is_locked: bool = False
    locked_by: str = ""


def list_places(seating: Seating) -> Iterator[Place]:
    """Yield the place of everybody in a seating, those without a seat last."""
    for person in seating.seat_of:
        yield find_place(seating, person)
    for person in seating.unseated:
        if person not in seating.seat_of:
            yield find_place(seating, person)


def find_place(seating: Seating, person: str) -> Place:
    """Return the place of somebody who is in a seating, with a seat or without one."""
    seat = seating.seat_of.get(person)
    lock = seating.locks.get(person)
    why = seating.reasons if seat is not None else seating.unseated
    return Place(
        person,
        seat,
        seating.blocks.get(person, ""),
        why.get(person, NO_REASON),
        lock is not None,
        lock.locked_by if lock else "",
    )


def compose_seating(places: Iterable[Place], settings: HallSettings) -> Seating:
    """Return the seating of some places; seats kept empty follow from the settings."""
    listed = list(places)
    seated = [each for each in listed if each.seat is not None]
    return Seating(
        seat_of={each.person: each.seat for each in seated if each.seat is not None},
        reasons={each.person: each.reason for each in seated if each.reason != NO_REASON},
        unseated={each.person: each.reason for each in listed if each.seat is None},
        blocks={each.person: each.block for each in listed if each.block},
        locks={
            each.person: Lock(each.person, each.seat, each.locked_by)
            for each in seated
            if each.is_locked and each.seat is not None
        },
        reserved=find_reserved(settings),
    )


def change_places(
    seating: Seating, changed: Mapping[str, Place | None], settings: HallSettings
) -> Seating:
    """Return a seating in which some people have other places; None: no longer in it.

    It is what composing all places anew makes, but that only what changed is gone through.
    """
    parts = (seating.seat_of, seating.reasons, seating.unseated, seating.blocks, seating.locks)
    kept: list[dict[str, Any]] = [dict(each) for each in parts]
    for part in kept:
        for person in changed:
            part.pop(person, None)
    fresh = compose_seating((each for each in changed.values() if each is not None), settings)
    new = (fresh.seat_of, fresh.reasons, fresh.unseated, fresh.blocks, fresh.locks)
    for part, added in zip(kept, new, strict=True):
        part.update(added)
    seat_of, reasons, unseated, blocks, locks = kept
    return Seating(seat_of, reasons, unseated, blocks, locks, fresh.reserved)


def find_reserved(settings: HallSettings) -> frozenset[str]:
    """Return the seats that are kept empty."""
    return frozenset(
        seat
        for rule in settings.rules
        if rule.kind is RuleKind.RESERVE and rule.is_hard
        for seat in rule.seats
    )


def is_in(seating: Seating, person: str) -> bool:
    """Tell whether somebody is in a seating, with a seat or without one."""
    return person in seating.seat_of or person in seating.unseated


def compare_places(before: Seating, after: Seating) -> dict[str, tuple[Place | None, Place | None]]:
    """Return whose place differs, with both; None where somebody is not in one of the two."""
    changed: dict[str, tuple[Place | None, Place | None]] = {}
    for person in find_touched(before, after):
        one = find_place(before, person) if is_in(before, person) else None
        other = find_place(after, person) if is_in(after, person) else None
        if one != other:
            changed[person] = (one, other)
    return changed


def find_touched(before: Seating, after: Seating) -> list[str]:
    """Return whoever has another seat, reason, block or lock, in the order of their keys."""
    touched: set[str] = set()
    for one, other in (
        (before.seat_of, after.seat_of),
        (before.reasons, after.reasons),
        (before.unseated, after.unseated),
        (before.blocks, after.blocks),
        (before.locks, after.locks),
    ):
        touched.update(differ(one, other))
    return sorted(touched)


def differ(one: Mapping[str, object], other: Mapping[str, object]) -> Iterator[str]:
    """Yield the keys whose values differ; what is the very same is passed over at full speed."""
    if one is other:
        return
    if len(one) == len(other) and all(map(is_, one, other)):
        changed = compress(one, map(is_not, one.values(), other.values()))
        yield from (key for key in changed if one[key] != other[key])
        return
    yield from (key for key, value in one.items() if key not in other or other[key] != value)
    yield from (key for key in other if key not in one)
