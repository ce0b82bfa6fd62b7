"""Quorum by the leave granted, at its very edge."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.domain.person import Leave, LeaveState
from planner.domain.quorum import reaches_quorum
from planner.domain.sitting import SittingKind
from tests.builders import a_sitting, a_sound_plan
from tests.inspection import inspect, marks

GROUPS = ("groups",)


def away(state: LeaveState, *people: str) -> tuple[Leave, ...]:
    return tuple(Leave(person, sittings=("open",), state=state) for person in people)


def test_two_thirds_are_enough_and_one_less_is_not():
    granted = LeaveState.GRANTED
    assert marks(a_sound_plan(leaves=away(granted, "m1", "m2"))) == []
    plan = a_sound_plan(leaves=away(granted, "m1", "m2", "m3"))
    assert marks(plan) == ["blocking quorum-out-of-reach sittings/open/quorum"]
    assert inspect(plan)[0].why.zh == "应出席 6 人，最多能到 3 人，达不到三分之二"


def test_leave_that_waits_puts_the_quorum_at_risk():
    leaves = away(LeaveState.GRANTED, "m1", "m2") + away(LeaveState.PENDING, "m3")
    assert marks(a_sound_plan(leaves=leaves)) == [
        "important quorum-at-risk sittings/open/quorum",
        "hint leave-pending leaves",
    ]


def test_house_with_another_fraction_is_asked_for_it():
    plan = a_sound_plan(leaves=away(LeaveState.GRANTED, "m1", "m2", "m3"))
    half = replace(plan.settings, quorum_numerator=1, quorum_denominator=3)
    assert marks(replace(plan, settings=half)) == []


def test_standing_committee_needs_more_than_half_of_its_own_members():
    plan = a_sound_plan()
    standing = {"chair", "vice", "m1", "m2"}
    people = tuple(replace(each, is_standing=each.key in standing) for each in plan.people)
    sitting = a_sitting(
        "committee",
        "常委会会议",
        kind=SittingKind.STANDING,
        starts_at=plan.sittings[1].ends_at,
        ends_at=None,
        place="常委会议厅",
        presiders=("chair",),
        participants=("standing",),
    )
    leaves = tuple(Leave(key, "", ("committee",), LeaveState.GRANTED) for key in ("m1", "m2"))
    sittings = (*plan.sittings[:2], sitting, plan.sittings[2])
    plan = replace(plan, people=people, sittings=sittings)
    found = [each for each in marks(replace(plan, leaves=leaves)) if "quorum" in each]
    enough = [each for each in marks(replace(plan, leaves=leaves[:1])) if "quorum" in each]
    assert (found, enough) == (["blocking quorum-out-of-reach sittings/committee/quorum"], [])


def test_group_discussion_has_no_quorum():
    leaves = tuple(Leave(key, "", GROUPS, LeaveState.GRANTED) for key in ("m1", "m2", "m3", "vice"))
    assert marks(a_sound_plan(leaves=leaves)) == []


@pytest.mark.parametrize(
    ("present", "members", "fraction", "expected"),
    [
        (4, 6, (2, 3), True),
        (3, 6, (2, 3), False),
        (3, 6, (1, 2), False),
        (4, 6, (1, 2), True),
        (374, 560, (2, 3), True),
        (373, 560, (2, 3), False),
    ],
)
def test_quorum_is_reached_exactly(
    present: int, members: int, fraction: tuple[int, int], *, expected: bool
):
    assert reaches_quorum(present, members, fraction) is expected
