"""A block of cells pasted into the people's table: what it changes, what it adds, what is wrong."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from planner.planfile.form import fold_header
from planner.planfile.roster_column import count_known, known_headings, propose_columns
from planner.services.draft import open_draft
from planner.services.draft_batch import register_of
from planner.services.draft_change import Edit, apply_edits
from planner.services.draft_error import EditRefusedError, FieldFault
from planner.services.person_reading import read_sound
from planner.services.section_table import COLUMNS

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
    is_sound_only: bool = False
    """Whether the cells that can be read are written where others cannot."""


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
    sound: Mapping[str, str] | None
    """What the row says where it can be read; None where nobody can be made of that."""

    @property
    def faults(self) -> tuple[PastedCell, ...]:
        """The cells that cannot be read."""
        return tuple(each for each in self.cells if each.fault is not None)

    @property
    def is_written(self) -> bool:
        """Whether the cells that can be read do something."""
        return self.sound is not None and (not self.key or len(self.cells) > len(self.faults))


@dataclass(frozen=True, slots=True)
class PastePlan:
    """What pasting a block does."""

    rows: tuple[PastedRow, ...]
    edits: tuple[Edit, ...]
    left_out: int
    """Columns of the block that fall beside the table."""
    headed: Mapping[str, str] = field(default_factory=dict)
    """The headings in the block's first row, each with its field; empty where it has none."""

    @property
    def unmatched(self) -> tuple[str, ...]:
        """Headings that mean no field: their columns are left out."""
        return tuple(heading for heading, name in self.headed.items() if not name)

    @property
    def added(self) -> int:
        """How many people are added."""
        return sum(each.is_written and not each.key for each in self.rows)

    @property
    def changed(self) -> int:
        """How many people are changed."""
        return sum(each.is_written and bool(each.key) for each in self.rows)

    @property
    def cells(self) -> int:
        """How many cells change."""
        return sum(len(each.cells) - len(each.faults) for each in self.rows if each.is_written)

    @property
    def fault_count(self) -> int:
        """How many cells cannot be read."""
        return sum(len(each.faults) for each in self.rows)

    @property
    def is_to_be_seen(self) -> bool:
        """Whether it is so much, or so faulty, that it is shown before it is done."""
        too_much = self.cells > MOST_AT_ONCE
        return bool(self.added or self.fault_count or self.left_out or self.headed or too_much)


def plan_paste(draft: Draft, block: PasteBlock) -> PastePlan:
    """Return what pasting a block does; nothing is done yet.

    A first row of headings says which columns they are, and is nobody.
    """
    register = register_of(draft)
    known = {each.key: each for each in draft.entries["people"]}
    block, headed = take_headings(block)
    rows, edits = [], []
    for number, cells in enumerate(block.rows[:MOST_ROWS], start=1):
        at = number - 1
        key = block.keys[at] if at < len(block.keys) else ""
        if (key and key not in known) or (not key and not any(each.strip() for each in cells)):
            continue
        values = {
            name: cell.strip() for name, cell in zip(block.fields, cells, strict=False) if name
        }
        entry = known.get(key)
        row = plan_row(number + bool(headed), entry, values, register)
        rows.append(row)
        if not row.is_written or row.sound is None:
            continue
        if entry is None:
            edits.append(Edit.add("people", row.sound))
        else:
            version = block.versions.get(key, entry.version)
            edits.append(Edit.change("people", key, row.sound, version))
    widest = 0 if headed else max((len(each) for each in block.rows), default=0)
    return PastePlan(tuple(rows), tuple(edits), max(0, widest - len(block.fields)), headed)


def take_headings(block: PasteBlock) -> tuple[PasteBlock, dict[str, str]]:
    """Return a block without its row of headings, by whose columns it is read, and what they mean.

    Most cells of such a row are known headings; a single one must mean the column it falls on.
    """
    first, rows = block.rows[0] if block.rows else (), block.rows[1:]
    said = [each for each in first if each.strip()]
    is_headed = bool(rows) and count_known(first) * 2 > len(said)
    if is_headed and len(said) == 1:
        at = first.index(said[0])
        means = known_headings().get(fold_header(said[0]), "")
        is_headed = at < len(block.fields) and block.fields[at] == means
    if not is_headed:
        return block, {}
    columns = propose_columns(first, rows, {})
    fields = tuple(
        name if (name := columns.get(at, "")) in COLUMNS["people"] else ""
        for at in range(len(first))
    )
    headed = {each: name for each, name in zip(first, fields, strict=True) if each.strip()}
    return replace(block, rows=rows, fields=fields), headed


def plan_row(
    number: int, entry: Entry | None, values: Mapping[str, str], register: Register
) -> PastedRow:
    """Return what one row of a block does to a person, or which person it adds."""
    before = entry.data if entry else {}
    key = entry.key if entry else ""
    data, sound, wrong = read_sound(before, values, key, register)
    cells = []
    for name in dict.fromkeys((*values, *wrong)):
        fault = wrong.get(name)
        if fault is not None:
            cells.append(PastedCell(name, before.get(name), fault.found, fault.expected))
        elif sound is not None and data.get(name) != before.get(name):
            cells.append(PastedCell(name, before.get(name), data.get(name)))
        elif sound is None and values.get(name, "") != str(before.get(name) or ""):
            cells.append(PastedCell(name, before.get(name), values.get(name, "")))
    called = str(data.get("name") or values.get("name") or before.get("name") or "")
    return PastedRow(number, key, called, tuple(cells), sound)


def apply_paste(
    session: ScopedSession, meeting_id: int, block: PasteBlock, actor: Actor
) -> Outcome | None:
    """Paste a block in one batch: all of it or nothing, or what of it can be read.

    Raises:
        EditRefusedError: Cells cannot be read; says which, all of them.
    """
    plan = plan_paste(open_draft(session, meeting_id), block)
    if plan.fault_count and not block.is_sound_only:
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
