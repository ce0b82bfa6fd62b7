"""Searching a whole meeting: people by name or pinyin, groups, sittings, places, business, work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.domain.pinyin import NameKey, fold_query, name_key
from planner.domain.wording import Wording
from planner.services.memory import Memory

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.domain.plan import Plan

MOST_FOUND = 40
MOST_OF_A_KIND = 12
INDEXES_KEPT = 12
KINDS = {
    "people": Wording("人员", "People"),
    "groups": Wording("小组", "Groups"),
    "sittings": Wording("会次", "Sittings"),
    "places": Wording("地点", "Places"),
    "agenda": Wording("议程", "Agenda"),
    "tasks": Wording("任务", "Tasks"),
    "texts": Wording("文字", "Texts"),
}


@dataclass(frozen=True, slots=True)
class Item:
    """Something that can be found."""

    kind: str
    key: str
    name: str
    note: str = ""
    sound: NameKey | None = None
    """What a person is found by, besides the name as it is written."""


INDEXES: Memory[tuple[Plan, tuple[Item, ...]]] = Memory(INDEXES_KEPT)
"""What can be found, by plan (its identity); the plan is held, so that it stays its own."""


def search_plan(plan: Plan, query: str) -> tuple[Item, ...]:
    """Return what a query finds, exact beginnings first within a kind, kinds in one order."""
    wanted = query.strip().casefold()
    if not wanted:
        return ()
    _, items = INDEXES.recall(id(plan), lambda: (plan, tuple(list_items(plan))))
    found: dict[str, list[Item]] = {kind: [] for kind in KINDS}
    for item in items:
        if is_meant(item, wanted):
            found[item.kind].append(item)
    ordered = [
        item
        for kind in KINDS
        for item in sorted(found[kind], key=lambda each: not is_begun(each, wanted))[
            :MOST_OF_A_KIND
        ]
    ]
    return tuple(ordered[:MOST_FOUND])


def is_meant(item: Item, wanted: str) -> bool:
    """Tell whether a query means an item: by its name or note, a person by pinyin, too."""
    if (
        wanted in item.name.casefold()
        or wanted in item.note.casefold()
        or wanted == item.key.casefold()
    ):
        return True
    return item.sound is not None and item.sound.is_found(fold_query(wanted) or wanted)


def is_begun(item: Item, wanted: str) -> bool:
    """Tell whether a name, or its pinyin, begins with the query."""
    if item.name.casefold().startswith(wanted):
        return True
    return item.sound is not None and item.sound.is_begun(fold_query(wanted))


def list_items(plan: Plan) -> Iterator[Item]:
    """Yield everything in a plan that can be found."""
    for person in plan.people:
        note = " ".join(filter(None, (person.post or person.unit, person.sector, person.group)))
        sound = name_key(person.name, person.pinyin) if person.name else None
        yield Item("people", person.key, person.name, note, sound)
    for group in plan.groups:
        yield Item("groups", group.key, group.name, f"{group.room} {group.bus}".strip())
    for sitting in plan.sittings:
        when = f"{sitting.held_on:%m-%d} " if sitting.held_on else ""
        yield Item("sittings", sitting.key, sitting.name, f"{when}{sitting.place}".strip())
    yield from list_places(plan)
    for business in plan.agenda:
        yield Item("agenda", business.key, business.title)
    for task in plan.tasks:
        yield Item("tasks", task.key, task.name)
    for text in plan.texts:
        yield Item("texts", text.key, text.title, text.body[:2000])


def list_places(plan: Plan) -> Iterator[Item]:
    """Yield each place once, with the sittings that are held there; its key is the first one's."""
    held: dict[str, list[str]] = {}
    first: dict[str, str] = {}
    for sitting in plan.sittings:
        if sitting.place:
            held.setdefault(sitting.place, []).append(sitting.name)
            first.setdefault(sitting.place, sitting.key)
    for place, names in held.items():
        yield Item("places", first[place], place, "、".join(names[:4]))
