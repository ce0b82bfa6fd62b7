"""Placeholders of a template that were never filled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.finding.passage import list_passages
from planner.domain.finding.rule import warn
from planner.domain.placeholder import PLACEHOLDER
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.domain.finding.inspection import Inspection
    from planner.domain.finding.value import Finding

LEFT_OVER = warn("placeholder-left", "填写实际内容", "Write what belongs there")


def check_placeholders(inspection: Inspection) -> Iterator[Finding]:
    """Yield texts in which a placeholder stands."""
    for passage in list_passages(inspection.plan):
        found = list(dict.fromkeys(each[0] for each in PLACEHOLDER.finditer(passage.text)))
        if found:
            words = "、".join(found)
            why = Wording(f"“{words}”没有替换", f"{words} was not filled in")
            yield LEFT_OVER.at(passage.place, passage.place_name, why)
