"""Reading a PDF back the way a screen reader does: through its structure tree."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pdfplumber
import pikepdf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pikepdf import Dictionary, Pdf

MarkTexts = dict[tuple[int, int], str]


def read_pages(content: bytes) -> list[str]:
    """Return the text of each page, its lines and spaces run together."""
    with pdfplumber.open(BytesIO(content)) as pdf:
        return ["".join((page.extract_text() or "").split()) for page in pdf.pages]


def read_marks(content: bytes) -> MarkTexts:
    """Return the text of every marked stretch by page and number."""
    texts: MarkTexts = {}
    with pdfplumber.open(BytesIO(content)) as pdf:
        for number, page in enumerate(pdf.pages):
            for char in page.chars:
                if char["mcid"] is not None:
                    key = number, char["mcid"]
                    texts[key] = texts.get(key, "") + char["text"]
    return texts


def read_rows(content: bytes, tag: str = "Table") -> list[list[str]]:
    """Return the rows of all tables as their cells' texts, line breaks dropped."""
    texts = read_marks(content)
    with pikepdf.open(BytesIO(content)) as pdf:
        return [
            [read_element(pdf, cell, texts) for cell in kids_of(row)]
            for table in find_elements(pdf, tag)
            for row in kids_of(table)
        ]


def read_tag(content: bytes, tag: str) -> list[str]:
    """Return the texts of all elements of a structure type."""
    texts = read_marks(content)
    with pikepdf.open(BytesIO(content)) as pdf:
        return [read_element(pdf, each, texts) for each in find_elements(pdf, tag)]


def find_elements(pdf: Pdf, tag: str) -> list[Dictionary]:
    found = []
    queue = [pdf.Root.StructTreeRoot.K[0]]
    while queue:
        element = queue.pop(0)
        if str(element.S) == f"/{tag}":
            found.append(element)
        queue.extend(kids_of(element))
    return found


def kids_of(element: Dictionary) -> list[Dictionary]:
    return [kid for kid in element.K if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def read_element(pdf: Pdf, element: Dictionary, texts: MarkTexts) -> str:
    return "".join(texts.get(mark, "") for mark in marks_of(pdf, element))


def marks_of(pdf: Pdf, element: Dictionary) -> Iterator[tuple[int, int]]:
    pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
    for kid in element.K:
        if isinstance(kid, int):
            yield pages[element.Pg.objgen], int(kid)
        elif "/MCID" in kid:
            yield pages[kid.Pg.objgen], int(kid.MCID)
