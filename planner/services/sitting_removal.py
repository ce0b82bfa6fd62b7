"""Taking a sitting out of a draft: what points to it is told, and let go of in the same batch."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from planner.domain.sitting_removal import hangs_on, leave_without, task_without
from planner.domain.wording import Wording
from planner.models.draft import ChangeKind
from planner.planfile.conversion import to_data
from planner.planfile.part import read_value
from planner.services.draft_edit import Edit
from planner.services.draft_error import EntryInUseError, Pointer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from planner.domain.person import Leave
    from planner.domain.task import Task
    from planner.services.draft import Draft

SITTINGS = "sittings"
STAGES = {"report": "reports_on", "open": "opens_on", "close": "closes_on"}
NOUNS = {
    "agenda": Wording("议程", "agenda item"),
    "leaves": Wording("请假", "leave"),
    "tasks": Wording("任务", "task"),
}
"""The sections whose entries name sittings."""

Held = dict[tuple[str, str], dict[str, Any]]


def settle_removals(draft: Draft, edits: Sequence[Edit]) -> list[Edit]:
    """Return the edits with those that let go of the sittings that they remove.

    Raises:
        EntryInUseError: Something points to such a sitting, and the edit does not say to let go.
    """
    removed = {
        each.key: each
        for each in edits
        if (each.section, each.kind) == (SITTINGS, ChangeKind.REMOVED) and each.lets_go is not None
    }
    if not removed:
        return list(edits)
    held = hold_entries(draft, edits)
    unsaid = [key for key, each in removed.items() if not each.lets_go]
    pointers = [each for key in unsaid for each in list_pointers(draft, held, key)]
    if pointers:
        raise EntryInUseError(tuple(dict.fromkeys(pointers)))
    freed = [edit for key in removed for edit in let_go(draft, held, key)]
    return [*edits, *freed]


def hold_entries(draft: Draft, edits: Sequence[Edit]) -> Held:
    """Return the entries that may name sittings, as they stand after the edits."""
    held = {
        (section, each.key): dict(each.data)
        for section in NOUNS
        for each in draft.entries.get(section, ())
    }
    for edit in edits:
        place = edit.section, edit.key
        if edit.kind is ChangeKind.REMOVED:
            held.pop(place, None)
        elif place in held and isinstance(edit.values.get(SITTINGS) or [], list):
            fields = {SITTINGS, "anchor"} & edit.values.keys()
            held[place] |= {name: edit.values[name] for name in fields}
    return held


def list_pointers(draft: Draft, held: Held, key: str) -> Iterator[Pointer]:
    """Yield what names a sitting, each with the name that a clerk knows it by."""
    people = {each.key: str(each.data.get("name", "")) for each in draft.entries.get("people", ())}
    for (section, of), data in held.items():
        if names(section, data, key):
            said = str(data.get("title") or data.get("name") or "")
            name = said or people.get(data.get("person", "")) or str(data.get("person", of))
            yield Pointer(section, of, NOUNS[section], name)


def names(section: str, data: Mapping[str, Any], key: str) -> bool:
    """Tell whether an entry names a sitting."""
    is_anchor = section == "tasks" and data.get("anchor") == f"sitting:{key}"
    return is_anchor or key in (data.get(SITTINGS) or ())


def let_go(draft: Draft, held: Held, key: str) -> Iterator[Edit]:
    """Yield the edits by which everything lets go of a sitting; what is held follows."""
    sitting = draft.find(SITTINGS, key)
    held_on = read_day(sitting.data.get("held_on")) if sitting else None
    stages = list_stages(draft)
    for (section, of), data in list(held.items()):
        if not names(section, data, key):
            continue
        after = free(section, of, data, key, (held_on, stages))
        if after is None:
            del held[section, of]
            yield Edit.remove(section, of)
            continue
        changed = {name: each for name, each in after.items() if data.get(name) != each}
        held[section, of] = {**data, **changed}
        yield Edit.change(section, of, changed)


def free(
    section: str,
    of: str,
    data: Mapping[str, Any],
    key: str,
    days: tuple[date | None, dict[str, date]],
) -> dict[str, Any] | None:
    """Return the fields of an entry that lets go of a sitting; None where it falls with it."""
    if section == "agenda":
        return {SITTINGS: [each for each in data[SITTINGS] if each != key]}
    if section == "leaves":
        leave: Leave = read_value(section, of, data)  # type: ignore[assignment]
        rest = leave_without(leave, key)
        return {SITTINGS: list(rest.sittings)} if rest else None
    task: Task = read_value(section, of, data)  # type: ignore[assignment]
    freed = task_without(task, key, *days)
    spelled = to_data(freed)
    wanted = {SITTINGS: list(freed.sittings), "aspects": spelled.get("aspects", [])}
    if key not in task.sittings:
        wanted = {}
    if hangs_on(task, key):
        wanted |= {"anchor": freed.anchor, "offset": str(freed.offset)}
    return wanted


def list_stages(draft: Draft) -> dict[str, date]:
    """Return the days of the meeting that tasks are counted from."""
    facts: dict[str, Any] = {}
    for each in draft.entries["meeting"]:
        facts |= each.data
    days = {name: read_day(facts.get(field)) for name, field in STAGES.items()}
    return {name: day for name, day in days.items() if day}


def read_day(written: object) -> date | None:
    """Return a day that was checked when it was written; none where there is none."""
    return date.fromisoformat(str(written)) if written else None
