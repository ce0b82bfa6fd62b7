"""The marks of a text as papers print them, measured in the PDF itself."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pdfplumber
import pytest

from planner.documents.press.prose import INDENT, PITCH
from planner.domain.sitting import ProceedingStep
from tests.builders import a_plan, a_sitting
from tests.documents.papers import the_pdf
from tests.documents.reading import read_tag

LONG = "会议期间请将手机调至静音状态不得在会场内接打电话随意走动有事请向会务组请假"
WORDS = f"""请**全体起立**坐下。
# 会议纪律
- 甲{LONG}
  - 乙
12. 丙{LONG}
> 丁{LONG}
戊{LONG}"""


@pytest.fixture(scope="module")
def content() -> bytes:
    step = ProceedingStep("宣布开会", 5, words=WORDS)
    return the_pdf(a_plan(sittings=(a_sitting(steps=(step,)),)), "proceedings:s1")


@pytest.fixture(scope="module")
def chars(content: bytes) -> list[dict[str, Any]]:
    pages = pdfplumber.open(BytesIO(content)).pages
    body = [char for page in pages for char in page.chars if abs(char["size"] - 16) < 0.1]
    return sorted(body, key=lambda char: (char["page_number"], char["top"], char["x0"]))


def faces(chars: list[dict[str, Any]], words: str) -> set[str]:
    """Return the faces of words where they stand in the text."""
    text = "".join(char["text"] for char in chars)
    at = text.index(words)
    return {char["fontname"] for char in chars[at : at + len(words)]}


def line_starts(chars: list[dict[str, Any]], first: str) -> tuple[float, float]:
    """Return how far in the first words of a paragraph stand, and its second line, in points."""
    left = {page: min(c["x0"] for c in chars if c["page_number"] == page) for page in (1, 2)}
    at = next(number for number, char in enumerate(chars) if char["text"] == first)
    begin = chars[at]
    later = [
        c
        for c in chars[at:]
        if (c["page_number"], c["top"]) > (begin["page_number"], begin["top"] + 9)
    ]
    second = next(iter(later))
    return tuple(each["x0"] - left[each["page_number"]] for each in (begin, second))  # type: ignore[return-value]


def test_marks_are_not_printed(chars: list[dict[str, Any]]):
    text = "".join(char["text"] for char in chars)
    assert not set("*#>-") & set(text)
    assert f"12. 丙{LONG}".replace(" ", "") in text.replace(" ", "")


def test_stress_and_headings_stand_in_the_face_of_headings(chars: list[dict[str, Any]]):
    (heading,) = faces(chars, "主持词")
    (body,) = faces(chars, "坐下。")
    assert heading != body
    assert faces(chars, "全体起立") == faces(chars, "会议纪律") == {heading}
    assert faces(chars, f"甲{LONG}"[:10]) == {body}


def test_items_hang_and_quotations_stand_further_in(chars: list[dict[str, Any]]):
    plain_first, plain_second = line_starts(chars, "戊")
    assert (plain_first, plain_second) == pytest.approx((INDENT, 0), abs=1.5)
    for item in "甲丙":
        first, second = line_starts(chars, item)
        assert first == pytest.approx(second, abs=1.5)
        assert first > INDENT + PITCH * 0.9
    quote = line_starts(chars, "丁")
    assert quote == pytest.approx((2 * INDENT, INDENT), abs=1.5)


def test_readers_for_the_blind_are_told_of_items_and_quotations(content: bytes):
    assert [each[:1] for each in read_tag(content, "LBody")] == ["·", "·", "1"]
    assert [each[:1] for each in read_tag(content, "BlockQuote")] == ["丁"]
    assert read_tag(content, "H4") == ["会议纪律"]
