"""The one module that imports WeasyPrint: painted pages become a PDF inside its ``Document``.

WeasyPrint keeps the page tree, bookmarks, metadata, attachments and the file; the press brings
pages, fonts and the structure tree through the documented ``Document`` and ``finisher``. Nothing
is ever fetched: the fetcher of the document refuses every address.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from planner.documents.press.embedding import embed_fonts
from planner.documents.press.tagging import add_structure

with warnings.catch_warnings():
    warnings.filterwarnings("ignore", message=".*[Ff]ont[Cc]onfig")  # we bring our own fonts
    from weasyprint import Attachment, Document
    from weasyprint.pdf.metadata import DocumentMetadata
    from weasyprint.urls import URLFetcher

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pydyf

    from planner.documents.press.canvas import Canvas
    from planner.documents.press.metadata import Enclosure, Metadata
    from planner.documents.press.structure import Element

PIXELS = 96 / 72
"""WeasyPrint measures pages in CSS pixels."""


@dataclass(slots=True)
class PaintedPage:
    """A canvas in the shape in which a WeasyPrint document wants its pages."""

    canvas: Canvas
    width: float
    height: float
    bookmarks: list[tuple[int, str, tuple[float, float], str]]
    bleed: dict[str, float] = field(
        default_factory=lambda: {"top": 0, "right": 0, "bottom": 0, "left": 0}
    )
    links: list[object] = field(default_factory=list)
    anchors: dict[str, object] = field(default_factory=dict)
    forms: dict[None, list[object]] = field(default_factory=lambda: {None: []})

    @classmethod
    def of(cls, canvas: Canvas) -> PaintedPage:
        """Return the page of a canvas."""
        return cls(
            canvas,
            canvas.width * PIXELS,
            canvas.height * PIXELS,
            [(level, label, (0.0, y * PIXELS), "open") for level, label, y in canvas.bookmarks],
        )

    def paint(self, stream: pydyf.Stream, scale: float = 1) -> None:
        """Paint the canvas; a document at zoom 1 counts in points already."""
        del scale
        stream.stream.append("\n".join(self.canvas.operators).encode("ascii"))


class ClosedFetcher(URLFetcher):  # type: ignore[misc]
    """Serves nothing: whatever the papers need was given to them. WeasyPrint has no types."""

    def fetch(self, url: str, headers: object = None) -> object:
        """Refuse an address."""
        del headers
        message = f"papers fetch nothing: {url!r}"
        raise ValueError(message)


@dataclass(frozen=True, slots=True)
class NoFonts:
    """Stands where a document keeps WeasyPrint's own fonts, which painted pages don't use."""

    font_map: None = None


def write_pdf(
    canvases: Sequence[Canvas],
    root: Element,
    metadata: Metadata,
    enclosures: Sequence[Enclosure] = (),
) -> bytes:
    """Return the PDF of these pages; the same pages and words give the same bytes."""
    moment = datetime.combine(metadata.issued_on, time(), UTC) if metadata.issued_on else None
    stamp = moment.strftime("%Y-%m-%d") if moment else None
    described = DocumentMetadata(
        title=metadata.title,
        authors=[metadata.author] if metadata.author else [],
        description=metadata.subject,
        generator="Plenum",
        created=stamp,
        modified=stamp,
        lang="zh-CN",
    )
    fetcher = ClosedFetcher()
    document = Document(
        [PaintedPage.of(canvas) for canvas in canvases], described, fetcher, NoFonts(), {}, None
    )
    when = moment or datetime(2000, 1, 1, tzinfo=UTC)
    attachments = [
        Attachment(
            string=each.content,
            name=each.name,
            description=each.description,
            created=when,
            modified=when,
            relationship="Data",
            url_fetcher=fetcher,
        )
        for each in enclosures
    ]

    def finish(_document: Document, pdf: pydyf.PDF) -> None:
        embed_fonts(pdf, canvases)
        add_structure(pdf, canvases, root)
        pdf.catalog["ViewerPreferences"] = "<</DisplayDocTitle true>>"

    result: bytes = document.write_pdf(
        finisher=finish,
        attachments=attachments or None,
        pdf_identifier=metadata.identity.encode() or True,
    )
    return result
