"""A hall filled by rule: block after block, seat after seat, everybody with a reason (rules §3)."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice
from math import ceil
from typing import TYPE_CHECKING

from planner.domain.order import KIND_PLACE, sort_people
from planner.domain.person import AttendanceKind
from planner.domain.seating.block import list_blocks
from planner.domain.seating.chart import Seating
from planner.domain.seating.fill_reason import (
    NO_SEAT_LEFT,
    explain_block,
    explain_fixed,
    explain_lock,
    explain_zone,
)
from planner.domain.seating.rule import RuleKind
from planner.domain.seating.setting import BlockBy, BlockShape, FillDirection
from planner.domain.seating.spot import list_spots, take_areas, take_back, take_front
from planner.domain.seating.table_fill import fill_tables
from planner.domain.vocabulary import label

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from planner.domain.person import Person
    from planner.domain.plan import Settings
    from planner.domain.seating.block import Block
    from planner.domain.seating.setting import HallSettings
    from planner.domain.seating.spot import Spot
    from planner.domain.venue.plan import Venue
    from planner.domain.wording import Wording

FRONT_SHARE = 5
"""One part in so many of a block's seats is its front zone."""


class Draft:
    """A seating under way: who got which seat, and why."""

    def __init__(self) -> None:
        self.seat_of: dict[str, str] = {}
        self.reasons: dict[str, Wording] = {}
        self.unseated: dict[str, Wording] = {}
        self.blocks: dict[str, str] = {}

    def give(
        self, people: Sequence[Person], seats: Iterable[str], block: str, reasons: Iterable[Wording]
    ) -> None:
        """Give seats to people in turn; those for whom none is left are told so."""
        left = iter(seats)
        for person, reason in zip(people, reasons, strict=True):
            seat = next(left, None)
            if seat is None:
                self.unseated[person.key] = NO_SEAT_LEFT
                continue
            self.seat_of[person.key], self.reasons[person.key] = seat, reason
            self.blocks[person.key] = block


def fill_hall(
    people: Sequence[Person], venue: Venue, settings: Settings, hall: HallSettings
) -> Seating:
    """Return the hall as the rules fill it, before anybody's special wishes; n·log n steps."""
    draft = Draft()
    seat_settled(draft, people, hall)
    kept_empty = [rule for rule in hall.rules if rule.kind is RuleKind.RESERVE]
    reserved = frozenset(seat for rule in kept_empty if rule.is_hard for seat in rule.seats)
    zoned = {seat for zone in hall.zones for seat in zone.seats}
    taken = {*draft.seat_of.values(), *(seat for rule in kept_empty for seat in rule.seats)}
    waiting = [person for person in people if person.key not in draft.seat_of]
    locks = {lock.person: lock for lock in hall.locks if lock.person in draft.seat_of}
    if hall.block_by is BlockBy.BANQUET:
        seat_tables(draft, fill_tables(waiting, venue, settings, hall, taken))
        return Seating(draft.seat_of, draft.reasons, draft.unseated, draft.blocks, locks, reserved)
    spots = list_spots(venue, hall.areas, taken | zoned)
    members = [each for each in waiting if each.attendance is AttendanceKind.MEMBER]
    others = [each for each in waiting if each.attendance is not AttendanceKind.MEMBER]
    zones = {zone.kind for zone in hall.zones}
    spots = take_areas(spots, sum(each.attendance not in zones for each in waiting))
    spots = trim_rows(spots, count_groups(members, others, zones))
    spots = seat_others(draft, others, spots, len(members), taken, settings, hall)
    seat_blocks(draft, list_blocks(members, settings, hall), spots, hall)
    return Seating(draft.seat_of, draft.reasons, draft.unseated, draft.blocks, locks, reserved)


def count_groups(
    members: Sequence[Person], others: Sequence[Person], zones: Collection[AttendanceKind]
) -> list[int]:
    """Return how many people need rows of their own: delegates, then the other kinds in turn."""
    kinds = sorted({each.attendance for each in others} - set(zones), key=KIND_PLACE.__getitem__)
    counts = [sum(each.attendance is kind for each in others) for kind in kinds]
    return [len(members), *counts]


def trim_rows(spots: Sequence[Spot], groups: Sequence[int]) -> list[Spot]:
    """Return front rows that give each group rows of its own, so that none is empty between.

    Where there are too few rows for that, all of them are left.
    """
    front: list[Spot] = []
    rest = list(spots)
    for count in groups:
        own, rest = take_front(rest, count)
        if len(own) < count:
            return list(spots)
        front += own
    return front


def seat_tables(
    draft: Draft, filled: tuple[list[tuple[str, str, Wording, str]], dict[str, Wording]]
) -> None:
    """Take over the tables of a banquet; a table is its people's block."""
    seated, unseated = filled
    for person, seat, reason, table in seated:
        draft.seat_of[person], draft.reasons[person] = seat, reason
        draft.blocks[person] = f"{table}桌"
    draft.unseated.update(unseated)


