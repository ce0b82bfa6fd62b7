"""From a paper of a plan to its sheet, and from the sheet to the PDF."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from planner.documents.font import FontSettings
from planner.documents.glyphs import GlyphError, MissingGlyph, texts_of
from planner.documents.layout.agenda import compose_agenda
from planner.documents.layout.roster import compose_roster
from planner.documents.layout.schedule import compose_schedule
from planner.documents.press.foot import Foot, paint_feet
from planner.documents.press.structure import Element
from planner.documents.press.typeface import open_type_case
from planner.documents.sheet.agenda import AgendaSheet, agenda_sheet
from planner.documents.sheet.hash import sheet_hash
from planner.documents.sheet.roster import (
    RosterSheet,
    sector_roster_sheet,
    sitting_in_roster_sheet,
    strokes_roster_sheet,
)
from planner.documents.sheet.schedule import ScheduleSheet, schedule_sheet
from planner.domain.error import UnknownReferenceError
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from planner.documents.catalogue import Paper
    from planner.documents.imprint import Imprint
    from planner.documents.press.page import Flow
    from planner.documents.press.pdf import Enclosure
    from planner.documents.press.typeface import TypeCase
    from planner.domain.plan import Plan
    from planner.domain.timeline import Timeline

__all__ = ["Sheet", "make_sheet", "render_pdf", "sheet_hash"]

DEFAULT_FONTS = FontSettings()
Sheet = AgendaSheet | ScheduleSheet | RosterSheet

SHEETS: dict[str, Callable[[Plan], Sheet]] = {
    "agenda": agenda_sheet,
    "schedule:public": partial(schedule_sheet, is_internal=False),
    "schedule:internal": partial(schedule_sheet, is_internal=True),
    "roster:strokes": strokes_roster_sheet,
    "roster:sector": sector_roster_sheet,
    "roster:sitting_in": sitting_in_roster_sheet,
}
LAYOUTS: dict[type, Callable[[Any, TypeCase], list[Flow]]] = {
    AgendaSheet: compose_agenda,
    ScheduleSheet: compose_schedule,
    RosterSheet: compose_roster,
}


def make_sheet(plan: Plan, timeline: Timeline, paper: Paper, today: date) -> Sheet:
    """Return what a paper of a plan says."""
    del timeline, today
    if paper.key in SHEETS:
        return SHEETS[paper.key](plan)
    raise UnknownReferenceError(
        Wording(f"没有名为“{paper.key}”的文件。", f"There is no paper {paper.key!r}.")
    )


def render_pdf(
    sheet: Sheet,
    paper: Paper,
    imprint: Imprint,
    *,
    fonts: FontSettings = DEFAULT_FONTS,
    attachments: Sequence[Enclosure] = (),
) -> bytes:
    """Return the PDF of a sheet; the same sheet, imprint and fonts give the same bytes."""
    from planner.documents.press.pdf import Metadata, write_pdf  # noqa: PLC0415  slow to load

    case = open_type_case(fonts)
    check_glyphs(sheet, case)
    flows = LAYOUTS[type(sheet)](sheet, case)
    digest = sheet_hash(sheet)
    root = Element("Document")
    for flow in flows:
        foot = Foot(sheet.masthead.name, digest, imprint, sheet.masthead.label)
        paint_feet(flow.canvases, flow.format, foot, case)
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


def check_glyphs(sheet: Sheet, case: TypeCase) -> None:
    """Raise a GlyphError that names every character of a sheet that no font has."""
    missing = {
        MissingGlyph(character, text, sheet.masthead.title): None
        for text in texts_of(sheet)
        for character in text
        if not case.song.has(character)
    }
    if missing:
        raise GlyphError(tuple(missing))
