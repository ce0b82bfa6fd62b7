"""Venues made from a wish: counts, distances, and what is refused."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.error import InvalidRequestError
from planner.domain.venue.generator import MARGIN, Wish, gather_venue, lay_out
from planner.domain.venue.geometry import find_overlaps, measure, measure_to
from planner.domain.venue.layout import Site, mark_seats
from planner.domain.venue.plan import (
    AreaKind,
    Fixture,
    FixtureKind,
    Numbering,
    SeatKind,
    SeatRow,
    Venue,
)
from planner.domain.venue.room import Facing, Ring, RoundTables
from planner.domain.venue.surroundings import find_geometry
from planner.domain.venue.theatre import Classroom, Rostrum, Theatre, repeat_rows

HALL = Site("a", "池座", AreaKind.HALL)


def counts(wish: Wish) -> dict[str, int]:
    return {f"{row.zone}{row.number}": len(row.seats) for row in lay_out(HALL, wish).area.rows}


def steps(row: SeatRow) -> list[float]:
    return [round(measure(one, other), 2) for one, other in pairwise(row.seats)]


def test_theatre_has_its_blocks_with_aisles_between_round_the_middle() -> None:
    rows = lay_out(HALL, Theatre(((2, 3), (2, 3)), pitch=0.5, spacing=1.0, aisle=1.0)).area.rows
    assert [seat.x for seat in rows[0].seats] == [-1.5, -1.0, 0.5, 1.0, 1.5]
    assert [row.seats[0].y for row in rows] == [0.0, 1.0]
    assert [seat.key for seat in rows[1].seats] == ["a-2-1", "a-2-2", "a-2-3", "a-2-4", "a-2-5"]


def test_aisle_across_moves_the_rows_behind_it() -> None:
    wish = Theatre(repeat_rows(3, (4,)), spacing=1.0, aisle=1.2, cross_aisles=(2,))
    assert [row.seats[0].y for row in lay_out(HALL, wish).area.rows] == [0.0, 1.0, 3.2]


def test_curved_rows_keep_pitch_and_spacing_and_bend_towards_the_rostrum() -> None:
    wish = Theatre(repeat_rows(3, (5, 6, 5)), radius=15.0)
    area = lay_out(HALL, wish).area
    for row in area.rows:
        assert steps(row) == [0.55] * 4 + [1.75] + [0.55] * 5 + [1.75] + [0.55] * 4
        assert row.seats[0].y < row.seats[5].y
        assert row.seats[0].y == row.seats[-1].y
    centre = [(seat.x**2 + (seat.y + 15.0) ** 2) ** 0.5 for row in area.rows for seat in row.seats]
    assert {round(each, 2) for each in centre} == {15.0, 15.95, 16.9}


def test_rows_grow_by_the_seats_of_a_fan() -> None:
    assert repeat_rows(3, (4, 6), growth=1) == ((4, 6), (5, 7), (6, 8))


def test_zones_are_rows_of_their_own_listed_zone_by_zone() -> None:
    wish = Theatre(repeat_rows(2, (2, 3)), zones=("A", "B"), first_row=7)
    assert counts(wish) == {"A7": 2, "A8": 2, "B7": 3, "B8": 3}
    site = Site("a", "池座", AreaKind.HALL, numbering=Numbering.ZONED)
    rows = lay_out(site, wish).area.rows
    assert [[seat.number for seat in row.seats] for row in rows[::2]] == [
        ["1", "2"],
        ["1", "2", "3"],
    ]
    assert rows[2].seats[0].key == "a-7-3"


def test_empty_block_leaves_no_aisle_twice() -> None:
    rows = lay_out(HALL, Theatre(((2, 0, 2),), pitch=0.5, aisle=1.0)).area.rows
    assert steps(rows[0]) == [0.5, 1.5, 0.5]


def test_classroom_has_a_desk_before_each_pair() -> None:
    layout = lay_out(HALL, Classroom(rows=3, desks=(2, 1), seats_per_desk=2))
    assert [len(row.seats) for row in layout.area.rows] == [6, 6, 6]
    assert len(layout.fixtures) == 9
    assert {each.kind for each in layout.fixtures} == {FixtureKind.TABLE}
    first, row = layout.fixtures[0], layout.area.rows[0]
    assert first.x == pytest.approx((row.seats[0].x + row.seats[1].x) / 2)
    assert first.y < row.seats[0].y
    assert min(measure_to(s, d) for s in row.seats for d in layout.fixtures) > 0.25


def test_rostrum_rows_go_back_from_the_hall_each_round_the_middle() -> None:
    layout = lay_out(Site("r", "主席台", AreaKind.ROSTRUM), Rostrum((3, 4), pitch=0.8, spacing=1.5))
    front, back = layout.area.rows
    assert [seat.x for seat in front.seats] == [-0.8, 0.0, 0.8]
    assert [seat.x for seat in back.seats] == [-1.2, -0.4, 0.4, 1.2]
    assert (front.seats[0].y, back.seats[0].y) == (0.0, -1.5)
    assert [
        desk.y > row.seats[0].y for desk, row in zip(layout.fixtures, (front, back), strict=True)
    ]


def test_hollow_square_has_four_sides_and_rows_behind() -> None:
    assert counts(Ring(across=8, along=5)) == {"上": 8, "右": 5, "下": 8, "左": 5}
    assert counts(Ring(across=8, along=5, rings=2))["上2"] == 8
    sides = {row.number: row for row in lay_out(HALL, Ring(across=8, along=5)).area.rows}
    assert sides["上"].seats[0].y < sides["左"].seats[0].y < sides["下"].seats[0].y
    assert sides["左"].seats[0].x < sides["上"].seats[0].x < sides["右"].seats[0].x


def test_neighbours_round_a_corner_touch_and_are_not_beside_each_other() -> None:
    area = lay_out(HALL, Ring(across=8, along=5)).area
    found = find_geometry(Venue("v", "会议室", (area,)))
    last_above, first_right = 7, 8
    assert first_right in found.near[last_above]
    assert first_right not in found.beside[last_above]


def test_u_shape_is_open_below() -> None:
    layout = lay_out(HALL, Ring(across=6, along=4, is_open=True))
    assert [row.number for row in layout.area.rows] == ["上", "右", "左"]
    assert len(layout.fixtures) == 3


def test_facing_sides_are_mirrored_across_the_table() -> None:
    layout = lay_out(HALL, Facing(seats=5, rows=2))
    upper, lower, upper_back, lower_back = layout.area.rows
    table = layout.fixtures[0]
    assert [seat.x for seat in upper.seats] == [seat.x for seat in lower.seats]
    assert table.y - upper.seats[0].y == pytest.approx(lower.seats[0].y - table.y)
    assert upper_back.seats[0].y == 0.0
    assert lower_back.seats[0].y > lower.seats[0].y


def test_round_tables_are_rings_numbered_as_one_reads() -> None:
    layout = lay_out(HALL, RoundTables(tables=5, seats=8, columns=3))
    middles = [(each.name, each.x, each.y) for each in layout.fixtures]
    assert [name for name, _, _ in middles] == ["1", "2", "3", "4", "5"]
    assert middles[0][2] == middles[2][2] < middles[3][2]
    assert middles[0][1] == middles[3][1] < middles[1][1]
    for row, table in zip(layout.area.rows, layout.fixtures, strict=True):
        assert row.is_ring
        far = {round(((s.x - table.x) ** 2 + (s.y - table.y) ** 2) ** 0.5, 2) for s in row.seats}
        assert len(far) == 1
    first = layout.area.rows[0]
    assert first.seats[0].y == min(seat.y for seat in first.seats)
    assert first.seats[2].x == max(seat.x for seat in first.seats)


WISHES = st.one_of(
    st.builds(
        Theatre,
        rows=st.lists(
            st.lists(st.integers(1, 15), min_size=1, max_size=4).map(tuple), min_size=1, max_size=9
        ).map(tuple),
        radius=st.none() | st.floats(25, 80),
        pitch=st.floats(0.45, 0.9),
        spacing=st.floats(0.8, 1.5),
    ),
    st.builds(
        Classroom,
        rows=st.integers(1, 8),
        desks=st.lists(st.integers(1, 5), min_size=1, max_size=3).map(tuple),
        seats_per_desk=st.integers(1, 3),
    ),
    st.builds(Rostrum, rows=st.lists(st.integers(1, 30), min_size=1, max_size=6).map(tuple)),
    st.builds(
        Ring,
        across=st.integers(3, 30),
        along=st.integers(3, 30),
        is_open=st.booleans(),
        rings=st.integers(1, 4),
    ),
    st.builds(Facing, seats=st.integers(1, 30), rows=st.integers(1, 4)),
    st.builds(
        RoundTables,
        tables=st.integers(1, 30),
        seats=st.integers(2, 20),
        columns=st.integers(0, 9),
    ),
)


@settings(deadline=None)
@given(WISHES)
def test_no_seat_stands_in_another_nor_in_a_table_and_keys_are_unique(wish: Wish) -> None:
    layout = lay_out(HALL, wish)
    venue = gather_venue("v", "会场", (layout,))
    seats = venue.list_seats()
    assert find_overlaps(venue) == []
    assert (
        min((measure_to(seat, each) for seat in seats for each in venue.fixtures), default=1.0)
        > 0.1
    )
    assert len({seat.key for seat in seats}) == len(seats)
    assert all(seat.number for seat in seats)
    assert min(min(seat.x, seat.y) for seat in seats) >= MARGIN - 0.001


@pytest.mark.parametrize(
    ("wish", "field", "words"),
    [
        (Theatre(()), "rows", "排数应为 1 至 200，现为 0"),
        (Theatre(((),)), "rows", "一排的块数应为 1 至 20，现为 0"),
        (Theatre(((3, -1),)), "rows", "一排的座位数应为 0 至 400，现为 -1"),
        (Theatre(((0, 0),)), "rows", "一排的座位数应为 1 至 400，现为 0"),
        (Theatre(repeat_rows(60, (200, 200))), "seats", "一个区的座位总数应为 1 至 20000"),
        (Theatre(((9,),), pitch=0.2), "pitch", "座距（米）应为 0.4 至 3，现为 0.2"),
        (Theatre(((9,),), pitch=float("nan")), "pitch", "座距"),
        (Theatre(((9,),), spacing=float("inf")), "spacing", "排距"),
        (Theatre(((9, 9),), aisle=0.3), "aisle", "走道宽（米）应为 0.6 至 10，现为 0.3"),
        (Theatre(((9, 9),), radius=1.0), "radius", "首排弧半径"),
        (Theatre(((60,),), radius=5.0), "radius", "首排弧半径至少 10.3 米"),
        (Theatre(((9, 9),), zones=("A",)), "zones", "块数应与分区数相同"),
        (Theatre(((9, 9),), zones=("A", "A")), "zones", "不得为空或重复"),
        (Theatre(((9, 9),), zones=("A", "")), "zones", "不得为空或重复"),
        (Classroom(rows=0, desks=(2,)), "rows", "排数"),
        (Classroom(rows=2, desks=(2,), seats_per_desk=0), "seats_per_desk", "每桌座位数"),
        (Rostrum(()), "rows", "排数"),
        (Rostrum((5, 0)), "rows", "一排的座位数"),
        (Rostrum((5, 5), spacing=0.9), "spacing", "排距（米）应为 1.2 至 5，现为 0.9"),
        (Ring(across=2, along=9), "across", "上侧座位数应为 3 至 200，现为 2"),
        (Ring(across=9, along=2), "along", "左右两侧各自的座位数应为 3 至 200，现为 2"),
        (Ring(across=9, along=9, rings=0), "rings", "排数"),
        (Facing(seats=0), "seats", "每排座位数"),
        (Facing(seats=3, table=0.1), "table", "桌宽"),
        (RoundTables(tables=0, seats=10), "tables", "桌数"),
        (RoundTables(tables=2, seats=1), "seats", "每桌座位数应为 2 至 30，现为 1"),
        (RoundTables(tables=2, seats=31), "seats", "每桌座位数"),
        (RoundTables(tables=2, seats=9, columns=-1), "columns", "每行桌数"),
    ],
)
def test_the_impossible_is_refused_in_words(wish: Wish, field: str, words: str) -> None:
    with pytest.raises(InvalidRequestError) as refused:
        lay_out(HALL, wish)
    assert refused.value.field == field
    assert words in refused.value.wording.zh


def test_marked_seats_are_numbered_anew_and_unknown_ones_refused() -> None:
    area = lay_out(HALL, Theatre(((4,),))).area
    marked = mark_seats(area, {"a-1-2": SeatKind.REMOVED, "a-1-4": SeatKind.WHEELCHAIR})
    assert [seat.number for seat in marked.rows[0].seats] == ["1", "", "3", "4"]
    assert marked.rows[0].seats[3].kind is SeatKind.WHEELCHAIR
    with pytest.raises(InvalidRequestError, match="a-9-9"):
        mark_seats(area, {"a-9-9": SeatKind.REMOVED})


def test_gathered_venue_begins_at_its_margin_with_its_tables_and_doors() -> None:
    door = Fixture(FixtureKind.DOOR, -9.0, -4.0, 2.0, 1.0)
    layout = lay_out(HALL, Facing(seats=3))
    venue = gather_venue("v", "会场", (layout,), (door,))
    table, moved = venue.fixtures
    assert (moved.x, moved.y) == (MARGIN + 1.0, MARGIN + 0.5)
    assert (table.x - moved.x, table.y - moved.y) == pytest.approx(
        (layout.fixtures[0].x - door.x, layout.fixtures[0].y - door.y)
    )
