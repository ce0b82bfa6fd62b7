"""The papers of a seating, read back."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
import pdfplumber
import pikepdf
import pytest

from planner.documents.glyphs import GlyphError
from planner.documents.press.length import MM
from planner.documents.seating import (
    ChangeWords,
    ChartPaper,
    SeatingPaperFacts,
    make_seat_workbook,
    render_badges,
    render_hall_chart,
    render_seat_changes,
    render_seat_index,
    render_seat_reasons,
    render_table_signs,
    seating_imprint,
)
from planner.documents.sheet.hall_chart import hall_chart_sheet
from planner.documents.sheet.hash import sheet_hash
from planner.domain.plan import NameOrder
from planner.domain.seating.chart import Seating
from planner.domain.venue.sample import sample_venue
from tests.builders import a_person
from tests.documents.reading import find_elements, read_pages, read_rows, read_tag
from tests.documents.seatings import IMPRINT, LONG_NAME, NAMES, a_seating, some_facts

if TYPE_CHECKING:
    from planner.documents.imprint import Imprint

Render = Callable[[SeatingPaperFacts], bytes]
PAPERS: dict[str, Render] = {
    "hall_chart": render_hall_chart,
    "seat_index": render_seat_index,
    "seat_index:pinyin": lambda facts: render_seat_index(facts, NameOrder.PINYIN),
    "seat_reasons": render_seat_reasons,
    "table_signs": render_table_signs,
    "seat_changes": lambda facts: render_seat_changes(
        replace(facts, seating=Seating({"p1": "h3-2"}), imprint=seating_imprint(1)),
        facts,
        ChangeWords("临时请假"),
    ),
}


@pytest.mark.parametrize("key", PAPERS)
def test_every_paper_of_a_seating_is_sound(key: str):
    content = PAPERS[key](some_facts())
    with pikepdf.open(BytesIO(content)) as pdf, pdf.open_outline() as outline:
        assert pdf.check_pdf_syntax() == []
        assert str(pdf.Root.Lang) == "zh-CN"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.docinfo.Title).startswith("政协云岭省第十三届委员会第四次会议开幕会")
        assert len(outline.root) > 0


@pytest.mark.parametrize("key", [key for key in PAPERS if key != "seat_changes"])
def test_a_seating_of_nobody_still_prints(key: str):
    facts = some_facts(seating=Seating({}))
    sitting = replace(facts.sitting, rostrum=None)
    content = PAPERS[key](replace(facts, sitting=sitting))
    assert "尚未安排" in "".join(read_tag(content, "P"))


HOSTILE = "<b>&\"'(){}\\ %s {{7*7}} \u202e\u200b=1+1"


@pytest.mark.parametrize("name", [HOSTILE, "", "\n\t", "··", "（", "甲" * 300, "John Smith"])
def test_any_name_prints(name: str):
    facts = some_facts()
    people = tuple(
        replace(person, name=name, sector=name, group=name) for person in facts.plan.people
    )
    areas = tuple(replace(area, name=name) for area in facts.venue.areas)
    facts = replace(
        facts,
        plan=replace(facts.plan, people=people),
        venue=replace(facts.venue, name=name, areas=areas),
        seating=a_seating(blocks={"p1": name}),
    )
    papers = [render(facts) for render in PAPERS.values()]
    papers.append(render_badges(facts.plan, IMPRINT))
    for content in papers:
        with pikepdf.open(BytesIO(content)) as pdf:
            assert pdf.check_pdf_syntax() == []
    assert make_seat_workbook(facts).startswith(b"PK")


def test_the_same_seating_gives_the_same_bytes_in_another_process():
    code = (
        "import hashlib\n"
        "from tests.documents.test_seating import PAPERS, some_facts\n"
        "for key, render in PAPERS.items():\n"
        "    print(key, hashlib.sha256(render(some_facts())).hexdigest())\n"
    )
    other = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONHASHSEED": "1"},
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    own = [
        f"{key} {hashlib.sha256(render(some_facts())).hexdigest()}"
        for key, render in PAPERS.items()
    ]
    assert other.splitlines() == own


def test_the_foot_tells_version_and_hash():
    facts = some_facts()
    digest = sheet_hash(hall_chart_sheet(facts))
    for number, page in enumerate(read_pages(render_hall_chart(facts)), start=1):
        assert f"座次第2版2027年1月16日印发第{number}页共1页校验码{digest[:8]}" in page


@pytest.mark.parametrize(
    ("imprint", "words"),
    [
        (seating_imprint(), "座次草稿"),
        (seating_imprint(is_preview=True), "草稿，仅供审阅，不得印发"),
    ],
)
def test_a_draft_says_so(imprint: Imprint, words: str):
    assert words in read_pages(render_seat_index(some_facts(imprint=imprint)))[0]


def find_words(content: bytes, page: int = 0) -> dict[str, tuple[float, float]]:
    """Return where names stand: the middle of their characters, run together by their order."""
    found: dict[str, tuple[float, float]] = {}
    with pdfplumber.open(BytesIO(content)) as pdf:
        chars = [char for char in pdf.pages[page].chars if char["text"].strip()]
    text = "".join(char["text"] for char in chars)
    for name in (*NAMES, "周主席", "吴副席"):
        at = text.find(name)
        if at >= 0:
            own = chars[at : at + len(name)]
            found[name] = (
                sum((char["x0"] + char["x1"]) / 2 for char in own) / len(own),
                sum((char["top"] + char["bottom"]) / 2 for char in own) / len(own),
            )
    return found


def test_the_chart_is_seen_from_the_hall_and_not_mirrored():
    content = render_hall_chart(some_facts())
    at = find_words(content)
    first, second, third = (at[name][0] for name in NAMES[:3])
    assert first < second < third
    assert at["欧阳修远"][0] < at["赵敏"][0]
    assert at["周主席"][1] < at["王芳"][1] < at["欧阳修远"][1]
    assert at["周主席"][0] < at["吴副席"][0]
    assert abs(at["王芳"][0] - at["欧阳修远"][0]) < 1
    text = read_pages(content)[0]
    assert "从台下看，主席台在上方" in text


def test_a_mirrored_venue_gives_a_mirrored_chart():
    facts = some_facts()
    areas = tuple(
        replace(
            area,
            rows=tuple(
                replace(row, seats=tuple(replace(seat, x=8 - seat.x) for seat in row.seats))
                for row in area.rows
            ),
        )
        for area in facts.venue.areas
    )
    mirrored = replace(facts, venue=replace(facts.venue, areas=areas))
    at = find_words(render_hall_chart(mirrored))
    assert at["王芳"][0] > at["丁一鸣"][0] > at["李建国"][0]


def test_the_chart_shows_every_name_and_what_seats_are():
    page = read_pages(render_hall_chart(some_facts()))[0]
    for words in ("1排", "2排", "3排", "池座", "门", "柱", "留", "轮", "主席台（2人）"):
        assert words in page
    for name in NAMES:
        assert all(character in page for character in name)
    assert "空座" in page
    assert "李秘书" not in page


def test_the_legend_has_a_number_and_a_count_for_each_block():
    sheet = hall_chart_sheet(some_facts())
    blocks = [(block.number, block.name, block.count) for block in sheet.blocks]
    assert blocks == [(1, "农业界", 3), (2, "经济界", 2), (3, "列席", 1)]
    page = read_pages(render_hall_chart(some_facts()))[0]
    for number, name, count in blocks:
        assert f"{number}{name}（{count}人）" in page


def test_the_chart_states_its_smallest_type():
    content = render_hall_chart(some_facts())
    with pdfplumber.open(BytesIO(content)) as pdf:
        figure = [char for char in pdf.pages[0].chars if char["mcid"] is not None]
        assert (round(pdf.pages[0].width), round(pdf.pages[0].height)) in {(1191, 842), (842, 1191)}
    smallest = min(char["size"] for char in figure)
    assert f"最小字号{smallest:.1f}磅" in read_pages(content)[0]


@pytest.mark.parametrize("paper", ChartPaper)
def test_the_paper_can_be_settled_and_changes_no_hash(paper: ChartPaper):
    content = render_hall_chart(some_facts(), paper)
    with pdfplumber.open(BytesIO(content)) as pdf:
        page = pdf.pages[0]
        sizes = sorted((round(page.width / MM), round(page.height / MM)))
    assert sizes == {"A3": [297, 420], "A2": [420, 594], "A1": [594, 841]}[paper]
    digest = sheet_hash(hall_chart_sheet(some_facts()))
    assert f"校验码{digest[:8]}" in read_pages(content)[0]


@cache
def chart_of_a_large_hall() -> bytes:
    return render_hall_chart(a_large_hall())


def test_a_large_hall_has_an_overview_and_enlargements():
    content = chart_of_a_large_hall()
    with pikepdf.open(BytesIO(content)) as pdf, pdf.open_outline() as outline:
        titles = [item.title for item in outline.root[0].children]
        assert len(find_elements(pdf, "Figure")) == len(pdf.pages) == len(titles)
    assert titles[:2] == ["座区总图", "座次总图"]
    assert all(title.startswith("放大图：池座") for title in titles[2:])
    assert len(titles) > 2
    pages = read_pages(content)
    for number, page in enumerate(pages, start=1):
        assert f"第{number}页共{len(pages)}页" in page
    assert "楼座未使用" in pages[0]
    assert "主席台方向" in pages[2]


def a_large_hall() -> SeatingPaperFacts:
    """Return the shipped hall with 300 people in its front rows."""
    venue = sample_venue("hall")
    seats = [seat.key for row in venue.areas[1].rows for seat in row.seats][:300]
    facts = some_facts(venue=venue)
    people = tuple(a_person(f"x{at}", f"王{chr(0x4E00 + at)}") for at in range(len(seats)))
    seating = Seating(
        {f"x{at}": seat for at, seat in enumerate(seats)},
        blocks={f"x{at}": f"第{at // 30 + 1}组" for at in range(len(seats))},
    )
    plan = replace(facts.plan, people=(*facts.plan.people, *people))
    return replace(facts, plan=plan, seating=seating)


def test_every_name_of_a_large_hall_stands_in_an_enlargement_of_its_own_size():
    content = chart_of_a_large_hall()
    with pdfplumber.open(BytesIO(content)) as pdf:
        large = [
            char["text"]
            for page in pdf.pages[2:]
            for char in page.chars
            if char["size"] >= 10.4 and char["non_stroking_color"] in {(0,), (0.0,)}
        ]
    assert {chr(0x4E00 + at) for at in range(300)} <= set(large)


def test_the_index_lists_everybody_by_strokes():
    rows = read_rows(render_seat_index(some_facts()))
    assert rows[0] == ["姓　名", "区　域", "排", "座"]
    assert rows[1:] == [
        ["二画1人"],
        ["丁一鸣", "池座", "1排", "2座"],
        ["四画1人"],
        ["王　芳", "池座", "1排", "1座"],
        ["七画3人"],
        ["李建国", "池座", "1排", "3座"],
        ["吴副席", "主席台", "前排", "2号位"],
        [LONG_NAME, "池座", "1排", "4座"],
        ["八画2人"],
        ["欧阳修远", "池座", "2排", "1座"],
        ["周主席", "主席台", "前排", "1号位"],
        ["九画1人"],
        ["赵　敏", "池座", "2排", "2座"],
    ]


def test_the_index_lists_everybody_by_pinyin():
    rows = read_rows(render_seat_index(some_facts(), NameOrder.PINYIN))
    assert [row[0] for row in rows[1:]] == [
        "A1人", LONG_NAME, "D1人", "丁一鸣", "L1人", "李建国", "O1人", "欧阳修远",
        "W2人", "王　芳", "吴副席", "Z2人", "赵　敏", "周主席",
    ]  # fmt: skip


def test_the_index_flows_from_column_to_column():
    with pdfplumber.open(BytesIO(render_seat_index(a_large_hall()))) as pdf:
        columns = [
            {round(word["x0"]) for word in page.extract_words() if word["text"] == "池座"}
            for page in pdf.pages
        ]
    assert [len(each) for each in columns] == [3, 3, 2]


def test_reasons_stand_by_row_and_seat():
    content = render_seat_reasons(some_facts())
    assert read_rows(content)[1:] == [
        ["池座1排（4人）"],
        ["1", "王　芳", "经济界", "第1位", ""],
        ["2", "丁一鸣", "经济界", "第2位", "李秘书"],
        ["3", "李建国", "农业界", "第3位", ""],
        ["4", LONG_NAME, "农业界", "第4位", ""],
        ["池座2排（2人）"],
        ["1", "欧阳修远", "农业界", "第5位", ""],
        ["2", "赵　敏", "列席", "第6位", ""],
        ["未就座（1人）"],
        ["", "孙后到", "", "座位不足，未能安排", ""],
    ]


def test_the_workbook_has_seats_and_both_indexes():
    book = openpyxl.load_workbook(BytesIO(make_seat_workbook(some_facts())))
    assert book.sheetnames == ["座次表", "笔画索引", "拼音索引", "未就座"]
    assert [cell.value for cell in book["座次表"][3]] == [
        1, "池座", "1排", "1", "王芳", "经济界", "第1位", None,
    ]  # fmt: skip
    assert [cell.value for cell in book["笔画索引"][3]] == [1, "丁一鸣", "池座", "1排", "2座"]
    assert book.properties.description == "座次第2版"


def test_a_name_that_no_font_has_stops_the_chart():
    facts = some_facts()
    people = (a_person("p1", "王\U000323af"), *facts.plan.people[1:])
    with pytest.raises(GlyphError):
        render_hall_chart(replace(facts, plan=replace(facts.plan, people=people)))


@pytest.mark.parametrize("kind", ["hollow_square", "u_shape", "dining"])
def test_rooms_and_tables_are_drawn(kind: str):
    venue = sample_venue(kind)
    seats = [seat.key for seat in venue.list_seats()[: len(NAMES)]]
    seating = a_seating(
        seat_of={f"p{at}": seat for at, seat in enumerate(seats, start=1)},
        locks={},
        reserved=frozenset(),
    )
    facts = some_facts(venue=venue, seating=seating)
    content = render_hall_chart(replace(facts, imprint=IMPRINT))
    page = read_pages(content)[0]
    assert "从台下看，会场前方在上" in page
    assert "门" in page
    at = find_words(content, 0 if len(read_pages(content)) == 1 else 1)
    assert set(NAMES) - {LONG_NAME} <= set(at)
