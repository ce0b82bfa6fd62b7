"""Who is No. 1, 2, 3 … of one rostrum row: by rank, by strokes or as listed; the presider moved.

On the rostrum the house's rank counts alone: a guest of honour may stand before every member, so
kinds of attendance (rules §1.4) do not divide a row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.order import find_unverified, order_names, rank_key
from planner.domain.plan import NameOrder
from planner.domain.rostrum_problem import RostrumProblem, RostrumProblemKind, state_problem
from planner.domain.sitting import PresiderSeat, RowOrder
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planner.domain.person import Person
    from planner.domain.plan import Plan, Settings
    from planner.domain.sitting import RostrumRow


def rank_row(row: RostrumRow, people: Iterable[Person], settings: Settings) -> list[Person]:
    """Return a row's people, first place first; a shift lets a stroke-ordered row begin later."""
    listed = list(people)
    if row.order is RowOrder.AS_LISTED:
        return listed
    names = [person.name for person in listed]
    places = order_names(names, _stroke_order(settings), settings.stroke_overrides)
    by_strokes = [listed[at] for at in places]
    if row.order is RowOrder.RANK:
        return sorted(by_strokes, key=lambda person: rank_key(person.rank))
    start = row.shift % len(by_strokes) if by_strokes else 0
    return by_strokes[start:] + by_strokes[:start]


def name_order(row: RostrumRow, settings: Settings) -> Wording | None:
    """Return how a row's places were found, where it is not by rank."""
    if row.order is RowOrder.RANK:
        return None
    if row.order is RowOrder.AS_LISTED:
        return Wording("按所列次序", "as listed")
    is_full = _stroke_order(settings) is NameOrder.STROKES_FULL
    zh = "按姓名笔画" if is_full else "按姓氏笔画"
    en = "by strokes of the whole name" if is_full else "by strokes of the surname"
    if row.shift:
        return Wording(f"{zh}（轮换 {row.shift} 位）", f"{en} (shifted by {row.shift})")
    return Wording(zh, en)


def move_presiders(
    ranked: Sequence[Person], presiders: Sequence[str], seat: PresiderSeat
) -> list[Person]:
    """Return the front row with its presiders first (centre) or last (ends)."""
    moved = [person for key in presiders for person in ranked if person.key == key]
    if seat is PresiderSeat.BY_RANK or not moved:
        return list(ranked)
    others = [person for person in ranked if person not in moved]
    return moved + others if seat is PresiderSeat.CENTRE else others + moved


def find_order_problems(
    number: int, row: RostrumRow, people: Sequence[Person], plan: Plan
) -> list[RostrumProblem]:
    """Return what makes a row's order doubtful: no rank, or characters outside the table."""
    known = {each.key for each in plan.people}
    if row.order is RowOrder.AS_LISTED:
        return []
    if row.order is RowOrder.RANK:
        return [
            state_problem(RostrumProblemKind.UNRANKED_PERSON, number, each.key, each.name)
            for each in people
            if each.rank is None and each.key in known
        ]
    names = [each.name for each in people]
    return [
        state_problem(RostrumProblemKind.UNVERIFIED_ORDER, number, character)
        for character in find_unverified(names, plan.settings.stroke_overrides)
    ]


def _stroke_order(settings: Settings) -> NameOrder:
    is_full = settings.name_order is NameOrder.STROKES_FULL
    return NameOrder.STROKES_FULL if is_full else NameOrder.STROKES
