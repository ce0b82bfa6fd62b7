"""Marks of rich text: a few of Markdown's, a paragraph a line; papers print the bare words.

``**strong**``, ``*stressed*``, ``# heading``, ``- point``, ``1. numbered``, ``> quoted``. Lines
drawn with underscores are blanks to fill in (应到____人), no marks.
"""

from __future__ import annotations

import re

STRONG = re.compile(r"(?<![\\*])\*\*(?=[^\s*])([^\n]{0,500}?[^\s\\*])\*\*(?!\*)")
STRESSED = re.compile(r"(?<![\\*\d])\*(?=[^\s*])([^*\n]{0,500}?[^\s\\*])\*(?![*\d])")
_LEAD = re.compile(r"^ {0,3}(?:#{1,6} +|(?:> ?)+)")
_POINT = re.compile(r"^( {0,8})[-*+] +")
_ESCAPED = re.compile(r"\\([\\*#>+\-.`_])")
LONGEST_LINE = 20_000
"""A line longer than this is nobody's paragraph: its marks are left alone."""


def strip_marks(text: str) -> str:
    """Return a text as papers print it: the words, points with a dot, no marks."""
    return "\n".join(_strip_line(line) for line in text.split("\n"))


def _strip_line(line: str) -> str:
    if len(line) > LONGEST_LINE:
        return line
    line = _POINT.sub(r"\1· ", _LEAD.sub("", line))
    line = STRESSED.sub(r"\1", STRONG.sub(r"\1", line))
    return _ESCAPED.sub(r"\1", line)
