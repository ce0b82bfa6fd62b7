"""Keys that name nothing, and keys given twice."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from planner.domain.person import Leave
from planner.domain.plan import AgendaItem, Department, TextBlock
from planner.domain.sitting import ProceedingStep, Rostrum, RostrumRow
from planner.domain.task import Dependency, Workstream
from tests.builders import a_plan, a_sound_plan, a_task
from tests.inspection import inspect, marks, with_sitting, with_task


@pytest.mark.parametrize(
    ("changes", "mark"),
    [
        ({"secretary_general": "x"}, "blocking unknown-person secretary_general"),
        ({"leaves": (Leave("x"),)}, "blocking unknown-person leaves/1/person"),
        (
            {"agenda": (AgendaItem("a", "报告", "x", ("open",)),)},
            "blocking unknown-person agenda/a/reporter",
        ),
        (
            {"agenda": (AgendaItem("a", "报告", "", ("open", "x")),)},
            "blocking unknown-sitting agenda/a/sittings",
        ),
        (
            {"departments": (Department("d", "秘书处", "x"),)},
            "blocking unknown-person departments/d/head",
        ),
        (
            {"workstreams": (Workstream("affairs", "会务组", "x", "lead"),)},
            "blocking unknown-person workstreams/affairs/accountable",
        ),
        (
            {"workstreams": (Workstream("affairs", "会务组", "sg", "lead", "x"),)},
            "blocking unknown-department workstreams/affairs/department",
        ),
    ],
)
def test_unknown_keys_of_the_plan_are_found(changes: dict[str, Any], mark: str):
    blocking = [each for each in marks(a_sound_plan(**changes)) if each.startswith("blocking")]
    assert blocking == [mark]


@pytest.mark.parametrize(
    ("changes", "mark"),
    [
        ({"owner": "x", "aspects": ()}, "blocking unknown-person tasks/run/owner"),
        ({"workstream": "x"}, "blocking unknown-workstream tasks/run/workstream"),
        ({"department": "x"}, "blocking unknown-department tasks/run/department"),
        ({"depends_on": (Dependency("x"),)}, "blocking unknown-task tasks/run/depends_on"),
        ({"sittings": ("x",)}, "blocking unknown-sitting tasks/run/sittings"),
        ({"anchor": "sitting:x"}, "blocking unknown-anchor tasks/run/anchor"),
        ({"anchor": "task:x"}, "blocking unknown-anchor tasks/run/anchor"),
        ({"anchor": "someday"}, "blocking unknown-anchor tasks/run/anchor"),
    ],
)
def test_unknown_keys_of_a_task_are_found(changes: dict[str, Any], mark: str):
    found = marks(with_task(a_sound_plan(), "run", **changes))
    assert [each for each in found if each.startswith("blocking")] == [mark]


@pytest.mark.parametrize("anchor", ["report", "open", "close", "sitting:open", "2027-01-05"])
def test_known_anchors_are_no_finding(anchor: str):
    assert marks(with_task(a_sound_plan(), "run", anchor=anchor)) == []


@pytest.mark.parametrize(
    ("changes", "mark"),
    [
        ({"presiders": ("vice", "x")}, "blocking unknown-person sittings/open/presiders"),
        (
            {"steps": (ProceedingStep("奏国歌", 3), ProceedingStep("报告", 60, "x"))},
            "blocking unknown-person sittings/open/steps/2",
        ),
        (
            {"rostrum": Rostrum((RostrumRow(("chair", "vice")), RostrumRow(("x",))))},
            "blocking unknown-person sittings/open/rostrum/2",
        ),
        (
            {"participants": ("member", "group:第九组")},
            "blocking unknown-participants sittings/open/participants",
        ),
        (
            {"participants": ("member", "everybody")},
            "blocking unknown-participants sittings/open/participants",
        ),
    ],
)
def test_unknown_keys_of_a_sitting_are_found(changes: dict[str, Any], mark: str):
    found = marks(with_sitting(a_sound_plan(), "open", **changes))
    assert [each for each in found if each.startswith("blocking")] == [mark]


def test_repeated_keys_are_found():
    plan = a_sound_plan(texts=(TextBlock("notes", "须知", "甲"), TextBlock("notes", "通知", "乙")))
    assert marks(plan) == ["blocking repeated-key texts/notes"]
    plan = a_sound_plan()
    plan = replace(plan, agenda=(plan.agenda[0], replace(plan.agenda[0], title="其他事项")))
    assert marks(plan) == ["blocking repeated-key agenda/a1"]


def test_a_finding_about_a_sitting_that_is_gone_speaks_a_clerks_words():
    item = AgendaItem("a", "听取报告", sittings=("S09",))
    task = a_task("t", "布置会场", anchor="sitting:S09")
    found = {each.code: each for each in inspect(a_plan(agenda=(item,), tasks=(task,)))}
    assert found["unknown-sitting"].why.zh == "所列会次已不在方案中（编号 S09）"
    assert found["unknown-anchor"].why.zh == "日期所依的会次已不在方案中（编号 S09）"
