"""Two things at one time, in one place or for one person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

from planner.domain.person import AttendanceKind, Leave, LeaveState
from planner.domain.sitting import ProceedingStep, SittingKind
from tests.builders import a_person, a_sitting, a_sound_plan
from tests.inspection import inspect, marks


def plan_with(*sittings: Any, **changes: Any) -> Any:  # noqa: ANN401  a plan with more sittings
    plan = a_sound_plan(**changes)
    first, *rest = plan.sittings
    return replace(plan, sittings=(first, *sittings, *rest))


def beside(key: str = "beside", **changes: Any) -> Any:  # noqa: ANN401  a sitting beside the opening
    whole = {"place": "另一会场", "participants_note": "另请人员", "starts_at": time(10)}
    return a_sitting(key, "工作汇报会", **{**whole, **changes})


def test_two_sittings_in_one_place_are_found():
    assert marks(plan_with(beside(place="云岭 会堂"))) == [
        "blocking place-taken-twice sittings/beside/place"
    ]


def test_sittings_in_other_places_or_one_after_the_other_are_no_finding():
    after = beside("after", place="云岭会堂", starts_at=time(11, 30), ends_at=time(12))
    assert marks(plan_with(beside(), after)) == []


def test_place_that_means_many_rooms_is_no_clash():
    other = beside(starts_at=time(15), ends_at=time(16), place="各小组会议室")
    plan = a_sound_plan()
    assert marks(replace(plan, sittings=(*plan.sittings[:2], other, plan.sittings[2]))) == []


def test_sittings_that_begin_together_without_an_end_clash():
    pair = [beside(key, starts_at=time(19), ends_at=None, place="第一会议室") for key in ("x", "y")]
    plan = a_sound_plan()
    plan = replace(plan, sittings=(*plan.sittings[:2], *pair, plan.sittings[2]))
    assert marks(plan) == [
        "blocking place-taken-twice sittings/y/place",
        "hint sitting-without-end sittings/x/ends_at",
        "hint sitting-without-end sittings/y/ends_at",
    ]


def test_presider_at_two_sittings_is_found():
    plan = plan_with(beside(presiders=("vice",)))
    assert marks(plan) == ["blocking presider-in-two-places sittings/beside/presiders"]
    assert inspect(plan)[0].why.zh == "韩立群同一时间还要参加“开幕会”"


def test_speaker_at_two_sittings_is_found():
    plan = plan_with(beside(steps=(ProceedingStep("汇报", 10, "chair"),)))
    assert marks(plan) == ["blocking presider-in-two-places sittings/beside/presiders"]


def test_participants_of_two_sittings_are_found_in_one_finding():
    plan = plan_with(beside(participants=("group:第二组",)))
    assert marks(plan) == ["important person-in-two-places sittings/beside/participants"]
    assert inspect(plan)[0].why.zh == "韩立群、高峻、欧阳靖同一时间还要参加“开幕会”"


def test_people_on_leave_and_staff_are_in_one_place_only():
    leave = Leave("m3", sittings=("open",), state=LeaveState.GRANTED)
    members = plan_with(beside(participants=("person:m3",)), leaves=(leave,))
    staff = plan_with(beside(participants=("staff",)))
    assert (marks(members), marks(staff)) == ([], [])


def test_group_discussions_side_by_side_are_normal():
    plan = a_sound_plan()
    groups = tuple(
        a_sitting(
            f"g{number}",
            f"第{number}小组讨论",
            kind=SittingKind.GROUP,
            starts_at=time(15),
            ends_at=time(17),
            place=f"第{number}会议室",
            participants=(f"group:{group}",),
        )
        for number, group in ((1, "第一组"), (2, "第二组"))
    )
    assert marks(replace(plan, sittings=(plan.sittings[0], *groups, plan.sittings[2]))) == []


def test_registration_occupies_nobody():
    registration = beside(
        "report",
        kind=SittingKind.REGISTRATION,
        held_on=date(2027, 1, 18),
        starts_at=time(9),
        place="云岭会堂",
        participants=("member",),
    )
    assert marks(plan_with(registration)) == []


def test_one_long_sitting_clashes_with_each_that_begins_in_it():
    guest = a_person("g", "康宁", attendance=AttendanceKind.OBSERVER)
    hours = ((time(8), time(12)), (time(9), time(9, 30)), (time(11), time(11, 30)))
    sittings = [
        beside(
            f"b{at}", starts_at=starts, ends_at=ends, place=f"{at}室", participants=("observer",)
        )
        for at, (starts, ends) in enumerate(hours)
    ]
    plan = a_sound_plan(agenda=())
    plan = replace(plan, people=(*plan.people, guest))
    plan = replace(plan, sittings=(*sittings, *plan.sittings))
    found = [each for each in marks(plan) if "two-places" in each]
    assert found == [
        "important person-in-two-places sittings/b1/participants",
        "important person-in-two-places sittings/b2/participants",
    ]
