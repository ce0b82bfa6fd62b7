"""Marks of rich text: a few of Markdown's, a paragraph a line.

Papers print their shapes where there is room for prose, and the bare words in titles and tables.

``**strong**``, ``*stressed*``, ``# heading``, ``- point``, ``1. numbered``, ``> quoted``. Lines
drawn with underscores are blanks to fill in (应到____人), no marks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

STRONG = re.compile(r"(?<![\\*])\*\*(?=[^\s*])([^\n]{0,500}?[^\s\\*])\*\*(?!\*)")
STRESSED = re.compile(r"(?<![\\*\d])\*(?=[^\s*])([^*\n]{0,500}?[^\s\\*])\*(?![*\d])")
_LEAD = re.compile(r"^ {0,3}(?:#{1,6} +|(?:> ?)+)")
_POINT = re.compile(r"^( {0,8})[-*+] +")
_ESCAPED = re.compile(r"\\([\\*#>+\-.`_])")
_NUMBER = re.compile(r"^ {0,8}(\d{1,9}[.)]) +")
_QUOTE = re.compile(r"^ {0,3}>")
_MARKS = re.compile("([\ufdd0-\ufdd3])")
_FOREIGN = re.compile("[\ufdd0-\ufdef]")
_STRONG_ON, _STRONG_OFF, _STRESS_ON, _STRESS_OFF = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3"
POINT = "·"
LONGEST_LINE = 20_000
"""A line longer than this is nobody's paragraph: its marks are left alone."""


class Shape(StrEnum):
    """What a paragraph is."""

    PLAIN = "plain"
    HEADING = "heading"
    ITEM = "item"
    """A point or a numbered item."""
    QUOTE = "quote"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of words in one look."""

    text: str
    is_strong: bool = False
    is_stressed: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; ``mark`` stands before an item: a dot, or its number."""

    runs: tuple[Run, ...]
    shape: Shape = Shape.PLAIN
    mark: str = ""
    depth: int = 0
    """How deep an item is inside others."""

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(each.text for each in self.runs)

    @property
    def is_bare(self) -> bool:
        """Tell whether it is nothing but words."""
        return self.shape is Shape.PLAIN and not any(
            each.is_strong or each.is_stressed for each in self.runs
        )


def read_paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a text with what its marks say."""
    return tuple(_read_line(line) for line in text.split("\n"))


def _read_line(line: str) -> Paragraph:
    if len(line) > LONGEST_LINE:
        return Paragraph((Run(line),))
    bare = _LEAD.sub("", line)
    shape = Shape.PLAIN
    if bare != line:
        shape = Shape.QUOTE if _QUOTE.match(line) else Shape.HEADING
    found = _POINT.match(bare) or _NUMBER.match(bare)
    if found is None:
        return Paragraph(_read_runs(bare), shape)
    mark = POINT if _POINT.match(bare) else found.group(1)
    depth = (len(bare) - len(bare.lstrip(" "))) // 2
    shape = Shape.ITEM if shape is Shape.PLAIN else shape
    return Paragraph(_read_runs(bare[found.end() :]), shape, mark, depth)


def _read_runs(words: str) -> tuple[Run, ...]:
    words = STRONG.sub(rf"{_STRONG_ON}\1{_STRONG_OFF}", _FOREIGN.sub("", words))
    words = STRESSED.sub(rf"{_STRESS_ON}\1{_STRESS_OFF}", words)
    runs: list[Run] = []
    is_strong = is_stressed = False
    for part in _MARKS.split(_ESCAPED.sub(r"\1", words)):
        match part:
            case "\ufdd0" | "\ufdd1":
                is_strong = part == _STRONG_ON
            case "\ufdd2" | "\ufdd3":
                is_stressed = part == _STRESS_ON
            case "":
                pass
            case _:
                runs.append(Run(part, is_strong, is_stressed))
    return tuple(runs)


def strip_marks(text: str) -> str:
    """Return a text as titles and tables print it: the words, points with a dot, no marks."""
    return "\n".join(_strip_line(line) for line in text.split("\n"))


def _strip_line(line: str) -> str:
    if len(line) > LONGEST_LINE:
        return line
    line = _POINT.sub(r"\1· ", _LEAD.sub("", line))
    line = STRESSED.sub(r"\1", STRONG.sub(r"\1", line))
    return _ESCAPED.sub(r"\1", line)
