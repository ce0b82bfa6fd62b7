"""What a field offers while somebody types: people, posts, units, sectors, groups, places."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.domain.pinyin import fold_query, name_key, read_initials
from planner.services.memory import Memory

if TYPE_CHECKING:
    from planner.domain.plan import Plan

MOST = 12
KEPT = 60
FIELDS = ("post", "unit", "sector", "group", "nationality")
KINDS = ("person", *FIELDS, "place", "department", "workstream", "sitting")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One value that a field can take, and what tells it from others."""

    value: str
    note: str = ""
    key: str = ""
    """Of a person: what fields that hold keys keep."""
    name: str = ""


Offer = tuple[Suggestion, str, str]
"""A suggestion, its text and its initials, both as they are compared."""
OFFERS: Memory[tuple[Plan, tuple[Offer, ...]]] = Memory(KEPT)


def suggest(plan: Plan, kind: str, query: str) -> tuple[Suggestion, ...]:
    """Return what a query may mean; what begins with it first, then what holds it."""
    wanted = query.strip().casefold()
    if kind == "person":
        return suggest_people(plan, wanted)
    _, offers = OFFERS.recall((id(plan), kind), lambda: (plan, tuple(list_offers(plan, kind))))
    begun = [each for each, text, letters in offers if is_begun(wanted, text, letters)]
    held = [each for each, text, _ in offers if wanted in text and each not in begun]
    return tuple((begun + held)[:MOST])


def is_begun(wanted: str, text: str, letters: str) -> bool:
    """Tell whether a value, or the initials of its pinyin, begin with what was typed."""
    return text.startswith(wanted) or letters.startswith(wanted)


def suggest_people(plan: Plan, wanted: str) -> tuple[Suggestion, ...]:
    """Return people by name or pinyin; of equal names the key is what is written."""
    name = fold_query(wanted)
    keys = [(each, name_key(each.name, each.pinyin)) for each in plan.people]
    found = [(each, key) for each, key in keys if key.is_found(name)] if wanted else keys[:MOST]
    found.sort(key=lambda pair: not pair[1].is_begun(name))
    counts = Counter(each.name for each in plan.people)
    return tuple(
        Suggestion(
            each.name if counts[each.name] == 1 else each.key,
            " ".join(filter(None, (each.name if counts[each.name] > 1 else "", tell(each)))),
            each.key,
            each.name,
        )
        for each, _ in found[:MOST]
    )


def tell(person: object) -> str:
    """Return what tells people apart: post, else unit."""
    return str(getattr(person, "post", "") or getattr(person, "unit", ""))


def list_offers(plan: Plan, kind: str) -> list[Offer]:
    """Return the values of a kind that the plan already has, the most frequent first."""
    counts = Counter(each for each in list_values(plan, kind) if each)
    if kind == "sector":
        counts.update(dict.fromkeys(plan.settings.sector_order, 0))
    if kind == "group":
        counts.update(dict.fromkeys((each.name for each in plan.groups), 0))
    return [
        (Suggestion(value, str(count) if count else ""), value.casefold(), read_initials(value))
        for value, count in counts.most_common()
    ]


def list_values(plan: Plan, kind: str) -> list[str]:
    """Return the values of a kind, one for each use."""
    if kind in FIELDS:
        return [getattr(each, kind) for each in plan.people]
    shelves = {
        "place": [each.place for each in plan.sittings],
        "department": [each.name for each in plan.departments],
        "workstream": [each.name for each in plan.workstreams],
        "sitting": [each.name for each in plan.sittings],
    }
    return shelves.get(kind, [])
