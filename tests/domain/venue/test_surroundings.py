"""What touches what, from where seats stand; rows drawn as letters, half a metre a letter."""

from __future__ import annotations

from dataclasses import replace
from math import cos, pi, sin
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.venue.geometry import crosses, measure
from planner.domain.venue.layout import Site
from planner.domain.venue.obstacle import Obstacles
from planner.domain.venue.plan import (
    Area,
    AreaKind,
    Fixture,
    FixtureKind,
    Seat,
    SeatKind,
    SeatRow,
    Venue,
)
from planner.domain.venue.row_line import list_lines
from planner.domain.venue.surroundings import (
    each_touch_across,
    find_geometry,
)
from planner.domain.venue.theatre import Theatre, lay_theatre, repeat_rows

if TYPE_CHECKING:
    from planner.domain.venue.touch import Geometry

KINDS = {"b": SeatKind.BLOCKED, "x": SeatKind.REMOVED, "w": SeatKind.WHEELCHAIR}


def a_venue(*drawn: str, fixtures: tuple[Fixture, ...] = (), kind: str = "hall") -> Venue:
    """A hall as drawn, rows 0.9 m apart: a seat for each letter, called by line and column."""
    rows = tuple(
        SeatRow(
            str(down),
            tuple(
                Seat(f"{down}{across}", across * 0.5, down * 0.9, KINDS.get(each, SeatKind.SEAT))
                for across, each in enumerate(line)
                if each != " "
            ),
        )
        for down, line in enumerate(drawn)
    )
    return Venue("v", "会场", (Area("a", "池座", AreaKind(kind), rows),), fixtures)


def names_of(venue: Venue, relation: tuple[tuple[int, ...], ...], key: str) -> list[str]:
    keys = [seat.key for seat in venue.list_seats()]
    return [keys[each] for each in relation[keys.index(key)]]


def beside(venue: Venue, key: str) -> list[str]:
    return names_of(venue, find_geometry(venue).beside, key)


def near(venue: Venue, key: str) -> list[str]:
    return names_of(venue, find_geometry(venue).near, key)


def aisle_seats(venue: Venue) -> list[str]:
    seats = venue.list_seats()
    return [seats[at].key for at in sorted(find_geometry(venue).at_aisle)]


def test_neighbours_are_left_and_right_in_the_row() -> None:
    venue = a_venue("ooo", "ooo")
    assert [beside(venue, key) for key in ("00", "01", "02")] == [["01"], ["00", "02"], ["01"]]


def test_an_aisle_parts_a_row_and_gives_a_way_out() -> None:
    venue = a_venue("oo  oo")
    assert [beside(venue, key) for key in ("01", "04")] == [["00"], ["05"]]
    assert aisle_seats(venue) == ["00", "01", "04", "05"]


def test_the_hole_of_a_removed_seat_parts_a_row_and_is_no_way_out() -> None:
    venue = a_venue("oooxooo", "ooooooo")
    assert [beside(venue, key) for key in ("02", "03", "04")] == [["01"], [], ["05"]]
    assert near(venue, "03") == []
    assert "03" not in near(venue, "13")
    assert aisle_seats(venue) == ["00", "06", "10", "16"]


def test_a_blocked_seat_is_a_chair_between_its_neighbours() -> None:
    assert beside(a_venue("obw"), "01") == ["00", "02"]
    assert beside(a_venue("obw"), "00") == ["01"]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (FixtureKind.PILLAR, ["00"]),
        (FixtureKind.CAMERA, ["00"]),
        (FixtureKind.LECTERN, ["00"]),
        (FixtureKind.BALLOT_BOX, ["00"]),
        (FixtureKind.TABLE, ["00", "02"]),
        (FixtureKind.DOOR, ["00", "02"]),
    ],
)
def test_what_stands_between_parts_a_row(kind: FixtureKind, expected: list[str]) -> None:
    venue = a_venue("oooo", fixtures=(Fixture(kind, 0.75, 0.0, 0.2, 0.2),))
    assert beside(venue, "01") == expected
    assert aisle_seats(venue) == ["00", "03"]


