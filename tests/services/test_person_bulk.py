from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from planner.domain.error import InvalidRequestError
from planner.domain.person import AttendanceKind, LeaveState
from planner.models.account import Role
from planner.services.actor import Actor
from planner.services.draft import open_draft
from planner.services.draft_history import undo
from planner.services.person_bulk import BulkWish, apply_bulk, plan_bulk
from tests.builders import a_sound_plan
from tests.conftest import NOW, House, Publisher, account_of, scoped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from planner.models import ScopedSession

DAY = "2026-12-01"


@pytest.fixture
def session(
    sessions: Callable[[], ScopedSession], house: House, publish: Publisher
) -> Iterator[ScopedSession]:
    publish(house)
    with scoped(sessions, house) as session:
        yield session


@pytest.fixture
def clerk(session: ScopedSession, house: House) -> Actor:
    return Actor(account_of(session, house, Role.EDITOR), NOW, "browser")


def test_a_field_is_set_for_those_who_have_another_value(
    session: ScopedSession, clerk: Actor
) -> None:
    wish = BulkWish("set", "group", "第一组")
    plan = plan_bulk(open_draft(session, 1), ["m1", "m2", "m3", "nobody"], wish, DAY)
    assert (plan.chosen, plan.unchanged) == (3, 1)
    assert [(each.key, each.before, each.after) for each in plan.changes] == [
        ("m2", "第二组", "第一组"),
        ("m3", "第二组", "第一组"),
    ]
    assert apply_bulk(session, 1, ["m1", "m2", "m3"], wish, clerk)[0] == 2
    groups = {each.key: each.group for each in open_draft(session, 1).plan.people}
    assert {groups[key] for key in ("m1", "m2", "m3")} == {"第一组"}
    undo(session, 1, clerk)
    assert open_draft(session, 1).plan.people == a_sound_plan().people


def test_values_are_read_as_clerks_write_them(session: ScopedSession, clerk: Actor) -> None:
    apply_bulk(session, 1, ["m1"], BulkWish("set", "attendance", "列席人员"), clerk)
    assert open_draft(session, 1).plan.people[3].attendance is AttendanceKind.SITTING_IN
    plan = plan_bulk(open_draft(session, 1), ["m1"], BulkWish("set", "rank", "很前"), DAY)
    assert (plan.fault is not None, plan.edits) == (True, ())
    with pytest.raises(InvalidRequestError):
        apply_bulk(session, 1, ["m1"], BulkWish("set", "rank", "很前"), clerk)


def test_leave_is_marked_once_and_says_what_it_touches(
    session: ScopedSession, clerk: Actor
) -> None:
    wish = BulkWish("leave", state="granted", reason="出访")
    plan = plan_bulk(open_draft(session, 1), ["chair", "m3"], wish, DAY)
    assert [each.key for each in plan.burdened] == ["chair"]
    apply_bulk(session, 1, ["chair", "m3"], wish, clerk)
    leaves = open_draft(session, 1).plan.leaves
    assert [(each.person, each.state, each.reason) for each in leaves] == [
        ("chair", LeaveState.GRANTED, "出访"),
        ("m3", LeaveState.GRANTED, "出访"),
    ]
    assert apply_bulk(session, 1, ["m3"], wish, clerk) == (0, None)


def test_removing_takes_the_leave_along_and_undo_brings_both_back(
    session: ScopedSession, clerk: Actor
) -> None:
    apply_bulk(session, 1, ["m3"], BulkWish("leave"), clerk)
    apply_bulk(session, 1, ["m2", "m3"], BulkWish("remove"), clerk)
    plan = open_draft(session, 1).plan
    assert (len(plan.people), plan.leaves) == (len(a_sound_plan().people) - 2, ())
    undo(session, 1, clerk)
    plan = open_draft(session, 1).plan
    assert plan.people == a_sound_plan().people
    assert [each.person for each in plan.leaves] == ["m3"]


def test_nobody_chosen_is_refused(session: ScopedSession, clerk: Actor) -> None:
    for keys, wish in (([], BulkWish("remove")), (["m1"], BulkWish("set", "key", "x"))):
        with pytest.raises(InvalidRequestError):
            apply_bulk(session, 1, keys, wish, clerk)
