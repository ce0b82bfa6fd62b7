"""A plan as YAML: there and back, and every fault with its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from planner.domain.plan import Group
from planner.planfile import PlanFileError, read_plan, write_yaml
from tests.builders import a_person, a_plan, a_sitting, a_task
from tests.plan_strategies import whole_plans

if TYPE_CHECKING:
    from planner.domain.plan import Plan

KINDS = (
    "出席（member）、列席（sitting_in）、特邀（special_guest）、旁听（observer）、媒体（media）、"
    "工作人员（staff）"
)


def faults_of(text: str | bytes) -> list[tuple[int, str]]:
    raw = text.encode() if isinstance(text, str) else text
    with pytest.raises(PlanFileError) as caught:
        read_plan(raw, "方案.yaml")
    return [(each.place.line, each.wording.zh) for each in caught.value.faults]


def with_lines(*lines: str) -> str:
    head = ["organisation: {name: 政协}", "kind: plenary", "title: 全会", "term: 13", "number: 4"]
    return "\n".join([*head, *lines])


@given(whole_plans())
@settings(
    deadline=None,
    max_examples=40,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_plan_survives_yaml(plan: Plan) -> None:
    assert read_plan(write_yaml(plan).encode(), "p.yaml") == plan


def test_every_fault_is_reported_with_its_line() -> None:
    text = with_lines(
        "opens_on: 2027-02-30",
        "people:",
        "- {name: 王芳, attendance: 主席}",
        "- {nam: 李娜}",
        "sittings:",
        "- {key: S1, name: 开幕会, starts_at: 25:00}",
    )
    assert faults_of(text) == [
        (
            6,
            "方案.yaml，第 6 行（opens_on）：现为“2027-02-30”；没有这一天；应为实有的日期",
        ),
        (
            8,
            "方案.yaml，第 8 行（people[1].attendance）：现为“主席”；应为其中之一：" + KINDS,
        ),
        (9, "方案.yaml，第 9 行（people[2].name）：此项必填"),
        (9, "方案.yaml，第 9 行（people[2].nam）：现为“nam”；没有这个字段；是否为 name"),
        (
            11,
            (
                "方案.yaml，第 11 行（sittings[1].starts_at）：现为“25:00”；"
                "没有这个时刻；应为 00:00 至 23:59"
            ),
        ),
    ]


def test_groups_are_written_only_where_there_are_any() -> None:
    assert "groups" not in write_yaml(a_plan(people=(a_person(group="第一组"),)))
    plan = read_plan(with_lines("groups:", "- {name: 第一组, room: 甲室}").encode(), "p.yaml")
    assert plan.groups == (Group("第一组", "第一组", room="甲室"),)
    assert "groups:\n- {key: 第一组, name: 第一组, room: 甲室}\n" in write_yaml(plan)


def test_one_group_twice_without_keys_is_a_fault() -> None:
    [(line, words)] = faults_of(with_lines("groups:", "- {name: 第一组}", "- {name: 第一组}"))
    assert line == 8
    assert words.endswith(
        "（groups[2].key）：现为“第一组”；编号重复；请改为不同的编号（同名者须各填编号）"
    )


def test_references_are_keys_or_unambiguous_names() -> None:
    plan = a_plan(
        people=(a_person("p1", "王芳"), a_person("p2", "李娜")),
        sittings=(a_sitting("s1", presiders=("p1",), participants=("person:p2",)),),
        tasks=(a_task("t1", owner="p2"),),
    )
    text = write_yaml(plan).replace("[p1]", "[王 芳]").replace("owner: p2", "owner: 李娜")
    assert read_plan(text.encode(), "p.yaml") == plan


def test_ambiguous_and_unknown_references_are_faults() -> None:
    text = with_lines(
        "people:",
        "- {key: a, name: 王芳, post: 主任}",
        "- {key: b, name: 王芳, unit: 某校}",
        "secretary_general: 王芳",
        "tasks:",
        "- {key: t, name: 印证件, owner: 李四, depends_on: [u]}",
    )
    assert [words.partition("：")[2] for _, words in faults_of(text)] == [
        "现为“王芳”；有 2 个同名的人员，请写编号：a（主任）、b（某校）",
        "现为“李四”；没有这个人员",
        "现为“u”；没有这个任务",
    ]


def test_repeated_keys_and_fields_are_faults() -> None:
    text = with_lines("people:", "- {name: 王芳}", "- {name: 王芳}", "term: 12")
    assert [line for line, _ in faults_of(text)] == [8, 9]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: &x 1\nb: *x", "锚点"),
        ("!!python/object:os.system x", "标签"),
        ("--- 1\n--- 2", "一份方案"),
        ("[" * 200, "嵌套过深"),
        ("title: [", "YAML"),
        ("", "空的"),
        ("王芳".encode("gbk"), "UTF-8"),
        (b"a" * (17 * 1024 * 1024), "16 MB"),
        ("- 1", "若干"),
    ],
)
def test_hostile_or_broken_text_is_refused(text: str | bytes, words: str) -> None:
    found = faults_of(text)
    assert len(found) == 1
    assert words in found[0][1]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_text_with_a_byte_order_mark_is_read(encoding: str) -> None:
    plan = a_plan()
    assert read_plan(write_yaml(plan).encode(encoding), "p.yaml") == plan
