"""The papers of a package."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from planner.documents.catalogue import list_papers
from planner.documents.font import fonts_fingerprint
from planner.documents.render import make_sheet, render_pdf, sheet_hash
from planner.domain.plan import Edition
from planner.services.package_part import PackagePart, PreparedPart, place_files, seal

if TYPE_CHECKING:
    from planner.documents.catalogue import Paper
    from planner.services.package_part import Workshop

FOLDER = "文件"


def paper_parts(workshop: Workshop) -> tuple[PackagePart, ...]:
    """Return the papers of a plan as parts."""
    papers = list_papers(workshop.plan)
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


def prepare_paper(workshop: Workshop, paper: Paper) -> PreparedPart:
    """Return a paper ready to be printed."""
    sheet = make_sheet(workshop.plan, workshop.timeline, paper, workshop.today)
    content = sheet_hash(sheet)
    imprint = workshop.imprint_for(paper.key, content)
    return PreparedPart(
        content=content,
        edition=Edition(imprint.number, imprint.issued_on),
        digest=seal("pdf", paper, content, imprint, fonts_fingerprint()),
        render=partial(render_pdf, sheet, paper, imprint),
    )
