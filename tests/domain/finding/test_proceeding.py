"""Proceedings: their length and their minutes."""

from __future__ import annotations

from datetime import time

from planner.domain.sitting import ProceedingStep
from tests.builders import a_sound_plan
from tests.inspection import inspect, marks, with_sitting


def test_proceedings_longer_than_their_sitting_are_found():
    plan = with_sitting(a_sound_plan(), "open", ends_at=time(10))
    assert marks(plan) == ["important proceedings-too-long sittings/open/steps"]
    assert inspect(plan)[0].why.zh == "程序共需 63 分钟，会次只有 60 分钟"


def test_proceedings_that_just_fit_are_no_finding():
    assert marks(with_sitting(a_sound_plan(), "open", ends_at=time(10, 3))) == []


def test_steps_without_minutes_are_found_in_one_finding():
    steps = (ProceedingStep("奏国歌"), ProceedingStep("作报告", 60), ProceedingStep("散会"))
    plan = with_sitting(a_sound_plan(), "open", steps=steps)
    assert [each.why.zh for each in inspect(plan)] == ["第 1、3 项没有用时"]
    assert marks(plan) == ["hint step-without-minutes sittings/open/steps"]


def test_opening_without_proceedings_is_found_and_groups_need_none():
    assert marks(with_sitting(a_sound_plan(), "open", steps=())) == [
        "hint sitting-without-proceedings sittings/open/steps"
    ]
