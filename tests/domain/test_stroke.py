"""The order of characters by strokes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from planner.domain.plan import StrokeOverride
from planner.domain.stroke import read_entries, stroke_table

SOURCE = Path(__file__).resolve().parents[3] / "shared" / "data" / "strokes_8105.tsv"
STRUCTURES = {"左右结构": 1, "左中右结构": 1, "上下结构": 2, "上中下结构": 2}


def sort_characters(text: str) -> str:
    table = stroke_table()
    return "".join(sorted(text, key=lambda character: table[ord(character)]))


def test_table_holds_the_standard_characters_and_three_more() -> None:
    entries = read_entries()
    assert len(entries) == 8108
    assert sorted(each.place for each in entries.values()) == list(range(1, 8109))


def test_sequences_hold_one_class_a_stroke() -> None:
    assert {digit for each in read_entries().values() for digit in each.sequence} == set("12345")


@pytest.mark.parametrize(
    "expected",
    [
        "一十王李谢",  # number of strokes
        "三干山千义弓",  # first stroke: 横 竖 撇 点 折
        "工土士",  # the same strokes: place in the table
        "化仇仉",  # 左右 all three; the published table's order
        "加召",  # 左右 before 上下, although the table has 召 first
        "帆岁",  # 左右 before 上下
        "吕同",  # 上下 before 半包围
        "吧吼邑",  # 左中右 counts as 左右
        "邗邘击",  # 左右 before 独体
    ],
)
def test_characters_sort_by_strokes_sequence_structure_and_table(expected: str) -> None:
    assert sort_characters(expected[::-1]) == expected


def test_character_outside_the_table_comes_last_and_is_named() -> None:
    assert sort_characters("龘陈一") == "一陈龘"
    assert stroke_table().find_unknown("龘一陳·（A龘") == ("龘", "陳", "A")


def test_compatibility_form_counts_as_the_standard_character() -> None:
    assert stroke_table().find_unknown("\ufa1b") == ()
    assert "\ufa1b".translate(stroke_table()) == "福".translate(stroke_table())


def test_override_places_a_character_and_makes_it_known() -> None:
    own = StrokeOverride("㛃", 9, "531112132", "人事处", date(2026, 11, 2))
    table = stroke_table((own,))
    assert table.find_unknown("㛃") == ()
    assert "".join(sorted("㛃一王钟鑫", key=lambda each: table[ord(each)])) == "一王钟㛃鑫"


def test_override_moves_a_known_character_and_leaves_the_shipped_order_alone() -> None:
    table = stroke_table((StrokeOverride("一", 30),))
    assert table[ord("一")] > table[ord("蠼")]
    assert sort_characters("蠼一") == "一蠼"


@pytest.mark.skipif(not SOURCE.exists(), reason=f"NOT RUN: {SOURCE} is not there")
def test_shipped_table_agrees_with_its_source() -> None:
    lines = SOURCE.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    entries = read_entries()
    assert {row[2]: (row[4], int(row[1]), int(row[3])) for row in rows} == {
        each.character: (each.sequence, each.place, each.strokes) for each in entries.values()
    }
    stated = {row[2]: STRUCTURES.get(row[5], 3) for row in rows if row[5]}
    assert {character: entries[character].structure for character in stated} == stated
