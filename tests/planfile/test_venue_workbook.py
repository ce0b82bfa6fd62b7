"""Halls drawn cell by cell: what each cell means, there and back, every fault with its cell."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.venue.geometry import find_overlaps
from planner.domain.venue.numbering import number_area
from planner.domain.venue.plan import (
    Area,
    AreaKind,
    Fixture,
    FixtureKind,
    Numbering,
    Seat,
    SeatKind,
    SeatRow,
    Venue,
)
from planner.domain.venue.sample import MAKERS, sample_venue
from planner.domain.venue.surroundings import find_geometry
from planner.planfile.fault import PlanFileError
from planner.planfile.venue_workbook_reader import read_venue_workbook
from planner.planfile.venue_workbook_writer import write_venue_workbook

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.planfile.venue_file import VenueFile

    Merges = Sequence[tuple[int, int, int, int, str]]


def a_workbook(merges: Merges = (), **sheets: Sequence[str]) -> bytes:
    """A workbook of sheets whose lines are cells between bars; what is a number is one."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        for name, lines in sheets.items():
            page = book.add_worksheet(name)
            for down, line in enumerate(lines):
                for across, cell in enumerate(line.split("|")):
                    if cell.strip().isdigit():
                        page.write_number(down, across, int(cell))
                    elif cell.strip():
                        page.write_string(down, across, cell.strip())
            for each in merges:
                page.merge_range(*each)
    return target.getvalue()


def read(*lines: str, name: str = "池座", merges: Merges = ()) -> VenueFile:
    return read_venue_workbook(a_workbook(merges, **{name: lines}), "座位.xlsx")


def rows_of(found: VenueFile) -> list[tuple[str, str, str]]:
    return [
        (row.zone, row.number, " ".join(seat.number or "." for seat in row.seats))
        for area in found.venue.areas
        for row in area.rows
    ]


def faults(raw: bytes) -> list[str]:
    with pytest.raises(PlanFileError) as refused:
        read_venue_workbook(raw, "座位.xlsx")
    return [each.wording.zh for each in refused.value.faults]


def beside(venue: Venue) -> list[str]:
    seats = venue.list_seats()
    return [
        f"{seats[at].number}-{seats[other].number}"
        for at, own in enumerate(find_geometry(venue).beside)
        for other in own
        if at < other
    ]


def test_filled_cells_are_seats_and_empty_ones_an_aisle() -> None:
    found = read("3|1||2|4", "3|1||2|4")
    area = found.venue.areas[0]
    assert (area.name, area.kind, area.numbering) == ("池座", AreaKind.HALL, Numbering.ODD_LEFT)
    assert rows_of(found) == [("", "1", "3 1 2 4"), ("", "2", "3 1 2 4")]
    assert beside(found.venue) == ["3-1", "2-4"] * 2
    assert [seat.key for seat in area.rows[1].seats] == [
        "area-1-A2",
        "area-1-B2",
        "area-1-D2",
        "area-1-E2",
    ]
    assert find_geometry(found.venue).near[0] == (1, 4, 5)
    assert found.notes == ()


def test_marks_say_what_is_no_plain_seat() -> None:
    found = read("门||||东门", "轮椅席1|2|柱|停用3|拆除|5", "票箱||机位|讲台||走道")
    kinds = [(seat.kind, seat.number) for seat in found.venue.list_seats()]
    assert kinds == [
        (SeatKind.WHEELCHAIR, "1"),
        (SeatKind.SEAT, "2"),
        (SeatKind.BLOCKED, "3"),
        (SeatKind.REMOVED, ""),
        (SeatKind.SEAT, "5"),
    ]
    assert [(each.kind, each.name) for each in found.venue.fixtures] == [
        (FixtureKind.DOOR, ""),
        (FixtureKind.DOOR, "东门"),
        (FixtureKind.PILLAR, ""),
        (FixtureKind.BALLOT_BOX, ""),
        (FixtureKind.CAMERA, ""),
        (FixtureKind.LECTERN, ""),
    ]
    assert beside(found.venue) == ["1-2"]
    door, seat = found.venue.fixtures[0], found.venue.list_seats()[0]
    assert door.y < seat.y
    assert door.x == seat.x
    assert found.venue.areas[0].counts_removed


