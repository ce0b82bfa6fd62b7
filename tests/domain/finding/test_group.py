"""The list of groups: named twice, nobody in it, groups of the roster that it lacks."""

from __future__ import annotations

from dataclasses import replace

from planner.domain.plan import Group
from tests.builders import a_sound_plan
from tests.inspection import inspect, marks, with_person

FIRST, SECOND = Group("G1", "第一组"), Group("G2", "第二组")


def test_a_plan_without_the_list_is_not_asked_for_it():
    assert marks(a_sound_plan()) == marks(a_sound_plan(groups=(FIRST, SECOND))) == []


def test_a_group_listed_twice_is_found_at_the_second():
    plan = a_sound_plan(groups=(FIRST, SECOND, replace(FIRST, key="G3")))
    assert marks(plan) == ["important group-listed-twice groups/G3/name"]


def test_a_group_that_nobody_is_in_is_a_hint():
    plan = a_sound_plan(groups=(FIRST, SECOND, Group("G3", "第三 组")))
    assert marks(plan) == ["hint group-without-people groups/G3/name"]


def test_groups_of_the_roster_that_are_not_listed_are_named_in_one_hint():
    plan = with_person(a_sound_plan(groups=(FIRST,)), "owner", group="会务组")
    [finding] = inspect(plan)
    assert (finding.code, finding.place) == ("group-not-listed", "groups")
    assert finding.why.zh == "第二组、会务组没有列入，讨论室和乘车无从得知"


def test_two_groups_of_one_key_are_found():
    plan = a_sound_plan(groups=(FIRST, replace(SECOND, key="G1")))
    assert marks(plan) == ["blocking repeated-key groups/G1"]
