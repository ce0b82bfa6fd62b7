"""Sittings cut in two and copied: one act each, taken back in one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from planner.domain.error import InvalidRequestError
from planner.domain.wording import Wording
from planner.services.draft import open_draft
from planner.services.draft_change import Edit, apply_edits
from planner.services.draft_error import MissingEntryError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from planner.domain.sitting import ProceedingStep, Sitting
    from planner.models import ScopedSession
    from planner.services.actor import Actor
    from planner.services.draft import Draft, Entry
    from planner.services.draft_change import Outcome

SECTION = "sittings"
SPLIT_NOTE, COPY_NOTE = "拆分会次", "复制会次"
CONTINUED = "（续）"
SOME_DAY = datetime(2000, 1, 3)  # noqa: DTZ001  only its clock counts
NOT_INSIDE = Wording(
    "拆分时间须在会次的起止时间之间。", "A sitting is split between its beginning and its end."
)


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a copy goes; what is not said stays as it is."""

    held_on: date | None = None
    starts_at: time | None = None
    ends_at: time | None = None

    def values(self) -> dict[str, str]:
        """Return the fields that are said, as plan files have them."""
        day = {"held_on": f"{self.held_on:%Y-%m-%d}"} if self.held_on else {}
        starts = {"starts_at": f"{self.starts_at:%H:%M}"} if self.starts_at else {}
        ends = {"ends_at": f"{self.ends_at:%H:%M}"} if self.ends_at else {}
        return day | starts | ends


def find_sitting(draft: Draft, key: str) -> tuple[Sitting, Entry]:
    """Return a sitting and its row; one that is not there is refused."""
    for sitting, entry in zip(draft.plan.sittings, draft.entries["sittings"], strict=True):
        if entry.key == key:
            return sitting, entry
    raise MissingEntryError(SECTION, key)


def split_sitting(
    session: ScopedSession,
    meeting_id: int,
    key: str,
    at: time,
    actor: Actor,
    version: int | None = None,
) -> Outcome:
    """Cut a sitting in two at a time of day; the steps that begin then or later go with the second.

    Raises:
        InvalidRequestError: The time does not lie between beginning and end.
    """
    sitting, entry = find_sitting(open_draft(session, meeting_id), key)
    starts, ends = sitting.starts_at, sitting.ends_at
    if starts is None or ends is None or not starts < at < ends:
        raise InvalidRequestError(NOT_INSIDE)
    steps: list[Any] = entry.data.get("steps", [])
    cut = count_steps_before(sitting.steps, starts, at)
    clock = f"{at:%H:%M}"
    first = {"ends_at": clock, **({"steps": steps[:cut]} if steps else {})}
    second = {
        **entry.data,
        "name": f"{sitting.name.removesuffix(CONTINUED)}{CONTINUED}",
        "starts_at": clock,
        "steps": steps[cut:],
    }
    edits = [Edit.change("sittings", key, first, version), Edit.add("sittings", second, after=key)]
    return apply_edits(session, meeting_id, edits, actor, SPLIT_NOTE)


def count_steps_before(steps: Sequence[ProceedingStep], starts: time, at: time) -> int:
    """Return how many steps begin before a time of day by the running clock."""
    clock, count = datetime.combine(SOME_DAY, starts), 0
    for step in steps:
        if clock >= datetime.combine(SOME_DAY, at):
            break
        clock += timedelta(minutes=step.minutes)
        count += 1
    return count


def copy_sitting(
    session: ScopedSession, meeting_id: int, key: str, slot: Slot, actor: Actor
) -> Outcome:
    """Copy a sitting, whole, to another day or time."""
    draft = open_draft(session, meeting_id)
    _, entry = find_sitting(draft, key)
    values = {**entry.data, **slot.values()}
    after = find_place(draft, values.get("held_on", ""), values.get("starts_at", ""))
    edits = [Edit.add("sittings", values, after=after)]
    return apply_edits(session, meeting_id, edits, actor, COPY_NOTE)


def find_place(draft: Draft, held_on: str, starts_at: str) -> str | None:
    """Return the key of the last sitting that is not held later; empty for the first place."""
    if not held_on:
        return None
    before = [
        each.key
        for each in draft.entries["sittings"]
        if (each.data.get("held_on", ""), each.data.get("starts_at", "")) <= (held_on, starts_at)
    ]
    return before[-1] if before else ""
