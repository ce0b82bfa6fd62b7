"""Operations on a venue: each does what it says, or is refused with its reason."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.error import InvalidRequestError
from planner.domain.venue import operation as op
from planner.domain.venue.edit import OperationRefusedError, apply_operation, edit_venue
from planner.domain.venue.flaw import check_venue
from planner.domain.venue.generator import gather_venue
from planner.domain.venue.geometry import measure
from planner.domain.venue.layout import Site
from planner.domain.venue.plan import (
    AreaKind,
    Fixture,
    FixtureKind,
    Numbering,
    Seat,
    SeatKind,
    Venue,
)
from planner.domain.venue.room import RoundTables, lay_tables
from planner.domain.venue.sample import MAKERS, sample_venue
from planner.domain.venue.surroundings import find_geometry
from planner.domain.venue.theatre import Rostrum, Theatre, lay_theatre, repeat_rows


def a_hall(rows: int = 3, blocks: tuple[int, ...] = (4, 4), radius: float | None = None) -> Venue:
    site = Site("hall", "池座", AreaKind.HALL, numbering=Numbering.ODD_LEFT)
    return gather_venue(
        "v", "小礼堂", [lay_theatre(site, Theatre(repeat_rows(rows, blocks), radius=radius))]
    )


def numbers(venue: Venue, row: int = 0, area: int = 0) -> list[str]:
    return [seat.number for seat in venue.areas[area].rows[row].seats]


def refusal(venue: Venue, wish: op.Operation) -> str:
    with pytest.raises(InvalidRequestError) as refused:
        apply_operation(venue, wish)
    return refused.value.wording.zh


def test_removed_seat_takes_its_number_with_it_or_not_as_the_hall_says() -> None:
    venue = apply_operation(a_hall(), op.MarkSeats(("hall-1-2",), SeatKind.REMOVED))
    assert numbers(venue) == ["7", "", "3", "1", "2", "4", "6", "8"]
    closed = op.ChangeArea("hall", "池座", AreaKind.HALL, Numbering.ODD_LEFT, counts_removed=False)
    assert numbers(apply_operation(venue, closed)) == ["5", "", "3", "1", "2", "4", "6", "8"]
    back = op.MarkSeats(("hall-1-2",), SeatKind.SEAT)
    assert apply_operation(venue, back) == a_hall()


def test_numbers_given_by_hand_stay_when_a_seat_is_marked() -> None:
    venue = apply_operation(a_hall(), op.NumberSeat("hall-1-1", "贵1"))
    marked = apply_operation(venue, op.MarkSeats(("hall-1-8",), SeatKind.BLOCKED))
    assert numbers(marked) == ["贵1", "5", "3", "1", "2", "4", "6", "8"]
    assert refusal(venue, op.NumberSeat("hall-1-1", "8")) == "这一排已有 8 座。"


@pytest.mark.parametrize(
    ("numbering", "expected"),
    [
        (Numbering.CONTINUOUS, ["1", "2", "3", "4", "5", "6", "7", "8"]),
        (Numbering.ODD_LEFT, ["7", "5", "3", "1", "2", "4", "6", "8"]),
        (Numbering.ODD_RIGHT, ["8", "6", "4", "2", "1", "3", "5", "7"]),
        (Numbering.ZONED, ["1", "2", "3", "4", "5", "6", "7", "8"]),
    ],
)
def test_area_is_numbered_as_the_hall_does(numbering: Numbering, expected: list[str]) -> None:
    wish = op.ChangeArea("hall", "楼座", AreaKind.BALCONY, numbering, counts_removed=True)
    area = apply_operation(a_hall(), wish).areas[0]
    assert (area.name, area.kind, area.numbering) == ("楼座", AreaKind.BALCONY, numbering)
    assert [seat.number for seat in area.rows[0].seats] == expected


def test_rows_are_numbered_one_by_one_or_from_a_number_on() -> None:
    venue = apply_operation(a_hall(), op.NumberRows("hall", 11))
    assert [row.number for row in venue.areas[0].rows] == ["11", "12", "13"]
    venue = apply_operation(venue, op.NumberRow("hall-2-1", " 12甲 "))
    assert [row.number for row in venue.areas[0].rows] == ["11", "12甲", "13"]
    assert refusal(venue, op.NumberRow("hall-2-1", "13")) == "已有池座13排。"
    assert refusal(venue, op.NumberRow("hall-2-1", " ")) == "排号应为 1 至 20 字，在一行内。"


def test_zones_of_one_line_get_one_number() -> None:
    site = Site("hall", "楼座", AreaKind.BALCONY, numbering=Numbering.ZONED)
    theatre = Theatre(repeat_rows(2, (3, 3)), zones=("A", "B"))
    venue = gather_venue("v", "厅", [lay_theatre(site, theatre)])
    venue = apply_operation(venue, op.NumberRows("hall", 5))
    assert [(row.zone, row.number) for row in venue.areas[0].rows] == [
        ("A", "5"),
        ("A", "6"),
        ("B", "5"),
        ("B", "6"),
    ]
    grown = apply_operation(venue, op.AddRow("hall")).areas[0]
    assert [(row.zone, row.number) for row in grown.rows] == [
        ("A", "5"),
        ("A", "6"),
        ("A", "7"),
        ("B", "5"),
        ("B", "6"),
        ("B", "7"),
    ]


@pytest.mark.parametrize("radius", [None, 20.0])
def test_row_is_added_as_the_others_stand(radius: float | None) -> None:
    venue = apply_operation(a_hall(3, radius=radius), op.AddRow("hall"))
    assert [each.number for each in venue.areas[0].rows] == ["1", "2", "3", "4"]
    wanted = a_hall(4, radius=radius)
    for seat, other in zip(venue.list_seats(), wanted.list_seats(), strict=True):
        assert (seat.number, seat.kind) == (other.number, other.kind)
        assert measure(seat, other) < 0.003
    assert find_geometry(venue).beside == find_geometry(wanted).beside


def test_row_of_a_rostrum_goes_behind_with_its_desk() -> None:
    venue = apply_operation(
        a_hall(),
        op.AddArea(
            "主席台", AreaKind.ROSTRUM, Numbering.CONTINUOUS, Rostrum((5, 7)), op.Side.AHEAD, 3.0
        ),
    )
    rostrum = venue.areas[0]
    assert max(seat.y for row in rostrum.rows for seat in row.seats) < min(
        seat.y for row in venue.areas[1].rows for seat in row.seats
    )
    grown = apply_operation(venue, op.AddRow(rostrum.key))
    last = grown.areas[0].rows[2]
    assert (last.number, len(last.seats), len(grown.fixtures)) == ("3", 7, 3)
    step = last.seats[0].y - grown.areas[0].rows[1].seats[0].y
    assert step == pytest.approx(-1.5)
    less = apply_operation(grown, op.RemoveRow(last.seats[0].key))
    assert len(less.fixtures) == 2
    assert [row.number for row in less.areas[0].rows] == ["1", "2"]


def test_table_is_added_in_the_next_free_place_and_taken_away() -> None:
    tables = lay_tables(Site("d", "餐厅", AreaKind.TABLES), RoundTables(5, 10, 3))
    venue = apply_operation(gather_venue("v", "餐厅", [tables]), op.AddRow("d"))
    wanted = gather_venue(
        "v", "餐厅", [lay_tables(Site("d", "餐厅", AreaKind.TABLES), RoundTables(6, 10, 3))]
    )
    assert [each.number for each in venue.areas[0].rows] == ["1", "2", "3", "4", "5", "6"]
    for seat, other in zip(venue.list_seats(), wanted.list_seats(), strict=True):
        assert measure(seat, other) < 0.005
    assert [each.name for each in venue.fixtures] == ["1", "2", "3", "4", "5", "6"]
    seventh = apply_operation(venue, op.AddRow("d"))
    assert len(seventh.areas[0].rows) == 7
    less = apply_operation(venue, op.RemoveRow(venue.areas[0].rows[0].seats[0].key))
    assert [each.name for each in less.fixtures] == ["2", "3", "4", "5", "6"]


def test_last_row_and_last_area_stay() -> None:
    assert refusal(a_hall(1), op.RemoveRow("hall-1-1")) == "池座只有这一排；要去掉请删除分区。"
    assert refusal(a_hall(), op.RemoveArea("hall")) == "会场至少要有一个分区。"
    marked = op.MarkSeats(tuple(each.key for each in a_hall(1).list_seats()), SeatKind.BLOCKED)
    assert refusal(a_hall(1), marked) == "会场里没有可坐的座位。"


def test_rows_are_bent_and_straightened_again_losing_nothing() -> None:
    straight = a_hall(4, (5, 8, 5))
    marked = apply_operation(straight, op.MarkSeats(("hall-2-3",), SeatKind.WHEELCHAIR))
    bent = apply_operation(marked, op.BendArea("hall", 25.0))
    wanted = a_hall(4, (5, 8, 5), radius=25.0)
    left = bent.list_seats()[0].x - wanted.list_seats()[0].x
    top = bent.list_seats()[0].y - wanted.list_seats()[0].y
    for seat, other in zip(bent.list_seats(), wanted.list_seats(), strict=True):
        assert seat.x - left == pytest.approx(other.x, abs=0.003)
        assert seat.y - top == pytest.approx(other.y, abs=0.003)
    again = apply_operation(bent, op.BendArea("hall", None))
    for seat, other in zip(again.list_seats(), marked.list_seats(), strict=True):
        assert replace(seat, x=0.0, y=0.0) == replace(other, x=0.0, y=0.0)
    steps = [
        (seat.x - other.x, before.x - after.x)
        for (other, seat), (after, before) in zip(
            pairwise(again.list_seats()), pairwise(marked.list_seats()), strict=True
        )
    ]
    assert all(one == pytest.approx(two, abs=0.004) for one, two in steps)


def test_what_cannot_be_bent_says_why() -> None:
    room = sample_venue("hollow_square")
    words = "第一会议室的座位靠着桌子，不能改弧度、开走道；请另加一个分区重新布置。"
    assert refusal(room, op.BendArea("room", 20.0)) == words
    assert refusal(a_hall(2, (60, 60)), op.BendArea("hall", 5.0)).startswith("弧线超过半圆；首排")
    assert refusal(a_hall(), op.BendArea("hall", 1.0)) == "首排弧半径（米）应为 2 至 500，现为 1"


@pytest.mark.parametrize("radius", [None, 25.0])
def test_aisle_is_opened_and_closed(radius: float | None) -> None:
    venue = a_hall(2, (8,), radius=radius)
    assert find_geometry(venue).at_aisle == {0, 7, 8, 15}
    opened = apply_operation(venue, op.OpenAisle(("hall-1-4", "hall-2-4"), 1.2))
    assert find_geometry(opened).at_aisle == {0, 3, 4, 7, 8, 11, 12, 15}
    closed = apply_operation(opened, op.OpenAisle(("hall-1-4", "hall-2-4"), -1.2))
    assert find_geometry(closed).beside == find_geometry(venue).beside
    assert refusal(venue, op.OpenAisle(("hall-1-8",), 1.2)) == "最右边的座位右侧没有座位。"
    assert "叠在一起" in refusal(venue, op.OpenAisle(("hall-1-4",), -0.5))


@pytest.mark.parametrize("side", op.Side)
def test_area_is_added_beside_all_that_is_there(side: op.Side) -> None:
    wish = op.AddArea(
        "楼座", AreaKind.BALCONY, Numbering.ODD_LEFT, Theatre(repeat_rows(2, (3, 3))), side, 2.0
    )
    venue = apply_operation(a_hall(), wish)
    check_venue(venue)
    assert sorted(each.name for each in venue.areas) == ["楼座", "池座"]
    assert min(each.x for each in venue.list_seats()) >= 1.5
    assert refusal(venue, wish) == "已有名为“楼座”的分区。"
    added = next(each for each in venue.areas if each.name == "楼座")
    assert len(apply_operation(venue, op.RemoveArea(added.key)).list_seats()) == 24


def test_area_moves_with_its_tables_and_not_onto_others() -> None:
    venue = sample_venue("u_shape")
    moved = apply_operation(venue, op.MoveArea("room", 2.0, 1.0))
    assert moved.fixtures[0].x == pytest.approx(venue.fixtures[0].x + 2.0)
    assert moved.fixtures[-1] == venue.fixtures[-1]
    hall = sample_venue("hall")
    assert "叠在一起" in refusal(hall, op.MoveArea("balcony", 0.0, -20.0))


def test_fixtures_come_move_and_go() -> None:
    pillar = Fixture(FixtureKind.PILLAR, 3.0, 9.0, 0.5, 0.5)
    venue = apply_operation(a_hall(), op.AddFixture(pillar))
    changed = replace(pillar, x=4.0004, name="  南  柱 ")
    venue = apply_operation(venue, op.ChangeFixture(0, changed))
    assert venue.fixtures == (replace(pillar, x=4.0, name="南 柱"),)
    assert refusal(venue, op.RemoveFixture(1)) == "没有这件设施，可能已被删除。"
    assert apply_operation(venue, op.RemoveFixture(0)).fixtures == ()
    wide = replace(pillar, width=0.0)
    assert refusal(venue, op.AddFixture(wide)) == "宽、深（米）应为 0.05 至 100，现为 0"


def test_whatever_goes_over_the_edge_moves_everything_inside() -> None:
    venue = apply_operation(a_hall(), op.AddFixture(Fixture(FixtureKind.DOOR, -3.0, 2.0, 1.0, 0.2)))
    assert venue.fixtures[0].x == pytest.approx(2.0)
    assert venue.list_seats()[0].x == pytest.approx(a_hall().list_seats()[0].x + 5.0)


def test_list_of_operations_names_the_one_that_is_refused() -> None:
    operations = (op.RenameVenue("大礼堂"), op.RemoveRow("nowhere"), op.RenameVenue("x"))
    with pytest.raises(OperationRefusedError) as refused:
        edit_venue(a_hall(), operations)
    assert (refused.value.at, refused.value.field) == (1, "seats")
    assert refused.value.wording.zh == "没有这个座位，可能已被删除。"
    assert edit_venue(a_hall(), operations[:1]).name == "大礼堂"


def test_seats_are_moved_by_hand() -> None:
    venue = apply_operation(a_hall(), op.MoveSeats(("hall-3-1",), 0.0, 0.4))
    moved = next(each for each in venue.list_seats() if each.key == "hall-3-1")
    before = next(each for each in a_hall().list_seats() if each.key == "hall-3-1")
    assert moved == Seat("hall-3-1", before.x, round(before.y + 0.4, 3), number="7")
    assert refusal(venue, op.MoveSeats((), 1.0, 1.0)) == "请先选择座位。"


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(MAKERS)), st.data())
def test_whatever_is_done_leaves_a_sound_venue(kind: str, data: st.DataObject) -> None:
    venue = sample_venue(kind)
    seats = [each.key for each in venue.list_seats()]
    areas = [each.key for each in venue.areas]
    wishes = st.one_of(
        st.builds(
            op.MarkSeats,
            st.lists(st.sampled_from(seats), max_size=5).map(tuple),
            st.sampled_from(SeatKind),
        ),
        st.builds(op.AddRow, st.sampled_from(areas)),
        st.builds(op.RemoveRow, st.sampled_from(seats)),
        st.builds(op.RemoveArea, st.sampled_from(areas)),
        st.builds(op.BendArea, st.sampled_from(areas), st.sampled_from([None, 3.0, 40.0])),
        st.builds(op.MoveArea, st.sampled_from(areas), st.floats(-9, 9), st.floats(-9, 9)),
        st.builds(
            op.OpenAisle,
            st.lists(st.sampled_from(seats), max_size=3).map(tuple),
            st.floats(-1, 2),
        ),
        st.builds(op.RemoveFixture, st.integers(0, 30)),
        st.builds(op.NumberRows, st.sampled_from(areas), st.integers(0, 30)),
    )
    for wish in data.draw(st.lists(wishes, max_size=4)):
        with suppress(InvalidRequestError):
            venue = apply_operation(venue, wish)
        check_venue(venue)
