"""Changing many people in one go: said before how many, done in one batch, undone in one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from planner.domain.error import InvalidRequestError
from planner.domain.person import LeaveState
from planner.domain.person_duty import find_duties
from planner.domain.wording import Wording
from planner.planfile.part import read_member
from planner.services.draft import open_draft
from planner.services.draft_batch import drop_empty, register_of
from planner.services.draft_change import Edit, apply_edits

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planner.domain.person_duty import PersonDuty
    from planner.models import ScopedSession
    from planner.services.actor import Actor
    from planner.services.draft import Draft, Entry
    from planner.services.draft_change import Outcome

ACTS = ("set", "leave", "remove")
FIELDS = (
    "group",
    "sector",
    "attendance",
    "unit",
    "post",
    "nationality",
    "sex",
    "is_standing",
    "is_convener",
    "rank",
    "needs",
)
"""The fields that can be set for many people at once."""
NOTES = {"set": "批量修改", "leave": "批量请假", "remove": "批量移除"}
NOTHING = Wording("没有选中人员。", "Nobody is selected.")
UNKNOWN = Wording("请求有误。", "The request makes no sense.")


@dataclass(frozen=True, slots=True)
class BulkWish:
    """What shall be done to all of them."""

    act: str
    field: str = ""
    value: str = ""
    state: str = LeaveState.PENDING.value
    reason: str = ""


@dataclass(frozen=True, slots=True)
class BulkChange:
    """What is done to one person."""

    key: str
    name: str
    before: Any = ""
    after: Any = ""
    duties: tuple[PersonDuty, ...] = ()
    """What hangs on somebody who is removed or goes on leave."""


@dataclass(frozen=True, slots=True)
class BulkPlan:
    """What a wish does: whom it changes, whom it leaves as they are, and why it cannot be done."""

    wish: BulkWish
    chosen: int
    changes: tuple[BulkChange, ...]
    edits: tuple[Edit, ...]
    fault: Wording | None = None
    found: str = ""

    @property
    def unchanged(self) -> int:
        """How many already are as they shall be."""
        return self.chosen - len(self.changes)

    @property
    def burdened(self) -> tuple[BulkChange, ...]:
        """Those on whom something hangs."""
        return tuple(each for each in self.changes if each.duties)


def plan_bulk(draft: Draft, keys: Iterable[str], wish: BulkWish, today: str) -> BulkPlan:
    """Return what a wish does to some people of a draft; nothing is done yet."""
    known = {each.key: each for each in draft.entries["people"]}
    chosen = [known[key] for key in dict.fromkeys(keys) if key in known]
    if not chosen:
        raise InvalidRequestError(NOTHING)
    if wish.act not in ACTS or (wish.act == "set" and wish.field not in FIELDS):
        raise InvalidRequestError(UNKNOWN)
    if wish.act == "set":
        return _plan_setting(draft, chosen, wish)
    duties = find_duties(draft.plan)
    if wish.act == "remove":
        pairs = [(each, Edit.remove("people", each.key, each.version)) for each in chosen]
        excused = [
            Edit.remove("leaves", each.key, each.version)
            for each in draft.entries["leaves"]
            if each.data.get("person") in {entry.key for entry in chosen}
        ]
        return _make_plan(wish, chosen, pairs, duties, excused)
    return _plan_leave(draft, chosen, wish, today, duties)


def _make_plan(
    wish: BulkWish,
    chosen: Sequence[Entry],
    pairs: Sequence[tuple[Entry, Edit]],
    duties: dict[str, tuple[PersonDuty, ...]],
    first: Sequence[Edit] = (),
) -> BulkPlan:
    changes = tuple(
        BulkChange(each.key, str(each.data.get("name", "")), duties=duties.get(each.key, ()))
        for each, _ in pairs
    )
    return BulkPlan(wish, len(chosen), changes, (*first, *(edit for _, edit in pairs)))


def _plan_setting(draft: Draft, chosen: Sequence[Entry], wish: BulkWish) -> BulkPlan:
    """Set one field: the value is read as it would be in each row."""
    register = register_of(draft)
    changes, edits = [], []
    for each in chosen:
        wanted = drop_empty({**each.data, wish.field: wish.value})
        data, faults = read_member("people", {**wanted, "key": each.key}, register)
        if faults:
            fault = faults[0]
            return BulkPlan(wish, len(chosen), (), (), fault.expected, fault.found)
        before, after = each.data.get(wish.field), data.get(wish.field)
        if before != after:
            changes.append(BulkChange(each.key, str(each.data.get("name", "")), before, after))
            values = {wish.field: wish.value}
            edits.append(Edit.change("people", each.key, values, each.version))
    return BulkPlan(wish, len(chosen), tuple(changes), tuple(edits))


def _plan_leave(
    draft: Draft,
    chosen: Sequence[Entry],
    wish: BulkWish,
    today: str,
    duties: dict[str, tuple[PersonDuty, ...]],
) -> BulkPlan:
    """Mark a leave for the whole meeting; who has one of that state already is left as he is."""
    state = wish.state if wish.state in set(LeaveState) else LeaveState.PENDING.value
    whole = {
        each.data["person"]: each
        for each in draft.entries["leaves"]
        if not each.data.get("sittings")
    }
    pairs = []
    for each in chosen:
        known = whole.get(each.key)
        values = {"state": state, **({"reason": wish.reason} if wish.reason else {})}
        if state != LeaveState.PENDING.value:
            values["decided_on"] = today
        if known is None:
            fresh = {"person": each.key, "asked_on": today, **values}
            pairs.append((each, Edit.add("leaves", fresh)))
        elif known.data.get("state", LeaveState.PENDING.value) != state:
            pairs.append((each, Edit.change("leaves", known.key, values, known.version)))
    return _make_plan(wish, chosen, pairs, duties)


def apply_bulk(
    session: ScopedSession, meeting_id: int, keys: Iterable[str], wish: BulkWish, actor: Actor
) -> tuple[int, Outcome | None]:
    """Do what a wish says in one batch; return how many people it changed.

    Raises:
        InvalidRequestError: Nobody is chosen, or the value cannot be read.
        EditConflictError: Somebody else changed a row meanwhile.
    """
    draft = open_draft(session, meeting_id)
    plan = plan_bulk(draft, keys, wish, f"{actor.now:%Y-%m-%d}")
    if plan.fault is not None:
        raise InvalidRequestError(plan.fault)
    if not plan.edits:
        return 0, None
    note = NOTES[wish.act]
    return len(plan.changes), apply_edits(session, meeting_id, plan.edits, actor, note)
