"""Changes by hand: done whole, or refused with the reason."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.seating.change import (
    SeatChangeError,
    close_up,
    insert_person,
    lock_person,
    move_person,
    remove_people,
    swap_people,
    unlock_person,
)
from planner.domain.seating.chart import Seating

LINE = ("1", "2", "3", "4", "5")


def a_seating(text: str, **rest: object) -> Seating:
    """Return people on a row of seats, a dot for an empty one."""
    pairs = zip(text, LINE, strict=False)
    return Seating({person: seat for person, seat in pairs if person != "."}, **rest)  # type: ignore[arg-type]


def draw(seating: Seating) -> str:
    return "".join(seating.person_at.get(seat, ".") for seat in LINE)


def test_person_moves_to_a_free_seat_with_the_reason() -> None:
    seating = move_person(a_seating("ab..."), "a", "4", LINE)
    assert draw(seating) == ".b.a."
    assert seating.reasons["a"].zh == "手工调整"


def test_taken_seat_is_refused_for_a_move() -> None:
    with pytest.raises(SeatChangeError, match="taken"):
        move_person(a_seating("ab..."), "a", "2", LINE)


@pytest.mark.parametrize(("seat", "why"), [("9", "nobody can sit"), ("5", "kept empty")])
def test_seat_that_cannot_be_had_is_refused(seat: str, why: str) -> None:
    with pytest.raises(SeatChangeError, match=why):
        move_person(a_seating("ab...", reserved=frozenset({"5"})), "a", seat, LINE)


def test_two_people_swap() -> None:
    assert draw(swap_people(a_seating("ab.c."), "a", "c")) == "cb.a."


def test_person_without_a_seat_takes_the_others_who_then_waits() -> None:
    seating = swap_people(a_seating("ab..."), "x", "a")
    assert draw(seating) == "xb..."
    assert list(seating.unseated) == ["a"]
    assert "a" not in seating.reasons


def test_two_without_a_seat_cannot_swap() -> None:
    with pytest.raises(SeatChangeError, match="neither"):
        swap_people(a_seating("a...."), "x", "y")


@pytest.mark.parametrize(
    ("text", "person", "seat", "expected"),
    [
        ("abc..", "x", "2", "axbc."),
        ("abc.d", "d", "2", "adbc."),
        ("abcd.", "d", "1", "dabc."),
        ("abcde", "e", "2", "aebcd"),
        ("a.c..", "x", "2", "axc.."),
    ],
)
def test_insert_pushes_along_to_the_next_free_seat(
    text: str, person: str, seat: str, expected: str
) -> None:
    assert draw(insert_person(a_seating(text), person, seat, LINE)) == expected


def test_insert_passes_over_locks_and_reserved_seats() -> None:
    seating = lock_person(a_seating("abc..", reserved=frozenset({"4"})), "b", "李处长")
    assert draw(insert_person(seating, "x", "1", LINE)) == "xba.c"


def test_insert_without_a_free_seat_behind_is_refused() -> None:
    with pytest.raises(SeatChangeError, match="no free seat"):
        insert_person(a_seating(".bcde"), "x", "2", LINE)


def test_locked_person_is_moved_by_nothing_until_unlocked() -> None:
    seating = lock_person(a_seating("ab..."), "a", "李处长")
    for change in (
        lambda: move_person(seating, "a", "3", LINE),
        lambda: swap_people(seating, "b", "a"),
        lambda: insert_person(seating, "b", "1", LINE),
    ):
        with pytest.raises(SeatChangeError, match="locked by 李处长"):
            change()
    assert draw(move_person(unlock_person(seating, "a"), "a", "3", LINE)) == ".ba.."


def test_who_has_no_seat_cannot_be_locked() -> None:
    with pytest.raises(SeatChangeError, match="cannot be locked"):
        lock_person(a_seating("a...."), "x", "")


def test_closing_up_keeps_the_order_and_stays_off_locks_and_reserved_seats() -> None:
    seating = lock_person(a_seating(".a.bc", reserved=frozenset({"1"})), "b", "")
    assert draw(close_up(seating, LINE)) == ".acb."


def test_removed_people_take_their_lock_with_them() -> None:
    seating = remove_people(lock_person(a_seating("ab..."), "a", ""), ["a"])
    assert (draw(seating), dict(seating.locks)) == (".b...", {})


def test_seat_is_never_given_to_two() -> None:
    with pytest.raises(ValueError, match="two people"):
        Seating({"a": "1", "b": "1"})


@given(
    st.permutations("abc.."),
    st.lists(
        st.tuples(
            st.sampled_from(["swap", "insert", "move", "close"]),
            st.sampled_from("abcx"),
            st.sampled_from("abcx"),
            st.sampled_from(LINE),
        ),
        max_size=8,
    ),
)
def test_no_change_loses_or_doubles_anybody(
    text: list[str], changes: list[tuple[str, str, str, str]]
) -> None:
    seating, people = a_seating("".join(text)), set("abc")
    for kind, one, other, seat in changes:
        try:
            if kind == "swap":
                seating = swap_people(seating, one, other)
            elif kind == "insert":
                seating = insert_person(seating, one, seat, LINE)
            elif kind == "move":
                seating = move_person(seating, one, seat, LINE)
            else:
                seating = close_up(seating, LINE)
        except SeatChangeError:
            continue
        people |= {*seating.seat_of}
        assert set(seating.seat_of) | set(seating.unseated) == people
        assert not set(seating.seat_of) & set(seating.unseated)
