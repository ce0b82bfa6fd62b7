"""The agenda: items that no sitting deals with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.finding.rule import block, warn
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.domain.finding.inspection import Inspection
    from planner.domain.finding.value import Finding

NO_ITEM_TITLE = block("agenda-item-without-title", "填写议程标题", "Enter the item's title")
NOT_DEALT_WITH = warn(
    "agenda-item-without-sitting", "指定审议该项议程的会次", "Name a sitting for it"
)


def check_agenda(inspection: Inspection) -> Iterator[Finding]:
    """Yield items without a title, and items that no sitting deals with."""
    for number, item in enumerate(inspection.plan.agenda, 1):
        title = item.title.strip()
        name = Wording(f"议程第 {number} 项“{title}”", f"Agenda item {number} “{title}”")
        if not title:
            why = Wording("没有标题", "no title")
            yield NO_ITEM_TITLE.at(f"agenda/{item.key}/title", name, why)
        if not any(key in inspection.directory.sittings for key in item.sittings):
            why = Wording("没有安排在任何会次", "no sitting deals with it")
            yield NOT_DEALT_WITH.at(f"agenda/{item.key}/sittings", name, why)