def seat_settled(draft: Draft, people: Sequence[Person], hall: HallSettings) -> None:
    """Seat whoever has a lock or a fixed seat; of two on one seat the first keeps it."""
    present = {person.key for person in people}
    settled = [(lock.person, lock.seat, explain_lock(lock)) for lock in hall.locks]
    settled += [
        (rule.people[0], rule.seats[0], explain_fixed(rule))
        for rule in hall.rules
        if rule.kind is RuleKind.FIXED and rule.is_hard and rule.people and rule.seats
    ]
    given: set[str] = set()
    for person, seat, reason in settled:
        if person in present and person not in draft.seat_of and seat not in given:
            given.add(seat)
            draft.seat_of[person], draft.reasons[person] = seat, reason


def seat_others(
    draft: Draft,
    others: Sequence[Person],
    spots: list[Spot],
    needed: int,
    taken: set[str],
    settings: Settings,
    hall: HallSettings,
) -> list[Spot]:
    """Seat those who are no delegates in zones of their own; return what is left for delegates."""
    zones = {zone.kind: [seat for seat in zone.seats if seat not in taken] for zone in hall.zones}
    by_kind: dict[AttendanceKind, list[Person]] = defaultdict(list)
    for person in sort_people(others, hall.order, settings.stroke_overrides).people:
        by_kind[person.attendance].append(person)
    for kind in sorted(by_kind, key=KIND_PLACE.__getitem__, reverse=True):
        group = by_kind[kind]
        seats = zones.get(kind)
        if seats is None:
            before = sum(
                len(by_kind[each])
                for each in by_kind
                if each not in zones and KIND_PLACE[each] < KIND_PLACE[kind]
            )
            back, spots = take_back(spots, len(group), needed + before)
            seats = [spot.seat for spot in back]
        reasons = explain_zone(group, kind, hall, is_own=kind in zones)
        draft.give(group, seats, label(kind).zh, reasons)
    return spots


def seat_blocks(
    draft: Draft, blocks: Sequence[Block], spots: Sequence[Spot], hall: HallSettings
) -> None:
    """Seat the delegates block by block in as few front rows as hold them all."""
    for block in [each for each in blocks if each.is_front]:
        spots = seat_block(draft, block, spots, FillDirection.ROWS, hall)
    rest = [each for each in blocks if not each.is_front]
    front, _ = take_front(spots, sum(len(block.people) for block in rest))
    is_strip = hall.shape is BlockShape.STRIP
    line = sorted(front, key=lambda spot: spot.by_columns) if is_strip else front
    at = 0
    for block in rest:
        own = line[at : at + len(block.people)]
        at += len(own)
        seat_block(draft, block, own, hall.direction, hall)


def seat_block(
    draft: Draft,
    block: Block,
    spots: Sequence[Spot],
    direction: FillDirection,
    hall: HallSettings,
) -> list[Spot]:
    """Seat a block on its own spots and return those that it left."""
    ordered = order_spots(spots[: len(block.people)], direction, has_turned=bool(hall.records))
    reasons = explain_block(block, direction, hall)
    draft.give(block.people, [spot.seat for spot in ordered], block.name, reasons)
    return list(islice(spots, len(block.people), None))


def order_spots(spots: Sequence[Spot], direction: FillDirection, *, has_turned: bool) -> list[Spot]:
    """Return a block's seats in the order in which they are taken.

    Once the term has records the block is taken in three bands, its front fifth first and its back
    fifth last, so that whoever sat in front before goes to the back.
    """
    by_rows = sorted(spots, key=lambda spot: spot.by_rows)
    if direction is FillDirection.ROWS:
        return by_rows
    zone = ceil(len(by_rows) / FRONT_SHARE) if has_turned else 0
    middle = len(by_rows) - zone
    bands = (by_rows[:zone], by_rows[zone:middle], by_rows[max(middle, zone) :])
    return [spot for band in bands for spot in sorted(band, key=lambda spot: spot.by_columns)]


def list_front(seating: Seating, venue: Venue, areas: Sequence[str] = ()) -> tuple[str, ...]:
    """Return who sits in the front fifth of his block: what the term's record keeps."""
    spots: Mapping[str, Spot] = {spot.seat: spot for spot in list_spots(venue, areas, ())}
    blocks: dict[str, list[str]] = defaultdict(list)
    for person, block in seating.blocks.items():
        if seating.seat_of.get(person) in spots:
            blocks[block].append(person)
    return tuple(
        person
        for people in blocks.values()
        for person in sorted(people, key=lambda each: spots[seating.seat_of[each]].by_rows)[
            : ceil(len(people) / FRONT_SHARE)
        ]
    )
