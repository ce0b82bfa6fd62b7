"""Text as people type and paste it, made clean: widths, spaces, line ends, hidden characters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planner.domain.wording import Wording
from planner.planfile.fault import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Sequence

HAN = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3400-\u9fff"
    "\uf900-\ufaff\ue000-\uf8ff\U00020000-\U0003ffff"
)
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20}
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_INVISIBLE = re.compile("[\u200b\u2060\ufeff]")
_ODD_SPACE = re.compile("[\t\xa0]")
_FORBIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_TRAILING = re.compile(r"[ \u3000]+(?=\n|$)")
_BREAK = re.compile(r"\s*\n\s*")
_NAME_SPACE = re.compile(rf"(?<=[{HAN}·（）()])\s+|\s+(?=[{HAN}·（）()])")
_NAME_DOT = re.compile(rf"(?<=[{HAN}])\s*[.．•‧・･∙⋅]\s*(?=[{HAN}])")
_OPENING = "（([〔【《「“"
_CLOSING = "）)]〕】》」”"
BULLET = "• "
SEPARATORS = "、，,；;\n"


def fold_width(text: str) -> str:
    """Return text with full-width digits, letters, marks and spaces made plain, ends trimmed."""
    return text.translate(_WIDE).strip()


def clean_text(text: str) -> str:
    """Return text of several lines: one kind of line end, no trailing blanks, nothing hidden."""
    if text.isprintable():
        return text.rstrip()
    text = _LINE_ENDS.sub("\n", text)
    text = _ODD_SPACE.sub(" ", _INVISIBLE.sub("", text))
    found = _FORBIDDEN.search(text)
    if found:
        code = f"U+{ord(found[0]):04X}"
        raise UnreadableError(
            Wording(f"含有不可见的控制字符 {code}，请删去", f"remove the control character {code}")
        )
    return _TRAILING.sub("", text).strip("\n").rstrip()


def clean_line(text: str) -> str:
    """Return text of one line; line breaks inside a cell become spaces."""
    return (text if text.isprintable() else _BREAK.sub(" ", clean_text(text))).strip()


def clean_name(text: str) -> str:
    """Return a name as lists have it: 王 芳 is 王芳, Nur Ali stays, dots are one kind."""
    if text.isalnum():
        return text
    line = _NAME_DOT.sub("·", clean_line(text).replace("\u3000", " "))
    return re.sub(r"\s+", " ", _NAME_SPACE.sub("", line))


def clean_key(text: str) -> str:
    """Return a key; the mark after a number that a clerk typed (1、) is not part of it."""
    return clean_name(text).strip(f"{SEPARATORS}.．。 ")


def fold_name(text: str) -> str:
    """Return what two spellings of one name have in common, to look names up."""
    if text.isalnum() and text.isascii():
        return text.casefold()
    return re.sub(r"[\s·.]", "", fold_width(clean_name(text))).casefold()


def split_list(text: str) -> list[str]:
    """Return the parts of a list in one cell, separated by 、，；or line ends, not in brackets.

    A line that begins with a bullet is one part, whatever it holds.
    """
    parts: list[str] = []
    for line in text.split("\n"):
        bulleted = line.strip().startswith(BULLET)
        parts += [line.strip().removeprefix(BULLET)] if bulleted else _split_line(line)
    return [part.strip() for part in parts if part.strip()]


def join_list(parts: Sequence[str]) -> str:
    """Return parts as one cell; parts that hold a separator stand on lines with bullets."""
    plain = "、".join(parts)
    if split_list(plain) == list(parts):
        return plain
    return "\n".join(f"{BULLET}{part}" for part in parts)


def _split_line(text: str) -> list[str]:
    parts, depth = [""], 0
    balanced = _is_balanced(text)
    for character in text:
        depth += (character in _OPENING) - (character in _CLOSING)
        if character in SEPARATORS and (not balanced or depth == 0):
            parts.append("")
        else:
            parts[-1] += character
    return parts


def _is_balanced(text: str) -> bool:
    depth = 0
    for character in text:
        depth += (character in _OPENING) - (character in _CLOSING)
        if depth < 0:
            return False
    return depth == 0
