"""送审、审定、变更: each step once, by whom it is for, and what is approved holds."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from planner.domain.seating.deed import Deed, DeedKind
from planner.models import AuditRecord
from planner.models.account import Role
from planner.models.seating import SeatingState, SeatingVersionState
from planner.services.error import MissingRecordError, NotYoursError
from planner.services.seating import NewSeating, add_seating, open_seating
from planner.services.seating_deed import apply_deeds
from planner.services.seating_error import (
    EmptyReasonError,
    EmptySeatingError,
    NothingAmendedError,
    SamePersonError,
    SeatingBlockedError,
    SeatingRestsError,
    SeatingStateError,
)
from planner.services.seating_fill import fill_seating, set_hall_settings
from planner.services.seating_remark import (
    SeatPin,
    read_remark_sheet,
    remark_seat,
    settle_seat_remark,
    unremark_seat,
)
from planner.services.seating_review import (
    Verdict,
    begin_amendment,
    cancel_amendment,
    decide_seating,
    inspect_opened,
    submit_seating,
    withdraw_seating,
)
from planner.services.seating_shown import show_approved
from planner.services.seating_undo import undo_seating
from planner.services.seating_venue import take_venue_version
from planner.services.seating_version import CONTENTS, list_versions, open_version
from planner.services.venue import list_venues, save_venue_version
from tests.conftest import TODAY, House, scoped
from tests.domain.seating.halls import a_venue
from tests.seated import ACTOR, ROWS, Seated, actor_of, draw, seat_meeting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from planner.models import ScopedSession
    from planner.services.actor import Actor
    from planner.services.seating import OpenSeating

AFTERWARDS = date(2027, 1, 19)
MOVE_A = Deed(DeedKind.MOVE, ("a",), seat="2-3")


@dataclass(slots=True)
class Desk:
    """Those at work on one seating."""

    sessions: Callable[[], ScopedSession]
    house: House
    seated: Seated
    today: date = TODAY

    @contextmanager
    def at_work(self, role: Role) -> Iterator[tuple[ScopedSession, int, int, Actor]]:
        actor = actor_of(self.sessions, self.house, role)
        with scoped(self.sessions, self.house) as session:
            yield session, self.seated.meeting, self.seated.seating, actor

    def submit(self, reason: str = "请审定", role: Role = Role.EDITOR) -> int:
        with self.at_work(role) as (session, meeting, seating, actor):
            return submit_seating(session, meeting, seating, reason, actor, self.today)

    def decide(self, verdict: Verdict, role: Role = Role.LEADER) -> None:
        with self.at_work(role) as (session, meeting, seating, actor):
            decide_seating(session, meeting, seating, verdict, actor, self.today)

    def step(self, step: Callable[..., Any], role: Role = Role.EDITOR) -> None:
        with self.at_work(role) as (session, meeting, seating, actor):
            step(session, meeting, seating, actor, self.today)

    def move(self, *deeds: Deed) -> None:
        with self.at_work(Role.EDITOR) as (session, meeting, seating, actor):
            apply_deeds(session, meeting, seating, deeds, actor, self.today)

    def pin(self, number: int, seat: str, text: str, role: Role = Role.LEADER) -> None:
        with self.at_work(role) as (session, meeting, seating, actor):
            pin = SeatPin(number, seat, text)
            remark_seat(session, meeting, seating, pin, actor, self.today)

    def about(self, number: int, at: int, step: Callable[..., Any], role: Role) -> None:
        with self.at_work(role) as (session, meeting, seating, actor):
            step(session, meeting, seating, number, at, actor, self.today)

    def look(self) -> OpenSeating:
        with scoped(self.sessions, self.house) as session:
            return open_seating(session, self.seated.meeting, self.seated.seating)

    @property
    def state(self) -> SeatingState:
        return self.look().state

    def versions(self) -> list[tuple[int, int, str]]:
        with scoped(self.sessions, self.house) as session:
            found = list_versions(session, self.seated.seating)
            return [(each.number, each.base_number, each.state) for each in found]

    def approve_first(self) -> None:
        self.decide(Verdict(self.submit(), is_approved=True))

    def amend(self, reason: str = "甲请假") -> int:
        """Begin an amendment, move somebody and send it; return its version."""
        self.step(begin_amendment)
        self.move(MOVE_A)
        return self.submit(reason)


@pytest.fixture
def desk(sessions: Callable[[], ScopedSession], house: House) -> Desk:
    return Desk(sessions, house, seat_meeting(sessions, house))


def test_it_is_sent_approved_and_frozen_as_it_was(desk: Desk) -> None:
    assert desk.submit() == 1
    assert desk.state is SeatingState.WAITING
    with pytest.raises(SeatingRestsError):
        desk.move(MOVE_A)
    desk.decide(Verdict(1, is_approved=True, remark=" 同意 "))
    assert (desk.state, desk.look().approved_number) == (SeatingState.FROZEN, 1)
    CONTENTS._values.clear()  # noqa: SLF001  what the rows hold, whatever is in memory
    with scoped(desk.sessions, desk.house) as session:
        version = open_version(session, desk.seated.meeting, desk.seated.seating, 1)
    assert draw(dict(version.seating.seat_of)) == ["abcd", "ef.."]
    said = (version.submitter, version.reason, version.decider, version.remark)
    assert said == ("editor", "请审定", "leader", "同意")
    assert version.state is SeatingVersionState.APPROVED
    assert version.people["a"].name == "丁明"
    with pytest.raises(SeatingRestsError):
        desk.move(MOVE_A)


def test_each_step_is_taken_once(desk: Desk) -> None:
    with pytest.raises(SeatingStateError):
        desk.step(begin_amendment)
    with pytest.raises(SeatingStateError):
        desk.step(withdraw_seating)
    desk.submit()
    with pytest.raises(SeatingStateError):
        desk.submit()
    desk.decide(Verdict(1, is_approved=True))
    with pytest.raises(SeatingStateError):
        desk.decide(Verdict(1, is_approved=False, remark="再改"))
    with pytest.raises(SeatingStateError):
        desk.step(cancel_amendment)
    assert desk.versions() == [(1, 0, "approved")]


def test_sending_back_says_why_and_the_draft_goes_on(desk: Desk) -> None:
    desk.submit()
    with pytest.raises(EmptyReasonError):
        desk.decide(Verdict(1, is_approved=False, remark="  "))
    desk.decide(Verdict(1, is_approved=False, remark="再改"))
    assert desk.state is SeatingState.DRAFT
    desk.move(MOVE_A)
    assert desk.submit() == 2
    assert desk.versions() == [(2, 0, "waiting"), (1, 0, "returned")]


def test_what_was_sent_can_be_taken_back(desk: Desk) -> None:
    desk.submit()
    desk.step(withdraw_seating)
    assert desk.state is SeatingState.DRAFT
    assert desk.versions() == [(1, 0, "withdrawn")]
    with pytest.raises(SeatingStateError):
        desk.decide(Verdict(1, is_approved=True))


def test_what_blocks_is_not_sent(desk: Desk) -> None:
    apart = {"key": "r1", "kind": "apart", "people": ["a", "b"], "is_hard": True}
    with desk.at_work(Role.EDITOR) as (session, meeting, seating, actor):
        set_hall_settings(session, meeting, seating, {**ROWS, "rules": [apart]}, actor, TODAY)
    with pytest.raises(SeatingBlockedError):
        desk.submit()
    assert (desk.state, desk.versions()) == (SeatingState.DRAFT, [])


def test_an_empty_seating_is_not_sent(desk: Desk) -> None:
    with scoped(desk.sessions, desk.house) as session:
        venue = list_venues(session)[0].version_id
        empty = NewSeating("小组", venue, ("full",))
        made = add_seating(session, desk.seated.meeting, empty, ACTOR)
    desk.seated = replace(desk.seated, seating=made)
    with pytest.raises(EmptySeatingError):
        desk.submit()


def test_an_amendment_holds_when_a_second_person_agrees(desk: Desk) -> None:
    desk.approve_first()
    number = desk.amend()
    assert (desk.state, number) == (SeatingState.CONFIRMING, 2)
    with scoped(desk.sessions, desk.house) as session:
        shown = show_approved(session, desk.look())
    assert draw(dict(shown.seating.seat_of)) == ["abcd", "ef.."]
    with pytest.raises(SamePersonError):
        desk.decide(Verdict(2, is_approved=True), Role.EDITOR)
    assert desk.state is SeatingState.CONFIRMING
    desk.decide(Verdict(2, is_approved=True))
    assert desk.versions() == [(2, 1, "approved"), (1, 0, "approved")]
    assert (desk.state, desk.look().approved_number) == (SeatingState.FROZEN, 2)
    assert draw(dict(desk.look().seating.seat_of)) == [".bcd", "efa."]


def test_whoever_sent_an_amendment_cannot_even_send_it_back(desk: Desk) -> None:
    desk.approve_first()
    desk.amend()
    with pytest.raises(SamePersonError):
        desk.decide(Verdict(2, is_approved=False, remark="算了"), Role.EDITOR)
    desk.step(withdraw_seating)
    assert desk.state is SeatingState.AMENDING


def test_an_amendment_says_why_and_changes_something(desk: Desk) -> None:
    desk.approve_first()
    desk.step(begin_amendment)
    with pytest.raises(EmptyReasonError):
        desk.submit(" ")
    with pytest.raises(NothingAmendedError):
        desk.submit("什么也没有改")
    assert desk.state is SeatingState.AMENDING


def test_an_amendment_sent_back_is_amended_further(desk: Desk) -> None:
    desk.approve_first()
    desk.amend()
    desk.decide(Verdict(2, is_approved=False, remark="换个位置"))
    assert (desk.state, desk.look().approved_number) == (SeatingState.AMENDING, 1)
    desk.move(replace(MOVE_A, seat="2-4"))
    assert desk.submit("再改") == 3
    assert desk.versions()[0] == (3, 1, "waiting")


def test_an_amendment_given_up_leaves_what_was_approved(desk: Desk) -> None:
    desk.approve_first()
    desk.step(begin_amendment)
    desk.move(MOVE_A)
    desk.step(cancel_amendment)
    assert desk.state is SeatingState.FROZEN
    assert draw(dict(desk.look().seating.seat_of)) == ["abcd", "ef.."]
    desk.step(begin_amendment)
    with desk.at_work(Role.EDITOR) as (session, meeting, seating, actor):
        assert undo_seating(session, meeting, seating, actor, TODAY) is None


def test_an_amendment_given_up_is_in_the_former_hall_again(desk: Desk) -> None:
    desk.approve_first()
    approved = desk.look().venue_version_id
    desk.step(begin_amendment)
    with desk.at_work(Role.EDITOR) as (session, meeting, seating, actor):
        line = list_venues(session)[0]
        smaller = replace(a_venue(2, 3), name=line.name)
        save_venue_version(session, line.id, smaller, ACTOR, "", line.number)
        version = list_venues(session)[0].version_id
        take_venue_version(session, meeting, seating, version, actor, TODAY)
    assert desk.look().venue_version_id == version
    desk.step(cancel_amendment)
    assert desk.look().venue_version_id == approved
    assert draw(dict(desk.look().seating.seat_of)) == ["abcd", "ef.."]


def test_nothing_happens_after_the_meeting(desk: Desk) -> None:
    desk.submit()
    desk.today = AFTERWARDS
    for step in (withdraw_seating, begin_amendment, cancel_amendment):
        with pytest.raises(SeatingRestsError):
            desk.step(step)
    with pytest.raises(SeatingRestsError):
        desk.decide(Verdict(1, is_approved=True))
    with pytest.raises(SeatingRestsError):
        desk.pin(1, "1-1", "换人")
    assert desk.versions() == [(1, 0, "waiting")]


def test_remarks_are_pinned_taken_back_and_seen_to(desk: Desk) -> None:
    desk.submit()
    desk.pin(1, "1-1", " 请与乙对调 ")
    desk.pin(1, "2-4", "此座留给来宾")
    desk.pin(1, "", "总体可以")
    with pytest.raises(EmptyReasonError):
        desk.pin(1, "1-1", " ")
    with pytest.raises(MissingRecordError):
        desk.pin(1, "9-9", "没有的座位")
    with pytest.raises(NotYoursError):
        desk.about(1, 0, unremark_seat, Role.EDITOR)
    with pytest.raises(SeatingStateError):
        desk.about(1, 0, settle_seat_remark, Role.EDITOR)
    desk.about(1, 2, unremark_seat, Role.LEADER)
    desk.decide(Verdict(1, is_approved=False))
    desk.about(1, 1, settle_seat_remark, Role.EDITOR)
    with pytest.raises(MissingRecordError):
        desk.about(1, 2, settle_seat_remark, Role.EDITOR)
    with scoped(desk.sessions, desk.house) as session:
        sheet = read_remark_sheet(session, desk.seated.seating)
    assert sheet is not None
    kept = [(each.seat, each.person, each.text, each.settled_by) for each in sheet.remarks]
    assert kept == [("1-1", "a", "请与乙对调", ""), ("2-4", "", "此座留给来宾", "editor")]
    assert [at for at, _ in sheet.standing] == [0]
    with pytest.raises(SeatingStateError):
        desk.pin(1, "1-1", "迟到的意见")


def test_a_remark_that_was_not_seen_to_after_all_stands_again(desk: Desk) -> None:
    desk.submit()
    desk.pin(1, "1-1", "请调整")
    desk.decide(Verdict(1, is_approved=False))
    for settled_by in ("editor", ""):
        desk.about(1, 0, settle_seat_remark, Role.EDITOR)
        with scoped(desk.sessions, desk.house) as session:
            sheet = read_remark_sheet(session, desk.seated.seating)
        assert sheet is not None
        assert sheet.remarks[0].settled_by == settled_by


def test_a_version_keeps_what_people_were_called(desk: Desk) -> None:
    desk.submit()
    with scoped(desk.sessions, desk.house) as session:
        version = open_version(session, desk.seated.meeting, desk.seated.seating, 1)
        with pytest.raises(MissingRecordError):
            open_version(session, desk.seated.meeting, desk.seated.seating, 2)
        with pytest.raises(MissingRecordError):
            open_version(session, desk.seated.meeting + 1, desk.seated.seating, 1)
    assert sorted(version.people) == list("abcdef")


def test_the_log_has_every_step_with_its_states(desk: Desk) -> None:
    desk.approve_first()
    desk.step(begin_amendment)
    desk.step(cancel_amendment)
    with scoped(desk.sessions, desk.house) as session:
        found = session.scalars(
            select(AuditRecord)
            .where(AuditRecord.action.like("seating.%"), AuditRecord.account_id.is_not(None))
            .order_by(AuditRecord.number)
        ).all()
    states = [(each.action, each.before.get("state"), each.after.get("state")) for each in found]
    assert states == [
        ("seating.submit", "draft", "waiting"),
        ("seating.approve", "waiting", "frozen"),
        ("seating.amend", "frozen", "amending"),
        ("seating.cancel", None, None),
    ]


def test_another_house_finds_nothing(desk: Desk, other_house: House) -> None:
    desk.submit()
    desk.house = other_house
    with pytest.raises(MissingRecordError):
        desk.decide(Verdict(1, is_approved=True))


def test_nobody_is_approved_on_two_seats_of_one_sitting(desk: Desk) -> None:
    desk.decide(Verdict(desk.submit(), is_approved=True))
    with scoped(desk.sessions, desk.house) as session:
        version = list_venues(session)[0].version_id
        new = NewSeating("备用", version, ("full",))
        other = add_seating(session, desk.seated.meeting, new, ACTOR)
        set_hall_settings(session, desk.seated.meeting, other, ROWS, ACTOR, TODAY)
        fill_seating(session, desk.seated.meeting, other, ACTOR, TODAY)
        found = inspect_opened(session, open_seating(session, desk.seated.meeting, other))
    assert [each.why.zh for each in found] == [
        "丁明、万明、马明、王明、尹明等 6 人在已审定的“大会”中已有座位，同一会次不能两处就座"
    ]
    second = Desk(desk.sessions, desk.house, Seated(desk.seated.meeting, other))
    with pytest.raises(SeatingBlockedError):
        second.submit()
