"""The schedule as its editors see it: the sittings of a draft, and whom two of them both want."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.domain.schedule import SharedPeople, find_shared_people
from planner.services.memory import Memory

if TYPE_CHECKING:
    from planner.domain.plan import Plan
    from planner.domain.sitting import Sitting
    from planner.services.draft import Draft, Entry

SHARED_KEPT = 12
SHARED: Memory[tuple[Plan, tuple[SharedPeople, ...]]] = Memory(SHARED_KEPT)
"""By plan (its identity); the plan is held, so that its identity stays its own."""
SITTING_ANCHOR = "sitting:"


@dataclass(frozen=True, slots=True)
class ScheduledSitting:
    """A sitting with its row of the draft."""

    sitting: Sitting
    entry: Entry


def list_scheduled(draft: Draft, place: str = "", workstream: str = "") -> list[ScheduledSitting]:
    """Return the sittings in a place, of a workstream, or all, by the clock; undated ones last."""
    touched = touched_by(draft.plan, workstream) if workstream else None
    found = [
        ScheduledSitting(sitting, entry)
        for sitting, entry in zip(draft.plan.sittings, draft.entries["sittings"], strict=True)
        if (not place or sitting.place == place) and (touched is None or sitting.key in touched)
    ]
    return sorted(found, key=when)


def when(each: ScheduledSitting) -> tuple[bool, str, bool, str]:
    """Return what sittings are sorted by."""
    day, at = each.sitting.held_on, each.sitting.starts_at
    return (day is None, str(day), at is None, str(at))


def touched_by(plan: Plan, workstream: str) -> frozenset[str]:
    """Return the sittings that a workstream's tasks are about or hang on."""
    tasks = [each for each in plan.tasks if each.workstream == workstream]
    hung = (
        each.anchor.removeprefix(SITTING_ANCHOR)
        for each in tasks
        if each.anchor.startswith(SITTING_ANCHOR)
    )
    return frozenset((*hung, *(key for each in tasks for key in each.sittings)))


def list_shared(plan: Plan) -> tuple[SharedPeople, ...]:
    """Return whom every two sittings both want; worked out once for a plan."""
    return SHARED.recall(id(plan), lambda: (plan, find_shared_people(plan)))[1]
