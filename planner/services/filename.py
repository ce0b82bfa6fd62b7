"""File names that every system takes, made from what people called things."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
RESERVED = str.maketrans(
    {
        "/": "／",
        "\\": "＼",
        ":": "：",
        "*": "＊",
        "?": "？",
        '"': "”",
        "<": "〈",
        ">": "〉",
        "|": "｜",
    }
)
DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
LONGEST_BYTES = 200


def make_filename(name: str) -> str:
    """Return a name without path parts, control characters and what Windows refuses.

    Names are cut to 200 bytes of UTF-8 before their ending; many file systems stop at 255.
    """
    words = " ".join(UNFIT.sub("", name).translate(RESERVED).split())
    words = words.strip(". ") or "文件"
    if DEVICES.match(words):
        words = f"_{words}"
    path = PurePosixPath(words)
    suffix = path.suffix if len(path.suffix) <= len(".xlsx") else ""
    stem = words.removesuffix(suffix)
    cut = stem.encode()[:LONGEST_BYTES].decode(errors="ignore").rstrip(". ")
    return f"{cut}{suffix}"


def tell_names_apart(names: Iterable[str]) -> list[str]:
    """Return the names in their order; equal ones, case disregarded, get a number."""
    taken: set[str] = set()
    apart = []
    for name in names:
        path = PurePosixPath(name)
        candidate, number = name, 1
        while candidate.casefold() in taken:
            number += 1
            candidate = str(path.with_name(f"{path.stem}（{number}）{path.suffix}"))
        taken.add(candidate.casefold())
        apart.append(candidate)
    return apart
