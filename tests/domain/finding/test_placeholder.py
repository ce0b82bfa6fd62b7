"""Placeholders of a template that were never filled."""

from __future__ import annotations

from planner.domain.plan import TextBlock
from tests.builders import a_sound_plan
from tests.inspection import inspect, marks


def test_placeholder_left_in_a_text_is_found():
    plan = a_sound_plan(texts=(TextBlock("notice", "会议通知", "定于{opens_day}在{place}召开"),))
    assert marks(plan) == ["important placeholder-left texts/notice/body"]
    assert inspect(plan)[0].why.zh == "“{opens_day}、{place}”没有替换"


def test_braces_that_mean_nothing_are_no_finding():
    assert marks(a_sound_plan(texts=(TextBlock("notice", "会议通知", "{甲}与{}"),))) == []
