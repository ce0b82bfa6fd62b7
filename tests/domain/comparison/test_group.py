"""What changed in the groups, in a clerk's sentences."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from planner.domain.comparison import compare_plans
from planner.domain.plan import Group
from tests.builders import a_plan

FIRST = Group("G1", "第一组", room="三楼第一讨论室", bus="1号车")
SECOND = Group("G2", "第二组")
PLAN = a_plan(groups=(FIRST, SECOND))


@pytest.mark.parametrize(
    ("changes", "place", "words"),
    [
        (
            {"room": "五楼会议室"},
            "groups/G1/room",
            "第一组的讨论室由“三楼第一讨论室”改为“五楼会议室”",
        ),
        ({"bus": "2号车"}, "groups/G1/bus", "第一组的乘车由“1号车”改为“2号车”"),
        ({"bus": ""}, "groups/G1/bus", "第一组的乘车“1号车”取消"),
        ({"note": "有轮椅"}, "groups/G1/note", "第一组的备注定为“有轮椅”"),
        ({"name": "甲组"}, "groups/G1/name", "甲组的名称由“第一组”改为“甲组”"),
    ],
)
def test_changed_group_is_told(changes: dict[str, Any], place: str, words: str):
    changed = compare_plans(PLAN, replace(PLAN, groups=(replace(FIRST, **changes), SECOND)))
    assert [(each.place, each.wording.zh) for each in changed] == [(place, words)]


def test_groups_that_come_and_go_are_told():
    new = replace(PLAN, groups=(FIRST, Group("G3", "第三组")))
    assert [each.wording.zh for each in compare_plans(PLAN, new)] == [
        "增加小组 1 个：第三组",
        "减少小组 1 个：第二组",
    ]


def test_their_order_is_told():
    new = replace(PLAN, groups=(SECOND, FIRST))
    assert [each.wording.zh for each in compare_plans(PLAN, new)] == ["小组的次序有调整"]
