"""Dining rooms filled as banquets: who sits at whose hand, table by table."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.domain.plan import Settings
from planner.domain.seating.binding import Ground
from planner.domain.seating.hall import Hall, seat_everybody
from planner.domain.seating.rule import Lock
from planner.domain.seating.setting import BlockBy, HallSettings
from planner.domain.seating.table_fill import find_chair
from planner.domain.venue.layout import Site
from planner.domain.venue.plan import AreaKind, Venue
from planner.domain.venue.room import RoundTables, lay_tables
from planner.domain.venue.surroundings import find_geometry
from tests.builders import a_person

TABLES = lay_tables(Site("d", "宴会厅", AreaKind.TABLES), RoundTables(tables=3, seats=8, columns=3))
VENUE = Venue("v", "宴会厅", (TABLES.area,), TABLES.fixtures)


def a_dinner(guests: int, *hosts: str, **wishes: object) -> Hall:
    people = (
        *(a_person(f"g{at}", f"宾{at}", rank=at) for at in range(1, guests + 1)),
        *(a_person(host, f"主{host}", rank=900) for host in hosts),
    )
    settings = HallSettings(block_by=BlockBy.BANQUET, hosts=hosts, **wishes)  # type: ignore[arg-type]
    return Hall(Ground(VENUE, find_geometry(VENUE)), people, Settings(), settings)


def around(hall: Hall, table: int = 1) -> list[str]:
    """Return who sits round a table, from the top as the clock goes."""
    at = seat_everybody(hall).person_at
    return [at.get(f"d-{table}-{place}", ".") for place in range(1, 9)]


def test_the_first_guest_sits_at_the_hosts_right_the_second_at_his_left() -> None:
    """From above, the host at the top, his right hand is at the left of the drawing."""
    assert around(a_dinner(7, "h")) == ["h", "g2", "g4", "g6", "g7", "g5", "g3", "g1"]


def test_hosts_and_guests_take_turns_and_the_second_host_sits_opposite() -> None:
    table = around(a_dinner(6, "h", "k"))
    assert (table[0], table[4]) == ("h", "k")
    assert (table[7], table[1]) == ("g1", "g2")


def test_guests_go_on_at_the_next_table_with_a_host_of_its_own() -> None:
    hall = a_dinner(14, "h", "k")
    assert (around(hall, 1)[0], around(hall, 2)[0]) == ("h", "k")
    assert set(around(hall, 2)) == {"k", *(f"g{at}" for at in range(8, 15))}
    seating = seat_everybody(hall)
    assert (seating.blocks["g1"], seating.blocks["g8"]) == ("1桌", "2桌")
    assert seating.reasons["g1"].zh == "宾客第1位，居主人右手"


def test_chairs_that_are_left_over_are_far_from_the_host() -> None:
    assert around(a_dinner(3, "h")) == ["h", "g2", ".", ".", ".", ".", "g3", "g1"]


def test_who_finds_no_table_is_told_so() -> None:
    seating = seat_everybody(a_dinner(24, "h"))
    assert [(who, why.zh) for who, why in seating.unseated.items()] == [
        ("g24", "座位不足，未能安排")
    ]


def test_a_locked_guest_keeps_his_chair() -> None:
    hall = a_dinner(7, "h", locks=(Lock("g1", "d-1-5", "王芳"),))
    seating = seat_everybody(hall)
    assert seating.seat_of["g1"] == "d-1-5"
    assert len(set(seating.seat_of.values())) == 8


def test_a_room_without_tables_seats_nobody() -> None:
    bare = replace(VENUE, areas=())
    hall = a_dinner(2, "h")
    seating = seat_everybody(replace(hall, ground=Ground(bare, find_geometry(bare))))
    assert sorted(seating.unseated) == ["g1", "g2", "h"]


@pytest.mark.parametrize("people", range(1, 9))
def test_every_place_has_a_chair_of_its_own(people: int) -> None:
    chairs = [str(at) for at in range(8)]
    taken = {find_chair(chairs, place, people) for place in range(people)}
    assert len(taken) == people
