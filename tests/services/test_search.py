from __future__ import annotations

import pytest

from planner.domain.plan import Group, TextBlock
from planner.services.search import search_plan
from tests.builders import a_person, a_plan, a_sitting, a_task

PLAN = a_plan(
    people=(
        a_person("p1", "王芳", post="主任"),
        a_person("p2", "吴帆"),
        a_person("p3", "单晓明"),
        a_person("p4", "吕梁"),
    ),
    groups=(Group("g1", "第一组", "三楼讨论室", "5号车"), Group("g2", "第二组")),
    sittings=(
        a_sitting("s1", "开幕会", place="人民会堂"),
        a_sitting("s2", "闭幕会", place="人民会堂"),
    ),
    tasks=(a_task("t1", "布置人民会堂"), a_task("t2", "印制文件")),
    texts=(TextBlock("notes", "会议须知", "请到人民会堂签到"),),
)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("wf", ["p1", "p2"]),
        ("wangf", ["p1"]),
        ("王芳", ["p1"]),
        ("sxm", ["p3"]),
        ("lv", ["p4"]),
        ("主任", ["p1"]),
        ("人民会堂", ["s1", "s2", "s1", "t1", "notes"]),
        ("t2", ["t2"]),
        ("第二组", ["g2"]),
        ("三楼", ["g1"]),
        ("5号车", ["g1"]),
        ("xyz", []),
        ("  ", []),
        ("(", []),
    ],
)
def test_search(query: str, found: list[str]) -> None:
    assert [each.key for each in search_plan(PLAN, query)] == found


def test_beginnings_come_first() -> None:
    plan = a_plan(people=(a_person("p1", "张王"), a_person("p2", "王一")))
    assert [each.key for each in search_plan(plan, "王")] == ["p2", "p1"]


def test_a_list_is_never_endless() -> None:
    people = tuple(a_person(f"p{number}", "王芳") for number in range(100))
    assert len(search_plan(a_plan(people=people), "wf")) == 12
