"""Titles break where the sense allows."""

from __future__ import annotations

from planner.documents.font import FontSettings
from planner.documents.press.canvas import Ink
from planner.documents.press.title import break_title
from planner.documents.press.typeface import open_type_case

INK = Ink(open_type_case(FontSettings(folders=())).song, 10.0)


def test_a_short_title_is_one_line():
    assert break_title("会议日程", INK, 100) == ["会议日程"]


def test_a_title_breaks_after_the_name_of_a_body():
    title = "政协云岭省第十三届委员会第四次会议日程"
    assert break_title(title, INK, 150) == ["政协云岭省第十三届委员会", "第四次会议日程"]


def test_a_title_without_a_seam_breaks_evenly():
    assert break_title("甲" * 12, INK, 100) == ["甲" * 6, "甲" * 6]


def test_no_title_makes_no_lines():
    assert break_title("", INK, 100) == []


def test_a_title_longer_than_any_page_still_ends():
    assert "".join(break_title("会议" * 200, INK, 100)) == "会议" * 200
