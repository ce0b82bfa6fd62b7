"""Deeds by hand: what each does, and when it is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.person import AttendanceKind
from planner.domain.seating.absence import CloseUpIn
from planner.domain.seating.by_hand import do_deeds
from planner.domain.seating.change import SeatChangeError
from planner.domain.seating.deed import Deed, DeedKind
from planner.domain.seating.hall import Hall, seat_everybody
from planner.domain.seating.place import compare_places, compose_seating, list_places
from planner.domain.seating.rule import RuleKind, SeatingRule
from planner.domain.seating.setting import BlockShape, FillDirection, SeatZone
from tests.domain.seating.halls import a_hall, draw_hall, some_people

if TYPE_CHECKING:
    from planner.domain.seating.chart import Seating

ROWS = {"shape": BlockShape.ROWS, "direction": FillDirection.ROWS}
SEATS = [f"{row}-{column}" for row in (1, 2, 3) for column in (1, 2, 3, 4)]


def do(hall: Hall, *deeds: Deed, seating: Seating | None = None) -> list[str]:
    after = do_deeds(hall, seating or seat_everybody(hall), deeds, "王芳")
    return draw_hall(hall, after.seat_of)


def refuse(hall: Hall, *deeds: Deed) -> str:
    with pytest.raises(SeatChangeError) as caught:
        do(hall, *deeds)
    return caught.value.wording.zh


def test_pushing_inside_a_block_goes_on_in_the_next_row() -> None:
    hall = a_hall(3, 4, some_people("abcdefg"), **ROWS)
    deed = Deed(DeedKind.INSERT, ("g",), "1-2", inside=CloseUpIn.BLOCK)
    assert do(hall, deed) == ["agbc", "def.", "...."]


def test_closing_up_moves_nobody_of_another_block() -> None:
    people = (*some_people("abc"), *some_people("xyz", sector="工会"))
    hall = a_hall(2, 6, people, **ROWS)
    seating = do_deeds(hall, seat_everybody(hall), [Deed(DeedKind.UNSEAT, ("y",))], "王芳")
    assert draw_hall(hall, seating.seat_of) == ["x.zabc", "......"]
    closed = do(hall, Deed(DeedKind.CLOSE_UP, seat="1-2"), seating=seating)
    assert closed == ["xz.abc", "......"]
    seating = do_deeds(hall, seat_everybody(hall), [Deed(DeedKind.UNSEAT, ("b",))], "王芳")
    assert do(hall, Deed(DeedKind.CLOSE_UP, seat="1-5"), seating=seating) == ["xyzac.", "......"]


def test_closing_up_in_a_block_goes_on_in_the_next_row() -> None:
    hall = a_hall(2, 3, some_people("abcdef"), **ROWS)
    seating = do_deeds(hall, seat_everybody(hall), [Deed(DeedKind.UNSEAT, ("b",))], "王芳")
    deed = Deed(DeedKind.CLOSE_UP, seat="1-2", inside=CloseUpIn.BLOCK)
    assert do(hall, deed, seating=seating) == ["acd", "ef."]


def test_a_gap_behind_which_nobody_sits_is_told() -> None:
    hall = a_hall(2, 4, some_people("ab"), **ROWS)
    assert refuse(hall, Deed(DeedKind.CLOSE_UP, seat="1-3")) == "其后无人可以补位"


def test_pushing_inside_a_row_needs_a_free_seat_there() -> None:
    hall = a_hall(2, 4, some_people("abcdefg"), **ROWS)
    assert refuse(hall, Deed(DeedKind.INSERT, ("g",), "1-2")) == "后面没有空座，无法插入"


def test_whoever_is_displaced_takes_a_seat_that_was_left() -> None:
    hall = a_hall(2, 4, some_people("abcdef"), **ROWS)
    deed = Deed(DeedKind.PLACE, ("a", "b"), seats=("1-3", "1-4"))
    assert do(hall, deed) == ["cdab", "ef.."]


def test_two_people_are_not_put_on_one_seat() -> None:
    hall = a_hall(2, 4, some_people("abcdef"), **ROWS)
    deed = Deed(DeedKind.PLACE, ("a", "b"), seats=("2-4", "2-4"))
    assert refuse(hall, deed) == "同一座位不能安排两人"


@pytest.mark.parametrize(
    ("deed", "said"),
    [
        (Deed(DeedKind.MOVE, ("a",), "9-9"), "该处不能就座"),
        (Deed(DeedKind.MOVE, ("a",), "1-2"), "该座位已有人，请选择对调或插入"),
        (Deed(DeedKind.MOVE, ("z",), "2-4"), "该人员不参加本次会议"),
        (Deed(DeedKind.MOVE, (), "2-4"), "请先选择人员"),
        (Deed(DeedKind.SWAP, ("a",)), "请先选择人员"),
        (Deed(DeedKind.PLACE, ("a",), seats=("2-3", "2-4")), "人数与座位数不一致"),
    ],
)
def test_what_makes_no_sense_is_refused_with_the_reason(deed: Deed, said: str) -> None:
    assert refuse(a_hall(2, 4, some_people("abcdef"), **ROWS), deed) == said


def test_a_hard_rule_may_not_be_broken_but_a_soft_one_may() -> None:
    people = some_people("abcdef")
    for is_hard in (True, False):
        rule = SeatingRule("r", RuleKind.TOGETHER, ("a", "b"), is_hard=is_hard)
        hall = a_hall(2, 4, people, rules=(rule,), **ROWS)
        deed = Deed(DeedKind.MOVE, ("a",), "2-4")
        if is_hard:
            assert refuse(hall, deed) == "违反硬性要求：相邻就座（丁明、万明）"
        else:
            assert do(hall, deed) == [".bcd", "ef.a"]


def test_a_rule_that_was_broken_before_does_not_bind_anybody_else() -> None:
    hall = a_hall(2, 4, some_people("abcdef"), **ROWS)
    seating = seat_everybody(hall)
    rule = SeatingRule("r", RuleKind.TOGETHER, ("a", "d"))
    bound = a_hall(2, 4, some_people("abcdef"), rules=(rule,), **ROWS)
    assert do(bound, Deed(DeedKind.MOVE, ("a",), "2-4"), seating=seating) == [".bcd", "ef.a"]


def test_delegates_rows_are_closed_to_others() -> None:
    guests = some_people("xy", attendance=AttendanceKind.SITTING_IN)
    hall = a_hall(3, 4, (*some_people("abcdef"), *guests), **ROWS)
    assert draw_hall(hall, seat_everybody(hall).seat_of) == ["abcd", "ef..", "xy.."]
    assert refuse(hall, Deed(DeedKind.MOVE, ("x",), "2-4")) == "该处为出席席，不能安排其他类别人员"
    assert do(hall, Deed(DeedKind.MOVE, ("x",), "3-4")) == ["abcd", "ef..", ".y.x"]


def test_a_zone_is_closed_to_others() -> None:
    zone = SeatZone(AttendanceKind.MEDIA, ("3-1", "3-2"))
    hall = a_hall(3, 4, some_people("abcdef"), zones=(zone,), **ROWS)
    assert "媒体" in refuse(hall, Deed(DeedKind.MOVE, ("a",), "3-1"))


@st.composite
def some_deeds(draw: st.DrawFn) -> list[Deed]:
    """Return deeds of all kinds, sensible and not."""
    person = st.sampled_from("abcdefg")
    deeds = []
    for _ in range(draw(st.integers(1, 8))):
        kind = draw(st.sampled_from(list(DeedKind)))
        people = tuple(draw(st.lists(person, min_size=0, max_size=3, unique=True)))
        seats = tuple(draw(st.lists(st.sampled_from(SEATS), min_size=len(people), max_size=3)))
        inside = draw(st.sampled_from(list(CloseUpIn)))
        deeds.append(Deed(kind, people, draw(st.sampled_from(SEATS)), seats, inside))
    return deeds


@given(some_deeds())
def test_whatever_is_done_nobody_is_lost_or_seated_twice(deeds: list[Deed]) -> None:
    hall = a_hall(3, 4, some_people("abcdefg"), **ROWS)
    seating = seat_everybody(hall)
    for deed in deeds:
        try:
            after = do_deeds(hall, seating, [deed], "王芳")
        except SeatChangeError:
            continue
        assert {*after.seat_of, *after.unseated} == set("abcdefg")
        assert set(after.seat_of).isdisjoint(after.unseated)
        assert len(set(after.seat_of.values())) == len(after.seat_of)
        for person, lock in seating.locks.items():
            assert deed.kind is DeedKind.UNLOCK or after.seat_of[person] == lock.seat
        seating = after
    again = compose_seating(list_places(seating), hall.wishes)
    assert compare_places(seating, again) == {}
