"""The official page of GB/T 9704-2012, measured in the PDF itself."""

from __future__ import annotations

from collections import defaultdict
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING

import pdfplumber
import pytest

from planner.domain.sitting import ProceedingStep
from tests.builders import a_plan, a_sitting
from tests.documents.papers import the_pdf

if TYPE_CHECKING:
    from pdfplumber.page import Page

MM = 72 / 25.4
INK = 0.7 * MM
"""The ink of a character lies inside its em box, and 16 pt is pressed to 15.79."""


@pytest.fixture(scope="module")
def pages() -> list[Page]:
    step = ProceedingStep("宣布开会", 5, words="中" * 28 * 22 * 4)
    plan = a_plan(sittings=(a_sitting(steps=(step,)),))
    return pdfplumber.open(BytesIO(the_pdf(plan, "proceedings:s1"))).pages


def lines_of(page: Page, size: float = 16.0) -> list[list[dict[str, float]]]:
    """Return the characters of body size, line by line."""
    lines = defaultdict(list)
    for char in page.chars:
        if abs(char["size"] - size) < 0.1:
            lines[round(char["y0"], 1)].append(char)
    ordered = sorted(lines.items(), reverse=True)
    return [sorted(line, key=lambda char: char["x0"]) for _, line in ordered]


def test_a_full_page_has_22_lines_of_28_characters(pages: list[Page]):
    for page in pages[2:4]:
        assert [len(line) for line in lines_of(page)] == [28] * 22


def test_the_page_is_a4(pages: list[Page]):
    assert {(round(page.width / MM), round(page.height / MM)) for page in pages} == {(210, 297)}


def test_the_type_area_is_156_by_225_with_the_binding_edge_inside(pages: list[Page]):
    for page, left in ((pages[2], 28), (pages[3], 26)):
        lines = lines_of(page)
        assert lines[0][0]["x0"] == pytest.approx(left * MM, abs=0.05)
        assert lines[0][-1]["x1"] == pytest.approx((left + 156) * MM, abs=INK)
        assert min(char["top"] for char in lines[0]) >= 37 * MM
        assert max(char["bottom"] for char in lines[-1]) <= 262 * MM


def test_lines_stand_at_one_distance(pages: list[Page]):
    tops = [line[0]["top"] for line in lines_of(pages[2])]
    distances = [below - above for above, below in pairwise(tops)]
    assert distances == pytest.approx([225 * MM / 22] * 21, abs=0.02)


def test_every_full_line_ends_at_the_right_edge(pages: list[Page]):
    ends = {round(line[-1]["x1"], 1) for line in lines_of(pages[2])}
    assert len(ends) == 1


@pytest.mark.parametrize(("number", "edge"), [(2, "right"), (3, "left")])
def test_the_folio_stands_one_character_in_right_on_odd_pages(
    pages: list[Page], number: int, edge: str
):
    page = pages[number]
    folio = [char for char in page.chars if char["size"] == pytest.approx(14, abs=0.1)]
    assert "".join(char["text"] for char in folio) == f"— {number + 1} —"
    if edge == "right":
        assert folio[-1]["x1"] == pytest.approx((28 + 156) * MM - 14, abs=0.5)
    else:
        assert folio[0]["x0"] == pytest.approx(26 * MM + 14, abs=0.5)
    assert folio[0]["top"] == pytest.approx(269 * MM, abs=14)


def test_a_paragraph_begins_two_characters_in(pages: list[Page]):
    line = next(line for line in lines_of(pages[0]) if "".join(c["text"] for c in line)[0] == "中")
    assert line[0]["x0"] == pytest.approx(28 * MM + 2 * 156 * MM / 28, abs=0.05)


def test_no_heading_stands_alone_at_the_foot(pages: list[Page]):
    for page in pages:
        texts = ["".join(char["text"] for char in line) for line in lines_of(page)]
        assert not texts[-1].startswith(("主持词", "一、"))
