"""The papers that every seating makes, by their keys: for whoever keeps, lists and prints them.

Badges are the meeting's, change sheets are about two versions, and rostrum charts are the plan's
own papers: they are not among these.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.documents.catalogue import A4
from planner.documents.font import FontSettings
from planner.documents.paper import Paper
from planner.documents.render import render_pdf
from planner.documents.sheet.hall_chart import hall_chart_sheet
from planner.documents.sheet.seat_index import seat_index_sheet
from planner.documents.sheet.seat_reason import seat_reasons_sheet
from planner.documents.sheet.table_sign import SignFormat, table_signs_sheet
from planner.domain.error import UnknownReferenceError
from planner.domain.plan import NameOrder
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Collection

    from planner.documents.render import AnySheet
    from planner.documents.sheet.seating import SeatingPaperFacts

DEFAULT_FONTS = FontSettings()
A3_OR_LARGER = "A3 或更大"
SIGN_WORDS = {
    SignFormat.FOLDED_A4: Wording("A4 对折", "A4, folded"),
    SignFormat.WIDE_210: Wording("210×140 毫米", "210 × 140 mm"),
    SignFormat.WIDE_200: Wording("200×100 毫米", "200 × 100 mm"),
}


def list_seating_papers() -> tuple[Paper, ...]:
    """Return the papers of a seating in the order of the package."""
    return (
        _paper("hall_chart", "01", Wording("会场座次图", "Hall chart"), A3_OR_LARGER),
        _paper("seat_index:strokes", "02", Wording("座次索引（按姓氏笔画）", "Seats by strokes")),
        _paper("seat_index:pinyin", "03", Wording("座次索引（按汉语拼音）", "Seats by pinyin")),
        *(
            _paper(
                f"table_signs:{each.value}",
                "04",
                Wording(f"桌签（{words.zh}）", f"Table signs ({words.en})"),
            )
            for each, words in SIGN_WORDS.items()
        ),
        _paper("seat_reasons", "06", Wording("排座依据", "Reasons of the seats")),
    )


def make_seating_sheet(
    facts: SeatingPaperFacts, key: str, only: Collection[str] | None = None
) -> AnySheet:
    """Return what a paper of a seating says; of signs, those of ``only`` some people.

    Raises:
        UnknownReferenceError: There is no paper of that key.
    """
    kind, _, choice = key.partition(":")
    if key not in {paper.key for paper in list_seating_papers()}:
        raise UnknownReferenceError(
            Wording(f"没有名为“{key}”的文件。", f"There is no paper {key!r}.")
        )
    if kind == "table_signs":
        return table_signs_sheet(facts, SignFormat(choice), only)
    if kind == "seat_index":
        return seat_index_sheet(facts, NameOrder(choice))
    return hall_chart_sheet(facts) if kind == "hall_chart" else seat_reasons_sheet(facts)


def render_seating_paper(
    facts: SeatingPaperFacts,
    key: str,
    only: Collection[str] | None = None,
    fonts: FontSettings = DEFAULT_FONTS,
) -> bytes:
    """Return the PDF of a paper of a seating."""
    sheet = make_seating_sheet(facts, key, only)
    paper = next(each for each in list_seating_papers() if each.key == key)
    return render_pdf(sheet, paper, facts.imprint, fonts=fonts)


def _paper(key: str, number: str, title: Wording, page: str = A4) -> Paper:
    return Paper(key, title, f"{number}-{title.zh}.pdf", page)
