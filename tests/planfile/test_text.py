"""Text as people type it, made clean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.planfile.fault import UnreadableError
from planner.planfile.text import (
    clean_key,
    clean_line,
    clean_name,
    clean_text,
    join_list,
    split_list,
)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("王 芳", "王芳"),
        (" 王　　芳 ", "王芳"),
        ("王\n芳", "王芳"),
        ("王芳\u200b", "王芳"),
        ("Nur  Ali", "Nur Ali"),
        ("艾力 • 买买提", "艾力·买买提"),
        ("艾力．买买提", "艾力·买买提"),
        ("陈静 （女）", "陈静（女）"),
        ("𠮷 田", "𠮷田"),
    ],
)
def test_name_is_as_lists_have_it(typed: str, name: str) -> None:
    assert clean_name(typed) == name


def test_lines_lose_trailing_blanks_only() -> None:
    assert clean_text("　　一、按时参会。 \r\n二、请假。　\n\n") == "　　一、按时参会。\n二、请假。"


def test_line_has_no_breaks() -> None:
    assert clean_line(" 会堂 \n 一楼 ") == "会堂 一楼"


@pytest.mark.parametrize("hidden", ["\x00", "\x1b", "\u202e", "\ud800", "\uffff"])
def test_hidden_control_characters_are_refused(hidden: str) -> None:
    with pytest.raises(UnreadableError):
        clean_text(f"王{hidden}芳")


def test_key_loses_the_mark_after_a_number() -> None:
    assert [clean_key("1、"), clean_key("S01."), clean_key("（一）")] == ["1", "S01", "（一）"]


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("王芳、李娜，张伟;刘洋\n陈静", ["王芳", "李娜", "张伟", "刘洋", "陈静"]),
        ("公安（消防、交警）、卫健委", ["公安（消防、交警）", "卫健委"]),
        ("公安（消防、卫健委", ["公安（消防", "卫健委"]),
        ("• 供水、供电单位\n• 公安", ["供水、供电单位", "公安"]),
        (" 、", []),
    ],
)
def test_list_in_a_cell_is_split(cell: str, parts: list[str]) -> None:
    assert split_list(cell) == parts


@given(st.lists(st.text("王芳、，；;,（）() ab•", min_size=1).map(str.strip).filter(bool)))
def test_list_survives_its_cell(parts: list[str]) -> None:
    kept = [part for part in parts if not part.startswith("•")]
    assert split_list(join_list(kept)) == kept
