"""After absences and late arrivals: the ways to go on, each with what it costs (rules §3)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.domain.seating.binding import bind_rules, find_broken_rules
from planner.domain.seating.block import block_of
from planner.domain.seating.change import close_up, put, remove_people
from planner.domain.seating.fill_reason import NO_SEAT_LEFT
from planner.domain.seating.hall import arrange, seat_everybody
from planner.domain.seating.home import find_homes
from planner.domain.seating.matching import Matching
from planner.domain.seating.rule_words import explain_move, name_rule
from planner.domain.seating.setting import FillDirection
from planner.domain.seating.spot import list_spots
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from planner.domain.person import Person
    from planner.domain.seating.chart import Seating
    from planner.domain.seating.hall import Hall
    from planner.domain.seating.spot import Spot

MOVED_UP = Wording("前面有空座，依次前移", "moved up to a gap")
ARRIVED = Wording("后到补入，安排在本块附近空座", "a late arrival, on a free seat near the block")


class OfferKind(StrEnum):
    """The ways to go on after somebody dropped out or came late."""

    LEAVE_GAP = "leave_gap"  # 空着
    CLOSE_UP = "close_up"  # 依次前移
    RERUN = "rerun"  # 重新排
    REPAIR = "repair"  # 最少变动


class CloseUpIn(StrEnum):
    """How far a gap is passed on when people close up."""

    ROW = "row"  # 本排内
    BLOCK = "block"  # 本块内


@dataclass(frozen=True, slots=True)
class Offer:
    """One way to go on, and what it costs."""

    kind: OfferKind
    seating: Seating
    moved: tuple[str, ...]
    """Who had a seat and has another one now."""
    signs: tuple[str, ...]
    """Whose signs are to be printed: those who moved, and those who are new."""
    bent: tuple[Wording, ...]
    """The rules that do not hold, with the names in them."""
    unseated: tuple[str, ...]
    """Who is left without a seat."""
    bends_hard: bool = False
    """Whether one of the rules that do not hold is a hard one."""


@dataclass(frozen=True, slots=True)
class Turnout:
    """Who dropped out and who came late, many at once."""

    absent: tuple[str, ...] = ()
    arrived: tuple[Person, ...] = ()


def make_offers(
    hall: Hall, seating: Seating, turnout: Turnout, close_up_in: CloseUpIn = CloseUpIn.ROW
) -> tuple[Offer, ...]:
    """Return all ways to go on; the repair is left out where the hard rules leave none."""
    now = change_people(hall, turnout)
    left = remove_people(seating, turnout.absent)
    closed = close_gaps(hall, seating, turnout.absent, close_up_in)
    repaired = repair_seating(now, left)
    return (
        *(
            []
            if repaired is None
            else [weigh(hall.names, OfferKind.REPAIR, now, seating, repaired)]
        ),
        weigh(hall.names, OfferKind.LEAVE_GAP, now, seating, seat_arrivals(now, left)),
        weigh(hall.names, OfferKind.CLOSE_UP, now, seating, seat_arrivals(now, closed)),
        weigh(hall.names, OfferKind.RERUN, now, seating, seat_everybody(now)),
    )


def choose_offer(offers: Iterable[Offer]) -> Offer:
    """Return what is proposed: everybody seated, no hard rule bent, the fewest people moved."""
    return min(offers, key=lambda each: (len(each.unseated), each.bends_hard, len(each.moved)))


def change_people(hall: Hall, turnout: Turnout) -> Hall:
    """Return a hall without the absent and with the late, whose locks are gone with them."""
    absent = set(turnout.absent)
    people = (*(each for each in hall.people if each.key not in absent), *turnout.arrived)
    locks = tuple(lock for lock in hall.wishes.locks if lock.person not in absent)
    return replace(hall, people=people, wishes=replace(hall.wishes, locks=locks))


def repair_seating(hall: Hall, seating: Seating) -> Seating | None:
    """Return the seating that obeys the hard rules and moves the fewest; None where none does."""
    people = [person.key for person in hall.people]
    found = arrange(hall, seating, people, hall.wishes.rules)
    if found is None:
        return None
    keys, names, rules = hall.ground.keys, hall.names, hall.wishes.rules
    moved = {people[at]: explain_move(people[at], rules, names) for at in found.moved}
    seat_of = {person: keys[seat] for person, seat in zip(people, found.seats, strict=True)}
    result = put(seating, {key: seat for key, seat in seat_of.items() if key not in moved}, ARRIVED)
    result = replace(
        result,
        seat_of=seat_of,
        reasons={**result.reasons, **moved},
        unseated={},
        is_proven=found.is_proven,
    )
    return name_blocks(hall, result)


def seat_arrivals(hall: Hall, seating: Seating) -> Seating:
    """Put whoever has no seat on free ones, as the rules for single people ask; nobody moves."""
    waiting = [person.key for person in hall.people if person.key not in seating.seat_of]
    homes = find_homes(hall.ground, hall.people, seating, hall.wishes)
    problem = bind_rules(hall.ground, waiting, hall.wishes.rules, seating, homes)
    taken = hall.ground.numbers(seating.person_at)
    allowed = (tuple(sorted(seats - taken)) for seats in problem.instance.sets)
    matching = Matching(replace(problem.instance, allowed=tuple(allowed)))
    puts: dict[str, str | None] = {}
    left: dict[str, Wording] = {}
    for at, person in enumerate(waiting):
        if not matching.seat(at):
            left[person] = NO_SEAT_LEFT
    for at, person in enumerate(waiting):
        seat = matching.seat_of[at]
        if seat is not None:
            puts[person] = hall.ground.keys[seat]
    result = put(seating, puts, ARRIVED)
    return name_blocks(hall, replace(result, unseated={**result.unseated, **left}))


def close_gaps(hall: Hall, seating: Seating, absent: Sequence[str], inside: CloseUpIn) -> Seating:
    """Take the absent out and let people move up to their gaps, inside the row or block only."""
    spots = {spot.seat: spot for spot in list_spots(hall.ground.venue, hall.wishes.areas, ())}
    lines: dict[object, list[Spot]] = defaultdict(list)
    for person, seat in seating.seat_of.items():
        if seat in spots:
            lines[line_of(seating, person, spots[seat], inside)].append(spots[seat])
    result = remove_people(seating, absent)
    is_column = inside is CloseUpIn.BLOCK and hall.wishes.direction is FillDirection.COLUMNS
    gone = [(person, seating.seat_of.get(person, "")) for person in absent]
    opened = dict.fromkeys(
        line_of(seating, person, spots[seat], inside) for person, seat in gone if seat in spots
    )
    for line in opened:
        ordered = sorted(
            lines[line], key=lambda spot: spot.by_columns if is_column else spot.by_rows
        )
        result = close_up(result, [spot.seat for spot in ordered], MOVED_UP)
    return result


def line_of(seating: Seating, person: str, spot: Spot, inside: CloseUpIn) -> tuple[object, ...]:
    """Return the line of seats along which people move up to a seat."""
    block = seating.blocks.get(person, "")
    return (block, spot.area, spot.row) if inside is CloseUpIn.ROW else (block,)


def name_blocks(hall: Hall, seating: Seating) -> Seating:
    """Return a seating with the blocks of those who are new in it."""
    new = {
        person.key: block_of(person, hall.wishes)
        for person in hall.people
        if person.key in seating.seat_of and person.key not in seating.blocks
    }
    return replace(seating, blocks={**seating.blocks, **new}) if new else seating


def weigh(
    names: Mapping[str, str], kind: OfferKind, hall: Hall, before: Seating, after: Seating
) -> Offer:
    """Return an offer with what it costs; ``names`` are those of the absent, too."""
    moved = tuple(
        person for person, seat in after.seat_of.items() if before.seat_of.get(person, seat) != seat
    )
    new = tuple(person for person in after.seat_of if person not in before.seat_of)
    broken = find_broken_rules(hall.ground, hall.wishes.rules, after.seat_of)
    return Offer(
        kind,
        replace(after, broken=tuple(rule.key for rule in broken)),
        moved,
        (*moved, *new),
        tuple(name_rule(rule, {**names, **hall.names}) for rule in broken),
        tuple(person.key for person in hall.people if person.key not in after.seat_of),
        any(rule.is_hard for rule in broken),
    )
