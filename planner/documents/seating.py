"""The papers of a seating: each one function from its facts to the bytes of a file.

    facts = SeatingPaperFacts(plan, sitting, venue, seating, imprint)
    render_hall_chart(facts)                      会场座次图: overview and enlargements
    render_seat_index(facts, NameOrder.PINYIN)    座次索引
    render_seat_reasons(facts)                    排座依据
    make_seat_workbook(facts)                     座次表 as a workbook

``imprint`` is that of the seating, not of the plan: ``seating_imprint(number, …)``; number 0 is a
draft and says 座次草稿, a preview (``is_preview``) says 草稿 on every page. All functions are pure:
the same facts, imprint and fonts give the same bytes. A name that no font can print raises a
GlyphError. ``seating_hash(sheet)`` of the sheets is what the foot of each page states.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.documents.font import FontSettings
from planner.documents.imprint import Imprint
from planner.documents.paper import Paper
from planner.documents.render import render_pdf
from planner.documents.sheet.hall_chart import hall_chart_sheet
from planner.documents.sheet.seat_index import seat_index_sheet
from planner.documents.sheet.seat_reason import seat_reasons_sheet
from planner.documents.sheet.seating import SERIES, SeatingPaperFacts
from planner.documents.workbook_seat import make_seat_workbook
from planner.domain.plan import NameOrder
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from datetime import date

    from planner.documents.imprint import Approval
    from planner.documents.render import AnySheet

__all__ = [
    "SeatingPaperFacts",
    "make_seat_workbook",
    "render_hall_chart",
    "render_seat_index",
    "render_seat_reasons",
    "seating_imprint",
]

DEFAULT_FONTS = FontSettings()
HALL_CHART = Wording("会场座次图", "Hall chart")
SEAT_INDEX = Wording("座次索引", "Seat index")
SEAT_REASONS = Wording("排座依据", "Reasons of the seats")


def seating_imprint(
    number: int = 0,
    issued_on: date | None = None,
    verify_url: str = "",
    approval: Approval | None = None,
    *,
    is_preview: bool = False,
) -> Imprint:
    """Return the imprint of a version of a seating: 座次第2版."""
    return Imprint(number, issued_on, verify_url, approval, is_preview, SERIES)


def render_hall_chart(facts: SeatingPaperFacts, fonts: FontSettings = DEFAULT_FONTS) -> bytes:
    """Return 会场座次图."""
    return _render(hall_chart_sheet(facts), HALL_CHART, facts, fonts)


def render_seat_index(
    facts: SeatingPaperFacts,
    by: NameOrder = NameOrder.STROKES,
    fonts: FontSettings = DEFAULT_FONTS,
) -> bytes:
    """Return 座次索引, by strokes or by pinyin."""
    return _render(seat_index_sheet(facts, by), SEAT_INDEX, facts, fonts)


def render_seat_reasons(facts: SeatingPaperFacts, fonts: FontSettings = DEFAULT_FONTS) -> bytes:
    """Return 排座依据."""
    return _render(seat_reasons_sheet(facts), SEAT_REASONS, facts, fonts)


def _render(
    sheet: AnySheet, title: Wording, facts: SeatingPaperFacts, fonts: FontSettings
) -> bytes:
    return render_pdf(sheet, Paper("", title, "", ""), facts.imprint, fonts=fonts)
