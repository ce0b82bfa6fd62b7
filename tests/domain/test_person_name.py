"""Names as clerks write them."""

from __future__ import annotations

import pytest

from planner.domain.person_name import (
    COMPOUND_SURNAMES,
    has_compound_surname,
    has_parts,
    split_name,
)


@pytest.mark.parametrize(
    ("written", "proper", "qualifier"),
    [
        ("王芳", "王芳", ""),
        ("王　芳", "王芳", ""),
        (" 王 芳 ", "王芳", ""),
        ("王芳（女）", "王芳", "女"),
        ("王芳(满族)", "王芳", "满族"),
        ("王芳［省］", "王芳", "省"),
        ("王　芳 （女）（满族）", "王芳", "女 满族"),
        ("王芳（女", "王芳", "女"),
        ("阿依古丽·买买提", "阿依古丽买买提", ""),
        ("阿依古丽•买买提", "阿依古丽买买提", ""),
        ("阿依古丽．买买提", "阿依古丽买买提", ""),
        ("\ufa1b田", "福田", ""),
        ("𠮷田", "𠮷田", ""),
        ("", "", ""),
        ("（女）", "", "女"),
    ],
)
def test_split_name_takes_qualifier_spaces_and_dots_away(
    written: str, proper: str, qualifier: str
) -> None:
    assert split_name(written) == (proper, qualifier)


@pytest.mark.parametrize(
    ("proper", "expected"), [("欧阳明", True), ("单于", False), ("王小明", False)]
)
def test_compound_surname_needs_a_given_name(proper: str, *, expected: bool) -> None:
    assert has_compound_surname(proper) is expected


def test_compound_surnames_have_two_characters() -> None:
    assert {len(surname) for surname in COMPOUND_SURNAMES} == {2}


@pytest.mark.parametrize(
    ("written", "expected"),
    [("查干·巴特尔", True), ("查文", False), ("曾明（女·汉族）", False), ("·王芳", False)],
)
def test_parts_are_told_by_a_dot_inside_the_name(written: str, *, expected: bool) -> None:
    assert has_parts(written) is expected
