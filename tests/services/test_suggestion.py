from __future__ import annotations

import pytest

from planner.domain.plan import Group
from planner.services.suggestion import suggest
from tests.builders import a_person, a_plan, a_sitting

PLAN = a_plan(
    people=(
        a_person("p1", "王芳", post="主任", unit="云岭大学"),
        a_person("p2", "王芳", post="院长", unit="云岭医院"),
        a_person("p3", "吴帆", post="主任", unit="云岭大学", group="第二组"),
    ),
    groups=(Group("G1", "第一组"), Group("G2", "第二组")),
    sittings=(a_sitting(place="人民会堂"),),
)


@pytest.mark.parametrize(
    ("kind", "query", "found"),
    [
        ("person", "wf", ["p1", "p2", "吴帆"]),
        ("person", "吴", ["吴帆"]),
        ("post", "", ["主任", "院长"]),
        ("unit", "yldx", ["云岭大学"]),
        ("unit", "医院", ["云岭医院"]),
        ("place", "rm", ["人民会堂"]),
        ("group", "", ["第二组", "第一组"]),
        ("nothing", "x", []),
    ],
)
def test_what_a_field_offers(kind: str, query: str, found: list[str]) -> None:
    assert [each.value for each in suggest(PLAN, kind, query)] == found


def test_people_of_one_name_are_told_apart() -> None:
    assert [each.note for each in suggest(PLAN, "person", "王芳")] == ["王芳 主任", "王芳 院长"]


def test_a_list_of_names_is_never_endless() -> None:
    people = tuple(a_person(f"p{n}", f"李{n}") for n in range(3000))
    assert len(suggest(a_plan(people=people), "person", "")) == 12
