"""From a paper of a plan to its sheet, and from the sheet to the PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.documents.font import FontSettings
from planner.documents.glyphs import GlyphError, MissingGlyph, texts_of
from planner.documents.layout.agenda import compose_agenda
from planner.documents.layout.badge import compose_badges
from planner.documents.layout.coverage import compose_coverage
from planner.documents.layout.hall_chart import compose_hall_chart
from planner.documents.layout.letter import compose_letters
from planner.documents.layout.notice import compose_notice
from planner.documents.layout.proceedings import compose_proceedings
from planner.documents.layout.responsibility import compose_responsibility
from planner.documents.layout.roadmap import compose_roadmap
from planner.documents.layout.roster import compose_roster
from planner.documents.layout.rostrum import compose_rostrum
from planner.documents.layout.schedule import compose_schedule
from planner.documents.layout.seat_change import compose_seat_changes
from planner.documents.layout.seat_index import compose_seat_index
from planner.documents.layout.seat_reason import compose_seat_reasons
from planner.documents.layout.table_sign import compose_table_signs
from planner.documents.layout.timeline import compose_timeline
from planner.documents.press.foot import Foot, paint_feet, paint_slips
from planner.documents.press.metadata import Metadata
from planner.documents.press.structure import Element
from planner.documents.press.typeface import open_type_case
from planner.documents.sheet.agenda import AgendaSheet
from planner.documents.sheet.badge import BadgesSheet
from planner.documents.sheet.coverage import CoverageSheet
from planner.documents.sheet.hall_chart import HallChartSheet
from planner.documents.sheet.hash import sheet_hash
from planner.documents.sheet.letter import LettersSheet
from planner.documents.sheet.notice import NoticeSheet
from planner.documents.sheet.order import Sheet, make_sheet
from planner.documents.sheet.proceedings import ProceedingsSheet
from planner.documents.sheet.responsibility import ResponsibilitySheet
from planner.documents.sheet.roadmap import RoadmapSheet
from planner.documents.sheet.roster import RosterSheet
from planner.documents.sheet.rostrum import RostrumSheet
from planner.documents.sheet.schedule import ScheduleSheet
from planner.documents.sheet.seat_change import SeatChangesSheet
from planner.documents.sheet.seat_index import SeatIndexSheet
from planner.documents.sheet.seat_reason import SeatReasonsSheet
from planner.documents.sheet.table_sign import TableSignsSheet
from planner.documents.sheet.timeline import TimelineSheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from planner.documents.imprint import Approval, Imprint
    from planner.documents.paper import Paper
    from planner.documents.press.metadata import Enclosure
    from planner.documents.press.page import Flow
    from planner.documents.press.typeface import TypeCase

__all__ = ["Sheet", "make_sheet", "render_pdf", "sheet_hash"]

DEFAULT_FONTS = FontSettings()
AnySheet = (
    Sheet
    | BadgesSheet
    | HallChartSheet
    | SeatChangesSheet
    | SeatIndexSheet
    | SeatReasonsSheet
    | TableSignsSheet
)
"""The sheets of a plan's papers, and those of a seating's."""
LAYOUTS: dict[type, Callable[[Any, TypeCase], list[Flow]]] = {
    AgendaSheet: compose_agenda,
    BadgesSheet: compose_badges,
    CoverageSheet: compose_coverage,
    HallChartSheet: compose_hall_chart,
    LettersSheet: compose_letters,
    NoticeSheet: compose_notice,
    ProceedingsSheet: compose_proceedings,
    ResponsibilitySheet: compose_responsibility,
    RoadmapSheet: compose_roadmap,
    RosterSheet: compose_roster,
    RostrumSheet: compose_rostrum,
    ScheduleSheet: compose_schedule,
    SeatChangesSheet: compose_seat_changes,
    SeatIndexSheet: compose_seat_index,
    SeatReasonsSheet: compose_seat_reasons,
    TableSignsSheet: compose_table_signs,
    TimelineSheet: compose_timeline,
}


def render_pdf(
    sheet: AnySheet,
    paper: Paper,
    imprint: Imprint,
    *,
    fonts: FontSettings = DEFAULT_FONTS,
    attachments: Sequence[Enclosure] = (),
) -> bytes:
    """Return the PDF of a sheet; the same sheet, imprint and fonts give the same bytes."""
    from planner.documents.press.pdf import write_pdf  # noqa: PLC0415  slow to load

    case = open_type_case(fonts)
    check_glyphs(sheet, case)
    check_approval(imprint, case)
    flows = LAYOUTS[type(sheet)](sheet, case)
    digest = sheet_hash(sheet)
    root = Element("Document")
    for flow, counted in count_pages(flows):
        foot = Foot(
            flow.title or sheet.masthead.name,
            flow.digest or digest,
            imprint,
            sheet.masthead.label,
        )
        if flow.foot_slots:
            paint_slips(flow.foot_slots, foot, case)
        else:
            paint_feet(flow.canvases, flow.format, foot, case, counted)
        if imprint.approval:
            fill_approval(flow, imprint.approval)
        root.kids.extend(flow.root.kids)
    return write_pdf(
        [canvas for flow in flows for canvas in flow.canvases],
        root,
        Metadata(
            title=sheet.masthead.title,
            author=sheet.masthead.organisation,
            subject=f"{paper.title.zh}　{imprint.revision}",
            issued_on=imprint.issued_on,
            identity=f"{digest[:32]}-{imprint.number}",
        ),
        attachments,
    )


def count_pages(flows: Sequence[Flow]) -> Iterator[tuple[Flow, tuple[int, int]]]:
    """Yield each flow, how many pages of its paper come before it, and how many there are."""
    papers: list[list[Flow]] = []
    for flow in flows:
        if flow.is_continued:
            papers[-1].append(flow)
        else:
            papers.append([flow])
    for paper in papers:
        total, before = sum(len(flow.canvases) for flow in paper), 0
        for flow in paper:
            yield flow, (before, total)
            before += len(flow.canvases)


def fill_approval(flow: Flow, approval: Approval) -> None:
    """Fill in who approved and when, on a paper with a block for it."""
    facts = {"name": approval.name, "day": approval.day}
    for slot in flow.approval_slots:
        with slot.canvas.tagged(flow.root.add("P")):
            slot.canvas.text(slot.x, slot.baseline, facts[slot.fact], slot.ink)


def check_approval(imprint: Imprint, case: TypeCase) -> None:
    """Raise a GlyphError that names every character of an approval that no font has."""
    words = imprint.approval.words if imprint.approval else ""
    missing = dict.fromkeys(each for each in words if not case.song.has(each))
    if missing:
        raise GlyphError(tuple(MissingGlyph(each, words, "审定") for each in missing))


def check_glyphs(sheet: AnySheet, case: TypeCase) -> None:
    """Raise a GlyphError that names every character of a sheet that no font has."""
    missing = {
        MissingGlyph(character, text, sheet.masthead.title): None
        for text in texts_of(sheet)
        for character in text
        if not case.song.has(character)
    }
    if missing:
        raise GlyphError(tuple(missing))
