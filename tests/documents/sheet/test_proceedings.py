"""The proceedings' words and running clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

from planner.documents.sheet.proceedings import StepEntry, WordsEntry, proceedings_sheet
from planner.domain.sitting import ProceedingStep
from tests.builders import a_person, a_plan, a_sitting

STEPS = (
    ProceedingStep("宣布开会", 5, words="现在开会。"),
    ProceedingStep("作报告", 50, "p1"),
    ProceedingStep("散会"),
)


def a_sheet(**changes: object):
    person = a_person("p1", "王芳", post="主席", unit="省政协")
    sitting = a_sitting(steps=STEPS, presiders=("p1",), place="云岭会堂", **changes)
    return proceedings_sheet(a_plan(people=(person,), sittings=(sitting,)), "s1")


def test_the_clock_runs_from_step_to_step():
    assert a_sheet().steps == (
        StepEntry("一", "9:00—9:05", "宣布开会", "", "5"),
        StepEntry("二", "9:05—9:55", "作报告", "王　芳\n省政协主席", "50"),
        StepEntry("三", "9:55", "散会", "", ""),
    )


def test_the_facts_stand_above():
    assert a_sheet().facts == (
        ("时　间", "2027年1月18日（星期一）上午9:00"),
        ("地　点", "云岭会堂"),
        ("主持人", "王芳（省政协主席）"),
    )


def test_the_presider_gets_words_for_the_steps_that_have_some():
    assert a_sheet().words == (WordsEntry("一、宣布开会", "现在开会。"),)


def test_the_end_is_compared_with_the_schedule():
    assert a_sheet().summary == "合计55分钟，预计上午9:55结束，日程安排至上午11:30。"


def test_an_overrun_is_told():
    ends = a_sheet(ends_at=time(9, 40)).summary
    assert ends == "合计55分钟，预计上午9:55结束，超出日程安排15分钟。"


def test_without_a_beginning_no_clock_runs():
    steps = a_sheet(starts_at=None).steps
    assert [step.clock for step in steps] == ["", "", ""]


def test_a_sitting_that_the_title_ends_with_is_not_said_twice():
    plan = a_plan(
        title="政协云岭省委员会“乡村振兴”专题协商会", sittings=(a_sitting("s", "专题协商会"),)
    )
    assert proceedings_sheet(plan, "s").masthead.title == (
        "政协云岭省委员会“乡村振兴”专题协商会程序"
    )
    other = replace(plan, sittings=(a_sitting("s", "开幕会"),))
    assert proceedings_sheet(other, "s").masthead.name == "开幕会程序"
