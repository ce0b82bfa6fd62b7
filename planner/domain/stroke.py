"""Stroke order of characters (rules §1.2), as a table that turns names into sortable strings.

Every character of the data file becomes the code point ``FIRST_PLACE`` + its place in the order,
so comparing two translated names in C compares them stroke by stroke. Spaces and dots vanish,
brackets become marks. A character outside the file is first normalised (NFKC: compatibility forms
become the standard character); what is still unknown keeps its own code point above all of these:
it sorts after every known character, by code point, and is reported as unverified.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from planner.domain.person_name import CLOSING, OPENING, SILENT

if TYPE_CHECKING:
    from planner.domain.plan import StrokeOverride

DATA = "data/strokes.tsv"
FIRST_PLACE = 0x2000
UNKNOWN_PLACE = 0x20000
"""Added to the code point of a character outside the file."""
SEPARATOR = "\n"
"""Stays itself, so that many names are translated in one call."""
OPEN_MARK, CLOSE_MARK = "\x03", "\x04"
"""What brackets become."""
LAST_CODE_POINT = 0x10FFFF
OWN_PLACE = 1 << 30
"""Place of a character that only an override knows: after all of the table."""


@dataclass(frozen=True, slots=True)
class StrokeEntry:
    """One character's facts; ``structure`` is 1 left-right, 2 top-bottom, 3 other."""

    character: str
    sequence: str
    structure: int
    place: int
    strokes: int

    @property
    def key(self) -> tuple[int, str, int, int, str]:
        """Return what the character sorts by."""
        return self.strokes, self.sequence, self.structure, self.place, self.character


class StrokeTable(dict[int, str]):
    """A table for ``str.translate``: code point to place in the order, as a string to compare."""

    def __init__(self, entries: dict[str, StrokeEntry]) -> None:
        ordered = sorted(entries.values(), key=lambda each: each.key)
        super().__init__(dict.fromkeys(map(ord, SILENT), ""))
        self.update(dict.fromkeys(map(ord, OPENING), OPEN_MARK))
        self.update(dict.fromkeys(map(ord, CLOSING), CLOSE_MARK))
        self[ord(SEPARATOR)] = SEPARATOR
        self.update((ord(one.character), chr(FIRST_PLACE + at)) for at, one in enumerate(ordered))
        self.settled = frozenset(map(chr, self))
        """Characters of which nobody needs to ask where they belong."""

    def __missing__(self, code_point: int) -> str:
        """Return the place of a character outside the file, by its normal form if that is in it."""
        character = chr(code_point)
        normal = unicodedata.normalize("NFKC", character)
        is_own = normal == character
        place = chr(min(code_point + UNKNOWN_PLACE, LAST_CODE_POINT))
        self[code_point] = place if is_own else normal.translate(self)
        return self[code_point]

    def find_unknown(self, text: str) -> tuple[str, ...]:
        """Return the characters of a text that the order does not hold, each once, as they come."""
        return tuple(
            each
            for each in dict.fromkeys(text)
            if any(place > chr(UNKNOWN_PLACE) for place in self[ord(each)])
        )


@lru_cache(maxsize=1)
def read_entries() -> dict[str, StrokeEntry]:
    """Return the shipped characters with their facts."""
    text = files(__package__).joinpath(DATA).read_text(encoding="utf-8")
    entries = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            character, sequence, structure, place = line.split("\t")
            entries[character] = StrokeEntry(
                character, sequence, int(structure), int(place), len(sequence)
            )
    return entries


@lru_cache(maxsize=32)
def stroke_table(overrides: tuple[StrokeOverride, ...] = ()) -> StrokeTable:
    """Return the order of characters, a house's own decisions first."""
    entries = dict(read_entries())
    for own in overrides:
        known = entries.get(own.character)
        entries[own.character] = StrokeEntry(
            own.character,
            own.sequence or (known.sequence if known else ""),
            known.structure if known else 3,
            known.place if known else OWN_PLACE,
            own.strokes,
        )
    return StrokeTable(entries)
