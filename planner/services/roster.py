"""The people of a meeting: found by name or pinyin, filtered, in an order, in pages."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.domain.order import order_roster
from planner.domain.person import LeaveState
from planner.domain.person_name import split_name
from planner.domain.pinyin import fold_query, name_key
from planner.domain.plan import NameOrder
from planner.services.memory import Memory
from planner.services.roster_query import RosterQuery

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from planner.domain.person import Person
    from planner.domain.plan import Plan

__all__ = ["RosterPage", "RosterQuery", "count_people", "find_people", "search_people"]
PAGE_SIZE = 50
ROSTERS_KEPT = 24
COUNTS_KEPT = 200
SHORTEST_PHONE = 7


@dataclass(frozen=True, slots=True)
class RosterPage:
    """One page of the roster, and what the filters offer."""

    people: tuple[Person, ...]
    total: int
    page: int
    pages: int
    attendances: tuple[tuple[str, int], ...]
    sectors: tuple[tuple[str, int], ...]
    groups: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class RosterIndex:
    """What the filters ask of a roster, worked out once for a plan."""

    plan: Plan
    """Held, so that its identity, by which this is kept, stays its own."""
    leaves: dict[str, frozenset[LeaveState]]
    doubles: frozenset[str]
    attendances: tuple[tuple[str, int], ...]
    sectors: tuple[tuple[str, int], ...]
    groups: tuple[tuple[str, int], ...]


ROSTERS: Memory[tuple[Plan, tuple[Person, ...]]] = Memory(ROSTERS_KEPT)
"""The people in order, by plan (its identity); the plan is held, so that it stays its own."""
COUNTS: Memory[tuple[Plan, int]] = Memory(COUNTS_KEPT)
INDEXES: Memory[RosterIndex] = Memory(ROSTERS_KEPT)


def list_people(plan: Plan, order: str) -> tuple[Person, ...]:
    """Return a plan's people in an order; put in order once."""
    if order == "listed":
        return plan.people
    kept = ROSTERS.recall((id(plan), order), lambda: (plan, order_people(plan, order)))
    return kept[1]


def order_people(plan: Plan, order: str) -> tuple[Person, ...]:
    """Return a plan's people by rank, strokes, pinyin or sector (its people by strokes)."""
    if order == "rank":
        return tuple(order_roster(plan, plan.people, "rank").people)
    if order == "pinyin":
        return tuple(order_roster(plan, plan.people, NameOrder.PINYIN).people)
    full = plan.settings.name_order is NameOrder.STROKES_FULL
    by = NameOrder.STROKES_FULL if full else NameOrder.STROKES
    people = tuple(order_roster(plan, plan.people, by).people)
    if order == "sector":
        places = {sector: at for at, sector in enumerate(plan.settings.sector_order)}
        for sector in sorted({each.sector for each in people} - {""}):
            places.setdefault(sector, len(places))
        return tuple(sorted(people, key=lambda each: places.get(each.sector, len(places))))
    return people


def index_roster(plan: Plan) -> RosterIndex:
    """Return what the filters ask of a plan's roster."""
    return INDEXES.recall(id(plan), lambda: make_index(plan))


def make_index(plan: Plan) -> RosterIndex:
    """Work out leave, doubles, and how many there are of each kind, sector and group."""
    leaves: dict[str, set[LeaveState]] = defaultdict(set)
    for leave in plan.leaves:
        leaves[leave.person].add(leave.state)
    by_rank = list_people(plan, "rank")
    groups = Counter(each.group for each in by_rank if each.group)
    return RosterIndex(
        plan=plan,
        leaves={key: frozenset(states) for key, states in leaves.items()},
        doubles=find_doubles(plan.people),
        attendances=tuple(Counter(each.attendance.value for each in by_rank).items()),
        sectors=tuple(Counter(each.sector for each in by_rank if each.sector).items()),
        groups=tuple(groups.items()),
    )


def find_doubles(people: Iterable[Person]) -> frozenset[str]:
    """Return the keys of people who share their name or their telephone number with another."""
    alike: dict[str, list[str]] = defaultdict(list)
    for person in people:
        if name := split_name(person.name).proper:
            alike[f"name {name}"].append(person.key)
        digits = "".join(filter(str.isdigit, person.contact))
        if len(digits) >= SHORTEST_PHONE:
            alike[f"phone {digits}"].append(person.key)
    return frozenset(key for keys in alike.values() if len(keys) > 1 for key in keys)


def find_people(plan: Plan, query: RosterQuery) -> list[Person]:
    """Return everybody whom a query finds, in its order."""
    people = list_people(plan, query.order)
    if not query.is_filtered:
        return list(people)
    return list(filter(select_people(index_roster(plan), query), people))


def count_people(plan: Plan, query: RosterQuery) -> int:
    """Return how many a query finds; counted once for a plan."""
    if not query.is_filtered:
        return len(plan.people)
    wanted = replace(query, page=1, order="listed")
    kept = COUNTS.recall((id(plan), wanted), lambda: (plan, len(find_people(plan, wanted))))
    return kept[1]


def search_people(plan: Plan, query: RosterQuery) -> RosterPage:
    """Return one page of the people that a query finds."""
    found = find_people(plan, query)
    pages = max(1, -(-len(found) // PAGE_SIZE))
    page = min(max(1, query.page), pages)
    index = index_roster(plan)
    return RosterPage(
        people=tuple(found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]),
        total=len(found),
        page=page,
        pages=pages,
        attendances=index.attendances,
        sectors=index.sectors,
        groups=index.groups,
    )


def select_people(index: RosterIndex, query: RosterQuery) -> Callable[[Person], bool]:
    """Return what tells whether a query means a person: every filter that it sets."""
    wanted = {
        name: value for name in ("attendance", "sector", "group") if (value := getattr(query, name))
    }
    offered: list[tuple[object, Callable[[Person], bool]]] = [
        (wanted, lambda each: all(getattr(each, name) == wanted[name] for name in wanted)),
        (query.is_standing, lambda each: each.is_standing),
        (query.is_ranked, lambda each: each.rank is not None),
        (query.is_double, lambda each: each.key in index.doubles),
        (query.gap, lambda each: getattr(each, query.gap) in {"", None}),
        (query.leave, lambda each: is_on_leave(index.leaves.get(each.key), query.leave)),
        (query.text.strip(), find_by_text(query.text)),
    ]
    tests = [test for is_asked, test in offered if is_asked]
    if len(tests) == 1:
        return tests[0]
    return lambda person: all(test(person) for test in tests)


def is_on_leave(states: frozenset[LeaveState] | None, wanted: str) -> bool:
    """Tell whether somebody's requests for leave are what is asked for; refused ones are none."""
    if wanted == "any":
        return bool(states and states - {LeaveState.REFUSED})
    return bool(states and wanted in states)


def find_by_text(text: str) -> Callable[[Person], bool]:
    """Return what tells whether a text means a person: name, pinyin, post, unit, number, key."""
    plain, name = text.strip().casefold(), fold_query(text)

    def is_meant(person: Person) -> bool:
        if name and name_key(person.name, person.pinyin).is_found(name):
            return True
        return plain == person.key.casefold() or any(
            plain in field.casefold() for field in (person.post, person.unit, person.contact)
        )

    return is_meant
