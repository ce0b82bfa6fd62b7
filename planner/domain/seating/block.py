"""Delegates in blocks, in the order in which they take their seats (rules §1, §3)."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.domain.order import sort_people
from planner.domain.person import AttendanceKind
from planner.domain.seating.setting import BlockBy, StandingPlace
from planner.domain.vocabulary import label

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planner.domain.person import Person
    from planner.domain.plan import Settings
    from planner.domain.seating.setting import HallSettings

STANDING_BLOCK = "常委"
WHOLE_BLOCK = "全体委员"
NAMELESS_BLOCK = "未列界别"


@dataclass(frozen=True, slots=True)
class Block:
    """People who sit together, first seat first."""

    name: str
    people: tuple[Person, ...]
    is_front: bool = False
    """The standing-committee members in the front rows, before all blocks."""


def list_blocks(
    people: Iterable[Person], settings: Settings, hall: HallSettings
) -> tuple[Block, ...]:
    """Return the delegates' blocks in the order in which they follow each other in the hall."""
    ordered = sort_people(people, hall.order, settings.stroke_overrides).people
    front: list[Person] = []
    if hall.standing is StandingPlace.FRONT_ROWS:
        front = [person for person in ordered if person.is_standing]
        ordered = tuple(person for person in ordered if not person.is_standing)
    members: dict[str, list[Person]] = defaultdict(list)
    for person in ordered:
        members[name_block(person, hall.block_by)].append(person)
    counts = count_front(hall)
    names = turn(order_blocks(members, settings, hall.block_by), hall.step * len(hall.records))
    blocks = [Block(name, order_block(members[name], hall, counts)) for name in names]
    if front:
        blocks.insert(0, Block(STANDING_BLOCK, order_block(front, hall, counts), is_front=True))
    return tuple(blocks)


def name_block(person: Person, block_by: BlockBy) -> str:
    """Return the name of the block that a person belongs to."""
    if block_by in {BlockBy.NOTHING, BlockBy.BANQUET}:
        return WHOLE_BLOCK
    return (person.sector if block_by is BlockBy.SECTOR else person.group) or NAMELESS_BLOCK


def block_of(person: Person, hall: HallSettings) -> str:
    """Return the name of the block that somebody sits in; a kind of its own for no delegates."""
    if person.attendance is not AttendanceKind.MEMBER:
        return label(person.attendance).zh
    if person.is_standing and hall.standing is StandingPlace.FRONT_ROWS:
        return STANDING_BLOCK
    return name_block(person, hall.block_by)


def order_blocks(names: Iterable[str], settings: Settings, block_by: BlockBy) -> list[str]:
    """Return blocks in the official order of sectors; what it leaves out follows by its name."""
    official = settings.sector_order if block_by is BlockBy.SECTOR else ()
    place = {name: at for at, name in enumerate(official)}
    return sorted(
        names,
        key=lambda name: (name == NAMELESS_BLOCK, place.get(name, len(place)), number_key(name)),
    )


def number_key(name: str) -> tuple[int, str]:
    """Return what a group's name sorts by: 第二组 before 第十组, 第3组 before 第12组."""
    digits = "".join(each for each in name if each.isdecimal())
    return (int(digits), name) if digits else (read_number(name), name)


def read_number(name: str) -> int:
    """Return the Chinese number below a hundred that a name holds, or 0."""
    places = [each for each in name if each in "一二三四五六七八九十"]
    tens, mark, ones = "".join(places).partition("十")
    if not mark:
        return value_of(tens)
    return 10 * (value_of(tens) or 1) + value_of(ones)


def value_of(numeral: str) -> int:
    """Return the value of one Chinese digit, 0 for none."""
    return "一二三四五六七八九".find(numeral) + 1 if numeral else 0


def order_block(
    people: Sequence[Person], hall: HallSettings, counts: Counter[str]
) -> tuple[Person, ...]:
    """Return the people of a block: its heads, the standing members, who was seldom in front."""
    is_first = hall.standing is StandingPlace.FIRST_IN_BLOCK

    def place(person: Person) -> tuple[bool, bool, int]:
        if person.is_convener:
            return False, False, 0
        return True, not (is_first and person.is_standing), counts[person.key]

    return tuple(sorted(people, key=place))


def count_front(hall: HallSettings) -> Counter[str]:
    """Return how often people have sat in the front zone in this term."""
    return Counter(person for record in hall.records for person in record.people)


def turn(names: Sequence[str], by: int) -> list[str]:
    """Return names moved up so many places; those that leave the head follow at the end."""
    start = by % len(names) if names else 0
    return [*names[start:], *names[:start]]
