"""Who approved a revision stands on its papers, and changes nothing of what they say."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from planner.documents.catalogue import list_papers, notice_paper
from planner.documents.glyphs import GlyphError
from planner.documents.imprint import Approval, Imprint
from planner.documents.render import make_sheet, render_pdf
from planner.documents.sheet.notice import notice_sheet
from planner.domain.plan import Edition, Plan
from planner.domain.timeline import back_schedule
from tests.builders import a_sound_plan
from tests.documents.reading import read_pages

DAY = date(2026, 12, 3)
AT = datetime(2026, 12, 3, 16, 5, tzinfo=UTC)
APPROVED = Imprint(8, DAY, "http://localhost/v/", Approval("陈国华", AT, "同意，抓紧印发。"))
WORDS = "审定：陈国华2026年12月4日0:05意见：同意，抓紧印发。"


def print_paper(key: str, imprint: Imprint, plan: Plan | None = None) -> bytes:
    plan = plan or a_sound_plan()
    (paper,) = [each for each in list_papers(plan) if each.key == key]
    sheet = make_sheet(plan, back_schedule(plan, DAY), paper, DAY)
    return render_pdf(sheet, paper, imprint)


def test_every_page_says_who_approved_it_when_and_how() -> None:
    for key in ("agenda", "timeline", "schedule:public", "letters"):
        pages = read_pages(print_paper(key, APPROVED))
        assert [WORDS in page for page in pages] == [True] * len(pages), key


def test_the_same_approval_gives_the_same_bytes() -> None:
    assert print_paper("agenda", APPROVED) == print_paper("agenda", APPROVED)


def test_what_nobody_approved_says_nothing_of_it() -> None:
    assert "审定" not in read_pages(print_paper("agenda", replace(APPROVED, approval=None)))[0]


def test_a_long_remark_takes_three_lines_on_the_last_page_and_one_elsewhere() -> None:
    approval = Approval("陈国华", AT, "请会务组当面通知各小组召集人。" * 40)
    sheet = notice_sheet(
        replace(a_sound_plan(), edition=Edition(8, DAY)),
        7,
        [(f"第{each}项任务的名称有调整", "会务组") for each in range(40)],
        [],
    )
    imprint = replace(APPROVED, approval=approval)
    pages = read_pages(render_pdf(sheet, notice_paper(8), imprint))
    counts = [page.count("当面通知") for page in pages]
    assert counts[-1] > 2 * counts[0] >= 2
    assert [page.count("……") for page in pages] == [1] * len(pages)


def test_the_block_on_the_rostrum_chart_is_filled_in() -> None:
    page = read_pages(print_paper("rostrum:open", APPROVED))[0]
    assert [page.count("陈国华"), page.count("2026年12月4日")] == [2, 2]


def test_a_character_that_no_font_has_stops_the_paper() -> None:
    approval = Approval("陈国华", AT, "同意😀")
    with pytest.raises(GlyphError, match="😀"):
        print_paper("agenda", replace(APPROVED, approval=approval))
