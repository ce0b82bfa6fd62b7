"""After absences and late arrivals: offers, and what each of them costs."""

from __future__ import annotations

from dataclasses import replace

from planner.domain.person import AttendanceKind
from planner.domain.seating.absence import (
    CloseUpIn,
    Offer,
    OfferKind,
    Turnout,
    choose_offer,
    make_offers,
)
from planner.domain.seating.change import lock_person
from planner.domain.seating.hall import Hall, seat_everybody
from planner.domain.seating.rule import RuleKind, SeatingRule
from planner.domain.seating.setting import BlockShape, FillDirection
from tests.builders import a_person
from tests.domain.seating.halls import a_hall, draw_hall, some_people

ROWS = {"shape": BlockShape.ROWS, "direction": FillDirection.ROWS}


def offers_of(hall: Hall, turnout: Turnout, inside: CloseUpIn = CloseUpIn.ROW) -> dict[str, Offer]:
    return {
        each.kind.value: each for each in make_offers(hall, seat_everybody(hall), turnout, inside)
    }


def late(key: str, **rest: object):
    return a_person(key, "赵迟", sector="文艺", **rest)


def test_offers_stand_side_by_side_with_their_cost() -> None:
    hall = a_hall(2, 4, some_people("abcdefgh"), **ROWS)
    offers = offers_of(hall, Turnout(absent=("b",)))
    drawn = {kind: draw_hall(hall, each.seating.seat_of) for kind, each in offers.items()}
    assert drawn == {
        "repair": ["a.cd", "efgh"],
        "leave_gap": ["a.cd", "efgh"],
        "close_up": ["acd.", "efgh"],
        "rerun": ["acde", "fgh."],
    }
    assert {kind: each.moved for kind, each in offers.items()} == {
        "repair": (),
        "leave_gap": (),
        "close_up": ("c", "d"),
        "rerun": ("c", "d", "e", "f", "g", "h"),
    }
    assert offers["close_up"].seating.reasons["c"].zh.endswith("前面有空座，依次前移")


def test_closing_up_in_the_block_passes_the_gap_to_its_end() -> None:
    people = (*some_people("abcd"), *some_people("ghij", sector="工会"))
    hall = a_hall(2, 4, people)
    before = draw_hall(hall, seat_everybody(hall).seat_of)
    assert before == ["giac", "hjbd"]
    offer = offers_of(hall, Turnout(("g",)), CloseUpIn.BLOCK)["close_up"]
    assert draw_hall(hall, offer.seating.seat_of) == ["hjac", "i.bd"]


def test_ten_absences_and_five_arrivals_at_once_move_nobody_and_print_five_signs() -> None:
    people = tuple(a_person(f"p{at}", "王明", sector="文艺") for at in range(40))
    hall = a_hall(5, 8, people)
    turnout = Turnout(tuple(f"p{at}" for at in range(10)), tuple(late(f"x{at}") for at in range(5)))
    offer = offers_of(hall, turnout)["repair"]
    assert offer.moved == ()
    assert offer.signs == ("x0", "x1", "x2", "x3", "x4")
    assert len(offer.seating.seat_of) == 35
    assert offer.seating.blocks["x0"] == "文艺"
    assert offer.seating.reasons["x0"].zh == "后到补入，安排在本块附近空座"


def test_repair_moves_one_to_keep_two_together_and_other_offers_name_what_they_bend() -> None:
    rules = (SeatingRule("t", RuleKind.TOGETHER, ("a", "b", "c")),)
    hall = a_hall(1, 5, some_people("abcde"), rules=rules)
    offers = offers_of(hall, Turnout(("b",)))
    assert len(offers["repair"].moved) == 1
    assert [each.zh for each in offers["leave_gap"].bent] == ["相邻就座（丁明、万明、马明）"]
    assert offers["leave_gap"].bends_hard
    assert choose_offer(offers.values()).kind is OfferKind.REPAIR


def test_late_guest_takes_no_delegates_seat() -> None:
    guest = a_person("x", "王列", attendance=AttendanceKind.SITTING_IN)
    hall = a_hall(3, 2, (*some_people("abc"), guest))
    new = a_person("y", "王列", attendance=AttendanceKind.SITTING_IN)
    offers = offers_of(hall, Turnout(arrived=(new,)))
    for kind in ("repair", "leave_gap", "close_up"):
        assert offers[kind].seating.seat_of["y"] == "3-2"


def test_who_finds_no_seat_is_named() -> None:
    hall = a_hall(1, 2, some_people("ab"))
    offers = offers_of(hall, Turnout(arrived=(late("x"),)))
    assert "repair" not in offers
    assert offers["leave_gap"].unseated == ("x",)


def test_locked_person_stays_when_others_close_up() -> None:
    hall = a_hall(1, 4, some_people("abcd"), **ROWS)
    seating = lock_person(seat_everybody(hall), "c", "李处长")
    offers = {each.kind: each for each in make_offers(hall, seating, Turnout(("a",)))}
    closed = offers[OfferKind.CLOSE_UP].seating
    assert draw_hall(hall, closed.seat_of) == ["bdc."]


def test_repair_obeys_locks_made_by_hand() -> None:
    rules = (SeatingRule("t", RuleKind.TOGETHER, ("a", "b", "c")),)
    hall = a_hall(1, 5, some_people("abcde"), rules=rules)
    seating = lock_person(seat_everybody(hall), "c", "李处长")
    offers = {each.kind: each for each in make_offers(hall, seating, Turnout(("b",)))}
    assert offers[OfferKind.REPAIR].moved == ("a",)


def test_offers_leave_the_seating_alone() -> None:
    hall = a_hall(2, 4, some_people("abcdefgh"), **ROWS)
    seating = seat_everybody(hall)
    before = replace(seating, seat_of=dict(seating.seat_of))
    make_offers(hall, seating, Turnout(("b",), (late("x"),)))
    assert seating == before
