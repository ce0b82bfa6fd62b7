"""What a written name is made of: the name proper, and a qualifier that tells equal names apart."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

OPENING, CLOSING = "(（〔【[［", ")）〕】]］"
DOTS = "·•‧・･∙⋅●.．﹒᛫˙"
SPACES = " \t\r\n\v\f\xa0\u2002\u2003\u2009\u3000\u200b\u200c\u200d\u2060\ufeff"
SILENT = DOTS + SPACES
"""What clerks put into a name and nobody sorts or reads."""
QUALIFIER = re.compile(f"[{re.escape(OPENING)}]([^{re.escape(CLOSING)}]*)[{re.escape(CLOSING)}]?")
WITHOUT_SILENT = str.maketrans("", "", SILENT)

_PAIRS = (
    "欧阳太史端木上官司马东方独孤南宫万俟闻人夏侯诸葛尉迟公羊赫连澹台皇甫宗政濮阳公冶"
    "太叔申屠公孙慕容仲孙钟离长孙宇文司徒鲜于司空闾丘子车亓官司寇巫马公西颛孙壤驷公良"
    "漆雕乐正宰父谷梁拓跋夹谷轩辕令狐段干百里呼延东郭南门羊舌微生梁丘左丘东门西门南荣"
    "第五单于淳于"
)
COMPOUND_SURNAMES = frozenset(map("".join, zip(_PAIRS[::2], _PAIRS[1::2], strict=True)))


class NameParts(NamedTuple):
    """``proper`` is what is sorted and read: without spaces, dots and bracketed qualifiers."""

    proper: str
    qualifier: str


@lru_cache(maxsize=20_000)
def split_name(written: str) -> NameParts:
    """Return the parts of a name as clerks write it: 王　芳, 王凯（河南）, 艾尔肯·吐尼亚孜.

    A bracket that is never closed counts as closed at the end.
    """
    if written.isalnum():
        return NameParts(_normalise(written), "")
    qualifier = " ".join(QUALIFIER.findall(written))
    proper = QUALIFIER.sub("", written).translate(WITHOUT_SILENT)
    return NameParts(_normalise(proper), _normalise(qualifier.strip()))


def has_compound_surname(proper: str) -> bool:
    """Tell whether a name begins with a surname of two characters and has a given name."""
    return len(proper) > 2 and proper[:2] in COMPOUND_SURNAMES  # noqa: PLR2004  two characters


def has_parts(written: str) -> bool:
    """Tell whether a name is written in parts with dots between them: 艾尔肯·吐尼亚孜."""
    proper = QUALIFIER.sub("", written).strip(SILENT)
    return any(dot in proper for dot in DOTS)


def _normalise(text: str) -> str:
    return text if unicodedata.is_normalized("NFKC", text) else unicodedata.normalize("NFKC", text)
