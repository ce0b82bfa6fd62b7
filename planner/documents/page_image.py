"""Pictures of a PDF's pages, for looking at a paper on the screen."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pypdfium2

if TYPE_CHECKING:
    from collections.abc import Iterator

SCALE = 96 / 72 * 1.25
"""Dots for each point of the page: 120 dots an inch."""


def draw_pages(pdf: bytes, most: int) -> Iterator[bytes]:
    """Yield the first pages of a PDF as PNG, one after the other."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        for number in range(min(len(document), most)):
            page = document[number]
            picture = page.render(scale=SCALE).to_pil()
            page.close()
            buffer = io.BytesIO()
            picture.convert("P", palette=1, colors=64).save(buffer, "PNG", optimize=True)
            yield buffer.getvalue()
    finally:
        document.close()
