"""Rules in words become a problem in numbers: the seats people may take, and who is bound (§3)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from planner.domain.seating.bond import are_apart, are_together
from planner.domain.seating.instance import NOTHING, Bond, Instance
from planner.domain.seating.rule import RuleKind
from planner.domain.venue.plan import SeatKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from planner.domain.seating.chart import Seating
    from planner.domain.seating.rule import SeatingRule
    from planner.domain.venue.plan import Area, Seat, SeatRow, Venue
    from planner.domain.venue.touch import Geometry

NEAR_DOOR = 8.0
"""Metres within which a seat is near a door."""
PLACES = frozenset({RuleKind.FIXED, RuleKind.ZONE, RuleKind.WHEELCHAIR})
BONDS = frozenset({RuleKind.TOGETHER, RuleKind.APART})


@dataclass(frozen=True)
class Ground:
    """A venue and what touches what in it: all that rules about seats ask."""

    venue: Venue
    geometry: Geometry

    @cached_property
    def number_of(self) -> dict[str, int]:
        """The number of each place by its key."""
        return {seat.key: number for number, seat in enumerate(self.venue.list_seats())}

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The key of each place by its number."""
        return tuple(self.number_of)

    @cached_property
    def place_of(self) -> dict[str, tuple[Area, SeatRow, Seat]]:
        """Each place with its area and row, by its key: what a seat is called by."""
        return {
            seat.key: (area, row, seat)
            for area in self.venue.areas
            for row in area.rows
            for seat in row.seats
        }

    @cached_property
    def usable(self) -> frozenset[int]:
        """Places on which somebody can sit."""
        seats = self.venue.list_seats()
        return frozenset(number for number, seat in enumerate(seats) if seat.is_usable)

    @cached_property
    def usable_keys(self) -> frozenset[str]:
        """The keys of the places on which somebody can sit."""
        return frozenset(self.keys[at] for at in self.usable)

    @cached_property
    def wheelchairs(self) -> frozenset[int]:
        """Places for wheelchairs."""
        seats = self.venue.list_seats()
        return frozenset(at for at, seat in enumerate(seats) if seat.kind is SeatKind.WHEELCHAIR)

    @cached_property
    def near_door(self) -> frozenset[int]:
        """Places near a door."""
        far = self.geometry.door_distance
        return frozenset(at for at, metres in enumerate(far) if metres <= NEAR_DOOR)

    def numbers(self, keys: Iterable[str]) -> frozenset[int]:
        """Return places by key; keys that name none are passed over."""
        return frozenset(self.number_of[key] for key in keys if key in self.number_of)

    def seats_of(self, rule: SeatingRule) -> frozenset[int]:
        """Return the places that obey a rule about single people."""
        match rule.kind:
            case RuleKind.AISLE:
                return self.geometry.at_aisle
            case RuleKind.NEAR_DOOR:
                return self.near_door
            case RuleKind.NO_PILLAR:
                return self.usable - self.geometry.beside_pillar
            case RuleKind.WHEELCHAIR:
                return self.wheelchairs
            case _:
                return self.numbers(rule.seats)


@dataclass(frozen=True, slots=True)
class Homes:
    """Where people belong, by person; people of one kind and block share their values."""

    seats: Mapping[str, frozenset[int]]
    """The seats that a person's kind leaves to him."""
    costs: Mapping[str, Mapping[int, int]]
    """What a seat away from his block costs him."""


@dataclass(frozen=True, slots=True)
class Problem:
    """An instance with the people and seats that its numbers stand for."""

    instance: Instance
    people: tuple[str, ...]
    bonds: tuple[SeatingRule, ...]
    """The rules behind the instance's bonds, in their order."""


def bind_rules(
    ground: Ground,
    people: Sequence[str],
    rules: Sequence[SeatingRule],
    seating: Seating,
    homes: Homes | None = None,
) -> Problem:
    """Return the problem of seating people by rules, starting from how they sit.

    ``homes`` are the seats that a person's kind leaves to him, and what the others cost him; a
    lock leaves one seat.
    """
    homes = homes or Homes({}, {})
    number_of, place = ground.number_of, {person: at for at, person in enumerate(people)}
    present = [
        rule for rule in rules if rule.kind is RuleKind.RESERVE or place.keys() & rule.people
    ]
    held = [number_of.get(seating.seat_of.get(person, "")) for person in people]
    together = bond_people(present, RuleKind.TOGETHER, place)
    apart = bond_people(present, RuleKind.APART, place)
    instance = Instance(
        list_allowed(ground, people, present, seating, homes.seats),
        tuple(held),
        len(ground.keys),
        list_costs(ground, people, present, homes.costs),
        ground.geometry.beside,
        ground.geometry.near,
        tuple(bond for bond, _ in together),
        tuple(bond for bond, _ in apart),
    )
    return Problem(instance, tuple(people), tuple(rule for _, rule in (*together, *apart)))


