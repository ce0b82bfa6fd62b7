"""After absences and late arrivals: leave noted, the ways to go on, one of them taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pytest

from planner.domain.error import InvalidRequestError
from planner.domain.person import AttendanceKind
from planner.domain.seating.absence import CloseUpIn, OfferKind
from planner.domain.seating.deed import Deed, DeedKind
from planner.models.account import Role
from planner.services.draft import open_draft
from planner.services.draft_change import Edit, apply_edits
from planner.services.draft_error import DraftLockedError, EditRefusedError
from planner.services.review import submit_draft
from planner.services.seating import open_seating
from planner.services.seating_deed import apply_deeds
from planner.services.seating_error import SeatingRestsError, SeatingStateError
from planner.services.seating_offer import (
    Choice,
    list_offers,
    record_absences,
    stamp_of,
    take_offer,
)
from planner.services.seating_review import submit_seating
from tests.conftest import TODAY, House, scoped
from tests.seated import ACTOR, Seated, actor_of, draw, seat_meeting

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.models import ScopedSession
    from planner.services.seating_offer import Offers


@dataclass(slots=True)
class Desk:
    """Somebody who mends a seating."""

    sessions: Callable[[], ScopedSession]
    house: House
    seated: Seated

    def leave(self, *people: str, reason: str = "突发疾病") -> None:
        actor = actor_of(self.sessions, self.house, Role.EDITOR)
        with scoped(self.sessions, self.house) as session:
            record_absences(
                session, self.seated.meeting, self.seated.seating, people, reason, actor
            )

    def weigh(self, inside: CloseUpIn = CloseUpIn.ROW) -> Offers:
        with scoped(self.sessions, self.house) as session:
            return list_offers(session, self.seated.meeting, self.seated.seating, inside)

    def take(self, kind: OfferKind, stamp: str, inside: CloseUpIn = CloseUpIn.ROW) -> list[str]:
        with scoped(self.sessions, self.house) as session:
            choice = Choice(kind, stamp, inside)
            take_offer(session, self.seated.meeting, self.seated.seating, choice, ACTOR, TODAY)
            found = open_seating(session, self.seated.meeting, self.seated.seating)
            return draw(dict(found.seating.seat_of))

    def arrive(self, key: str = "g") -> None:
        person = {"name": "刘明", "attendance": AttendanceKind.MEMBER.value, "sector": "文艺"}
        with scoped(self.sessions, self.house) as session:
            edits = [
                Edit.add("people", person, key),
                Edit.change(
                    "sittings", "full", {"participants": [f"person:{each}" for each in "abcdefg"]}
                ),
            ]
            apply_edits(session, self.seated.meeting, edits, ACTOR)


@pytest.fixture
def desk(sessions: Callable[[], ScopedSession], house: House) -> Desk:
    return Desk(sessions, house, seat_meeting(sessions, house))


def test_nothing_is_offered_where_nothing_is_to_be_mended(desk: Desk) -> None:
    found = desk.weigh()
    assert (found.offers, found.proposed) == ((), None)


def test_leave_is_granted_in_the_draft_for_the_sittings_of_the_seating(desk: Desk) -> None:
    desk.leave("b", "b", "c")
    with scoped(desk.sessions, desk.house) as session:
        leaves = open_draft(session, desk.seated.meeting).plan.leaves
    told = {
        (each.person, each.reason, each.sittings, each.state.value, each.decided_by)
        for each in leaves
        if each.person in {"b", "c"}
    }
    assert told == {(person, "突发疾病", ("full",), "granted", "editor") for person in ("b", "c")}
    assert {each.decided_on for each in leaves if each.person == "b"} == {date(2026, 12, 1)}


def test_each_way_says_what_it_costs(desk: Desk) -> None:
    desk.leave("b")
    found = desk.weigh()
    assert found.turnout.absent == ("b",)
    costs = {each.kind: (len(each.moved), len(each.signs)) for each in found.offers}
    assert costs == {
        OfferKind.REPAIR: (0, 0),
        OfferKind.LEAVE_GAP: (0, 0),
        OfferKind.CLOSE_UP: (2, 2),
        OfferKind.RERUN: (4, 4),
    }
    assert found.proposed is OfferKind.REPAIR


@pytest.mark.parametrize(
    ("kind", "inside", "left"),
    [
        (OfferKind.LEAVE_GAP, CloseUpIn.ROW, ["a.cd", "ef.."]),
        (OfferKind.CLOSE_UP, CloseUpIn.ROW, ["acd.", "ef.."]),
        (OfferKind.RERUN, CloseUpIn.ROW, ["acde", "f..."]),
    ],
)
def test_the_way_that_is_taken_is_gone(
    desk: Desk, kind: OfferKind, inside: CloseUpIn, left: list[str]
) -> None:
    desk.leave("b")
    assert desk.take(kind, stamp_of(desk.weigh().opened), inside) == left
    assert desk.weigh().offers == ()


def test_a_late_arrival_gets_a_free_seat(desk: Desk) -> None:
    desk.arrive()
    found = desk.weigh()
    assert [person.key for person in found.turnout.arrived] == ["g"]
    assert desk.take(OfferKind.REPAIR, stamp_of(found.opened)) == ["abcd", "efg."]


def test_an_offer_of_a_former_state_is_refused(desk: Desk) -> None:
    desk.leave("b")
    stamp = stamp_of(desk.weigh().opened)
    with scoped(desk.sessions, desk.house) as session:
        deed = Deed(DeedKind.MOVE, ("a",), seat="2-3")
        apply_deeds(session, desk.seated.meeting, desk.seated.seating, [deed], ACTOR, TODAY)
    with pytest.raises(SeatingStateError):
        desk.take(OfferKind.LEAVE_GAP, stamp)
    stamp = stamp_of(desk.weigh().opened)
    desk.leave("c")
    with pytest.raises(SeatingStateError):
        desk.take(OfferKind.LEAVE_GAP, stamp)


def test_what_is_not_offered_cannot_be_taken(desk: Desk) -> None:
    with pytest.raises(InvalidRequestError):
        desk.take(OfferKind.RERUN, stamp_of(desk.weigh().opened))


def test_what_waits_for_approval_is_not_mended(desk: Desk) -> None:
    desk.leave("b")
    with scoped(desk.sessions, desk.house) as session:
        submit_seating(session, desk.seated.meeting, desk.seated.seating, "", ACTOR, TODAY)
    with pytest.raises(SeatingRestsError):
        desk.take(OfferKind.LEAVE_GAP, stamp_of(desk.weigh().opened))


def test_absences_name_people_of_the_roster(desk: Desk) -> None:
    with pytest.raises(InvalidRequestError):
        desk.leave()
    with pytest.raises(EditRefusedError):
        desk.leave("nobody")
    with scoped(desk.sessions, desk.house) as session:
        before = len(open_draft(session, desk.seated.meeting).plan.leaves)
    with pytest.raises(EditRefusedError):
        desk.leave("b", "nobody")
    with scoped(desk.sessions, desk.house) as session:
        assert len(open_draft(session, desk.seated.meeting).plan.leaves) == before


def test_no_leave_is_noted_while_the_draft_waits(desk: Desk) -> None:
    with scoped(desk.sessions, desk.house) as session:
        begin = Edit.change("sittings", "full", {"starts_at": "09:00"})
        apply_edits(session, desk.seated.meeting, [begin], ACTOR)
        submit_draft(session, desk.seated.meeting, "", ACTOR, TODAY)
    with pytest.raises(DraftLockedError):
        desk.leave("b")
