"""Titles broken where the sense allows, in lines of like length."""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from planner.documents.press.line import break_text

if TYPE_CHECKING:
    from planner.documents.press.canvas import Ink

SEAM = re.compile(r"(?<=委员会)|(?<=代表大会)|(?<=会议)|(?<=协商会)|(?<=政协)|(?=第.{1,4}[届次])")
"""A title may be broken after the name of a body, or before 第四次."""
MOST_LINES = 4
MOST_SEAMS = 12


def break_title(text: str, ink: Ink, measure: float) -> list[str]:
    """Return the lines of a title: as few as fit, broken at a seam of its sense."""
    if not text:
        return []
    if "\n" in text:
        return [line for part in text.split("\n") for line in break_title(part, ink, measure)]
    if ink.width(text) <= measure:
        return [text]
    if ink.width(text) > measure * MOST_LINES:  # no title: broken like any text
        return break_text(text, ink, measure)
    seams = {match.start() for match in SEAM.finditer(text)} - {0, len(text)}
    for count in range(2, MOST_LINES + 1):
        best = _best_break(text, ink, measure, count, seams)
        if best:
            return best
    return break_text(text, ink, measure)


def _best_break(
    text: str, ink: Ink, measure: float, count: int, seams: set[int]
) -> list[str] | None:
    """Return the best break into so many lines: at seams if any fit, else the most even one."""
    places_to_try = combinations(sorted(seams)[:MOST_SEAMS], count - 1)
    choices = [
        _cut(text, places) for places in places_to_try if _fits(_cut(text, places), ink, measure)
    ]
    if not choices:
        even = [round(len(text) * number / count) for number in range(1, count)]
        choices = [lines for lines in [_cut(text, even)] if _fits(lines, ink, measure)]
    return min(choices, key=lambda lines: _unevenness(lines, ink), default=None)


def _cut(text: str, places: tuple[int, ...] | list[int]) -> list[str]:
    edges = [0, *places, len(text)]
    return [text[start:end] for start, end in pairwise(edges)]


def _fits(lines: list[str], ink: Ink, measure: float) -> bool:
    return all(line and ink.width(line) <= measure for line in lines)


def _unevenness(lines: list[str], ink: Ink) -> float:
    widths = [ink.width(line) for line in lines]
    return max(widths) - min(widths)
