"""The rule fill: blocks, heads, zones, rotation, reasons."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.domain.person import AttendanceKind
from planner.domain.plan import Settings
from planner.domain.seating.fill import fill_hall, list_front
from planner.domain.seating.rule import Lock, RuleKind, SeatingRule
from planner.domain.seating.setting import (
    BlockBy,
    BlockShape,
    FillDirection,
    FrontRecord,
    SeatZone,
    StandingPlace,
)
from tests.builders import a_person
from tests.domain.seating.halls import a_hall, draw_hall, some_people

TWO_SECTORS = (*some_people("abcdef"), *some_people("ghij", sector="工会"))
ORDERED = Settings(sector_order=("工会", "文艺"))


def fill(hall, settings: Settings = ORDERED):  # noqa: ANN001
    return fill_hall(hall.people, hall.ground.venue, settings, hall.wishes)


@pytest.mark.parametrize(
    ("wishes", "expected"),
    [
        ({}, ["giace", "hjbdf", "....."]),
        ({"direction": FillDirection.ROWS}, ["ghabc", "ijdef", "....."]),
        ({"shape": BlockShape.ROWS}, ["ghije", "abcdf", "....."]),
        ({"block_by": BlockBy.NOTHING, "shape": BlockShape.ROWS, "direction": FillDirection.ROWS},
         ["agbhc", "idjef", "....."]),
    ],
)  # fmt: skip
def test_blocks_follow_the_official_order(wishes: dict[str, object], expected: list[str]) -> None:
    hall = a_hall(3, 5, TWO_SECTORS, **wishes)
    assert draw_hall(hall, fill(hall).seat_of) == expected


def test_groups_follow_their_numbers() -> None:
    people = [
        a_person(key, "王明", group=group)
        for key, group in zip("abc", ("第十组", "第二组", "第3组"), strict=True)
    ]
    hall = a_hall(1, 3, tuple(people), block_by=BlockBy.GROUP)
    assert draw_hall(hall, fill(hall).seat_of) == ["bca"]


def test_convener_sits_first_then_the_standing_members() -> None:
    people = list(some_people("abcd"))
    people[3], people[2] = (
        replace(people[3], is_convener=True),
        replace(people[2], is_standing=True),
    )
    hall = a_hall(1, 4, tuple(people))
    seating = fill(hall)
    assert draw_hall(hall, seating.seat_of) == ["dcab"]
    assert seating.reasons["d"].zh == "“文艺”块第1位，从前到后逐列；召集人居首"
    assert seating.reasons["c"].zh.endswith("常委在本块居前")


def test_standing_members_take_the_front_rows_where_the_house_wants_it() -> None:
    people = list(some_people("abcdef"))
    people[5] = replace(people[5], is_standing=True)
    people[3] = replace(people[3], is_standing=True)
    hall = a_hall(3, 2, tuple(people), standing=StandingPlace.FRONT_ROWS)
    seating = fill(hall)
    assert draw_hall(hall, seating.seat_of) == ["df", "ac", "be"]
    assert seating.reasons["d"].zh.startswith("常委前排就座第1位")


def test_others_sit_behind_and_never_on_delegates_seats() -> None:
    guests = (
        a_person("x", "王列", attendance=AttendanceKind.SITTING_IN),
        a_person("y", "王媒", attendance=AttendanceKind.MEDIA),
    )
    hall = a_hall(4, 2, (*guests, *some_people("abc")))
    seating = fill(hall)
    assert draw_hall(hall, seating.seat_of) == ["ac", "b.", "x.", "y."]
    assert seating.reasons["x"].zh.startswith("列席人员第1位，另区就座，不占委员席")


def test_others_share_rows_only_where_seats_are_short() -> None:
    guests = tuple(a_person(key, "王列", attendance=AttendanceKind.SITTING_IN) for key in "xy")
    hall = a_hall(
        2, 3, (*guests, *some_people("abcd")), direction=FillDirection.ROWS, shape=BlockShape.ROWS
    )
    assert draw_hall(hall, fill(hall).seat_of) == ["abc", "dxy"]


def test_kinds_share_a_row_before_anybody_goes_without_a_seat() -> None:
    guests = [a_person(key, "王列", attendance=AttendanceKind.SITTING_IN) for key in "xy"]
    media = a_person("z", "王媒", attendance=AttendanceKind.MEDIA)
    hall = a_hall(2, 3, (*some_people("ab"), *guests, media))
    seating = fill(hall)
    assert draw_hall(hall, seating.seat_of) == ["ab.", "xyz"]
    assert seating.unseated == {}


@pytest.mark.parametrize(
    ("count", "rows"), [(4, ["ac", "bd", "..", ".."]), (5, ["ac", "bd", "e.", ".."])]
)
def test_second_area_is_opened_only_when_the_first_is_full(count: int, rows: list[str]) -> None:
    hall = a_hall(4, 2, some_people("abcdefg"[:count]), direction=FillDirection.COLUMNS)
    whole = hall.ground.venue.areas[0]
    halves = (replace(whole, rows=whole.rows[:2]), replace(whole, key="up", rows=whole.rows[2:]))
    venue = replace(hall.ground.venue, areas=halves)
    seating = fill_hall(hall.people, venue, ORDERED, hall.wishes)
    assert draw_hall(hall, seating.seat_of) == rows


def test_zone_is_kept_for_its_kind_and_who_does_not_fit_is_told() -> None:
    guests = tuple(a_person(key, "王列", attendance=AttendanceKind.SITTING_IN) for key in "xyz")
    zone = SeatZone(AttendanceKind.SITTING_IN, ("1-1", "1-2"))
    hall = a_hall(2, 3, (*guests, *some_people("ab")), zones=(zone,))
    seating = fill(hall)
    assert draw_hall(hall, seating.seat_of)[0][:2] == "xy"
    assert [(key, why.zh) for key, why in seating.unseated.items()] == [("z", "座位不足，未能安排")]


def test_lock_fixed_seat_and_reserve_come_before_the_order() -> None:
    rules = (
        SeatingRule("f", RuleKind.FIXED, ("b",), ("1-3",), made_by="李处长", note="发言"),
        SeatingRule("r", RuleKind.RESERVE, seats=("1-1",)),
    )
    hall = a_hall(1, 5, some_people("abcd"), rules=rules, locks=(Lock("a", "1-5", "王秘书长"),))
    seating = fill(hall)
    assert draw_hall(hall, seating.seat_of) == [".cbda"]
    assert seating.reasons["a"].zh == "座位不变，王秘书长锁定"
    assert seating.reasons["b"].zh == "固定座位，李处长指定：发言"


def test_blocks_move_up_and_the_front_goes_to_the_back_from_session_to_session() -> None:
    people = (*some_people("abcde"), *some_people("ghij", sector="工会"))
    first = a_hall(9, 1, people, shape=BlockShape.ROWS)
    seating = fill(first)
    assert "".join(draw_hall(first, seating.seat_of)) == "ghijabcde"
    front = list_front(seating, first.ground.venue)
    assert front == ("g", "a")
    second = a_hall(9, 1, people, shape=BlockShape.ROWS, records=(FrontRecord(1, front),))
    turned = fill(second)
    assert "".join(draw_hall(second, turned.seat_of)) == "bcdeahijg"
    assert turned.reasons["a"].zh.endswith("本届已在前区就座 1 次，轮换")


def test_nobody_is_in_front_twice_before_all_have_been() -> None:
    people, records = some_people("abcdefg"), []
    for session in range(1, 5):
        hall = a_hall(7, 1, people, records=tuple(records))
        records.append(FrontRecord(session, list_front(fill(hall), hall.ground.venue)))
    assert ["".join(record.people) for record in records] == ["ab", "cd", "ef", "ga"]


def test_tie_of_one_surname_is_explained() -> None:
    people = (a_person("a", "王芳"), a_person("b", "王小明"), a_person("c", "王小芳"))
    hall = a_hall(1, 3, people)
    seating = fill(hall)
    said = [seating.reasons[key].zh.rpartition("；")[2] for key in "acb"]
    assert draw_hall(hall, seating.seat_of) == ["acb"]
    assert said == ["“王”4 画", "与前一位同姓，单名在前", "与前一位前 2 字相同，比“明”8 画"]


def test_too_small_a_hall_leaves_the_last_without_a_seat() -> None:
    hall = a_hall(1, 2, some_people("abc"))
    seating = fill(hall)
    assert draw_hall(hall, seating.seat_of) == ["ab"]
    assert list(seating.unseated) == ["c"]


def test_others_sit_right_behind_the_delegates_each_kind_in_rows_of_its_own() -> None:
    members = some_people("abcdef")
    guests = some_people("xy", attendance=AttendanceKind.SITTING_IN)
    staff = some_people("s", attendance=AttendanceKind.STAFF)
    by_rows = {"shape": BlockShape.ROWS, "direction": FillDirection.ROWS}
    hall = a_hall(8, 4, (*staff, *guests, *members), **by_rows)
    rows = draw_hall(hall, fill(hall).seat_of)
    assert rows == ["abcd", "ef..", "xy..", "s...", *["...."] * 4]
