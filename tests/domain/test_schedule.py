from __future__ import annotations

from dataclasses import replace
from datetime import date

from planner.domain.person import Leave, LeaveState
from planner.domain.schedule import SharedPeople, find_shared_people, list_grid_days
from planner.domain.sitting import SittingKind
from tests.builders import a_person, a_plan, a_sitting, a_sound_plan


def test_two_sittings_share_leaders_and_those_called():
    shared = find_shared_people(a_sound_plan())
    members = ("chair", "vice", "sg", "m1", "m2", "m3")
    assert shared == (
        SharedPeople("open", "groups", (), members),
        SharedPeople("open", "close", ("chair",), members[1:]),
        SharedPeople("groups", "close", (), members),
    )


def test_who_is_on_leave_and_who_only_registers_is_not_shared():
    sittings = (
        a_sitting("s1", participants=("person:p1",)),
        a_sitting("s2", participants=("person:p1",)),
        a_sitting("s3", participants=("person:p1",), kind=SittingKind.REGISTRATION),
    )
    plan = a_plan(people=(a_person(),), sittings=sittings)
    assert find_shared_people(plan) == (SharedPeople("s1", "s2", (), ("p1",)),)
    leave = Leave("p1", state=LeaveState.GRANTED)
    assert find_shared_people(replace(plan, leaves=(leave,))) == ()


def test_the_grid_spans_the_meeting_its_sittings_and_a_day_at_either_end():
    late = a_sitting("s9", held_on=date(2027, 1, 24))
    stray = a_sitting("s8", held_on=date(2072, 1, 18))
    days = list_grid_days(a_plan(sittings=(late, stray)))
    assert (days[0], days[-1], len(days)) == (date(2027, 1, 16), date(2027, 1, 25), 10)
    nothing = {"reports_on": None, "opens_on": None, "closes_on": None}
    assert list_grid_days(a_plan(**nothing)) == ()
    assert list_grid_days(a_plan(**nothing, sittings=(stray,)))[1] == date(2072, 1, 18)
