"""Runs: words in more than one typeface, broken into lines and spread as one text."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from planner.documents.press.line import SLACK, split_pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planner.documents.press.canvas import Ink

Stretch = tuple[str, "Ink"]
LOOSEST = 3
"""A line that lacks more than so many characters is not spread."""


@dataclass(frozen=True, slots=True)
class RunLine:
    """One line: its stretches, ``extra`` points to be added after each character."""

    stretches: tuple[Stretch, ...]
    extra: float = 0.0

    @property
    def width(self) -> float:
        """How wide it is before it is spread."""
        return measure_runs(self.stretches)


def measure_runs(stretches: Sequence[Stretch]) -> float:
    """Return how wide stretches of text are together."""
    return sum(ink.width(text) for text, ink in stretches)


def set_runs(stretches: Sequence[Stretch], measure: float, indent: float = 0.0) -> list[RunLine]:
    """Return the lines of a paragraph, all but the last spread; the first is shorter."""
    inks = [ink for text, ink in stretches for _ in text]
    text = "".join(text for text, _ in stretches)
    lines = []
    edges = list(_break_runs(text, inks, measure + SLACK, indent))
    for number, (start, end) in enumerate(edges):
        line = RunLine(_cut(text, inks, start, end))
        room = measure - (0 if number else indent) - line.width
        gaps = end - start - 1
        is_loose = gaps < 1 or number == len(edges) - 1 or room > inks[0].size * LOOSEST
        lines.append(RunLine(line.stretches, 0.0 if is_loose else room / gaps))
    return lines


def _cut(text: str, inks: Sequence[Ink], start: int, end: int) -> tuple[Stretch, ...]:
    return tuple(
        ("".join(text[at] for at in places), ink)
        for ink, places in groupby(range(start, end), key=inks.__getitem__)
    )


def _break_runs(
    text: str, inks: Sequence[Ink], limit: float, indent: float
) -> Iterator[tuple[int, int]]:
    """Yield where each line begins and ends, the spaces at its ends left out."""
    start, used = 0, indent
    for begin, end in _place_pieces(text, inks, limit):
        width = measure_runs(_cut(text, inks, begin, end))
        if begin > start and used + width > limit:
            yield start, start + len(text[start:begin].rstrip(" "))
            start = begin + len(text[begin:end]) - len(text[begin:end].lstrip(" "))
            used = measure_runs(_cut(text, inks, start, end))
        else:
            used += width
    yield start, len(text)


def _place_pieces(text: str, inks: Sequence[Ink], limit: float) -> Iterator[tuple[int, int]]:
    """Yield the pieces between which a line may end; one wider than a line is cut."""
    at = 0
    for piece in split_pieces(text):
        end = at + len(piece)
        if measure_runs(_cut(text, inks, at, end)) <= limit:
            yield at, end
        else:
            yield from ((each, each + 1) for each in range(at, end))
        at = end
