"""Table signs, read back: both faces, the far one turned."""

from __future__ import annotations

from io import BytesIO

import pdfplumber
import pikepdf
import pytest

from planner.documents.press.length import MM
from planner.documents.seating import SignFormat, render_table_signs
from tests.documents.seatings import LONG_NAME, some_facts

PAGES = {
    SignFormat.FOLDED_A4: (297, 210),
    SignFormat.WIDE_210: (210, 297),
    SignFormat.WIDE_200: (210, 297),
}
FACES = {
    SignFormat.FOLDED_A4: (297, 105),
    SignFormat.WIDE_210: (210, 140),
    SignFormat.WIDE_200: (200, 100),
}


def read_faces(content: bytes, page: int) -> tuple[list[dict], list[dict]]:
    """Return the large characters of a page: those that are turned, and those that are upright."""
    with pdfplumber.open(BytesIO(content)) as pdf:
        large = [
            char for char in pdf.pages[page].chars if char["size"] > 20 and char["text"].strip()
        ]
    turned = [char for char in large if char["matrix"][0] < 0 and char["matrix"][3] < 0]
    return turned, [char for char in large if char["matrix"][0] > 0 and char["matrix"][3] > 0]


@pytest.mark.parametrize("sign_format", SignFormat)
def test_both_faces_bear_the_name_and_the_far_one_is_turned(sign_format: SignFormat):
    content = render_table_signs(some_facts(), sign_format, {"p2"})
    turned, upright = read_faces(content, 0)
    assert "".join(char["text"] for char in upright) == "丁一鸣"
    assert sorted(char["text"] for char in turned) == sorted("丁一鸣")
    assert [char["x0"] for char in upright] == sorted(char["x0"] for char in upright)
    by_text = {char["text"]: char["x0"] for char in turned}
    assert by_text["丁"] > by_text["一"] > by_text["鸣"]
    assert max(char["bottom"] for char in turned) < min(char["top"] for char in upright)
    with pdfplumber.open(BytesIO(content)) as pdf:
        page = pdf.pages[0]
        assert (round(page.width / MM), round(page.height / MM)) == PAGES[sign_format]


@pytest.mark.parametrize("sign_format", SignFormat)
@pytest.mark.parametrize("person", ["p1", "p2", "p4", "p5"])
def test_the_name_is_as_large_as_its_face_has_room_for(sign_format: SignFormat, person: str):
    _, upright = read_faces(render_table_signs(some_facts(), sign_format, {person}), 0)
    width, height = (each * MM for each in FACES[sign_format])
    wide = max(char["x1"] for char in upright) - min(char["x0"] for char in upright)
    size = upright[0]["size"]
    assert wide <= width - 28 * MM + 0.5
    assert size == pytest.approx(height * 0.62, abs=0.1) or wide > width - 28 * MM - 2
    assert len({round(char["top"], 1) for char in upright}) == 1


def test_a_name_in_parts_stands_in_one_line_and_is_whole():
    _, upright = read_faces(render_table_signs(some_facts(), SignFormat.WIDE_200, {"p4"}), 0)
    assert "".join(char["text"] for char in upright) == LONG_NAME


def test_signs_come_by_seat_those_of_the_rostrum_first():
    content = render_table_signs(some_facts())
    with pikepdf.open(BytesIO(content)) as pdf, pdf.open_outline() as outline:
        titles = [item.title for item in outline.root]
    assert titles == [
        "周主席", "吴副席", "王　芳", "丁一鸣", "李建国", LONG_NAME, "欧阳修远", "赵　敏",
    ]  # fmt: skip


def test_the_small_print_names_the_seat_and_a_hash_of_the_sign_alone():
    facts = some_facts()
    with pdfplumber.open(BytesIO(render_table_signs(facts))) as pdf:
        feet = [page.extract_text().splitlines()[-1] for page in pdf.pages]
    assert feet[2].startswith("池座1排1座")
    assert "座次第2版" in feet[2]
    assert "第3页 共8页" in feet[2]
    with pdfplumber.open(BytesIO(render_table_signs(facts, only={"p1"}))) as pdf:
        alone = pdf.pages[0].extract_text().splitlines()[-1]
    assert alone.split()[-1] == feet[2].split()[-1]
    assert len({foot.split()[-1] for foot in feet}) == 8


def test_nobody_chosen_is_said():
    with pdfplumber.open(BytesIO(render_table_signs(some_facts(), only=()))) as pdf:
        assert "尚未安排" in (pdf.pages[0].extract_text() or "")
