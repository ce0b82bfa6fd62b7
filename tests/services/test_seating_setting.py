"""Who sat in front at earlier sessions of the term, taken from what was approved."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from planner.domain.error import InvalidRequestError
from planner.models import SeatingRecord
from planner.models.account import Role
from planner.services.seating import NewSeating, add_seating, open_seating
from planner.services.seating_review import Verdict, decide_seating, submit_seating
from planner.services.seating_setting import list_earlier, preview_fill, take_front
from planner.services.venue import list_venues
from tests.conftest import TODAY, House, Publisher, scoped
from tests.seated import ACTOR, Seated, a_seated_plan, actor_of, seat_meeting

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.models import ScopedSession

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def earlier(sessions: Callable[[], ScopedSession], house: House) -> Seated:
    """Return the approved seating of the former session: its front fifth are a and b."""
    seated = seat_meeting(sessions, house)
    editor = actor_of(sessions, house, Role.EDITOR)
    leader = actor_of(sessions, house, Role.LEADER)
    with scoped(sessions, house) as session:
        submit_seating(session, seated.meeting, seated.seating, "请审", editor, TODAY)
        verdict = Verdict(1, is_approved=True)
        decide_seating(session, seated.meeting, seated.seating, verdict, leader, TODAY)
    return seated


def next_session(sessions: Callable[[], ScopedSession], house: House, **changes: object) -> Seated:
    plan = a_seated_plan()
    named = {"title": "下一次会议", "number": plan.number + 1, **changes}
    meeting = Publisher(sessions)(house, replace(plan, **named))  # type: ignore[arg-type]
    with scoped(sessions, house) as session:
        version = list_venues(session)[0].version_id
        seating = add_seating(session, meeting, NewSeating("大会", version, ("full",)), ACTOR)
    return Seated(meeting, seating)


def test_the_front_of_an_earlier_session_is_recorded_once(
    sessions: Callable[[], ScopedSession], house: House, earlier: Seated
) -> None:
    now = next_session(sessions, house)
    with scoped(sessions, house) as session:
        opened = open_seating(session, now.meeting, now.seating)
        assert [each.seating_id for each in list_earlier(session, opened)] == [earlier.seating]
        for _again in range(2):
            take_front(session, now.meeting, now.seating, earlier.seating, ACTOR, TODAY)
        (record,) = open_seating(session, now.meeting, now.seating).settings.records
    assert (record.session, record.people) == (a_seated_plan().number, ("a", "b"))


def test_people_who_have_another_key_now_are_found_by_name(
    sessions: Callable[[], ScopedSession], house: House, earlier: Seated
) -> None:
    plan = a_seated_plan()
    keys = {"a": "x", "b": "b"}
    people = tuple(
        replace(each, key=keys.get(each.key, each.key)) for each in plan.people if each.key != "b"
    )
    sitting = replace(plan.sittings[-1], participants=("member",))
    now = next_session(sessions, house, people=people, sittings=(*plan.sittings[:-1], sitting))
    with scoped(sessions, house) as session:
        record = take_front(session, now.meeting, now.seating, earlier.seating, ACTOR, TODAY)
    assert record.people == ("x",)


@pytest.mark.parametrize("changes", [{"number": 1}, {"term": 99}])
def test_later_sessions_and_other_terms_are_none_of_it(
    sessions: Callable[[], ScopedSession],
    house: House,
    earlier: Seated,
    changes: dict[str, object],
) -> None:
    now = next_session(sessions, house, **changes)
    with scoped(sessions, house) as session:
        opened = open_seating(session, now.meeting, now.seating)
        assert list_earlier(session, opened) == []
        with pytest.raises(InvalidRequestError):
            take_front(session, now.meeting, now.seating, earlier.seating, ACTOR, TODAY)


def test_what_filling_comes_to_is_told_and_nothing_is_kept(
    sessions: Callable[[], ScopedSession], house: House
) -> None:
    seated = seat_meeting(sessions, house, rows=1)
    with scoped(sessions, house) as session:
        opened = open_seating(session, seated.meeting, seated.seating)
        preview = preview_fill(session, opened)
        sequence = session.get_one(SeatingRecord, seated.seating).sequence
    assert (preview.called, preview.seats, preview.lacking, preview.seated) == (6, 4, 2, 4)
    assert [person for person, _ in preview.unseated] == ["e", "f"]
    assert sequence == opened.sequence
