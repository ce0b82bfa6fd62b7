"""Reading names and finding them by what people type."""

from __future__ import annotations

import subprocess
import sys

import pytest

from planner.domain.pinyin import fold_query, name_key, pinyin_key, read_initials, read_name


@pytest.mark.parametrize(
    ("name", "reading"),
    [
        ("王芳", "wang fang"),
        ("单明", "shan ming"),
        ("仇明", "qiu ming"),
        ("解明", "xie ming"),
        ("曾明", "zeng ming"),
        ("区明", "ou ming"),
        ("查明", "zha ming"),
        ("朴明", "piao ming"),
        ("缪明", "miao ming"),
        ("翟明", "zhai ming"),
        ("乐明", "yue ming"),
        ("盖明", "ge ming"),
        ("员明", "yun ming"),
        ("华明", "hua ming"),
        ("任明", "ren ming"),
        ("宁明", "ning ming"),
        ("覃明", "qin ming"),
        ("尉迟明", "yu chi ming"),
        ("万俟明", "mo qi ming"),
        ("长孙明", "zhang sun ming"),
        ("令狐明", "ling hu ming"),
        ("单于明", "chan yu ming"),
        ("单于", "shan yu"),
        ("澹台明", "tan tai ming"),
        ("欧阳明", "ou yang ming"),
        ("王　芳（女）", "wang fang"),
        ("吕明", "lü ming"),
        ("阿依古丽·买买提", "a yi gu li mai mai ti"),
        ("查干·巴特尔", "cha gan ba te er"),
        ("曾明（女·汉族）", "zeng ming"),
        ("", ""),
    ],
)
def test_name_is_read(name: str, reading: str) -> None:
    assert " ".join(read_name(name)) == reading


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("dan ming", ("dan", "ming")),
        ("Dān Míng", ("dan", "ming")),
        ("lv3 ming2", ("lü", "ming")),
        ("Lǚ Míng", ("lü", "ming")),
        ("  ", ("shan", "ming")),
    ],
)
def test_own_reading_comes_first_without_its_tones(given: str, expected: tuple[str, ...]) -> None:
    assert read_name("单明", given) == expected


def is_found(query: str, name: str, reading: str = "") -> bool:
    return name_key(name, reading).is_found(fold_query(query))


@pytest.mark.parametrize(
    ("name", "begun"),
    [
        ("王芳", {"w", "wang", "wangf", "wf", "王", "wangfang"}),
        ("吕绿", {"lv", "lu", "ll", "lvlv", "lulu", "吕"}),
        ("", set()),
    ],
)
def test_a_name_begins_with_its_characters_pinyin_or_initials(name: str, begun: set[str]) -> None:
    tried = {"w", "wang", "wangf", "wf", "王", "wangfang", "lv", "lu", "ll", "lvlv", "lulu", "吕"}
    assert {each for each in tried if name_key(name).is_begun(fold_query(each))} == begun


def test_initials_of_a_unit() -> None:
    assert read_initials("云岭大学") == "yldx"


@pytest.mark.parametrize(
    "query",
    ["王", "王芳", "芳", "王 芳", "wf", "WF", "w", "wangfang", "Wang Fang", "wangf", "wfang", ""],
)
def test_search_finds_a_name(query: str) -> None:
    assert is_found(query, "王　芳（女）")


@pytest.mark.parametrize("query", ["wfx", "fang", "王小", "fw", "wangfangx", "女", "wng"])
def test_search_leaves_others_out(query: str) -> None:
    assert not is_found(query, "王　芳（女）")


@pytest.mark.parametrize("query", ["lv", "lu", "lü", "lvm", "luming", "吕"])
def test_search_takes_each_way_of_typing_umlaut(query: str) -> None:
    assert is_found(query, "吕明")


def test_search_takes_the_own_reading() -> None:
    assert is_found("dm", "单明", "dan ming")
    assert not is_found("sm", "单明", "dan ming")


def test_pinyin_order_is_that_of_dictionaries() -> None:
    names = ["罗明", "伦明", "略明", "栾明", "吕明", "卢明", "李明"]
    assert sorted(names, key=pinyin_key) == names[::-1]


def test_reading_library_is_not_loaded_before_the_first_reading() -> None:
    code = "import sys, planner.domain.order; sys.exit('pypinyin' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
