"""Glyphs: which characters no font has; a box is never printed."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from typing import TYPE_CHECKING

from planner.documents.font import FontSettings
from planner.documents.press.typeface import open_type_case
from planner.domain.error import PlannerError
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

DEFAULT_FONTS = FontSettings()
MOST_NAMED = 20
"""A message names so many missing characters, and counts the others."""


@dataclass(frozen=True, slots=True)
class MissingGlyph:
    """A character that no font has, the text it stands in, and where that text is."""

    character: str
    text: str
    place: str


class GlyphError(PlannerError):
    """Characters that no font has stop a paper; all of them are named."""

    def __init__(self, missing: tuple[MissingGlyph, ...]) -> None:
        named = missing[:MOST_NAMED]
        chinese = "；".join(f"“{each.character}”（{each.place}：{each.text}）" for each in named)
        english = "; ".join(f"{each.character!r} ({each.place}: {each.text})" for each in named)
        more = len(missing) - len(named)
        super().__init__(
            Wording(
                f"字库缺字，未生成文件：{chinese}" + (f"，另有{more}处。" if more else "。"),
                f"No font has {english}" + (f", and {more} more." if more else "."),
            )
        )
        self.missing = missing


def missing_glyphs(
    texts: Iterable[tuple[str, str]], fonts: FontSettings = DEFAULT_FONTS
) -> tuple[MissingGlyph, ...]:
    """Return what no font has, each character once a text; ``texts`` are (text, place) pairs."""
    song = open_type_case(fonts).song
    listed = list(texts)
    lacking = {each for each in set().union(*(text for text, _ in listed)) if not song.has(each)}
    if not lacking:
        return ()
    found: dict[MissingGlyph, None] = {}
    for text, place in listed:
        for character in text:
            if character in lacking:
                found[MissingGlyph(character, text, place)] = None
    return tuple(found)


def substituted_characters(
    texts: Iterable[str], fonts: FontSettings = DEFAULT_FONTS
) -> tuple[str, ...]:
    """Return the characters that the body face (仿宋) lacks and that are set in 宋体 instead."""
    body = open_type_case(fonts).body
    characters = dict.fromkeys(character for text in texts for character in text)
    return tuple(each for each in characters if body.is_substituted(each))


def texts_of(sheet: object) -> Iterator[str]:
    """Return every text of a sheet."""
    if isinstance(sheet, str):
        yield sheet
    elif isinstance(sheet, tuple):
        for each in sheet:
            yield from texts_of(each)
    elif is_dataclass(sheet):
        for each in fields(sheet):
            yield from texts_of(getattr(sheet, each.name))
