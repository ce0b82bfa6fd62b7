"""A typeface: the face of a role with those that stand in for its missing characters."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from unicodedata import category

from planner.documents.font import FontRole, find_fonts
from planner.documents.press.face import Face

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.documents.font import FontSettings

MISSING_WIDTH = 1000
INVISIBLE = frozenset({"Cc", "Cf", "Zl", "Zp"})


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character as it is painted: the face, the glyph there, its code in hexadecimal."""

    face: Face
    number: int
    code: str
    width: int


class Typeface:
    """Finds each character in the first of its faces that has it."""

    def __init__(self, role: FontRole, faces: Sequence[Face]) -> None:
        self.role = role
        self.faces = tuple(faces)
        self.glyphs: dict[str, Glyph] = {}
        self.widths: dict[str, int] = {}
        self.own: dict[str, str] = {}
        """Codes of the characters that the first face has."""

    def learn(self, text: str) -> None:
        """Look up the characters of a text that were not met before."""
        for character in text:
            if character in self.widths:
                continue
            if is_invisible(character):
                self.widths[character] = 0
                continue
            found = self._find(character)
            if found is None:
                self.widths[character] = MISSING_WIDTH
                continue
            self.glyphs[character] = found
            self.widths[character] = found.width
            if found.face is self.faces[0]:
                self.own[character] = found.code

    def width(self, text: str, size: float) -> float:
        """Return the width of a text in points."""
        try:
            units = sum(map(self.widths.__getitem__, text))
        except KeyError:
            self.learn(text)
            units = sum(map(self.widths.__getitem__, text))
        return units * size / 1000

    def has(self, character: str) -> bool:
        """Tell whether any of the faces has a character; an invisible one needs none."""
        self.learn(character)
        return character in self.glyphs or is_invisible(character)

    def is_substituted(self, character: str) -> bool:
        """Tell whether a character must be taken from another face than the role's own."""
        self.learn(character)
        return character in self.glyphs and character not in self.own

    def _find(self, character: str) -> Glyph | None:
        for face in self.faces:
            number = face.find_glyph(character)
            if number is not None:
                return Glyph(face, number, f"{face.code(number):04x}", face.width(number))
        return None


def is_invisible(character: str) -> bool:
    """Tell whether a character shows nothing: controls, joiners, overrides, variation selectors."""
    return category(character) in INVISIBLE or "\ufe00" <= character <= "\ufe0f"


@dataclass(frozen=True, slots=True)
class TypeCase:
    """The typefaces of a house, one for each role."""

    title: Typeface
    body: Typeface
    heading: Typeface
    subheading: Typeface
    song: Typeface


@lru_cache(maxsize=4)
def open_type_case(settings: FontSettings) -> TypeCase:
    """Return the typefaces of these settings; the files are read once for each process."""
    files = find_fonts(settings)
    paths = sorted(set(files.values()))
    faces = {path: Face(path, f"F{number}") for number, path in enumerate(paths)}
    song, hei = faces[files[FontRole.SONG]], faces[files[FontRole.HEADING]]

    def typeface(role: FontRole) -> Typeface:
        first = faces[files.get(role, files[FontRole.SONG])]
        return Typeface(role, list(dict.fromkeys((first, song, hei))))

    return TypeCase(
        title=typeface(FontRole.TITLE),
        body=typeface(FontRole.BODY),
        heading=typeface(FontRole.HEADING),
        subheading=typeface(FontRole.SUBHEADING),
        song=typeface(FontRole.SONG),
    )
