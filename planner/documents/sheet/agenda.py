"""议程: what the meeting decides and hears, in order, without clock times."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.documents.sheet.masthead import Masthead
from planner.domain.numeral import LARGEST, spell_number
from planner.domain.rich_text import strip_marks

if TYPE_CHECKING:
    from planner.domain.plan import Plan

ADOPTION = "adoption"


@dataclass(frozen=True, slots=True)
class AgendaSheet:
    """The numbered items of the agenda."""

    masthead: Masthead
    items: tuple[str, ...]


def agenda_sheet(plan: Plan) -> AgendaSheet:
    """Return the agenda of a plan."""
    adopted = next((block.body for block in plan.texts if block.key == ADOPTION), "")
    items = tuple(
        f"{number_item(number)}、{item.title}" for number, item in enumerate(plan.agenda, start=1)
    )
    return AgendaSheet(Masthead.of(plan, "议程", bracket(strip_marks(adopted))), items)


def number_item(number: int) -> str:
    """Return a number as it stands before an item: 一, 二, 三."""
    return spell_number(number) if number <= LARGEST else str(number)


def bracket(text: str) -> str:
    """Return a text in brackets, if there is one."""
    text = text.strip()
    return f"（{text.strip('（）')}）" if text else ""