def test_row_labels_name_rows_at_either_end_in_any_writing() -> None:
    found = read("第1排|1|2|1排", "1|2||二排", "12|1|2|3|12", "1|2|A1排|3")
    assert rows_of(found)[:3] == [("", "1", "1 2"), ("", "二", "1 2"), ("", "12", "1 2 3")]
    assert rows_of(found)[3] == ("", "A1", "1 2 3")


def test_a_label_that_is_there_again_in_an_aisle_does_not_split_its_row() -> None:
    found = read("1排|1|2|1排|3|4|1排", "2排|1|2|2排|3|4|2排")
    assert rows_of(found) == [("", "1", "1 2 3 4"), ("", "2", "1 2 3 4")]


def test_zones_of_one_line_are_rows_of_their_own() -> None:
    found = read("A区1排|1|2||B区1排|1|2", "A区2排|1|2||B区2排|1|2")
    assert rows_of(found) == [
        ("A", "1", "1 2"),
        ("B", "1", "1 2"),
        ("A", "2", "1 2"),
        ("B", "2", "1 2"),
    ]
    assert found.venue.areas[0].numbering is Numbering.ZONED


def test_seats_without_numbers_are_numbered_as_asked() -> None:
    raw = a_workbook(池座=["□|□||□|□", "座|○||●|■"])
    found = read_venue_workbook(raw, "a.xlsx", numbering=Numbering.ODD_LEFT)
    assert rows_of(found) == [("", "1", "3 1 2 4"), ("", "2", "3 1 2 4")]
    assert found.notes == ()


def test_names_in_cells_are_seats_and_never_kept() -> None:
    found = read("王某某|李某某|3")
    assert rows_of(found) == [("", "1", ". . 3")]
    assert [each.wording.zh for each in found.notes] == [
        "座位.xlsx，“池座”表 A1：现为“王某某”；不是座号，作为无号座位导入",
        "座位.xlsx，“池座”表 B1：现为“李某某”；不是座号，作为无号座位导入",
    ]


def test_merged_cells_are_one_seat_in_their_middle_and_titles_are_passed_over() -> None:
    merges = [(0, 0, 0, 5, "二〇二七年全会座区图"), (1, 0, 1, 1, "1"), (1, 2, 1, 3, "2")]
    found = read("", "||||3", merges=merges)
    xs = [seat.x for seat in found.venue.list_seats()]
    assert round(xs[1] - xs[0], 3) == round(0.55 * 2 / 1.75, 3)
    assert [each.place.cell for each in found.notes] == ["A1"]


def test_blank_columns_and_lines_between_all_seats_are_no_aisles() -> None:
    found = read("1||2||3", "", "1||2||3")
    assert beside(found.venue) == ["1-2", "2-3"] * 2
    assert find_geometry(found.venue).near[1] == (0, 2, 3, 4, 5)


def test_a_blank_line_among_rows_is_an_aisle_across() -> None:
    found = read("1|2", "1|2", "", "1|2", "1|2")
    near = find_geometry(found.venue).near
    assert near[2] == (0, 1, 3)
    assert near[4] == (5, 6, 7)


def test_rostrum_counts_its_rows_from_the_hall_and_stands_above_it() -> None:
    raw = a_workbook(池座=["1|2|3"], 主席台=["1|2|3|4", "1|2"])
    venue = read_venue_workbook(raw, "a.xlsx", name="会堂").venue
    assert [(area.name, area.kind) for area in venue.areas] == [
        ("主席台", AreaKind.ROSTRUM),
        ("池座", AreaKind.HALL),
    ]
    front, back = venue.areas[0].rows
    assert (front.number, len(front.seats), len(back.seats)) == ("1", 2, 4)
    assert back.seats[0].y < front.seats[0].y < venue.areas[1].rows[0].seats[0].y
    assert venue.name == "会堂"