def bond_people(
    rules: Iterable[SeatingRule], kind: RuleKind, place: Mapping[str, int]
) -> list[tuple[Bond, SeatingRule]]:
    """Return the bonds of a kind, each with its rule; who is not there binds nobody."""
    bonds = []
    for rule in rules:
        people = tuple(place[person] for person in dict.fromkeys(rule.people) if person in place)
        if rule.kind is kind and len(people) > 1:
            bonds.append((Bond(people, 0 if rule.is_hard else rule.weight), rule))
    return bonds


def list_allowed(
    ground: Ground,
    people: Sequence[str],
    rules: Iterable[SeatingRule],
    seating: Seating,
    homes: Mapping[str, frozenset[int]],
) -> tuple[tuple[int, ...], ...]:
    """Return for each person the seats that locks and hard rules leave; equal ones are shared."""
    reserved = set(ground.numbers(seating.reserved))
    own: dict[str, list[SeatingRule]] = {}
    for rule in rules:
        if rule.kind is RuleKind.RESERVE and rule.is_hard:
            reserved |= ground.seats_of(rule)
        elif rule.kind not in BONDS and rule.is_hard:
            for person in rule.people:
                own.setdefault(person, []).append(rule)
    free = ground.usable - reserved
    shared: dict[frozenset[int], tuple[int, ...]] = {}
    known: dict[tuple[object, ...], tuple[int, ...]] = {}
    allowed = []
    for person in people:
        lock, home, asked = seating.locks.get(person), homes.get(person), own.get(person, [])
        key = (id(home), lock, *(rule.key for rule in asked))
        if key not in known:
            start = ground.numbers([lock.seat]) if lock else free
            seats = narrow_seats(ground, start, None if lock else home, asked)
            known[key] = shared.setdefault(seats, tuple(sorted(seats)))
        allowed.append(known[key])
    return tuple(allowed)


def narrow_seats(
    ground: Ground,
    seats: frozenset[int],
    home: frozenset[int] | None,
    rules: Sequence[SeatingRule],
) -> frozenset[int]:
    """Return the seats that obey rules; a rule that names places sends people out of their home."""
    if home is not None and not any(rule.kind in PLACES for rule in rules):
        seats &= home
    for rule in rules:
        seats &= ground.seats_of(rule)
    return seats


def list_costs(
    ground: Ground,
    people: Sequence[str],
    rules: Iterable[SeatingRule],
    homes: Mapping[str, Mapping[int, int]],
) -> tuple[Mapping[int, int], ...]:
    """Return what each seat costs a person by the soft rules."""
    own: dict[str, dict[int, int]] = {}
    everybody: dict[int, int] = {}
    for rule in rules:
        if rule.is_hard or rule.kind in BONDS:
            continue
        if rule.kind is RuleKind.RESERVE:
            charge(everybody, ground.seats_of(rule), rule.weight)
            continue
        for person in rule.people:
            missed = ground.usable - ground.seats_of(rule)
            charge(own.setdefault(person, {}), missed, rule.weight)
    if not own and not everybody and not homes:
        return ()
    different = {id(home): home for home in (NOTHING, *homes.values())}
    common = {at: add_costs(home, everybody) for at, home in different.items()}
    return tuple(
        add_costs(own.get(person, NOTHING), common[id(homes.get(person, NOTHING))])
        for person in people
    )


def charge(costs: dict[int, int], seats: Iterable[int], weight: int) -> None:
    """Make some seats dearer."""
    for seat in seats:
        costs[seat] = costs.get(seat, 0) + weight


def add_costs(own: Mapping[int, int], many: Mapping[int, int]) -> Mapping[int, int]:
    """Return what seats cost somebody, with what they cost many."""
    if not own or not many:
        return own or many
    return {seat: own.get(seat, 0) + many.get(seat, 0) for seat in {*own, *many}}


def find_broken_rules(
    ground: Ground, rules: Iterable[SeatingRule], seat_of: Mapping[str, str]
) -> list[SeatingRule]:
    """Return the rules that a seating breaks, hard and soft, in their order."""
    return [rule for rule in rules if is_broken(ground, rule, seat_of)]


def is_broken(ground: Ground, rule: SeatingRule, seat_of: Mapping[str, str]) -> bool:
    """Tell whether a seating breaks a rule; who has no seat breaks none."""
    own = (seat_of.get(person, "") for person in dict.fromkeys(rule.people))
    seats = [ground.number_of[seat] for seat in own if seat in ground.number_of]
    if rule.kind is RuleKind.TOGETHER:
        return not are_together(ground.geometry, seats)
    if rule.kind is RuleKind.APART:
        return not are_apart(ground.geometry, seats)
    if rule.kind is RuleKind.RESERVE:
        return not ground.seats_of(rule).isdisjoint(ground.numbers(seat_of.values()))
    return not ground.seats_of(rule).issuperset(seats)
