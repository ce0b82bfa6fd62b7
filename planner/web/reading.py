"""What a leader reads of a plan before he decides: one part at a time, in large type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.domain.rostrum import seat_rostrum
from planner.domain.timeline import back_schedule
from planner.services.memory import Memory

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from planner.domain.plan import Plan
    from planner.domain.timeline import Timeline
    from planner.services.leader import ReviewView

PAGE_SIZE = 40
"""Members of a long list on one page: a few strokes of the finger."""
PLANS_KEPT = 8
DATED: Memory[tuple[Plan, Timeline]] = Memory(PLANS_KEPT)
"""Timelines by plan (its identity) and day; the plan is held: its identity stays its own."""


def list_parts(plan: Plan) -> dict[str, int]:
    """Return the parts that there is something to read of, and how much."""
    counts = {
        "agenda": len(plan.agenda),
        "schedule": len(plan.sittings),
        "proceedings": sum(bool(each.steps) for each in plan.sittings),
        "rostrum": sum(each.rostrum is not None for each in plan.sittings),
        "people": len(plan.people),
        "tasks": len(plan.tasks),
        "texts": len(plan.texts),
    }
    return {part: count for part, count in counts.items() if count}


def read_part(
    view: ReviewView, part: str, today: date, arguments: Mapping[str, str]
) -> dict[str, Any]:
    """Return what a part's page shows; nothing where the plan has no such part."""
    if part not in list_parts(view.plan):
        return {}
    plan, query = view.plan, arguments.get("q", "").strip()
    members: list[Any] = []
    match part:
        case "people":
            members = [each for each in plan.people if query in f"{each.name} {each.unit}"]
        case "tasks":
            tasks = date_plan(plan, today).tasks
            members = [each for each in tasks if query in each.task.name]
        case "proceedings":
            members = [each for each in plan.sittings if each.steps]
        case "rostrum":
            members = [(each, seat_rostrum(plan, each)) for each in plan.sittings if each.rostrum]
        case _:
            members = list(getattr(plan, {"schedule": "sittings"}.get(part, part)))
    return {"query": query, **cut_page(members, arguments.get("page", "1"))}


def cut_page(members: list[Any], wanted: str) -> dict[str, Any]:
    """Return one page of a list, and where it stands."""
    pages = max(1, -(-len(members) // PAGE_SIZE))
    page = min(max(1, int(wanted) if wanted.isdecimal() else 1), pages)
    shown = members[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    return {"members": shown, "page": page, "pages": pages}


def date_plan(plan: Plan, today: date) -> Timeline:
    """Return the dates of what was sent; counted back once a day."""
    kept = DATED.recall((id(plan), today), lambda: (plan, back_schedule(plan, today)))
    return kept[1]
