"""Executive chairs over the full sittings of a session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.executive_chair import find_chair_problems
from planner.domain.sitting import SittingKind
from tests.builders import a_person, a_plan, a_sitting

if TYPE_CHECKING:
    from planner.domain.plan import Plan


def plan_of(*groups: str, group_sitting: str = "") -> Plan:
    sittings = [
        a_sitting(f"s{number}", kind=SittingKind.PLENARY, presiders=tuple(group))
        for number, group in enumerate(groups, start=1)
    ]
    other = a_sitting("g", kind=SittingKind.GROUP, presiders=tuple(group_sitting))
    people = (a_person("a", "王芳"), a_person("b", "李明"))
    return a_plan(sittings=(*sittings, other), people=people)


def test_different_groups_are_no_problem() -> None:
    assert find_chair_problems(plan_of("ab", "cd", group_sitting="ab"), "abcd") == ()


def test_chair_of_two_full_sittings_is_named_with_both() -> None:
    problems = find_chair_problems(plan_of("ab", "ca"), "abc")
    assert [(each.code, each.person, each.sittings) for each in problems] == [
        ("twice", "a", ("s1", "s2"))
    ]
    assert problems[0].why.zh == "王芳担任 2 次全体会议的执行主席"


def test_expected_chair_of_no_full_sitting_is_named() -> None:
    problems = find_chair_problems(plan_of("ac", "d", group_sitting="b"), "abcd")
    assert [(each.code, each.person, each.why.zh) for each in problems] == [
        ("missing", "b", "李明未安排担任执行主席")
    ]


def test_session_with_single_presiders_has_no_groups_to_check() -> None:
    assert find_chair_problems(plan_of("a", "a"), "ab") == ()