def test_tables_are_laid_out_round() -> None:
    found = read("门", "1桌|1|2|3|4|2桌|1|2|3|4", "3桌|1|2|3|4", name="宴会厅")
    area = found.venue.areas[0]
    assert area.kind is AreaKind.TABLES
    assert [(row.number, row.is_ring, len(row.seats)) for row in area.rows] == [
        ("1", True, 4),
        ("2", True, 4),
        ("3", True, 4),
    ]
    assert [each.name for each in found.venue.fixtures] == ["1", "2", "3", ""]
    assert find_overlaps(found.venue) == []
    assert {len(each) for each in find_geometry(found.venue).beside} == {2}
    door = found.venue.fixtures[3]
    assert door.kind is FixtureKind.DOOR
    assert door.y < min(seat.y for seat in found.venue.list_seats())


def test_own_sheets_of_remarks_and_empty_ones_are_left_alone() -> None:
    raw = a_workbook(池座=["1|2"], 备注=["请勿外传"], Sheet3=[])
    assert len(read_venue_workbook(raw, "a.xlsx").venue.areas) == 1


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["1|2|2"], "“池座”表 C1：现为“2”；本排已有这个座号"),
        (["1排|1", "1排|1"], "“池座”表 B2：现为“1”；已另有这一排"),
        (["1桌|1|2", "2排|1"], "“池座”表 B2：现为“1”；圆桌与成排的座位请画在不同的表里"),
        (["门|柱"], "文件里没有座位"),
        ([], "文件里没有座位"),
    ],
)
def test_faults_name_the_cell(lines: list[str], words: str) -> None:
    assert words in faults(a_workbook(池座=lines))[0]


def test_all_faults_of_all_sheets_are_told_at_once() -> None:
    assert len(faults(a_workbook(甲=["1|1|2|2"], 乙=["3|3|4"]))) == 3


def test_hostile_workbooks_are_refused_as_plans_are() -> None:
    assert "不是 .xlsx 工作簿" in faults(b"seats")[0]
    assert "旧版" in faults(b"\xd0\xcf\x11\xe0" + b"x" * 99)[0]
    assert "超过 16 MB" in faults(b"PK" + b"x" * 17_000_000)[0]
    far = a_workbook(池座=["|" * 300 + "1"])
    assert "超出" in faults(far)[0]
    assert "不得超过 10000 个座位" in faults(a_workbook(池座=["座|" * 250] * 41))[0]
    assert "不得超过" in faults(a_workbook(池座=["走道|" * 250] * 241))[0]
    assert "1000 件设施" in faults(a_workbook(池座=["1|" + "柱|" * 250] * 5))[0]


@pytest.mark.parametrize("kind", MAKERS)
def test_shipped_venues_keep_rows_numbers_kinds_and_neighbours(kind: str) -> None:
    venue = sample_venue(kind)
    found = read_venue_workbook(write_venue_workbook(venue), "a.xlsx", venue.key, venue.name)
    assert found.notes == ()
    again = found.venue
    assert [(a.name, a.numbering) for a in again.areas] == [
        (a.name, a.numbering) for a in venue.areas
    ]
    assert told(again) == told(venue)
    assert find_overlaps(again) == []
    places = [each.kind for each in venue.fixtures if each.kind is not FixtureKind.TABLE]
    kept = [each.kind for each in again.fixtures if each.kind is not FixtureKind.TABLE]
    assert sorted(kept) == sorted(places)


def test_aisles_across_survive() -> None:
    def rows_near(venue: Venue, row: int) -> set[str]:
        found = find_geometry(venue).near
        hall = venue.areas[1]
        row_of = [r.number for area in venue.areas for r in area.rows for _ in r.seats]
        keys = [seat.key for seat in venue.list_seats()]
        return {row_of[o] for s in hall.rows[row].seats for o in found[keys.index(s.key)]}

    venue = sample_venue("hall")
    again = read_venue_workbook(write_venue_workbook(venue), "a.xlsx").venue
    for each in (venue, again):
        assert rows_near(each, 11) == {"11", "12"}
        assert rows_near(each, 12) == {"13", "14"}


