"""Lines: where Chinese text may be broken, and how a line fills its measure (GB/T 15834)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.documents.press.canvas import Ink

NOT_FIRST = frozenset("，。、；：！？）》」』】〕〉”’…—·％‰℃,.;:!?)]}%～")
"""May not begin a line."""
NOT_LAST = frozenset("（《「『【〔〈“‘([{￥№")
"""May not end a line."""
PIECE = re.compile(
    r"[0-9]+[年月日时分秒项人天次届号]|[0-9A-Za-z][0-9A-Za-z.,:/%+\-_@#&'*]*[0-9A-Za-z%]|——|……|.",
    re.DOTALL,
)
"""What is never broken: a word, a number, a dash, an ellipsis; else one character."""
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
