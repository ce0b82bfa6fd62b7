"""What changed in the sittings, in a clerk's sentences."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from planner.domain.comparison import compare_plans
from planner.domain.sitting import Lectern, ProceedingStep, Rostrum, RostrumRow, SeatRule
from planner.domain.wording import Wording
from tests.builders import a_person, a_plan, a_sitting

if TYPE_CHECKING:
    from planner.domain.plan import Plan

PEOPLE = (a_person("a", "王芳"), a_person("b", "李明"), a_person("c", "赵云"))


def plan_of(**changes: Any) -> Plan:  # noqa: ANN401  fields of the sitting
    whole = {"held_on": date(2027, 1, 20), "presiders": ("a",)}
    sitting = a_sitting("s2", "第二次全体会议", **{**whole, **changes})
    return a_plan(people=PEOPLE, sittings=(sitting,))


def told(old: Plan, new: Plan) -> list[str]:
    return [each.wording.zh for each in compare_plans(old, new)]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"starts_at": time(15)}, "第二次全体会议由1月20日上午9:00改为下午3:00"),
        (
            {"held_on": date(2027, 1, 21), "starts_at": time(15)},
            "第二次全体会议由1月20日上午9:00改为1月21日下午3:00",
        ),
        ({"ends_at": time(12)}, "第二次全体会议的结束时间由上午11:30改为中午12:00"),
        ({"ends_at": None}, "第二次全体会议的结束时间由上午11:30改为未定"),
        ({"starts_at": None}, "第二次全体会议由1月20日上午9:00改为1月20日"),
        ({"held_on": date(2028, 1, 20)}, "第二次全体会议改到另一年的1月20日上午9:00"),
        ({"place": "东会议厅"}, "第二次全体会议的地点定为“东会议厅”"),
        ({"presiders": ("b", "c")}, "第二次全体会议的主持人由王芳改为李明、赵云"),
        (
            {"participants": ("member", "group:第一组", "guests")},
            "第二次全体会议的参加范围定为全体委员、第一组、guests",
        ),
    ],
)
def test_changed_sitting_is_told(changes: dict[str, Any], sentence: str):
    assert told(plan_of(), plan_of(**changes)) == [sentence]


def test_change_says_where_it_is_and_whom_it_touches():
    (change,) = compare_plans(plan_of(), plan_of(starts_at=time(15)))
    assert change.place == "sittings/s2/starts_at"
    assert (change.people, change.sittings) == (("a",), ("s2",))
    assert change.wording.en == "第二次全体会议: changed from 20 January, 09:00 to 15:00"


def test_sittings_moved_together_are_one_sentence():
    old = a_plan(sittings=tuple(a_sitting(f"s{at}", f"会议{at}") for at in range(4)))
    moved = (replace(each, held_on=each.held_on + timedelta(days=2)) for each in old.sittings)
    new = replace(old, sittings=tuple(moved))
    (change,) = compare_plans(old, new)
    assert change.wording == Wording(
        "会议0、会议1、会议2、会议3整体推后 2 天",
        "会议0, 会议1, 会议2 and 会议3: held 2 days later",
    )
    assert (change.place, change.sittings) == ("sittings", ("s0", "s1", "s2", "s3"))
    assert told(new, old) == ["会议0、会议1、会议2、会议3整体提前 2 天"]


def test_steps_are_told_in_one_sentence():
    old = plan_of(steps=(ProceedingStep("奏国歌", 3), ProceedingStep("讲话", 10, "a")))
    new = plan_of(steps=(ProceedingStep("讲话", 15, "b", "请讲话"), ProceedingStep("表决", 5)))
    assert told(old, new) == [
        (
            "第二次全体会议的程序：增加“表决”，删去“奏国歌”，“讲话”由 10 分钟改为 15 分钟，"
            "“讲话”的发言人由王芳改为李明，“讲话”的主持词有修改"
        )
    ]


def test_steps_in_another_order_are_told():
    steps = (ProceedingStep("奏国歌", 3), ProceedingStep("讲话", 10))
    assert told(plan_of(steps=steps), plan_of(steps=steps[::-1])) == [
        "第二次全体会议的程序：顺序有调整"
    ]


@pytest.mark.parametrize(
    ("rostrum", "sentence"),
    [
        (None, "不再设主席台"),
        (Rostrum((RostrumRow(("a", "c")),)), "增加赵云，减少李明"),
        (Rostrum((RostrumRow(("a",)), RostrumRow(("b",)))), "李明由第1排调到第2排"),
        (Rostrum((RostrumRow(("b", "a")),)), "就座次序有调整"),
        (
            Rostrum((RostrumRow(("a", "b")),), SeatRule.RIGHT_FIRST, lectern=Lectern.NONE),
            "座次规则定为右为尊，发言席由右前方改为不设",
        ),
    ],
)
def test_changed_rostrum_is_told(rostrum: Rostrum | None, sentence: str):
    old = plan_of(rostrum=Rostrum((RostrumRow(("a", "b")),)))
    assert told(old, plan_of(rostrum=rostrum)) == [f"第二次全体会议的主席台：{sentence}"]


def test_new_rostrum_is_told():
    new = plan_of(rostrum=Rostrum((RostrumRow(("a",)),)))
    assert told(plan_of(), new) == ["第二次全体会议的主席台：新设主席台"]
