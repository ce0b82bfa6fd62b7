"""A canvas: text downwards, and turned."""

from __future__ import annotations

from io import BytesIO

import pdfplumber
import pytest

from planner.documents.font import FontSettings
from planner.documents.press.canvas import Canvas, Ink
from planner.documents.press.metadata import Metadata
from planner.documents.press.pdf import write_pdf
from planner.documents.press.structure import Element
from planner.documents.press.typeface import open_type_case


def read_chars(canvas: Canvas) -> list[dict]:
    content = write_pdf([canvas], Element("Document"), Metadata("t"))
    with pdfplumber.open(BytesIO(content)) as pdf:
        return pdf.pages[0].chars


def test_text_goes_downwards_with_its_brackets_lying():
    canvas = Canvas(200, 300)
    ink = Ink(open_type_case(FontSettings()).heading, 20)
    canvas.down(100, 50, "陈（民）", ink, 22)
    chars = read_chars(canvas)
    assert "".join(char["text"] for char in chars) == "陈（民）"
    assert [char["upright"] for char in chars] == [True, False, True, False]
    middles = [(char["x0"] + char["x1"]) / 2 for char in chars]
    assert middles == pytest.approx([100] * 4, abs=3)
    tops = [char["top"] for char in chars]
    assert tops == sorted(tops)


def test_what_is_turned_stands_on_its_head_round_the_point():
    canvas = Canvas(200, 300)
    ink = Ink(open_type_case(FontSettings()).heading, 20)
    canvas.text(110, 170, "王", ink)
    with canvas.turned(100, 150):
        canvas.text(110, 170, "王", ink)
    upright, turned = read_chars(canvas)
    assert turned["matrix"][:4] == pytest.approx((-1, 0, 0, -1))
    assert upright["x0"] - 100 == pytest.approx(100 - turned["x1"], abs=0.1)
    assert upright["top"] > 150 > turned["top"]
