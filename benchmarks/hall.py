"""A hall of any size with its people and rules, the same in every run."""

from __future__ import annotations

import random

from benchmarks.order import COMMON_CHARACTERS, make_name
from planner.domain.person import AttendanceKind, Person
from planner.domain.plan import Settings
from planner.domain.seating.binding import Ground
from planner.domain.seating.hall import Hall
from planner.domain.seating.rule import RuleKind, SeatingRule
from planner.domain.seating.setting import HallSettings
from planner.domain.stroke import read_entries
from planner.domain.venue.plan import Area, AreaKind, Fixture, FixtureKind, Seat, SeatRow, Venue
from planner.domain.venue.surroundings import find_geometry

WIDTH = 52
AISLES = (13, 39)
PITCH, SPACING, AISLE = 0.55, 0.95, 1.2
SECTORS = 32
SPARE = 0.06
"""So much of the hall is more than its people need."""
ONE_RULE = {
    RuleKind.AISLE: 60,
    RuleKind.NEAR_DOOR: 25,
    RuleKind.NO_PILLAR: 25,
}
BONDS = {RuleKind.TOGETHER: 50, RuleKind.APART: 30}
FIXED = 10
"""Together 200 rules."""


def make_venue(seats: int) -> Venue:
    """Return a hall of straight rows with two aisles, doors at the sides and four pillars."""
    rows = []
    for row in range(-(-seats // WIDTH)):
        places = [
            Seat(
                f"{row}-{at}",
                at * PITCH + AISLE * sum(at >= aisle for aisle in AISLES),
                row * SPACING,
                number=str(at + 1),
            )
            for at in range(WIDTH)
        ]
        rows.append(SeatRow(str(row + 1), tuple(places)))
    depth = len(rows) * SPACING
    doors = [
        Fixture(FixtureKind.DOOR, x, y) for x in (-1.0, 32.0) for y in (depth / 4, depth * 3 / 4)
    ]
    pillars = [
        Fixture(FixtureKind.PILLAR, x, depth * share, 0.4, 0.4)
        for x in (5.0, 28.0)
        for share in (0.25, 0.7)
    ]
    area = Area("hall", "池座", AreaKind.HALL, tuple(rows))
    return Venue("hall", "大会堂", (area,), (*doors, *pillars))


def make_people(count: int, rng: random.Random, first: int = 0) -> tuple[Person, ...]:
    """Return delegates of 32 sectors, one in fifteen of the standing committee, and some others."""
    characters = list(read_entries())[:COMMON_CHARACTERS]
    return tuple(
        Person(
            f"p{first + at:05}",
            make_name(rng, characters),
            AttendanceKind.SITTING_IN if at % 25 == 24 else AttendanceKind.MEMBER,  # noqa: PLR2004  one in 25
            sector=f"第{rng.randrange(SECTORS) + 1}界别",
            is_standing=at % 15 == 1,
            is_convener=at < SECTORS,
        )
        for at in range(count)
    )


def make_rules(
    people: tuple[Person, ...], venue: Venue, rng: random.Random, share: float = 1.0
) -> tuple[SeatingRule, ...]:
    """Return rules about single people, pairs and triples; one in four is soft."""
    members = [each.key for each in people if each.attendance is AttendanceKind.MEMBER]
    rng.shuffle(members)
    keys = iter(members)
    rules = []
    for kind, count in ONE_RULE.items():
        rules += [
            SeatingRule(f"{kind}{at}", kind, (next(keys),), is_hard=at % 4 != 0)
            for at in range(max(1, round(count * share)))
        ]
    for kind, count in BONDS.items():
        for at in range(max(1, round(count * share))):
            group = tuple(next(keys) for _ in range(2 + at % 2))
            rules.append(SeatingRule(f"{kind}{at}", kind, group, is_hard=at % 4 != 0, weight=3))
    seats = [seat.key for seat in venue.list_seats()]
    for at in range(max(1, round(FIXED * share))):
        seat = seats[(at * 97) % (len(seats) // 2)]
        rules.append(SeatingRule(f"fixed{at}", RuleKind.FIXED, (next(keys),), (seat,)))
    return tuple(rules)


def make_hall(count: int, share: float = 1.0, seed: int = 1) -> Hall:
    """Return a hall with so many people, and 200 rules or a share of them."""
    rng = random.Random(seed)  # noqa: S311  the same hall in every run
    people = make_people(count, rng)
    venue = make_venue(round(count * (1 + SPARE)))
    rules = make_rules(people, venue, rng, share) if share else ()
    return Hall(Ground(venue, find_geometry(venue)), people, Settings(), HallSettings(rules=rules))
