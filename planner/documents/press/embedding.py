"""Embedding: the fonts of a document, cut down to the glyphs that its pages show."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pydyf

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planner.documents.press.canvas import Canvas
    from planner.documents.press.face import Face
    from planner.documents.press.photo import Photo

BATCH = 100
"""A character map lists at most so many characters in one go."""
SYMBOLIC = 4
CMAP_HEAD = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange"""
CMAP_TAIL = b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"


def embed_fonts(pdf: pydyf.PDF, canvases: Sequence[Canvas]) -> None:
    """Embed what the pages show and give every page the fonts as its resources."""
    fonts = pydyf.Dictionary()
    for face, characters in collect_glyphs(canvases).items():
        fonts[face.resource] = _embed(pdf, face, characters)
    resources = pydyf.Dictionary({"Font": fonts})
    photos = {name: photo for canvas in canvases for name, photo in canvas.photos.items()}
    if photos:
        resources["XObject"] = pydyf.Dictionary(
            {name: _add(pdf, _image(photo)) for name, photo in sorted(photos.items())}
        )
    pdf.add_object(resources)
    for page in pages_of(pdf):
        page["Resources"] = resources.reference


def pages_of(pdf: pydyf.PDF) -> list[pydyf.Dictionary]:
    """Return the page dictionaries of a PDF in their order."""
    numbers = pdf.pages["Kids"][::3]
    return [pdf.objects[number] for number in numbers]


def collect_glyphs(canvases: Sequence[Canvas]) -> dict[Face, dict[int, str]]:
    """Return, for each face that the pages use, its glyphs and the characters they stand for."""
    used: dict[Face, dict[int, str]] = {}
    texts = [pair for canvas in canvases for pair in canvas.texts.items()]
    for typeface, characters in texts:
        for character in characters:
            glyph = typeface.glyphs.get(character)
            if glyph is not None:
                known = used.setdefault(glyph.face, {})
                known[glyph.number] = min(character, known.get(glyph.number, character))
    ordered = sorted(used.items(), key=lambda item: item[0].resource)
    return {face: dict(sorted(glyphs.items())) for face, glyphs in ordered}


def _embed(pdf: pydyf.PDF, face: Face, characters: dict[int, str]) -> bytes:
    """Add one font and return the reference to it."""
    program = face.subset(characters)
    if program.is_cff:
        key, kind = "FontFile3", "/CIDFontType0"
        extra: dict[str, str | int] = {"Subtype": "/CIDFontType0C"}
    else:
        key, kind = "FontFile2", "/CIDFontType2"
        extra = {"Length1": len(program.content)}
    file = _add(pdf, pydyf.Stream([program.content], pydyf.Dictionary(extra), compress=True))
    name = f"/{_subset_tag(face, characters)}+{face.postscript_name}"
    descriptor = _add(
        pdf,
        pydyf.Dictionary(
            {
                "Type": "/FontDescriptor",
                "FontName": name,
                "Flags": SYMBOLIC,
                "FontBBox": pydyf.Array(face.box),
                "ItalicAngle": 0,
                "Ascent": face.ascent,
                "Descent": face.descent,
                "CapHeight": face.ascent,
                "StemV": 80,
                key: file,
            }
        ),
    )
    descendant = pydyf.Dictionary(
        {
            "Type": "/Font",
            "Subtype": kind,
            "BaseFont": name,
            "CIDSystemInfo": "<</Registry (Adobe) /Ordering (Identity) /Supplement 0>>",
            "FontDescriptor": descriptor,
            "DW": 1000,
            "W": _list_widths(face, characters),
        }
    )
    if not program.is_cff:
        descendant["CIDToGIDMap"] = "/Identity"
    return _add(
        pdf,
        pydyf.Dictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": name,
                "Encoding": "/Identity-H",
                "DescendantFonts": pydyf.Array([_add(pdf, descendant)]),
                "ToUnicode": _add(pdf, _map_characters(face, characters)),
            }
        ),
    )


def _image(photo: Photo) -> pydyf.Stream:
    """Return a photo as it came: a reader of PDF knows JPEG."""
    facts = {
        "Type": "/XObject",
        "Subtype": "/Image",
        "Width": photo.width,
        "Height": photo.height,
        "ColorSpace": photo.colour_space,
        "BitsPerComponent": 8,
        "Filter": "/DCTDecode",
    }
    if photo.is_inverted:
        facts["Decode"] = "[1 0 1 0 1 0 1 0]"
    return pydyf.Stream([photo.content], pydyf.Dictionary(facts))


def _add(pdf: pydyf.PDF, thing: pydyf.Object) -> bytes:
    pdf.add_object(thing)
    reference: bytes = thing.reference
    return reference


def _subset_tag(face: Face, characters: dict[int, str]) -> str:
    """Return the six letters that tell subsets of one font apart."""
    text = face.postscript_name + "".join(characters.values())
    digest = hashlib.sha256(text.encode()).digest()
    return "".join(chr(65 + byte % 26) for byte in digest[:6])


def _list_widths(face: Face, characters: dict[int, str]) -> str:
    """Return the widths that differ from a full em."""
    widths = sorted((face.code(glyph), face.width(glyph)) for glyph in characters)
    return "[" + " ".join(f"{code} [{width}]" for code, width in widths if width != 1000) + "]"  # noqa: PLR2004  the default width


def _map_characters(face: Face, characters: dict[int, str]) -> pydyf.Stream:
    """Return the map that gives the text back when somebody copies or searches it."""
    pairs = sorted((face.code(glyph), character) for glyph, character in characters.items())
    lines = [CMAP_HEAD]
    for batch in _batch(pairs):
        lines.append(f"{len(batch)} beginbfchar".encode())
        lines.extend(
            f"<{code:04x}> <{character.encode('utf-16-be').hex()}>".encode()
            for code, character in batch
        )
        lines.append(b"endbfchar")
    return pydyf.Stream([*lines, CMAP_TAIL], compress=True)


def _batch(pairs: list[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    for start in range(0, len(pairs), BATCH):
        yield pairs[start : start + BATCH]