def test_a_pillar_behind_parts_front_from_back() -> None:
    pillar = Fixture(FixtureKind.PILLAR, 0.5, 0.45, 0.2, 0.2)
    assert near(a_venue("ooo", "ooo", fixtures=(pillar,)), "01") == ["00", "02", "10", "12"]


def test_front_back_and_aslant_touch_two_rows_away_does_not() -> None:
    venue = a_venue("ooooo", "ooooo", "ooooo", "ooooo")
    assert near(venue, "12") == ["01", "02", "03", "11", "13", "21", "22", "23"]
    assert near(venue, "00") == ["01", "10", "11"]


def test_rows_across_a_wide_aisle_do_not_touch() -> None:
    front, back = a_venue("ooo", "ooo"), a_venue("ooo", "ooo")
    moved = tuple(
        SeatRow(
            f"{row.number}后", tuple(replace(s, key=f"{s.key}b", y=s.y + 2.4) for s in row.seats)
        )
        for row in back.areas[0].rows
    )
    area = replace(front.areas[0], rows=(*front.areas[0].rows, *moved))
    assert near(replace(front, areas=(area,)), "11") == ["00", "01", "02", "10", "12"]


def test_staggered_rows_touch_the_two_they_look_between() -> None:
    first = a_venue("oooo").areas[0].rows[0]
    second = SeatRow("1", tuple(Seat(f"1{at}", at * 0.5 + 0.25, 0.9) for at in range(4)))
    venue = Venue("v", "会场", (Area("a", "池座", AreaKind.HALL, (first, second)),))
    assert near(venue, "11") == ["01", "02", "10", "12"]


def test_a_table_goes_round_and_its_seats_do_not_touch_the_next_table() -> None:
    def ring(number: int, x: float) -> SeatRow:
        turns = [2 * pi * at / 8 for at in range(8)]
        seats = [Seat(f"{number}{at}", x + sin(t), -cos(t)) for at, t in enumerate(turns)]
        return SeatRow(str(number), tuple(seats), is_ring=True)

    area = Area("a", "餐厅", AreaKind.TABLES, (ring(0, 0.0), ring(1, 4.0)))
    venue = Venue("v", "餐厅", (area,))
    assert [beside(venue, key) for key in ("00", "07")] == [["01", "07"], ["00", "06"]]
    assert near(venue, "02") == ["01", "03"]
    assert len(find_geometry(venue).at_aisle) == 16


def test_pairs_of_seats_with_aisles_between_are_pairs() -> None:
    venue = a_venue("oo  oo  oo", "oo  oo  oo")
    assert [len(each) for each in find_geometry(venue).beside] == [1] * 12


def test_wide_chairs_among_narrow_ones_are_beside_each_other() -> None:
    wide = SeatRow("0", tuple(Seat(f"0{at}", at * 0.9, -1.0) for at in range(4)))
    area = a_venue("", "oooooooo", "oooooooo").areas[0]
    venue = Venue("v", "会场", (replace(area, rows=(wide, *area.rows[1:])),))
    assert beside(venue, "01") == ["00", "02"]


def test_a_wide_chair_touches_those_behind_it_and_not_the_next_but_one() -> None:
    wide = SeatRow("0", tuple(Seat(f"0{at}", at * 1.0, 0.0) for at in range(4)))
    area = a_venue("", "ooooooo", "ooooooo").areas[0]
    venue = Venue("v", "会场", (replace(area, rows=(wide, *area.rows[1:])),))
    assert near(venue, "01") == ["00", "02", "11", "12", "13"]


def test_a_short_row_across_an_aisle_is_not_beside_itself() -> None:
    assert beside(a_venue("oooooo", "o    o"), "10") == []


def zoned(gap: float) -> Venue:
    def row(zone: str, number: int, left: float) -> SeatRow:
        seats = [Seat(f"{zone}{number}{at}", left + at * 0.5, number * 0.9) for at in range(3)]
        return SeatRow(str(number), tuple(seats), zone)

    rows = [row(zone, n, left) for zone, left in (("B", 1.0 + gap), ("A", 0.0)) for n in (0, 1)]
    return Venue("v", "会场", (Area("a", "池座", AreaKind.HALL, tuple(rows)),))


