"""A block of cells pasted into the people's table: what it changes, what it adds, what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from planner.planfile.part import read_member
from planner.services.draft import open_draft
from planner.services.draft_batch import drop_empty, register_of
from planner.services.draft_change import Edit, apply_edits
from planner.services.draft_error import EditRefusedError, FieldFault

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planner.domain.wording import Wording
    from planner.models import ScopedSession
    from planner.planfile.register import Register
    from planner.services.actor import Actor
    from planner.services.draft import Draft, Entry
    from planner.services.draft_change import Outcome

NOTE = "粘贴"
MOST_ROWS = 5_000
MOST_AT_ONCE = 20
"""So many changed cells are written at once; what is more is shown first."""


@dataclass(frozen=True, slots=True)
class PasteBlock:
    """Cells by row, the rows that they fall on, and the fields of their columns."""

    rows: tuple[tuple[str, ...], ...]
    keys: tuple[str, ...]
    """Keys of the rows from the first cell downwards; where they end, people are added."""
    fields: tuple[str, ...]
    """Fields of the columns from the first cell to the right; what goes beyond is left out."""
    versions: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class PastedCell:
    """One cell that says something else than before, or cannot be read."""

    field: str
    before: Any
    after: Any
    fault: Wording | None = None


@dataclass(frozen=True, slots=True)
class PastedRow:
    """One row of the block; without a key it becomes a new person."""

    number: int
    key: str
    name: str
    cells: tuple[PastedCell, ...]

    @property
    def faults(self) -> tuple[PastedCell, ...]:
        """The cells that cannot be read."""
        return tuple(each for each in self.cells if each.fault is not None)


@dataclass(frozen=True, slots=True)
class PastePlan:
    """What pasting a block does."""

    rows: tuple[PastedRow, ...]
    edits: tuple[Edit, ...]
    left_out: int
    """Columns of the block that fall beside the table."""

    @property
    def added(self) -> int:
        """How many people are added."""
        return sum(not each.key for each in self.rows)

    @property
    def changed(self) -> int:
        """How many people are changed."""
        return sum(bool(each.key and each.cells) for each in self.rows)

    @property
    def cells(self) -> int:
        """How many cells change."""
        return sum(len(each.cells) for each in self.rows)

    @property
    def fault_count(self) -> int:
        """How many cells cannot be read."""
        return sum(len(each.faults) for each in self.rows)

    @property
    def is_to_be_seen(self) -> bool:
        """Whether it is so much, or so faulty, that it is shown before it is done."""
        too_much = self.cells > MOST_AT_ONCE
        return bool(self.added or self.fault_count or self.left_out or too_much)


def plan_paste(draft: Draft, block: PasteBlock) -> PastePlan:
    """Return what pasting a block does; nothing is done yet."""
    register = register_of(draft)
    known = {each.key: each for each in draft.entries["people"]}
    rows, edits = [], []
    for number, cells in enumerate(block.rows[:MOST_ROWS], start=1):
        at = number - 1
        key = block.keys[at] if at < len(block.keys) else ""
        if (key and key not in known) or (not key and not any(each.strip() for each in cells)):
            continue
        values = {
            field: cell.strip() for field, cell in zip(block.fields, cells, strict=False) if field
        }
        entry = known.get(key)
        row = plan_row(number, entry, values, register)
        rows.append(row)
        if row.cells and entry is not None:
            version = block.versions.get(key, entry.version)
            edits.append(Edit.change("people", key, values, version))
        elif entry is None:
            edits.append(Edit.add("people", values))
    widest = max((len(each) for each in block.rows), default=0)
    return PastePlan(tuple(rows), tuple(edits), max(0, widest - len(block.fields)))


def plan_row(
    number: int, entry: Entry | None, values: Mapping[str, str], register: Register
) -> PastedRow:
    """Return what one row of a block does to a person, or which person it adds."""
    before = entry.data if entry else {}
    key = entry.key if entry else ""
    data, faults = read_member(
        "people", drop_empty({**before, **values, "key": key or "?"}), register
    )
    wrong = {str(each.path[0]): each for each in faults if each.path}
    cells = []
    for field in dict.fromkeys((*values, *wrong)):
        fault = wrong.get(field)
        if fault is not None:
            cells.append(PastedCell(field, before.get(field), fault.found, fault.expected))
        elif not wrong and data.get(field) != before.get(field):
            cells.append(PastedCell(field, before.get(field), data.get(field)))
        elif wrong and values.get(field, "") != str(before.get(field) or ""):
            cells.append(PastedCell(field, before.get(field), values.get(field, "")))
    name = str(data.get("name") or values.get("name") or before.get("name") or "")
    return PastedRow(number, key, name, tuple(cells))


def apply_paste(
    session: ScopedSession, meeting_id: int, block: PasteBlock, actor: Actor
) -> Outcome | None:
    """Paste a block in one batch: all of it or nothing.

    Raises:
        EditRefusedError: Cells cannot be read; says which, all of them.
    """
    plan = plan_paste(open_draft(session, meeting_id), block)
    if plan.fault_count:
        raise EditRefusedError(tuple(list_faults(plan.rows)))
    if not plan.edits:
        return None
    return apply_edits(session, meeting_id, plan.edits, actor, NOTE)


def list_faults(rows: Sequence[PastedRow]) -> list[FieldFault]:
    """Return the faults of pasted rows as those of fields."""
    return [
        FieldFault("people", row.key or f"+{row.number}", (cell.field,), str(cell.after), fault)
        for row in rows
        for cell in row.cells
        if (fault := cell.fault) is not None
    ]
