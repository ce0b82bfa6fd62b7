"""Leave: who asks to be excused from what, who decided, and what it touches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from planner.domain.error import InvalidRequestError
from planner.domain.leave_effect import LeaveEffects
from planner.domain.person import LeaveState
from planner.domain.wording import Wording
from planner.services.draft import open_draft
from planner.services.draft_change import Edit, apply_edits
from planner.services.error import MissingRecordError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.domain.leave_effect import LeaveEffect
    from planner.domain.person import Leave
    from planner.models import ScopedSession
    from planner.services.actor import Actor
    from planner.services.draft import Entry
    from planner.services.draft_change import Outcome
    from planner.services.meeting import OpenMeeting

PAGE_SIZE = 50
FIELDS = ("person", "reason", "sittings", "asked_on", "decided_by", "state")
NOTES = {
    LeaveState.GRANTED: "批准请假",
    LeaveState.REFUSED: "不准请假",
    LeaveState.PENDING: "请假改为待批",
}
UNKNOWN = Wording("请选择批准、不准或待批。", "Choose granted, refused or pending.")


@dataclass(frozen=True, slots=True)
class LeaveLine:
    """One leave with its row in the draft, and what granting it touches."""

    leave: Leave
    entry: Entry | None
    name: str
    sittings: tuple[str, ...]
    """Names of the sittings; empty for the whole meeting."""
    effect: LeaveEffect


@dataclass(frozen=True, slots=True)
class LeavePage:
    """One page of the leaves, and how many there are of each state."""

    lines: tuple[LeaveLine, ...]
    counts: dict[str, int]
    total: int
    page: int
    pages: int


def list_leaves(
    session: ScopedSession, meeting: OpenMeeting, state: str = "", page: int = 1, person: str = ""
) -> LeavePage:
    """Return a page of the leaves of a meeting: of one state or all, of one person or all."""
    entries: tuple[Entry | None, ...] = (None,) * len(meeting.plan.leaves)
    if meeting.is_draft:
        entries = open_draft(session, meeting.id).entries["leaves"]
    pairs = [
        (leave, entry)
        for leave, entry in zip(meeting.plan.leaves, entries, strict=True)
        if not person or leave.person == person
    ]
    counts = {each.value: sum(leave.state is each for leave, _ in pairs) for each in LeaveState}
    wanted = [pair for pair in pairs if not state or pair[0].state.value == state]
    pages = max(1, -(-len(wanted) // PAGE_SIZE))
    page = min(max(1, page), pages)
    effects, names = LeaveEffects(meeting.plan), meeting.directory
    shown = wanted[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    lines = tuple(
        LeaveLine(
            leave,
            entry,
            names.name_of(leave.person),
            tuple(names.sittings[key].name for key in leave.sittings if key in names.sittings),
            effects.find(leave.person, leave.sittings),
        )
        for leave, entry in shown
    )
    return LeavePage(lines, counts, len(pairs), page, pages)


def ask_leave(
    session: ScopedSession, meeting_id: int, values: Mapping[str, str], actor: Actor
) -> Outcome:
    """Note that somebody asks for leave, as a clerk writes it; it waits unless it says otherwise.

    Raises:
        EditRefusedError: A value cannot be read: nobody of that name, no such sitting.
    """
    said: dict[str, Any] = {name: values[name] for name in FIELDS if values.get(name)}
    said.setdefault("asked_on", f"{actor.now:%Y-%m-%d}")
    return apply_edits(session, meeting_id, [Edit.add("leaves", said)], actor, "登记请假")


def decide_leave(
    session: ScopedSession, place: tuple[int, str], state: str, decided_by: str, actor: Actor
) -> Outcome:
    """Grant or refuse a leave, or let it wait again; says who decided and when."""
    meeting_id, key = place
    if state not in set(LeaveState):
        raise InvalidRequestError(UNKNOWN)
    if open_draft(session, meeting_id).find("leaves", key) is None:
        raise MissingRecordError
    is_decided = state != LeaveState.PENDING.value
    values = {
        "state": state,
        "decided_by": (decided_by.strip() or actor.name) if is_decided else None,
        "decided_on": f"{actor.now:%Y-%m-%d}" if is_decided else None,
    }
    edit = Edit.change("leaves", key, values)
    return apply_edits(session, meeting_id, [edit], actor, NOTES[LeaveState(state)])