def told(venue: Venue) -> set[tuple[str, str, str, str, SeatKind, frozenset[str]]]:
    """What survives in cells: each seat by area, zone, row and number, its kind, its neighbours."""
    where = [
        (area.name, row.zone, row.number, seat.number, seat.kind)
        for area in venue.areas
        for row in area.rows
        for seat in row.seats
    ]
    beside = find_geometry(venue).beside
    return {
        (*each, frozenset("/".join(where[other][:4]) for other in beside[at]))
        for at, each in enumerate(where)
    }


DRAWN = st.lists(
    st.text(alphabet="oooobwx |", min_size=2, max_size=14).filter(lambda t: t.strip(" |x")),
    min_size=1,
    max_size=5,
)
KINDS = {"b": SeatKind.BLOCKED, "x": SeatKind.REMOVED, "w": SeatKind.WHEELCHAIR}


def drawn_area(drawn: list[str], numbering: Numbering, kind: AreaKind) -> Area:
    rows = [
        SeatRow(
            str(down),
            tuple(
                Seat(f"{down}-{x}", 3 + x * 0.55, 3 + down * 0.9, KINDS.get(each, SeatKind.SEAT))
                for x, each in enumerate(line)
                if each not in " |"
            ),
        )
        for down, line in enumerate(drawn, start=1)
    ]
    area = Area("a", "主席台" if kind is AreaKind.ROSTRUM else "池座", kind, tuple(rows), numbering)
    if kind is AreaKind.ROSTRUM:
        rows = [replace(row, seats=tuple(replace(s, y=9 - s.y) for s in row.seats)) for row in rows]
        area = replace(area, rows=tuple(rows))
    return number_area(area)


@settings(deadline=None, max_examples=40)
@given(
    drawn=DRAWN,
    numbering=st.sampled_from([each for each in Numbering if each is not Numbering.ZONED]),
    kind=st.sampled_from([AreaKind.HALL, AreaKind.ROSTRUM]),
    has_door=st.booleans(),
)
def test_any_straight_hall_keeps_rows_numbers_kinds_and_settles(
    drawn: list[str], numbering: Numbering, kind: AreaKind, *, has_door: bool
) -> None:
    area = drawn_area(drawn, numbering, kind)
    things = (Fixture(FixtureKind.DOOR, 4.0, 40.0),) if has_door else ()
    venue = Venue("venue", area.name, (area,), things)
    once = read_venue_workbook(write_venue_workbook(venue), "a.xlsx").venue
    assert rows_and_kinds(once) == rows_and_kinds(venue)
    twice = read_venue_workbook(write_venue_workbook(once), "a.xlsx").venue
    assert told(twice) == told(once)
    thrice = read_venue_workbook(write_venue_workbook(twice), "a.xlsx").venue
    assert thrice == twice


def rows_and_kinds(venue: Venue) -> list[tuple[str, list[tuple[str, SeatKind]]]]:
    return [
        (row.number, [(seat.number, seat.kind) for seat in row.seats])
        for area in venue.areas
        for row in area.rows
    ]


def test_the_same_venue_gives_the_same_bytes_and_sheets_of_one_name_are_told_apart() -> None:
    venue = sample_venue("u_shape")
    area = replace(venue.areas[0], name="[会议]室:1")
    twin = replace(
        area,
        key="b",
        rows=tuple(
            replace(row, seats=tuple(replace(s, key=f"b{s.key}", x=s.x + 20) for s in row.seats))
            for row in area.rows
        ),
    )
    both = replace(venue, areas=(area, twin))
    assert write_venue_workbook(both) == write_venue_workbook(both)
    names = [
        each.name for each in read_venue_workbook(write_venue_workbook(both), "a.xlsx").venue.areas
    ]
    assert names == ["会议 室 1", "会议 室 1 2"]


def test_a_row_whose_number_would_not_be_read_is_called_by_its_place() -> None:
    row = SeatRow("第一区", (Seat("a", 3, 3, number="1"), Seat("b", 3.5, 3, number="2")))
    venue = Venue("v", "会场", (Area("a", "池座", AreaKind.HALL, (row,)),))
    assert rows_of(read_venue_workbook(write_venue_workbook(venue), "a.xlsx")) == [("", "1", "1 2")]
