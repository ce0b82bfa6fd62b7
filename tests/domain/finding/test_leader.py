"""Presiders, speakers and reporters who will not be there."""

from __future__ import annotations

import pytest

from planner.domain.person import Leave, LeaveState
from planner.domain.plan import AgendaItem
from planner.domain.sitting import SittingKind
from tests.builders import a_sound_plan
from tests.inspection import marks, with_sitting

GRANTED, PENDING = LeaveState.GRANTED, LeaveState.PENDING


def test_presider_on_leave_is_found_on_his_chair_and_on_the_rostrum():
    leave = Leave("vice", sittings=("open",), state=GRANTED)
    assert marks(a_sound_plan(leaves=(leave,))) == [
        "blocking presider-on-leave sittings/open/presiders",
        "blocking rostrum-person-on-leave sittings/open/rostrum",
    ]


def test_speaker_on_leave_is_found():
    plan = with_sitting(a_sound_plan(), "close", rostrum=None)
    leave = Leave("sg", sittings=("close",), state=GRANTED)
    assert marks(a_sound_plan(leaves=(leave,), sittings=plan.sittings)) == [
        "blocking speaker-on-leave sittings/close/steps"
    ]


@pytest.mark.parametrize("state", [LeaveState.REFUSED])
def test_refused_leave_is_no_leave(state: LeaveState):
    assert marks(a_sound_plan(leaves=(Leave("vice", state=state),))) == []


def test_leave_for_another_sitting_is_no_finding():
    assert marks(a_sound_plan(leaves=(Leave("vice", sittings=("close",), state=GRANTED),))) == [
        "blocking rostrum-person-on-leave sittings/close/rostrum"
    ]


def test_leave_that_waits_is_told_beside_the_chair():
    leave = Leave("vice", sittings=("open",), state=PENDING)
    assert marks(a_sound_plan(leaves=(leave,))) == [
        "important presider-leave-pending sittings/open/presiders",
        "hint leave-pending leaves",
    ]


def test_speaker_whose_leave_waits_is_found():
    leave = Leave("chair", sittings=("open",), state=PENDING)
    assert marks(a_sound_plan(leaves=(leave,))) == [
        "important speaker-leave-pending sittings/open/steps",
        "hint leave-pending leaves",
    ]


def test_presider_and_speaker_not_called_are_found():
    plan = with_sitting(a_sound_plan(), "open", participants=("person:sg", "group:第三组"))
    plan = with_sitting(plan, "open", participants=("person:sg",), rostrum=None)
    assert marks(plan) == [
        "important presider-not-called sittings/open/presiders",
        "important speaker-not-called sittings/open/steps",
    ]


def test_congress_calls_its_own_people():
    changes = {"kind": SittingKind.CONGRESS, "presiders": ("owner",), "participants": ("member",)}
    assert marks(with_sitting(a_sound_plan(), "groups", **changes)) == []


def test_reporter_on_leave_is_found_at_his_item():
    item = AgendaItem("a1", "听取和审议常务委员会工作报告", "m3", ("groups", "open"))
    leave = Leave("m3", sittings=("open",), state=GRANTED)
    assert marks(a_sound_plan(agenda=(item,), leaves=(leave,))) == [
        "blocking reporter-on-leave agenda/a1/reporter"
    ]
    assert marks(a_sound_plan(agenda=(item,))) == []


def test_executive_chair_of_two_full_sittings_is_a_hint_where_groups_take_turns():
    groups = (("vice", "sg"), ("chair", "sg"))
    plan = a_sound_plan()
    for key, presiders in zip(("open", "close"), groups, strict=True):
        plan = with_sitting(plan, key, presiders=presiders)
    assert marks(plan) == ["hint executive-chair-twice sittings/close/presiders"]
    assert marks(with_sitting(plan, "close", presiders=("chair",))) == []