def test_zones_without_an_aisle_are_one_row_whatever_they_are_called() -> None:
    venue = zoned(0.5)
    assert beside(venue, "A02") == ["B00", "A01"]
    assert sorted(near(venue, "A02")) == ["A01", "A11", "A12", "B00", "B10"]
    assert aisle_seats(venue) == ["B02", "B12", "A00", "A10"]


def test_zones_across_an_aisle_do_not_touch() -> None:
    venue = zoned(1.0)
    assert beside(venue, "A02") == ["A01"]
    assert sorted(near(venue, "A02")) == ["A01", "A11", "A12"]
    assert {"A02", "B00"} <= set(aisle_seats(venue))


def test_doors_and_pillars_are_told_with_the_rest() -> None:
    door = Fixture(FixtureKind.DOOR, 0.0, -2.0, 1.0, 1.0)
    pillar = Fixture(FixtureKind.PILLAR, 1.3, 0.0, 0.2, 0.2)
    found = find_geometry(a_venue("oo", fixtures=(door, pillar)))
    assert found.door_distance == (1.5, 1.5)
    assert found.beside_pillar == {1}
    assert find_geometry(a_venue("oo")).door_distance == ()


def test_areas_do_not_touch() -> None:
    area = a_venue("ooo").areas[0]
    behind = tuple(replace(s, key=f"b{s.key}", y=0.9) for s in area.rows[0].seats)
    other = replace(area, key="b", rows=(SeatRow("1", behind),))
    assert near(Venue("v", "会场", (area, other)), "01") == ["00", "02"]


DRAWN = st.lists(st.text(alphabet="oooobwx  ", min_size=1, max_size=9), min_size=1, max_size=6)
CURVES = st.builds(
    Theatre,
    rows=st.lists(
        st.lists(st.integers(2, 12), min_size=1, max_size=3).map(tuple), min_size=2, max_size=8
    ).map(tuple),
    pitch=st.floats(0.45, 0.8),
    spacing=st.floats(0.8, 1.1),
    radius=st.floats(12.0, 60.0),
)


def check_relations(venue: Venue, found: Geometry) -> None:
    """Both ways, nobody with himself, beside within near, removed seats with nobody."""
    seats = venue.list_seats()
    for relation in (found.beside, found.near):
        assert all(at in relation[other] for at, own in enumerate(relation) for other in own)
        assert not any(at in own for at, own in enumerate(relation))
    assert all(set(own) <= set(found.near[at]) for at, own in enumerate(found.beside))
    gone = [at for at, seat in enumerate(seats) if seat.kind is SeatKind.REMOVED]
    assert all(found.near[at] == () and at not in found.at_aisle for at in gone)


@settings(deadline=None)
@given(DRAWN)
def test_relations_go_both_ways_in_any_hall(drawn: list[str]) -> None:
    venue = a_venue(*drawn)
    found = find_geometry(venue)
    check_relations(venue, found)
    assert all(len(each) <= 2 for each in found.beside)
    assert all(len(each) <= 12 for each in found.near)


@settings(deadline=None)
@given(CURVES)
def test_relations_go_both_ways_in_curved_halls_and_rows_hang_together(theatre: Theatre) -> None:
    area = lay_theatre(Site("a", "池座", AreaKind.HALL), theatre).area
    venue = Venue("v", "会场", (area,))
    found = find_geometry(venue)
    check_relations(venue, found)
    pairs = sum(len(each) for each in found.beside) // 2
    blocks = [size for row in theatre.rows for size in row]
    assert pairs == sum(blocks) - len(blocks)


def test_every_seat_inside_a_curved_block_touches_front_and_back() -> None:
    theatre = Theatre(repeat_rows(6, (10,)), radius=20.0)
    area = lay_theatre(Site("a", "池座", AreaKind.HALL), theatre).area
    venue = Venue("v", "会场", (area,))
    row_of = {seat.key: row.number for row in area.rows for seat in row.seats}
    for row in area.rows[1:-1]:
        around = {row_of[key] for seat in row.seats[1:-1] for key in near(venue, seat.key)}
        each = [{row_of[key] for key in near(venue, seat.key)} for seat in row.seats]
        expected = {str(int(row.number) + step) for step in (-1, 0, 1)}
        assert around == expected
        assert all(found == expected for found in each)


