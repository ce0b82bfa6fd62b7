"""The papers of a seating: each one function from its facts to the bytes of a file.

    facts = SeatingPaperFacts(plan, sitting, venue, seating, imprint)
    render_hall_chart(facts)                          会场座次图: overview and enlargements
    render_seat_index(facts, NameOrder.PINYIN)        座次索引
    render_table_signs(facts, SignFormat.WIDE_200)    桌签; ``only`` those whose sign changed
    render_seat_changes(before, after, ChangeWords(…))  座次变更单, from the facts of two versions
    render_seat_reasons(facts)                        排座依据
    make_seat_workbook(facts)                         座次表 as a workbook
    render_badges(plan, imprint, BadgeOptions(…))     证件; they are the meeting's, no seating's
    render_rostrum_chart(plan, key, imprint, View.ROSTRUM)  主席台座次图, 从台上看

``imprint`` is that of the seating, not of the plan: ``seating_imprint(number, …)``; number 0 is a
draft and says 座次草稿, a preview (``is_preview``) says 草稿 on every page. All functions are pure:
the same facts, imprint and fonts give the same bytes. A name that no font can print raises a
GlyphError, a photo that is no JPEG a PhotoError. The sheets (``hall_chart_sheet(facts)`` …) are
what is printed; ``sheet_hash`` of one is what the feet of its pages state. Each sign and each page
of badges bears a hash of its own, so that only those that changed need be printed again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planner.documents.font import FontSettings
from planner.documents.imprint import Imprint
from planner.documents.paper import Paper
from planner.documents.render import render_pdf
from planner.documents.sheet.badge import BadgeFormat, BadgeOptions, PhotoError, badges_sheet
from planner.documents.sheet.hall_chart import ChartPaper, hall_chart_sheet
from planner.documents.sheet.rostrum import rostrum_sheet
from planner.documents.sheet.seat_change import ChangeWords, SeatApproval, seat_changes_sheet
from planner.documents.sheet.seat_index import seat_index_sheet
from planner.documents.sheet.seat_reason import seat_reasons_sheet
from planner.documents.sheet.seating import SERIES, SeatingPaperFacts
from planner.documents.sheet.table_sign import SignFormat, table_signs_sheet
from planner.documents.workbook_seat import make_seat_workbook
from planner.domain.plan import NameOrder
from planner.domain.rostrum import View
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from planner.documents.imprint import Approval
    from planner.documents.render import AnySheet
    from planner.domain.plan import Plan

__all__ = [
    "BadgeFormat",
    "BadgeOptions",
    "ChangeWords",
    "ChartPaper",
    "PhotoError",
    "SeatApproval",
    "SeatingPaperFacts",
    "SignFormat",
    "make_seat_workbook",
    "render_badges",
    "render_hall_chart",
    "render_rostrum_chart",
    "render_seat_changes",
    "render_seat_index",
    "render_seat_reasons",
    "render_table_signs",
    "seating_imprint",
]

DEFAULT_FONTS = FontSettings()
HALL_CHART = Wording("会场座次图", "Hall chart")
SEAT_INDEX = Wording("座次索引", "Seat index")
TABLE_SIGNS = Wording("桌签", "Table signs")
BADGES = Wording("证件", "Badges")
ROSTRUM_CHART = Wording("主席台座次图", "Rostrum chart")
SEAT_CHANGES = Wording("座次变更单", "Seat change sheet")
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


def render_hall_chart(
    facts: SeatingPaperFacts,
    paper: ChartPaper | None = None,
    fonts: FontSettings = DEFAULT_FONTS,
) -> bytes:
    """Return 会场座次图; without a paper it is on the smallest where its names are legible."""
    sheet = replace(hall_chart_sheet(facts), paper=paper)
    return _render(sheet, HALL_CHART, facts, fonts)


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


def render_table_signs(
    facts: SeatingPaperFacts,
    sign_format: SignFormat = SignFormat.FOLDED_A4,
    only: Collection[str] | None = None,
    fonts: FontSettings = DEFAULT_FONTS,
) -> bytes:
    """Return 桌签 of everybody, or of ``only`` some people, by their keys."""
    return _render(table_signs_sheet(facts, sign_format, only), TABLE_SIGNS, facts, fonts)


def render_seat_changes(
    before: SeatingPaperFacts,
    after: SeatingPaperFacts,
    words: ChangeWords,
    fonts: FontSettings = DEFAULT_FONTS,
) -> bytes:
    """Return 座次变更单 from one version to another; it bears the imprint of the later one."""
    return _render(seat_changes_sheet(before, after, words), SEAT_CHANGES, after, fonts)


def render_badges(
    plan: Plan,
    imprint: Imprint,
    options: BadgeOptions = BadgeOptions(),  # noqa: B008  a frozen value
    fonts: FontSettings = DEFAULT_FONTS,
) -> bytes:
    """Return 证件; ``imprint`` is the plan's."""
    sheet = badges_sheet(plan, options)
    return render_pdf(sheet, Paper("", BADGES, "", ""), imprint, fonts=fonts)


def render_rostrum_chart(
    plan: Plan,
    sitting: str,
    imprint: Imprint,
    view: View = View.HALL,
    fonts: FontSettings = DEFAULT_FONTS,
) -> bytes:
    """Return 主席台座次图 of a sitting, by its key, from the hall or from the rostrum."""
    sheet = rostrum_sheet(plan, sitting, view)
    return render_pdf(sheet, Paper("", ROSTRUM_CHART, "", ""), imprint, fonts=fonts)


def _render(
    sheet: AnySheet, title: Wording, facts: SeatingPaperFacts, fonts: FontSettings
) -> bytes:
    return render_pdf(sheet, Paper("", title, "", ""), facts.imprint, fonts=fonts)
