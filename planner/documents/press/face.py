"""A face: one font file as the press needs it, its glyphs, widths and subsets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import uharfbuzz as hb
from fontTools.ttLib import TTFont

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

EM = 1000
"""PDF counts widths in thousandths of an em."""
DROPPED = (
    "BASE", "DSIG", "EBDT", "EBLC", "EBSC", "GPOS", "GSUB", "JSTF", "LTSH", "PCLT", "GDEF", "VORG",
    "SVG ", "vhea", "vmtx", "name", "post", "cmap", "OS/2",
)  # fmt: skip
"""Tables that a PDF has no use for."""
CID = re.compile(r"cid(\d+)")


@dataclass(frozen=True, slots=True)
class FontProgram:
    """A subset ready to be embedded: the bare CFF table, or a TrueType file."""

    content: bytes
    is_cff: bool


class Face:
    """One face of a font file; ``resource`` is its name in the resources of a page."""

    def __init__(self, path: Path, resource: str) -> None:
        self.resource = resource
        blob = hb.Blob.from_file_path(str(path))
        index = choose_face(blob)
        self._face = hb.Face(blob, index)
        self._font = hb.Font(self._face)
        self.upem: int = self._face.upem
        table = TTFont(path, fontNumber=index, lazy=True)
        self.postscript_name = str(table["name"].getDebugName(6) or resource)
        self.is_cff = "CFF " in table
        self._codes = _read_charset(table) if self.is_cff else None
        head, metrics = table["head"], table["hhea"]
        self.box = tuple(self._scale(edge) for edge in (head.xMin, head.yMin, head.xMax, head.yMax))
        self.ascent, self.descent = self._scale(metrics.ascent), self._scale(metrics.descent)
        table.close()

    def find_glyph(self, character: str) -> int | None:
        """Return the glyph of a character, or None where the face lacks it."""
        glyph: int | None = self._font.get_nominal_glyph(ord(character))
        return glyph or None

    def code(self, glyph: int) -> int:
        """Return the code that stands for a glyph in a page: its CID, or the glyph itself."""
        return self._codes[glyph] if self._codes else glyph

    def width(self, glyph: int) -> int:
        """Return the advance of a glyph in thousandths of an em."""
        return self._scale(self._font.get_glyph_h_advance(glyph))

    def subset(self, glyphs: Iterable[int]) -> FontProgram:
        """Return a font with these glyphs only."""
        request = hb.SubsetInput()
        request.sets(hb.SubsetInputSets.GLYPH_INDEX).set(set(glyphs))
        request.sets(hb.SubsetInputSets.DROP_TABLE_TAG).update(
            int.from_bytes(tag.encode(), "big") for tag in DROPPED
        )
        flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_LAYOUT_CLOSURE
        flags |= hb.SubsetFlags.DESUBROUTINIZE
        if self._codes is None:
            flags |= hb.SubsetFlags.RETAIN_GIDS
        request.flags = flags
        small = hb.subset(self._face, request)
        if self.is_cff:
            return FontProgram(bytes(small.reference_table("CFF ").data), is_cff=True)
        return FontProgram(bytes(small.blob.data), is_cff=False)

    def _scale(self, length: float) -> int:
        return round(float(length) * EM / float(self.upem))


def choose_face(blob: hb.Blob) -> int:
    """Return the index of the Simplified Chinese face of a collection, else the first."""
    for index in range(hb.Face(blob).count):
        name = hb.Face(blob, index).get_name(hb.OTNameIdPredefined.FULL_NAME) or ""
        if " SC" in name:
            return index
    return 0


def _read_charset(table: TTFont) -> list[int] | None:
    """Return the CID of each glyph of a CID-keyed font, None for one keyed by names."""
    top = table["CFF "].cff[0]
    if not hasattr(top, "ROS"):
        return None
    found = (CID.fullmatch(name) for name in top.charset)
    return [int(match[1]) if match else 0 for match in found]
