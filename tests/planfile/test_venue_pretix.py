"""Seating plans of pretix: there and back, every fault with its place, nothing hostile passes."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.venue.layout import mark_seats
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
from planner.planfile.fault import PlanFileError
from planner.planfile.json_text import LARGEST_BYTES
from planner.planfile.venue_pretix_reader import read_pretix
from planner.planfile.venue_pretix_writer import write_pretix

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.planfile.venue_file import VenueFile


def read(plan: object) -> VenueFile:
    return read_pretix(json.dumps(plan, indent=1).encode(), "plan.json")


def faults(raw: bytes | str) -> list[str]:
    with pytest.raises(PlanFileError) as refused:
        read_pretix(raw.encode() if isinstance(raw, str) else raw, "plan.json")
    return [each.wording.zh for each in refused.value.faults]


def faults_of(plan: object) -> list[str]:
    return faults(json.dumps(plan, indent=1))


def a_seat(number: int, **more: Any) -> dict[str, Any]:  # noqa: ANN401  JSON
    return {
        "seat_guid": f"g-{number}",
        "seat_number": str(number),
        "position": {"x": 25 * number, "y": 0},
        "category": "Parkett",
    } | more


def a_plan(*seats: dict[str, Any], **more: Any) -> dict[str, Any]:  # noqa: ANN401  JSON
    """A plan as another program writes it: every field of the format is there once."""
    row = {
        "row_number": "A",
        "row_label": None,
        "seat_label": "Seat %s",
        "uuid": "u1",
        "row_number_position": "both",
        "position": {"x": 10.0, "y": 20},
        "seats": list(seats) or [a_seat(1, radius=10, start_direction=">"), a_seat(2), a_seat(3)],
    }
    zone = {
        "name": "Parkett",
        "zone_id": "z",
        "uuid": "u2",
        "position": {"x": 100, "y": 200},
        "rows": [row],
        "areas": [],
    }
    return {
        "name": "Stadthalle",
        "size": {"width": 800, "height": 600},
        "categories": [{"name": "Parkett", "color": "#fff"}],
        "zones": [zone],
    } | more


@pytest.mark.parametrize("kind", MAKERS)
def test_shipped_venues_come_back_as_they_went(kind: str) -> None:
    venue = sample_venue(kind)
    found = read_pretix(write_pretix(venue).encode(), "plan.json", venue.key)
    assert found.venue == venue
    assert found.notes == ()


MILLIMETRES = st.integers(2_000, 60_000).map(lambda each: each / 1000)
NAMES = st.text(st.sampled_from("会场ABC一二 /-%&\"'<é"), min_size=1, max_size=9).map(
    lambda each: " ".join(each.split()) or "名"
)


@st.composite
def venues(draw: st.DrawFn) -> Venue:
    """Straight rows on a lattice of half a metre, with holes; each area of its own numbering."""
    areas = []
    for at in range(draw(st.integers(1, 3))):
        numbering = draw(st.sampled_from(Numbering))
        zones = ("东", "西") if numbering is Numbering.ZONED else ("",)
        rows = [
            SeatRow(
                str(down),
                tuple(
                    Seat(f"{at}-{zone}-{down}-{x}", 2 + west * 30 + x * 0.55, 2 + at * 20 + down, k)
                    for x, k in draw(
                        st.dictionaries(st.integers(0, 12), st.sampled_from(SeatKind), min_size=1)
                    ).items()
                ),
                zone,
            )
            for west, zone in enumerate(zones)
            for down in range(draw(st.integers(1, 3)))
        ]
        rows = [replace(row, seats=tuple(sorted(row.seats, key=lambda s: s.x))) for row in rows]
        rows = [
            replace(row, seats=tuple(replace(s, x=round(s.x, 3)) for s in row.seats))
            for row in rows
        ]
        kind, name = draw(st.sampled_from(AreaKind)), draw(NAMES)
        area = Area(f"k/{at}", name, kind, tuple(rows), numbering, draw(st.booleans()))
        areas.append(number_area(area))
    things = st.builds(
        Fixture,
        kind=st.sampled_from(FixtureKind),
        x=MILLIMETRES,
        y=MILLIMETRES,
        width=st.integers(100, 1500).map(lambda each: each / 1000),
        depth=st.integers(100, 1500).map(lambda each: each / 1000),
        name=st.just("") | NAMES,
    )
    return Venue("venue", draw(NAMES), tuple(areas), tuple(draw(st.lists(things, max_size=4))))


def without_removed(venue: Venue) -> Venue:
    areas = []
    for area in venue.areas:
        rows = [
            replace(row, seats=tuple(s for s in row.seats if s.kind is not SeatKind.REMOVED))
            for row in area.rows
        ]
        if any(row.seats for row in rows):
            areas.append(replace(area, rows=tuple(row for row in rows if row.seats)))
    return replace(venue, areas=tuple(areas))


@settings(deadline=None, max_examples=50)
@given(venues())
def test_any_venue_comes_back_without_its_removed_seats(venue: Venue) -> None:
    expected = without_removed(venue)
    if expected.list_seats():
        found = read_pretix(write_pretix(venue).encode(), "plan.json").venue
        assert rounded(found) == rounded(expected)


def rounded(venue: Venue) -> Venue:
    fixtures = tuple(
        replace(each, x=round(each.x, 3), y=round(each.y, 3), depth=round(each.depth, 3))
        for each in venue.fixtures
    )
    return replace(venue, fixtures=fixtures)


def test_a_venue_left_of_its_origin_comes_back_moved_into_view_and_then_stays() -> None:
    seats = tuple(Seat(f"s{at}", -5 + at * 0.5, -3.0) for at in range(4))
    area = number_area(Area("a", "池座", AreaKind.HALL, (SeatRow("1", seats),)))
    once = read_pretix(write_pretix(Venue("v", "会场", (area,))).encode(), "p.json", "v").venue
    assert [round(s.x - t.x, 3) for s, t in zip(once.list_seats(), seats, strict=True)] == [
        6.225
    ] * 4
    assert read_pretix(write_pretix(once).encode(), "p.json", "v").venue == once


def test_written_plan_says_what_its_format_asks_for() -> None:
    venue = sample_venue("hall")
    area = mark_seats(
        venue.areas[1],
        {"hall-1-1": SeatKind.REMOVED, "hall-1-2": SeatKind.BLOCKED},
    )
    plan = json.loads(write_pretix(replace(venue, areas=(area,))))
    assert set(plan) == {"name", "size", "categories", "zones"}
    assert [each["name"] for each in plan["categories"]] == ["座位", "轮椅席", "停用"]
    row = plan["zones"][0]["rows"][0]
    assert {k: v for k, v in row.items() if k != "seats"} == {
        "row_number": "1",
        "row_label": "池座1排",
        "seat_label": "%s座",
        "row_number_position": "both",
    }
    assert [seat["seat_guid"] for seat in row["seats"][:2]] == ["hall-1-2", "hall-1-3"]
    assert row["seats"][0]["category"] == "停用"
    inside = [seat["position"] for each in plan["zones"][0]["rows"] for seat in each["seats"]]
    assert max(each["x"] for each in inside) < plan["size"]["width"]
    assert max(each["y"] for each in inside) < plan["size"]["height"]


def test_a_foreign_plan_is_read_where_its_seats_stand() -> None:
    found = read(a_plan())
    area = found.venue.areas[0]
    assert (found.venue.name, area.name, area.kind) == ("Stadthalle", "Parkett", AreaKind.HALL)
    assert [(s.x, s.y, s.number) for s in area.rows[0].seats] == [
        (3.375, 5.5, "1"),
        (4.0, 5.5, "2"),
        (4.625, 5.5, "3"),
    ]
    assert area.rows[0].number == "A"
    assert [each.wording.zh for each in found.notes] == [
        "plan.json，第 9 行（categories[1].name）：现为“Parkett”；座位类别不保留，都作为普通座位"
    ]


def test_numbering_of_a_foreign_plan_is_told_from_its_numbers() -> None:
    numbers = ("3", "1", "2", "4")
    seats = [a_seat(at, seat_number=number) for at, number in enumerate(numbers, start=1)]
    assert read(a_plan(*seats)).venue.areas[0].numbering is Numbering.ODD_LEFT
    bare = [a_seat(at, seat_number="") for at in range(1, 4)]
    area = read(a_plan(*bare)).venue.areas[0]
    assert [seat.number for seat in area.rows[0].seats] == ["1", "2", "3"]


def test_a_plan_of_another_scale_is_scaled_and_says_so() -> None:
    seats = [a_seat(at, position={"x": 200 * at, "y": 0}) for at in range(1, 4)]
    found = read(a_plan(*seats))
    xs = [seat.x for seat in found.venue.list_seats()]
    assert [round(b - a, 3) for a, b in pairwise(xs)] == [0.55, 0.55]
    assert "0.55 米" in found.notes[-1].wording.zh


def test_drawn_things_become_fixtures_by_what_is_written_on_them() -> None:
    def drawn(text: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401  JSON
        shape = {"shape": "rectangle", "rectangle": {"width": 80, "height": 40}}
        where = {"position": {"x": 0, "y": 0}}
        return shape | where | {"text": {"text": text, **where}} | more

    plan = a_plan()
    plan["zones"][0]["areas"] = [
        drawn("Entrance"),
        drawn("柱", shape="circle", circle={"radius": 20}),
        drawn("东门"),
        drawn("Bühne"),
        drawn("门", rotation=45),
        {"shape": "polygon", "polygon": {"points": [{"x": 1, "y": 1}]}},
        {"shape": "ellipse", "ellipse": {"radius": {"x": 1, "y": 1}}},
        {},
    ]
    found = read(plan)
    assert found.venue.fixtures == (
        Fixture(FixtureKind.DOOR, 3.5, 5.5, 2.0, 1.0),
        Fixture(FixtureKind.PILLAR, 2.5, 5.0, 1.0, 1.0),
        Fixture(FixtureKind.DOOR, 3.5, 5.5, 2.0, 1.0, "东门"),
    )
    assert [each.found for each in found.notes] == [
        "Bühne",
        "门",
        "polygon",
        "ellipse",
        "",
        "Parkett",
    ]


def change(*path: str | int, to: object) -> Callable[[dict[str, Any]], None]:
    def apply(plan: Any) -> None:  # noqa: ANN401  JSON
        for step in path[:-1]:
            plan = plan[step]
        if to is KeyError:
            del plan[path[-1]]
        else:
            plan[path[-1]] = to

    return apply


ROW = ("zones", 0, "rows", 0)
SEAT = (*ROW, "seats", 1)


@pytest.mark.parametrize(
    ("apply", "words"),
    [
        (change("zones", to=KeyError), "第 1 行（zones）：此项必填"),
        (change("zones", to={}), "（zones）：应为列表 [ ]"),
        (change("size", "width", to="800"), "（size.width）：现为“800”；应为整数"),
        (change("size", "width", to=1.5), "（size.width）：现为“1.5”；应为整数"),
        (change("extra", to=1), "（extra）：现为“extra”；座位图格式没有这个字段"),
        (
            change(*SEAT, "seat_number", to=2),
            "第 47 行（zones[1].rows[1].seats[2].seat_number）：现为“2”",
        ),
        (change(*SEAT, "seat_guid", to="g-1"), "现为“g-1”；“seat_guid”为空或重复"),
        (change(*SEAT, "seat_guid", to=" "), "“seat_guid”为空或重复"),
        (change(*SEAT, "category", to="Rang"), "现为“Rang”；“categories”中没有这一类"),
        (change(*SEAT, "position", to=None), "seats[2].position）：应为对象 { }"),
        (change(*SEAT, "position", "x", to=True), "seats[2].position.x）"),
        (change(*SEAT, "position", "x", to=1e9), "数值过大"),
        (change(*SEAT, "position", "x", to=25), "两个座位叠在一起"),
        (change(*ROW, "row_number_position", to="left"), "row_number_position"),
        (change(*ROW, "seats", to=[]), "文件里没有座位"),
        (change("zones", 0, "areas", to=[{"polygon": None}]), "areas[1].polygon）：应为对象 { }"),
        (change("name", to="长" * 301), "文字过长"),
    ],
)
def test_fault_is_told_with_its_place(apply: Callable[[Any], None], words: str) -> None:
    plan = copy.deepcopy(a_plan())
    apply(plan)
    told = faults_of(plan)
    assert len(told) == 1
    assert words in told[0]


def test_all_faults_are_told_at_once() -> None:
    plan = a_plan(a_seat(1, radius="x", foo=1), a_seat(2))
    plan["zones"].append(copy.deepcopy(plan["zones"][0]))
    plan["name"] = 5
    assert len(faults_of(plan)) == 5


def test_whole_numbers_may_have_a_point_and_old_plans_short_keys() -> None:
    plan = a_plan(a_seat(1, seat_guid="1", radius=10.0))
    plan["size"] = {"width": 10.0, "height": 5}
    assert [seat.key for seat in read(plan).venue.list_seats()] == ["seat-1"]


def test_names_are_tidied_of_what_no_paper_prints() -> None:
    plan = a_plan(name="会\u0000场\n\u202e大厅 ")
    assert read(plan).venue.name == "会 场 大厅"


def spoil(old: str, new: str) -> str:
    text = json.dumps(a_plan(), indent=1)
    assert old in text
    return text.replace(old, new, 1)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (spoil('"x": 100', '"x": NaN'), "NaN"),
        (spoil('"x": 100', '"x": -Infinity'), "-Infinity"),
        (spoil('"x": 100', '"x": 1e999'), "（zones[1].position.x）：现为“inf”"),
        (spoil('"x": 100', '"x": ' + "9" * 5_000), "不是有效的数"),
        (spoil('"x": 100', '"x": 1, "x": 2'), "第 19 行（zones[1].position.x）：现为“x”；字段重复"),
        (
            spoil('"name": "Stadthalle"', '"name": "a", "name": "b"'),
            "第 2 行（name）：现为“name”；字段重复",
        ),
        (spoil('"name": "Stadthalle"', '"name": "\\ud800"'), "（name）：含有半个字符"),
        ("[" * 100_000 + "]" * 100_000, "嵌套过深"),
        ('{"a":' * 100_000, "嵌套过深"),
        ('"' + '\\"' * 500_000, "不是有效的 JSON"),
        ("[" + '"[' * 3, "不是有效的 JSON"),
        ("", "不是有效的 JSON"),
        ("[]", "应为对象 { }"),
        ("null", "应为对象 { }"),
        ('{"zones": [1}', "第 1 行：现为"),
        ("[" + "0," * 250_001 + "0]", "内容过多"),
        ("{" + ",".join(f'"{each}": 0' for each in range(61)) + "}", "内容过多"),
        (" " * (LARGEST_BYTES + 1), "超过 8 MB"),
    ],
    ids=lambda each: each[:24],
)
def test_hostile_text_is_refused(text: str, words: str) -> None:
    assert words in faults(text)[0]


def test_other_encodings_are_refused() -> None:
    assert "UTF-8" in faults("会场".encode("gbk"))[0]


def test_masses_of_seats_and_things_are_refused() -> None:
    seats = [a_seat(at, position={"x": 30 * at, "y": 0}) for at in range(10_001)]
    assert "项数过多" in faults_of(a_plan(*seats))[0]
    plan = a_plan(*seats[:9_000])
    plan["zones"].append(copy.deepcopy(plan["zones"][0]))
    assert "不得超过 10000 个座位" in faults_of(plan)[0]
    plan = a_plan()
    plan["zones"][0]["areas"] = [{}] * 1_001
    assert "1000 件设施" in faults_of(plan)[0]


def test_seats_heaped_on_one_point_are_refused_without_comparing_all_of_them() -> None:
    seats = [a_seat(at, position={"x": 1, "y": 1}) for at in range(10_000)]
    assert len(faults_of(a_plan(*seats))) == 100


def test_of_seats_in_a_chain_only_those_are_told_that_stand_in_a_sound_one() -> None:
    spots = (1.0, 9.0, 17.0, 60.0, 85.0, 110.0, 135.0)
    seats = [a_seat(at, position={"x": x, "y": 1}) for at, x in enumerate(spots)]
    told = faults_of(a_plan(*seats))
    assert [each.split("）")[0].split("（")[1] for each in told] == ["zones[1].rows[1].seats[2]"]
