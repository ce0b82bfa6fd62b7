"""Lines: where Chinese text may be broken, and how a line fills its measure (GB/T 15834)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.documents.press.canvas import Ink

NOT_FIRST = frozenset("，。、；：！？）》」』】〕〉”’…—·％‰℃,.;:!?)]}%～")
"""May not begin a line."""
NOT_LAST = frozenset("（《「『【〔〈“‘([{￥№")
"""May not end a line."""
PIECE = re.compile(
    r"[0-9]+[年月日时分秒项人天次届号排座桌]|[0-9A-Za-z][0-9A-Za-z.,:/%+\-_@#&'*]*[0-9A-Za-z%]|——|……|.",
    re.DOTALL,
)
"""What is never broken: a word, a number, a dash, an ellipsis; else one character."""
SMALLEST = 0.75
"""A name shrinks to this part of its size before it is parted."""
LEGIBLE = 0.5
SLACK = 0.01
"""Points by which a line may exceed its measure: rounding."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text, ``extra`` points to be added after each character to fill the measure."""

    text: str
    extra: float = 0.0


@lru_cache(maxsize=4096)
def split_pieces(text: str) -> tuple[str, ...]:
    """Return the pieces of a text between which a line may end, punctuation kept with its word."""
    pieces: list[str] = []
    for piece in PIECE.findall(text):
        sticks = pieces and (piece[0] in NOT_FIRST or pieces[-1][-1] in NOT_LAST)
        if sticks:
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return tuple(pieces)


def break_text(text: str, ink: Ink, measure: float, indent: float = 0.0) -> list[str]:
    """Return the lines that a text makes in a measure; the first one is ``indent`` shorter."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines.extend(_break_paragraph(paragraph, ink, measure, indent))
    return lines


def _break_paragraph(text: str, ink: Ink, measure: float, indent: float) -> list[str]:
    limit = measure + SLACK
    if ink.width(text) <= limit - indent:
        return [text]
    lines: list[str] = []
    current, used = "", indent
    for piece in split_pieces(text):
        for part in _cut(piece, ink, limit):
            width = ink.width(part)
            if current and used + width > limit:
                lines.append(current.rstrip(" "))
                current, used = part.lstrip(" "), ink.width(part.lstrip(" "))
            else:
                current, used = current + part, used + width
    lines.append(current)
    return lines


def _cut(piece: str, ink: Ink, limit: float) -> list[str]:
    """Return a piece whole, or cut into characters where it is wider than a line."""
    return [piece] if ink.width(piece) <= limit else list(piece)


def fit_names(text: str, ink: Ink, measure: float) -> tuple[list[str], Ink]:
    """Return names, one a line, parted at their dots or set smaller so that none is cut."""
    lines: list[str] = []
    for name in text.split("\n"):
        if ink.width(name) * SMALLEST <= measure or "·" not in name:
            lines.append(name)
        else:
            parts = name.split("·")
            pieces = [*(f"{part}·" for part in parts[:-1]), parts[-1]]
            lines.extend(_join_pieces(pieces, ink, measure / SMALLEST))
    widest = max(ink.width(line) for line in lines)
    if widest <= measure + SLACK:
        return lines, ink
    if widest * LEGIBLE > measure:  # no name: somebody's mistake, or malice
        return break_text(text, ink, measure), ink
    return lines, replace(ink, size=ink.size * measure / widest)


def _join_pieces(pieces: list[str], ink: Ink, measure: float) -> list[str]:
    """Return as few lines as the pieces make in a measure."""
    lines = [pieces[0]]
    for piece in pieces[1:]:
        if ink.width(lines[-1] + piece) <= measure:
            lines[-1] += piece
        else:
            lines.append(piece)
    return lines


def justify(lines: list[str], ink: Ink, measure: float, indent: float = 0.0) -> list[Line]:
    """Return the lines with what spreads all but the last over the measure."""
    full: list[Line] = []
    for number, text in enumerate(lines):
        room = measure - (0 if number else indent) - ink.width(text)
        gaps = len(text) - 1
        is_last = number == len(lines) - 1
        loose = gaps < 1 or is_last or room > ink.size * 3
        full.append(Line(text, 0.0 if loose else room / gaps))
    return full
