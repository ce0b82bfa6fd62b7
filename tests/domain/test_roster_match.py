from __future__ import annotations

from dataclasses import replace

import pytest

from planner.domain.roster_match import (
    ONE_OFF,
    OTHER_POST,
    SAME_KEY,
    SAME_NAME,
    SAME_PHONE,
    SOUNDS_ALIKE,
    UNLIKE,
    MatchKind,
    RosterLine,
    match_roster,
    tell_phone,
    tell_twice,
)

PLAN = (
    RosterLine("p1", "王芳", unit="云岭大学", post="教授", contact="13800000001", sex="female"),
    RosterLine("p2", "欧阳明远", unit="云岭医院", contact="13800000002"),
    RosterLine("p3", "李娜", unit="一中", contact="13800000003"),
    RosterLine("p4", "李娜", unit="二中", contact="13800000004"),
)


def said(*rows: RosterLine) -> list[tuple[str, str, list[tuple[str, object]]]]:
    return [
        (match.kind.value, match.key, [(each.key, each.why) for each in match.candidates])
        for match in match_roster(rows, PLAN)
    ]


@pytest.mark.parametrize(
    ("row", "kind", "key", "candidates"),
    [
        (RosterLine("", "王　芳"), "known", "p1", []),
        (RosterLine("", "王芳", unit="云岭中学"), "known", "p1", []),
        (RosterLine("p4", "李娜"), "known", "p4", []),
        (RosterLine("", "李娜", contact="138 0000 0003"), "known", "p3", []),
        (RosterLine("", "李娜", unit="二中"), "known", "p4", []),
        (RosterLine("", "李娜"), "doubtful", "", [("p3", SAME_NAME), ("p4", SAME_NAME)]),
        (RosterLine("", "王芳", sex="male"), "doubtful", "", [("p1", UNLIKE)]),
        (RosterLine("p1", "赵一"), "doubtful", "", [("p1", SAME_KEY)]),
        (RosterLine("", "赵一", contact="13800000002"), "doubtful", "", [("p2", SAME_PHONE)]),
        (RosterLine("", "王方"), "doubtful", "", [("p1", SOUNDS_ALIKE)]),
        (RosterLine("", "欧阳明达", unit="云岭医院"), "doubtful", "", [("p2", ONE_OFF)]),
        (RosterLine("", "欧阳明达", unit="别处"), "new", "", []),
        (RosterLine("", "张芳", unit="云岭大学"), "new", "", []),
        (RosterLine("", "王芳", post="校长"), "doubtful", "", [("p1", OTHER_POST)]),
        (
            RosterLine("", "王芳", unit="云岭大学", post="校长"),
            "doubtful",
            "",
            [("p1", OTHER_POST)],
        ),
        (RosterLine("p1", "王芳", post="校长"), "known", "p1", []),
        (RosterLine("", "王芳", post="校长", contact="13800000001"), "known", "p1", []),
        (RosterLine("", "欧阳明达"), "doubtful", "", [("p2", ONE_OFF)]),
        (RosterLine("", "欧阳明达", post="医师"), "doubtful", "", [("p2", ONE_OFF)]),
        (RosterLine("", "欧阳明达", contact="13900000002"), "new", "", []),
        (RosterLine("", "司马明远"), "new", "", []),
        (RosterLine("", "令阳明远"), "new", "", []),
        (RosterLine("", "王苒"), "new", "", []),
        (RosterLine("", "赵一"), "new", "", []),
    ],
)
def test_who_a_row_is(row: RosterLine, kind: str, key: str, candidates: list[object]) -> None:
    assert said(row) == [(kind, key, candidates)]


def test_nobody_is_two_rows() -> None:
    first, second = RosterLine("", "王芳", number="2"), RosterLine("", "王芳", number="7")
    assert said(first, second) == [
        ("doubtful", "", [("p1", SAME_NAME), ("", tell_twice([second]))]),
        ("doubtful", "", [("p1", SAME_NAME), ("", tell_twice([first]))]),
    ]
    assert tell_twice([second]).zh == "与文件第 7 行同名"
    first, second = said(RosterLine("", "钱一"), RosterLine("", "钱一"))
    assert first == second == ("doubtful", "", [("", tell_twice([]))])


@pytest.mark.parametrize("key", ["", "p1"])
def test_the_telephone_number_of_another_makes_a_row_doubtful(key: str) -> None:
    row = RosterLine(key, "王芳", contact="13800000002")
    assert said(row) == [
        ("doubtful", "", [("p1", tell_phone(PLAN[1])), ("p2", SAME_PHONE)]),
    ]
    both = said(row, RosterLine("p2", "欧阳明远"))
    assert both == [("doubtful", "", [("p1", tell_phone(PLAN[1]))]), ("known", "p2", [])]


def test_a_telephone_number_that_two_share_is_no_doubt() -> None:
    shared = [replace(each, contact="13800000002") for each in PLAN[:2]]
    found = match_roster([replace(shared[0], post="院长")], shared)
    assert [(each.kind.value, each.key) for each in found] == [("known", "p1")]


def test_who_is_found_surely_is_no_candidate_for_another_row() -> None:
    assert said(RosterLine("", "王芳"), RosterLine("", "王方"))[1] == ("new", "", [])


def test_a_slip_in_a_list_of_names_is_doubtful_beside_those_who_are_there() -> None:
    people = [RosterLine("p1", "金苒芳"), RosterLine("p2", "金苒方国"), RosterLine("p3", "丁一")]
    found = match_roster([RosterLine("", "金苒某"), RosterLine("", "丁一")], people)
    assert [(each.kind.value, [c.key for c in each.candidates]) for each in found] == [
        ("doubtful", ["p1"]),
        ("known", []),
    ]
    there = match_roster([RosterLine("", "金苒某"), RosterLine("", "金苒芳")], people)
    assert [each.kind.value for each in there] == ["new", "known"]
    more = [*people, *(RosterLine(f"q{n}", f"金苒{n}") for n in "宁清")]
    for count, kind in ((4, "doubtful"), (5, "new")):
        found = match_roster([RosterLine("", "金苒某")], more[:count])
        assert [each.kind.value for each in found] == [kind]


def test_names_near_by_chance_do_not_flood_a_roster() -> None:
    people = [RosterLine(f"p{n}", f"李{chr(0x4E00 + n)}一") for n in range(100)]
    rows = [RosterLine("", f"李{chr(0x4E00 + n)}二") for n in range(100)]
    apart = [RosterLine("", f"赵{chr(0x4E00 + n)}三") for n in range(100)]
    assert {each.kind for each in match_roster(rows, people)} == {MatchKind.NEW}
    for near, strangers, doubtful in ((20, 5, 20), (21, 5, 0), (30, 100, 30), (40, 100, 0)):
        found = match_roster([*rows[:near], *apart[:strangers]], people)
        assert [each.kind for each in found].count(MatchKind.DOUBTFUL) == doubtful


def test_three_thousand_rows_are_matched_by_lookup() -> None:
    people = [RosterLine(f"p{n}", f"李{chr(0x4E00 + n)}") for n in range(3000)]
    found = match_roster([RosterLine("", each.name) for each in people], people)
    assert [each.key for each in found] == [each.key for each in people]
    assert {each.kind for each in found} == {MatchKind.KNOWN}
