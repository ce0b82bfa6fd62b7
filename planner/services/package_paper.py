"""The papers of a package."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from planner.calendars.event import calendar_hash
from planner.calendars.writer import render_calendar
from planner.documents.catalogue import list_papers, notice_paper
from planner.documents.font import fonts_fingerprint
from planner.documents.press.metadata import Enclosure
from planner.documents.render import make_sheet, render_pdf, sheet_hash
from planner.domain.plan import Edition
from planner.services.package_calendar import stand_sheet
from planner.services.package_part import (
    PackagePart,
    PreparedPart,
    library_version,
    place_files,
    seal,
)

if TYPE_CHECKING:
    from planner.calendars.event import CalendarSheet
    from planner.documents.imprint import Imprint
    from planner.documents.paper import Paper
    from planner.documents.render import Sheet
    from planner.services.package_part import Workshop

FOLDER = "文件"
ENCLOSED = {"schedule:public": "meeting"}
"""Papers with a calendar inside, by their keys."""
LIBRARIES = ("weasyprint", "pydyf", "uharfbuzz")
"""What the bytes of a paper depend on beside the words, the layout and the fonts."""


def paper_parts(workshop: Workshop) -> tuple[PackagePart, ...]:
    """Return the papers of a plan as parts."""
    papers = [*list_papers(workshop.plan), *list_notice(workshop)]
    paths = place_files(FOLDER, (each.filename for each in papers))
    return tuple(
        PackagePart(
            key=each.key,
            title=each.title,
            path=path,
            prepare=partial(prepare_paper, workshop, each),
        )
        for each, path in zip(papers, paths, strict=True)
    )


def list_notice(workshop: Workshop) -> list[Paper]:
    """Return the notice of what the revision changed, where there is one before it."""
    return [notice_paper(workshop.plan.edition.number)] if workshop.notice else []


def prepare_paper(workshop: Workshop, paper: Paper) -> PreparedPart:
    """Return a paper ready to be printed."""
    sheet: Sheet
    if workshop.notice and paper.key == notice_paper(workshop.plan.edition.number).key:
        sheet = workshop.notice()
    else:
        sheet = make_sheet(workshop.plan, workshop.timeline, paper, workshop.today)
    content = sheet_hash(sheet)
    imprint = workshop.imprint_for(paper.key, content)
    edition = Edition(imprint.number, imprint.issued_on)
    enclosed = enclose(workshop, paper, edition)
    return PreparedPart(
        content=content,
        edition=edition,
        digest=seal(
            "pdf",
            paper,
            content,
            imprint,
            fonts_fingerprint(workshop.fonts),
            enclosed and (calendar_hash(enclosed), enclosed.entries),
            *map(library_version, LIBRARIES),
        ),
        render=partial(print_paper, workshop, paper, sheet, imprint, enclosed),
    )


def enclose(workshop: Workshop, paper: Paper, edition: Edition) -> CalendarSheet | None:
    """Return the calendar that travels inside a paper, if one does."""
    if paper.key not in ENCLOSED:
        return None
    return stand_sheet(workshop, workshop.calendars[ENCLOSED[paper.key]], edition)


def print_paper(
    workshop: Workshop, paper: Paper, sheet: Sheet, imprint: Imprint, enclosed: CalendarSheet | None
) -> bytes:
    """Return the PDF of a paper, with the calendar that belongs to it inside."""
    attachments = []
    if enclosed:
        content = render_calendar(enclosed)
        attachments.append(Enclosure(f"{enclosed.key}.ics", content, enclosed.name))
    return render_pdf(sheet, paper, imprint, fonts=workshop.fonts, attachments=attachments)
