"""Round tables of a banquet: the host in his place, guests by rank, hosts and guests in turns (§2).

A table's places are counted from the host towards his right hand. The first guest sits at the
host's right, the second at his left; a second host sits opposite, the third and fourth guests at
his sides. From there on hosts sit beside guests as far as there are enough of both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

HOST = Wording("主人，居主位", "the host, in the host's place")
SECOND_HOST = Wording("副主人，居主人对面", "the second host, opposite the host")
NO_HOST = Wording("本桌无主方人员", "no host sits at this table")
LEAST_SEATS = 4


@dataclass(frozen=True, slots=True)
class TableSeat:
    """One person at a table; ``place`` 0 is the host's, 1 the one at his right hand."""

    person: str
    table: int
    place: int
    is_host: bool
    reason: Wording


@dataclass(frozen=True, slots=True)
class Banquet:
    """All tables, the main one first, each from the host's place; and who found no seat."""

    tables: tuple[tuple[TableSeat, ...], ...]
    unseated: tuple[str, ...]
    problems: tuple[tuple[int, Wording], ...]
    """What is wrong with a table, by its number from 0."""


def seat_banquet(hosts: Sequence[Sequence[str]], guests: Sequence[str], seats: int) -> Banquet:
    """Return who sits where; ``hosts`` of each table by rank, ``guests`` by rank over all tables.

    The first guests fill the main table, the next ones the second, and so on; a table of so many
    ``seats`` takes no more people than that, its hosts first.
    """
    left = list(guests)
    tables = []
    for number, own in enumerate(hosts):
        count = max(0, seats - len(own))
        tables.append(seat_table(own[:seats], left[:count], seats, number, len(guests) - len(left)))
        left = left[count:]
    crowded = [person for own in hosts for person in own[seats:]]
    lonely = tuple((number, NO_HOST) for number, own in enumerate(hosts) if not own)
    return Banquet(tuple(tables), (*crowded, *left), lonely)


def seat_table(
    hosts: Sequence[str], guests: Sequence[str], seats: int, table: int = 0, before: int = 0
) -> tuple[TableSeat, ...]:
    """Return one table from the host's place; ``before`` guests sit at tables of higher rank.

    Chairs that nobody needs are taken away, so that no gap lies between people.
    """
    seats = min(seats, len(hosts) + len(guests))
    opposite = seats // 2 if len(hosts) > 1 and seats >= LEAST_SEATS else None
    taken = [place for place in (0, opposite) if place is not None][: len(hosts)]
    free = [place for place in rank_places(seats, opposite) if place not in taken]
    beside = [place for place in free if not hosts or is_guest_place(place, seats, opposite)]
    between = [place for place in free if place not in beside]
    lead = hosts[: len(taken)]
    rest = hosts[len(taken) :]
    host_places = between[: len(rest)]
    if len(rest) > len(between):
        host_places = [place for place in free if place not in beside[: len(guests)]]
    guest_places = [place for place in free if place not in host_places]
    found = [
        TableSeat(person, table, place, is_host=True, reason=SECOND_HOST if place else HOST)
        for person, place in zip(lead, taken, strict=False)
    ]
    found += [
        TableSeat(person, table, place, is_host=True, reason=explain_host(rank))
        for rank, (person, place) in enumerate(zip(rest, host_places, strict=False), len(lead) + 1)
    ]
    found += [
        TableSeat(
            person,
            table,
            place,
            is_host=False,
            reason=explain_guest(rank, place, seats, opposite, has_host=bool(hosts)),
        )
        for rank, (person, place) in enumerate(zip(guests, guest_places, strict=False), before + 1)
    ]
    return tuple(sorted(found, key=lambda seat: seat.place))


def rank_places(seats: int, opposite: int | None) -> list[int]:
    """Return a table's places by rank: the hosts', then nearest to them, right before left."""
    heads = [0] if opposite is None else [0, opposite]
    ranked = [
        (head + sign * step) % seats
        for step in range(1, seats)
        for head in heads
        for sign in (1, -1)
    ]
    return list(dict.fromkeys([*heads, *ranked]))


def is_guest_place(place: int, seats: int, opposite: int | None) -> bool:
    """Tell whether a place is a guest's while hosts and guests take turns."""
    heads = [0] if opposite is None else [0, opposite]
    return min(min((place - head) % seats, (head - place) % seats) for head in heads) % 2 == 1


def explain_host(rank: int) -> Wording:
    """Return why a further host sits there."""
    return Wording(f"主方第{rank}位，与宾客相间", f"host No. {rank}, between guests")


def explain_guest(
    rank: int, place: int, seats: int, opposite: int | None, *, has_host: bool
) -> Wording:
    """Return why a guest sits there."""
    if place == 0:
        return Wording(
            f"宾客第{rank}位，本桌无主人，居主位", f"guest No. {rank}, in the absent host's place"
        )
    beside = {1: ("主人右手", "at the host's right"), seats - 1: ("主人左手", "at the host's left")}
    if opposite is not None:
        beside = {
            opposite + 1: ("副主人右手", "at the second host's right"),
            opposite - 1: ("副主人左手", "at the second host's left"),
            **beside,
        }
    head = Wording(f"宾客第{rank}位", f"guest No. {rank}")
    if place not in beside or not has_host:
        return Wording(f"{head.zh}，依次就座", f"{head.en}, next in turn")
    zh, en = beside[place]
    return Wording(f"{head.zh}，居{zh}", f"{head.en}, {en}")
