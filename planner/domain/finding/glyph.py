"""Characters that the print fonts lack, as those who know the fonts tell them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.finding.rule import block
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.domain.finding.inspection import Inspection
    from planner.domain.finding.value import Finding

MISSING = block(
    "glyph-missing",
    "安装含有该字的字体，或核对用字",
    "Install a font that has it, or check the character",
)


def check_glyphs(inspection: Inspection) -> Iterator[Finding]:
    """Yield every character that cannot be printed, once for each place."""
    told = set()
    for gap in inspection.missing_glyphs:
        if (gap.character, gap.place) not in told:
            told.add((gap.character, gap.place))
            code = f"U+{ord(gap.character[0]):04X}" if gap.character else ""
            why = Wording(
                f"打印字体中没有“{gap.character}”字（{code}）",
                f"the print fonts lack “{gap.character}” ({code})",
            )
            yield MISSING.at(gap.place, Wording(gap.text, gap.text), why)
