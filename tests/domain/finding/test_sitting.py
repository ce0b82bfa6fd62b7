"""Sittings: what each must have, and the meeting's days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from planner.domain.plan import MeetingKind
from planner.domain.sitting import SittingKind
from tests.builders import a_sitting, a_sound_plan
from tests.inspection import marks, with_sitting


@pytest.mark.parametrize(
    ("changes", "mark"),
    [
        ({"held_on": None}, "blocking sitting-without-date sittings/groups/held_on"),
        ({"starts_at": None}, "blocking sitting-without-time sittings/groups/starts_at"),
        ({"ends_at": None}, "hint sitting-without-end sittings/groups/ends_at"),
        ({"ends_at": time(14)}, "blocking sitting-ends-before-start sittings/groups/ends_at"),
        ({"place": "　"}, "important sitting-without-place sittings/groups/place"),
        ({"participants": ()}, "hint sitting-without-participants sittings/groups/participants"),
        (
            {"kind": SittingKind.JOINT},
            "important sitting-without-presider sittings/groups/presiders",
        ),
        (
            {"kind": SittingKind.CHAIR},
            "blocking sitting-without-presider sittings/groups/presiders",
        ),
    ],
)
def test_what_a_sitting_lacks_is_found(changes: dict[str, Any], mark: str):
    assert marks(with_sitting(a_sound_plan(), "groups", **changes)) == [mark]


@pytest.mark.parametrize("kind", [SittingKind.PHOTO, SittingKind.CONGRESS, SittingKind.OTHER])
def test_sittings_that_run_themselves_need_no_presider(kind: SittingKind):
    assert marks(with_sitting(a_sound_plan(), "groups", kind=kind)) == []


def test_registration_needs_no_hours():
    plan = a_sound_plan()
    registration = a_sitting(
        "report",
        "报到",
        kind=SittingKind.REGISTRATION,
        held_on=date(2027, 1, 17),
        starts_at=None,
        ends_at=None,
        place="云岭宾馆",
        participants=("member",),
    )
    assert marks(replace(plan, sittings=(registration, *plan.sittings))) == []


def test_note_on_participants_is_enough():
    plan = with_sitting(a_sound_plan(), "groups", participants=(), participants_note="有关人员")
    assert marks(plan) == []


@pytest.mark.parametrize("day", [date(2027, 1, 15), date(2027, 1, 22)])
def test_sitting_outside_the_meeting_is_found(day: date):
    plan = a_sound_plan()
    moved = replace(plan.sittings[1], held_on=day)
    others = (plan.sittings[0], plan.sittings[2])
    plan = replace(plan, sittings=tuple(sorted((moved, *others), key=lambda each: each.held_on)))
    assert marks(plan) == ["important sitting-outside-meeting sittings/groups/held_on"]


def test_sitting_out_of_order_is_found():
    plan = a_sound_plan()
    assert marks(replace(plan, sittings=plan.sittings[1:] + plan.sittings[:1])) == [
        "hint sitting-out-of-order sittings/open"
    ]


def test_full_session_without_opening_and_closing_is_found():
    plan = a_sound_plan()
    plan = replace(plan, sittings=plan.sittings[1:2], agenda=())
    assert marks(plan) == [
        "important meeting-without-opening sittings",
        "important meeting-without-closing sittings",
    ]
    title = "政协云岭省第十三届委员会第四次主席会议"
    assert marks(replace(plan, kind=MeetingKind.CHAIR, title=title)) == []


def test_closing_on_another_day_is_found():
    plan = with_sitting(a_sound_plan(), "close", held_on=date(2027, 1, 20))
    assert marks(plan) == ["important frame-on-another-day sittings/close/held_on"]
