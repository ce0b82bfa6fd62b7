"""议程 on official pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.documents.layout.composition import NOTHING_YET
from planner.documents.press.page import OFFICIAL, Flow
from planner.documents.press.prose import ProseSetter

if TYPE_CHECKING:
    from planner.documents.press.typeface import TypeCase
    from planner.documents.sheet.agenda import AgendaSheet


def compose_agenda(sheet: AgendaSheet, case: TypeCase) -> list[Flow]:
    """Return the pages of the agenda."""
    flow = Flow(OFFICIAL)
    setter = ProseSetter(flow, case)
    setter.set_title(sheet.masthead.title, sheet.masthead.note)
    for item in sheet.items or (NOTHING_YET,):
        setter.set_paragraph(item, case.body)
    return [flow]
