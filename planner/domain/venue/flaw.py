"""What a venue must be before it is kept: names, keys that differ, seats apart, not too much."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NoReturn

from planner.domain.error import InvalidRequestError
from planner.domain.venue.geometry import find_overlaps
from planner.domain.venue.numbering import spell_row, spell_seat
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planner.domain.venue.plan import Venue

MOST_SEATS, MOST_FIXTURES, MOST_ROWS, MOST_AREAS = 10_000, 1_000, 5_000, 200
LONGEST_NAME, LONGEST_NUMBER = 80, 20
LEAST_APART = 0.3
"""Two seats nearer than these metres are one drawn twice."""


def check_venue(venue: Venue) -> None:
    """Refuse a venue that cannot be used as it is.

    Raises:
        InvalidRequestError: The words say what is wrong, and where.
    """
    require_name(venue.name, "name", Wording("会场名称", "The venue's name"))
    check_size(venue)
    check_keys([each.key for each in venue.areas], Wording("分区", "areas"))
    check_keys([each.key for each in venue.list_seats()], Wording("座位", "seats"))
    check_areas(venue)
    check_apart(venue)


def check_size(venue: Venue) -> None:
    """Refuse a venue without seats, or with more than anybody has."""
    seats, rows = len(venue.list_seats()), sum(len(area.rows) for area in venue.areas)
    if not any(seat.is_usable for seat in venue.list_seats()):
        refuse("会场里没有可坐的座位。", "The venue has no seat that can be sat on.")
    most = (MOST_SEATS, MOST_ROWS, MOST_AREAS, MOST_FIXTURES)
    counts = (seats, rows, len(venue.areas), len(venue.fixtures))
    if any(count > limit for count, limit in zip(counts, most, strict=True)):
        refuse(
            f"一个会场至多 {MOST_SEATS} 个座位、{MOST_ROWS} 排、{MOST_AREAS} 个分区、"
            f"{MOST_FIXTURES} 件设施。",
            f"A venue has at most {MOST_SEATS} seats, {MOST_ROWS} rows, {MOST_AREAS} areas and "
            f"{MOST_FIXTURES} fixtures.",
        )


def check_keys(keys: Sequence[str], what: Wording) -> None:
    """Refuse keys that are empty or there twice."""
    seen: set[str] = set()
    for key in keys:
        if not key or key in seen:
            refuse(
                f"{what.zh}的内部编号为空或重复：{key}", f"A key of the {what.en} is twice: {key}"
            )
        seen.add(key)


def check_areas(venue: Venue) -> None:
    """Refuse areas without a name or without rows, and rows without seats."""
    for area in venue.areas:
        require_name(area.name, "area", Wording("分区名称", "An area's name"))
        if not area.rows or not all(row.seats for row in area.rows):
            refuse(f"{area.name}有空的排。", f"{area.name} has a row without seats.")


def find_doubts(venue: Venue) -> tuple[Wording, ...]:
    """Return what makes places of a venue be called alike, or not at all; it can be kept so."""
    doubts = [
        Wording(f"两个分区同名：{name}", f"Two areas are called {name}.")
        for name in find_twice(area.name for area in venue.areas)
    ]
    for area in venue.areas:
        twice = find_twice(spell_row(area, row).zh for row in area.rows)
        doubts += [
            Wording(f"两排同号：{name}", f"Two rows have the same number: {name}") for name in twice
        ]
        for row in area.rows:
            numbers = find_twice(seat.number for seat in row.seats if seat.number)
            name = spell_row(area, row)
            doubts += [
                Wording(f"{name.zh}有两个{each}座", f"{name.en} has two seats {each}.")
                for each in numbers
            ]
    bare = sum(1 for seat in venue.list_seats() if seat.is_usable and not seat.number)
    if bare:
        doubts.append(Wording(f"{bare} 个座位没有座号", f"{bare} seats bear no number."))
    return tuple(doubts)


def find_twice(texts: Iterable[str]) -> list[str]:
    """Return what is there more than once, in order."""
    return [text for text, count in Counter(texts).items() if count > 1]


def check_apart(venue: Venue) -> None:
    """Refuse seats that stand in each other."""
    twice = find_overlaps(venue, LEAST_APART)
    if twice:
        called = [
            spell_seat(area, row, seat)
            for area in venue.areas
            for row in area.rows
            for seat in row.seats
        ]
        one, other = (called[at] for at in twice[0])
        refuse(
            f"{one.zh}与{other.zh}叠在一起（共 {len(twice)} 处）。",
            f"{one.en} and {other.en} stand in each other ({len(twice)} places).",
        )


def require_name(text: str, field: str, what: Wording, longest: int = LONGEST_NAME) -> str:
    """Return a name without blanks around it; one that is empty or too long is refused."""
    name = text.strip()
    if not name or len(name) > longest or not name.isprintable():
        raise InvalidRequestError(
            Wording(
                f"{what.zh}应为 1 至 {longest} 字，在一行内。",
                f"{what.en} has 1 to {longest} characters, on one line.",
            ),
            field,
        )
    return name


def refuse(zh: str, en: str, field: str = "") -> NoReturn:
    """Refuse with these words."""
    raise InvalidRequestError(Wording(zh, en), field)
