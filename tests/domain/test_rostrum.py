"""The rostrum of a sitting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from planner.domain.person import AttendanceKind, Leave, LeaveState
from planner.domain.plan import NameOrder, Plan, Settings
from planner.domain.rostrum import (
    Neighbours,
    RostrumChart,
    RostrumProblemKind,
    View,
    find_neighbours,
    seat_rostrum,
    view_rows,
)
from planner.domain.rostrum_problem import state_problem
from planner.domain.sitting import Lectern, PresiderSeat, Rostrum, RostrumRow, RowOrder, SeatRule
from tests.builders import a_person, a_plan, a_sitting

if TYPE_CHECKING:
    from collections.abc import Sequence

NAMES = {"a": "谢一", "b": "王二", "c": "丁三", "d": "李四", "e": "马五", "f": "赵六", "g": "万七"}
PEOPLE = tuple(
    a_person(key, name, rank=rank) for rank, (key, name) in enumerate(NAMES.items(), start=1)
)


def seat(
    *rows: str | RostrumRow,
    presiders: Sequence[str] = (),
    plan: Plan | None = None,
    **rest: Any,  # noqa: ANN401  any field of the rostrum
) -> RostrumChart:
    listed = tuple(RostrumRow(tuple(row)) if isinstance(row, str) else row for row in rows)
    sitting = a_sitting(presiders=tuple(presiders), rostrum=Rostrum(listed, **rest))
    return seat_rostrum(plan or a_plan(people=PEOPLE), sitting)


def read(chart: RostrumChart) -> list[str]:
    return ["".join(each.person for each in row) for row in chart.rows]


def problems_of(chart: RostrumChart) -> list[tuple[str, int | None, str]]:
    return [(problem.kind.value, problem.row, problem.person) for problem in chart.problems]


def test_rows_are_seated_by_rank_each_on_its_own() -> None:
    chart = seat("cab", "gfed")
    assert read(chart) == ["cab", "fdeg"]
    assert [[each.position for each in row] for row in chart.rows] == [
        [-1, 0, 1],
        [-1.5, -0.5, 0.5, 1.5],
    ]
    assert [[each.rank_in_row for each in row] for row in chart.rows] == [[3, 1, 2], [3, 1, 2, 4]]
    assert [[each.row for each in row] for row in chart.rows] == [[0] * 3, [1] * 4]
    assert chart.problems == ()


def test_rank_counts_alone_whatever_the_kind_of_attendance() -> None:
    guest = a_person("guest", "高八", rank=0, attendance=AttendanceKind.SPECIAL_GUEST)
    chart = seat(RostrumRow(("a", "b", "guest")), plan=a_plan(people=(*PEOPLE, guest)))
    assert [each.person for each in chart.rows[0]] == ["b", "guest", "a"]


def test_rule_of_the_rostrum_goes_before_the_plans() -> None:
    plan = a_plan(people=PEOPLE, settings=Settings(seat_rule=SeatRule.RIGHT_FIRST))
    assert read(seat("abcd", plan=plan)) == ["dbac"]
    assert read(seat("abcd", plan=plan, rule=SeatRule.LEFT_FIRST)) == ["cabd"]


def test_row_in_stroke_order_starts_later_by_its_shift() -> None:
    order = RowOrder.STROKES  # 丁三 万七 马五 王二 李四 赵六 谢一 = c g e b d f a
    assert read(seat(RostrumRow(tuple("abcdefg"), order))) == ["adecgbf"]
    shifted = seat(RostrumRow(tuple("abcdefg"), order, shift=9))
    assert [each.person for each in sorted(shifted.rows[0], key=lambda one: one.rank_in_row)] == (
        list("ebdfacg")
    )
    first = next(each for each in shifted.rows[0] if each.rank_in_row == 2)
    assert first.reason.zh == "按姓氏笔画（轮换 9 位）第2位：左为尊，1号位左手第一席"


def test_stroke_row_takes_whole_names_where_the_house_does() -> None:
    people = (a_person("x", "王小明"), a_person("y", "王芳"))
    row = RostrumRow(("x", "y"), RowOrder.STROKES)
    surname = seat(row, plan=a_plan(people=people))
    full = seat(row, plan=a_plan(people=people, settings=Settings(NameOrder.STROKES_FULL)))
    assert (read(surname), read(full)) == (["yx"], ["xy"])


def test_row_as_listed_keeps_its_order() -> None:
    chart = seat(RostrumRow(tuple("gcb"), RowOrder.AS_LISTED))
    assert read(chart) == ["bgc"]
    assert chart.rows[0][0].reason.zh == "按所列次序第3位：左为尊，1号位右手第一席"


@pytest.mark.parametrize(
    ("place", "expected", "reason"),
    [
        (PresiderSeat.BY_RANK, "gecabdf", "第5位：左为尊，1号位右手第二席"),
        (PresiderSeat.CENTRE, "gdbeacf", "主持人居前排正中；第1位：单数席次，居正中"),
        (PresiderSeat.END, "efcabdg", "主持人居前排一端；第7位：左为尊，1号位右手第三席"),
    ],
)
def test_presider_sits_by_rank_in_the_centre_or_at_an_end(
    place: PresiderSeat, expected: str, reason: str
) -> None:
    chart = seat("abcdefg", presiders="e", presider_seat=place)
    assert read(chart) == [expected]
    marked = [each for each in chart.rows[0] if each.is_presider]
    assert [(each.person, each.reason.zh) for each in marked] == [("e", reason)]
    assert chart.presiders == ("e",)


def test_two_presiders_take_both_ends() -> None:
    assert read(seat("abcde", presiders="ba", presider_seat=PresiderSeat.END)) == ["aecdb"]


def test_presider_in_a_rear_row_or_without_a_seat_is_a_problem() -> None:
    chart = seat("ab", "cd", presiders="cg", presider_seat=PresiderSeat.CENTRE)
    assert read(chart) == ["ab", "cd"]
    assert problems_of(chart) == [
        ("presider_in_rear_row", 1, "c"),
        ("presider_not_seated", None, "g"),
    ]
    assert chart.presiders == ()
    assert chart.problems[0].wording.zh == "主持人丁三安排在第2排，主持人应在前排就座"


def test_unknown_people_keep_a_seat_after_the_others() -> None:
    chart = seat(RostrumRow(("张某", "a", "b")))
    assert [each.person for each in chart.rows[0]] == ["张某", "a", "b"]
    assert problems_of(chart) == [("unknown_person", 0, "张某")]


def test_person_listed_twice_is_seated_once() -> None:
    chart = seat("aba", "ca")
    assert read(chart) == ["ab", "c"]
    assert problems_of(chart) == [("repeated_person", 0, "a"), ("repeated_person", 1, "a")]


def test_people_without_rank_come_last_by_strokes() -> None:
    people = (*PEOPLE, a_person("x", "王九"), a_person("y", "丁九"))
    chart = seat("xyba", plan=a_plan(people=people))
    assert [each.person for each in sorted(chart.rows[0], key=lambda one: one.rank_in_row)] == (
        ["a", "b", "y", "x"]
    )
    assert problems_of(chart) == [("unranked_person", 0, "y"), ("unranked_person", 0, "x")]


def test_unverified_characters_of_a_stroke_row_are_named() -> None:
    people = (a_person("x", "龘明"), a_person("y", "王芳"))
    chart = seat(RostrumRow(("x", "y"), RowOrder.STROKES), plan=a_plan(people=people))
    assert problems_of(chart) == [("unverified_order", 0, "龘")]


def test_person_on_leave_keeps_the_seat_as_a_problem() -> None:
    granted = Leave("a", state=LeaveState.GRANTED)
    pending = Leave("b", state=LeaveState.PENDING)
    elsewhere = Leave("c", sittings=("s9",), state=LeaveState.GRANTED)
    plan = a_plan(people=PEOPLE, leaves=(granted, pending, elsewhere))
    chart = seat("abc", plan=plan)
    assert read(chart) == ["cab"]
    assert problems_of(chart) == [("on_leave", 0, "a")]


def test_exact_centre_in_an_odd_row_is_seated_left_first_and_reported() -> None:
    chart = seat("abcd", "efg", rule=SeatRule.CENTRE_ONE)
    assert [[each.position for each in row] for row in chart.rows] == [[-1, 0, 1, 2], [-1, 0, 1]]
    assert problems_of(chart) == [("rule_not_applicable", 1, "")]


def test_empty_row_is_a_problem() -> None:
    assert problems_of(seat("a", "")) == [("empty_row", 1, "")]


def test_sitting_without_a_rostrum_has_no_rows_and_no_problems() -> None:
    chart = seat_rostrum(a_plan(people=PEOPLE), a_sitting(presiders=("a",)))
    assert chart == RostrumChart((), SeatRule.LEFT_FIRST, Lectern.NONE, ())


def test_view_from_the_rostrum_turns_the_picture_round() -> None:
    chart = seat("abc", "defg")
    hall = ["".join(each.person for each in row) for row in view_rows(chart, View.HALL)]
    rostrum = ["".join(each.person for each in row) for row in view_rows(chart, View.ROSTRUM)]
    assert (hall, rostrum) == (["fdeg", "cab"], ["bac", "gedf"])


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        ("a", Neighbours(left="b", right="c")),
        ("b", Neighbours(left=None, right="a")),
        ("c", Neighbours(left="a", right=None)),
        ("nobody", Neighbours(left=None, right=None)),
    ],
)
def test_neighbours_are_at_the_persons_own_hands(person: str, expected: Neighbours) -> None:
    assert find_neighbours(seat("abc"), person) == expected


@pytest.mark.parametrize("kind", RostrumProblemKind)
def test_each_problem_has_words_without_gaps(kind: RostrumProblemKind) -> None:
    wording = state_problem(kind, 1, "p1", "王芳").wording
    assert "{" not in wording.zh + wording.en