@settings(deadline=None)
@given(DRAWN, st.floats(-300, 300), st.floats(-300, 300))
def test_relations_do_not_depend_on_where_the_drawing_begins(
    drawn: list[str], right: float, down: float
) -> None:
    venue = a_venue(*drawn)
    area = venue.areas[0]
    rows = tuple(
        replace(row, seats=tuple(replace(s, x=s.x + right, y=s.y + down) for s in row.seats))
        for row in area.rows
    )
    moved = replace(venue, areas=(replace(area, rows=rows),))
    assert find_geometry(moved) == find_geometry(venue)


def slow_near(venue: Venue) -> list[set[int]]:
    """All pairs of a straight hall on its lattice: the rule told anew, without a grid."""
    seats = venue.list_seats()
    there = [at for at, seat in enumerate(seats) if seat.kind is not SeatKind.REMOVED]
    found: list[set[int]] = [set() for _ in seats]
    for one in there:
        for other in there:
            aside = abs(seats[one].x - seats[other].x)
            down = abs(seats[one].y - seats[other].y)
            if 0 < down < 1 and aside < 0.6:
                found[one].add(other)
    return found


@settings(deadline=None)
@given(
    st.integers(2, 12).flatmap(
        lambda n: st.lists(st.text("oobwx", min_size=n, max_size=n), min_size=2, max_size=5)
    )
)
def test_full_rows_touch_as_the_lattice_says(drawn: list[str]) -> None:
    venue = a_venue(*drawn)
    found = find_geometry(venue)
    expected = slow_near(venue)
    for at, own in enumerate(found.near):
        assert set(own) - set(found.beside[at]) == expected[at]


@pytest.mark.parametrize("rows", [10, 60])
def test_what_is_looked_at_grows_with_the_seats(rows: int) -> None:
    theatre = Theatre(repeat_rows(rows, (25, 25)), radius=40.0)
    area = lay_theatre(Site("a", "池座", AreaKind.HALL), theatre).area
    seats = CountedSeats(Venue("v", "会场", (area,)).list_seats())
    assert sum(1 for _ in each_touch_across(list_lines(area), seats)) > 4 * len(seats)
    assert seats.looks < 300 * len(seats)


class CountedSeats(list[Seat]):
    """Seats that count how often one of them is looked at."""

    looks = 0

    def __getitem__(self, at: Any) -> Any:  # noqa: ANN401  a list's own
        self.looks += 1
        return super().__getitem__(at)


def test_something_on_the_way_parts_and_something_beside_it_does_not() -> None:
    one, other = Seat("a", 0.0, 0.0), Seat("b", 1.0, 1.0)
    on_the_way = Fixture(FixtureKind.PILLAR, 0.5, 0.5, 0.2, 0.2)
    aside = Fixture(FixtureKind.PILLAR, 0.8, 0.2, 0.2, 0.2)
    assert Obstacles([aside, on_the_way]).part(one, other)
    assert not Obstacles([aside]).part(one, other)
    assert not Obstacles([]).part(one, other)
    assert measure(one, other) == pytest.approx(2**0.5)


PLACES = st.tuples(st.floats(-40, 40), st.floats(-40, 40))
THINGS = st.builds(
    Fixture,
    kind=st.just(FixtureKind.PILLAR),
    x=st.floats(-40, 40),
    y=st.floats(-40, 40),
    width=st.floats(0, 30),
    depth=st.floats(0, 30),
)


@settings(deadline=None)
@given(st.lists(THINGS, max_size=8), PLACES, PLACES)
def test_obstacles_are_found_in_their_squares_as_without(
    things: list[Fixture], one: tuple[float, float], other: tuple[float, float]
) -> None:
    seats = Seat("a", *one), Seat("b", *other)
    expected = any(crosses(*seats, each) for each in things)
    assert Obstacles(things).part(*seats) == expected
