"""The people of a meeting: three orders of them, and finding somebody by name or pinyin."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from planner.domain.order import order_roster
from planner.domain.pinyin import is_found
from planner.domain.plan import NameOrder
from planner.services.memory import Memory

if TYPE_CHECKING:
    from planner.domain.person import Person
    from planner.domain.plan import Plan

PAGE_SIZE = 50
ORDERS = ("rank", "strokes", "pinyin")


@dataclass(frozen=True, slots=True)
class RosterQuery:
    """What somebody wants to see of the roster."""

    text: str = ""
    attendance: str = ""
    sector: str = ""
    order: str = "rank"
    page: int = 1


@dataclass(frozen=True, slots=True)
class RosterPage:
    """One page of the roster, and what the filters offer."""

    people: tuple[Person, ...]
    total: int
    page: int
    pages: int
    attendances: tuple[tuple[str, int], ...]
    sectors: tuple[tuple[str, int], ...]


ROSTERS_KEPT = 12
ROSTERS: Memory[tuple[Plan, tuple[Person, ...]]] = Memory(ROSTERS_KEPT)
"""The people in order, by plan (its identity); the plan is held, so that it stays its own."""


def list_people(plan: Plan, order: str) -> tuple[Person, ...]:
    """Return a plan's people in one of the three orders; put in order once."""
    by: NameOrder | Literal["rank"] = "rank"
    if order == "pinyin":
        by = NameOrder.PINYIN
    elif order == "strokes":
        full = plan.settings.name_order is NameOrder.STROKES_FULL
        by = NameOrder.STROKES_FULL if full else NameOrder.STROKES
    kept = ROSTERS.recall(
        (id(plan), order), lambda: (plan, tuple(order_roster(plan, plan.people, by).people))
    )
    return kept[1]


def search_people(plan: Plan, query: RosterQuery) -> RosterPage:
    """Return one page of the people that a query finds."""
    everybody = list_people(plan, query.order)
    found = [person for person in everybody if is_wanted(person, query)]
    pages = max(1, -(-len(found) // PAGE_SIZE))
    page = min(max(1, query.page), pages)
    by_rank = list_people(plan, "rank")
    return RosterPage(
        people=tuple(found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]),
        total=len(found),
        page=page,
        pages=pages,
        attendances=tuple(Counter(each.attendance.value for each in by_rank).items()),
        sectors=tuple(Counter(each.sector for each in by_rank if each.sector).items()),
    )


def is_wanted(person: Person, query: RosterQuery) -> bool:
    """Tell whether a query means a person: by name, full pinyin or initials, and by the filters."""
    if query.attendance and person.attendance.value != query.attendance:
        return False
    if query.sector and person.sector != query.sector:
        return False
    return not query.text.strip() or is_found(query.text, person.name, person.pinyin)
