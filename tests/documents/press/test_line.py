"""Where lines break, and how names keep whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.documents.font import FontSettings
from planner.documents.press.canvas import Ink
from planner.documents.press.line import (
    NOT_FIRST,
    NOT_LAST,
    Line,
    break_text,
    fit_names,
    justify,
    split_pieces,
)
from planner.documents.press.typeface import open_type_case

INK = Ink(open_type_case(FontSettings(folders=())).song, 10.0)
"""Song at 10 points: 100 points take 10 characters."""


def test_a_line_holds_what_fits():
    assert break_text("中" * 25, INK, 100) == ["中" * 10, "中" * 10, "中" * 5]


def test_the_first_line_is_shorter_by_its_indent():
    assert break_text("中" * 12, INK, 100, indent=20) == ["中" * 8, "中" * 4]


def test_punctuation_does_not_begin_a_line():
    assert break_text("中" * 10 + "，国", INK, 100) == ["中" * 9, "中，国"]


def test_an_opening_bracket_does_not_end_a_line():
    assert break_text("中" * 9 + "（国）", INK, 100) == ["中" * 9, "（国）"]


def test_a_number_stays_with_its_unit():
    assert split_pieces("于2027年1月18日开幕") == ("于", "2027年", "1月", "18日", "开", "幕")


def test_a_dash_of_two_characters_is_not_parted():
    assert split_pieces("他——我……") == ("他——", "我……")


def test_a_line_feed_ends_a_line():
    assert break_text("甲\n乙", INK, 100) == ["甲", "乙"]


@given(st.text("中国（）《》，。：；、“”0123456789年月日a b\n", max_size=200), st.floats(40, 400))
def test_breaking_loses_nothing_but_spaces(text: str, measure: float):
    lines = break_text(text, INK, measure)
    assert "".join(lines).replace(" ", "") == text.replace("\n", "").replace(" ", "")


@given(st.text("中国（《，。：；、》）", min_size=1, max_size=120))
def test_lines_obey_the_rules_of_punctuation(text: str):
    lines = break_text(text, INK, 200)
    wide = [piece for piece in split_pieces(text) if INK.width(piece) > 200]
    if not wide:
        assert not [line for line in lines[1:] if line[0] in NOT_FIRST]
        assert not [line for line in lines[:-1] if line[-1] in NOT_LAST]


def test_all_lines_but_the_last_are_spread_over_the_measure():
    lines = justify(["中" * 9, "中" * 3], INK, 100)
    assert lines == [Line("中" * 9, pytest.approx(10 / 8)), Line("中" * 3)]


def test_a_long_name_is_parted_at_its_dots():
    lines, ink = fit_names("阿布都热依木·吐尔逊江", INK, 70)
    assert (lines, ink) == (["阿布都热依木·", "吐尔逊江"], INK)


def test_a_name_slightly_too_long_shrinks():
    lines, ink = fit_names("欧阳修远", INK, 36)
    assert (lines, ink.size) == (["欧阳修远"], pytest.approx(9.0))


def test_names_stand_one_a_line():
    assert fit_names("王　芳\n李　明", INK, 50) == (["王　芳", "李　明"], INK)
