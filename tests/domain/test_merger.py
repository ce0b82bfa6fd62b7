from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.merger import Merged, merge_values


def steps(*contents: str) -> list[dict[str, Any]]:
    return [{"content": each, "minutes": 5} for each in contents]


BASE = steps("甲", "乙", "丙", "丁")


def changed(at: int, **fields: object) -> list[dict[str, Any]]:
    return [{**each, **fields} if number == at else each for number, each in enumerate(BASE)]


def test_changes_of_different_steps_are_both_kept():
    mine, theirs = changed(0, minutes=9), changed(2, speaker="P1")
    merged = merge_values(BASE, mine, theirs)
    assert merged == Merged([mine[0], BASE[1], theirs[2], BASE[3]])


def test_different_fields_of_one_step_are_both_kept():
    merged = merge_values(BASE, changed(1, minutes=9), changed(1, content="乙乙"))
    assert merged == Merged(changed(1, minutes=9, content="乙乙"))


def test_an_insertion_and_a_removal_are_both_kept():
    mine = [BASE[0], *steps("新"), *BASE[1:]]
    assert merge_values(BASE, mine, BASE[:3]) == Merged(mine[:4])


def test_a_step_that_one_moved_and_the_other_changed_is_moved_as_changed():
    merged = merge_values(BASE, [BASE[1], BASE[0], *BASE[2:]], changed(0, minutes=8))
    assert merged == Merged([BASE[1], *changed(0, minutes=8)[:1], *BASE[2:]])


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        (changed(1, minutes=9), changed(1, minutes=8)),
        ([BASE[1], BASE[0], *BASE[2:]], changed(1, minutes=8)),
        ([*BASE, *steps("我加")], [*BASE, *steps("他加")]),
        (BASE[1:], changed(0, minutes=8)),
    ],
)
def test_the_same_step_changed_twice_is_not_merged(mine: object, theirs: object):
    assert merge_values(BASE, mine, theirs) is None
    assert merge_values(BASE, theirs, mine) is None


def test_fields_of_a_rostrum_merge_by_name():
    base = {"rows": [{"people": ["a", "b"]}, {"people": ["c"]}]}
    mine = {"rows": [{"people": ["a", "b", "d"]}, {"people": ["c"]}]}
    theirs = {"rows": [{"people": ["a", "b"]}, {"people": ["c"]}], "rule": "right_first"}
    assert merge_values(base, mine, theirs) == Merged({**mine, "rule": "right_first"})
    other = {"rows": [{"people": ["b"]}, {"people": ["c"]}]}
    assert merge_values(base, {"rows": base["rows"][:1]}, other) == Merged(
        {"rows": [{"people": ["b"]}]}
    )


LISTS = st.lists(st.sampled_from("abcdef"), max_size=6)


@given(LISTS, LISTS)
def test_one_change_alone_is_kept_whole(base: list[str], changed: list[str]):
    assert merge_values(base, changed, base) == Merged(changed)
    assert merge_values(base, base, changed) == Merged(changed)
    assert merge_values(base, changed, changed) == Merged(changed)


@given(LISTS, LISTS, LISTS)
def test_the_order_of_the_two_does_not_matter(base: list[str], one: list[str], two: list[str]):
    assert merge_values(base, one, two) == merge_values(base, two, one)
