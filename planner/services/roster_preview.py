"""What a roster would do to a draft: row by row, before anything is done."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from planner.domain.roster_match import MatchKind, RosterLine, match_roster
from planner.planfile.roster_file import find_place
from planner.planfile.text import clean_name
from planner.services.draft_batch import register_of
from planner.services.person_reading import read_sound

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planner.domain.roster_match import Candidate, Match
    from planner.planfile import Fault
    from planner.planfile.register import Register
    from planner.services.draft import Draft, Entry


class RowGroup(StrEnum):
    """What a row is to the plan."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    DOUBTFUL = "doubtful"
    FAULTY = "faulty"
    MISSING = "missing"
    """Somebody of the plan whom the file does not have."""


TAKE, SKIP, IS, ANOTHER = "take", "skip", "is:", "another"
PART = "part"
"""Takes a row without the cells that cannot be read; who it is may follow: ``part:is:P012``."""
NAMESAKE = "namesake"
"""For a whole group: each row is the one person of its name, where there is one only."""
KEEP, MARK, REMOVE = "keep", "mark", "remove"
ABSENT = "-"
"""Begins the choice for somebody whom the file does not have: ``-P012``."""


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One row with what it would change, in which group, and what was chosen for it."""

    number: str
    """The row's number in the file; of somebody missing ``-`` and his key."""
    group: RowGroup
    name: str
    key: str = ""
    """The person whom it changes; empty where one is added."""
    values: Mapping[str, str] = field(default_factory=dict)
    changes: tuple[tuple[str, Any, Any], ...] = ()
    """Fields that change, before and after."""
    candidates: tuple[Candidate, ...] = ()
    faults: tuple[Fault, ...] = ()
    choice: str = ""
    is_partly_sound: bool = False
    """Whether something can be taken of it although there are faults."""

    @property
    def is_open(self) -> bool:
        """Whether somebody has to decide before the roster can be taken."""
        if self.group is RowGroup.DOUBTFUL:
            return not self.choice
        return self.group is RowGroup.FAULTY and not self.choice

    @property
    def is_taken(self) -> bool:
        """Whether the row will do something."""
        if self.group is RowGroup.MISSING:
            return self.choice in {MARK, REMOVE}
        if self.group is RowGroup.SAME or self.is_open:
            return False
        return self.choice != SKIP and not (self.key and not self.changes)


@dataclass(frozen=True, slots=True)
class RosterPreview:
    """All rows of a roster, sorted into groups."""

    rows: tuple[PreviewRow, ...]

    def of(self, group: RowGroup) -> tuple[PreviewRow, ...]:
        """Return the rows of a group; one in doubt stays there once it is decided."""
        return tuple(row for row in self.rows if row.group is group)

    @property
    def open_count(self) -> int:
        """How many rows somebody has to decide on."""
        return sum(row.is_open for row in self.rows)

    @property
    def taken(self) -> tuple[PreviewRow, ...]:
        """The rows that will do something."""
        return tuple(row for row in self.rows if row.is_taken)


@dataclass(frozen=True, slots=True)
class RosterSource:
    """A roster that was read: its name, sheet, headings and numbered rows, and the columns."""

    name: str
    sheet: str
    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    columns: Mapping[int, str]

    def values(self, cells: Sequence[str]) -> dict[str, str]:
        """Return what a row says, by field; an empty cell says nothing."""
        return {
            name: cells[at]
            for at, name in self.columns.items()
            if at < len(cells) and cells[at].strip()
        }

    def fault(self, number: int, each: Any) -> Fault:  # noqa: ANN401  a fault at a path
        """Return a fault with its place in the file."""
        from planner.planfile import Fault  # noqa: PLC0415  the room imports the readers

        name = str(each.path[0]) if each.path else "name"
        column = next((at for at, known in self.columns.items() if known == name), 0)
        place = find_place(self.name, self.sheet, number, column, self.header)
        return Fault(place, each.found, each.expected)


class Previewer:
    """Sorts the rows of a source against a draft; choices are applied to what it found."""

    def __init__(self, draft: Draft, source: RosterSource) -> None:
        self.draft, self.source = draft, source
        self.register: Register = register_of(draft)
        self.entries = {each.key: each for each in draft.entries["people"]}
        self.said = [(number, source.values(cells)) for number, cells in source.rows]
        known = [line_of(each.key, each.data) for each in draft.entries["people"]]
        rows = [
            replace(line_of(values.get("key", ""), values), number=str(number))
            for number, values in self.said
        ]
        self.matches = match_roster(rows, known)

    def preview(self, choices: Mapping[str, str]) -> RosterPreview:
        """Return every row with its choice, then everybody whom the file does not have."""
        rows = [
            self._row(str(number), values, match, choices.get(str(number), ""))
            for (number, values), match in zip(self.said, self.matches, strict=True)
        ]
        return RosterPreview((*rows, *self._missing(rows, choices)))

    def _row(self, number: str, values: dict[str, str], match: Match, choice: str) -> PreviewRow:
        if choice not in list_choices(match):
            choice = ""
        said = choice.removeprefix(f"{PART}:")
        key = said.removeprefix(IS) if said.startswith(IS) else match.key
        entry = self.entries.get(key)
        row = self._compare(number, values, entry, is_part=choice.startswith(PART))
        group = row.group
        if group is RowGroup.FAULTY:
            is_kept = choice == SKIP or (choice.startswith(PART) and row.is_partly_sound)
            choice = choice if is_kept else ""
        elif match.kind is MatchKind.DOUBTFUL:
            group = RowGroup.DOUBTFUL
        return replace(row, group=group, key=key, candidates=match.candidates, choice=choice)

    def _compare(
        self, number: str, values: dict[str, str], entry: Entry | None, *, is_part: bool
    ) -> PreviewRow:
        """Return what a row says that the plan does not."""
        told = {name: each for name, each in values.items() if name != "key"}
        before = entry.data if entry else {}
        data, said, wrong = read_sound(before, told, "", self.register)
        name = str(data.get("name") or values.get("name", ""))
        faults = tuple(self.source.fault(int(number), each) for each in wrong.values())
        if faults and (said is None or not is_part):
            return PreviewRow(
                number,
                RowGroup.FAULTY,
                name,
                values=values,
                faults=faults,
                is_partly_sound=said is not None,
            )
        said = said or {}
        fields = dict.fromkeys((*said, *data)) if entry is None else said
        changes = tuple(
            (field, before.get(field), data.get(field))
            for field in fields
            if data.get(field) != before.get(field)
        )
        group = RowGroup.NEW if entry is None else RowGroup.CHANGED if changes else RowGroup.SAME
        return PreviewRow(
            number,
            RowGroup.FAULTY if faults else group,
            name,
            values={**said, **{each: values[each] for each in ("key",) if each in values}},
            changes=changes,
            faults=faults,
            is_partly_sound=bool(faults),
        )

    def _missing(self, rows: list[PreviewRow], choices: Mapping[str, str]) -> list[PreviewRow]:
        """Return who is in the plan, of the kinds that the file is about, but not in the file."""
        named = {row.key for row in rows} | {
            each.key for row in rows if not row.key for each in row.candidates
        }
        kinds = {
            self.entries[row.key].data.get("attendance", "member")
            for row in rows
            if row.key in self.entries
        }
        missing = []
        for key, entry in self.entries.items():
            if key not in named and entry.data.get("attendance", "member") in kinds:
                number = f"{ABSENT}{key}"
                name = str(entry.data.get("name", ""))
                choice = choices.get(number, KEEP)
                missing.append(PreviewRow(number, RowGroup.MISSING, name, key, choice=choice))
        return missing


def list_choices(match: Match) -> tuple[str, ...]:
    """Return what can be chosen for a row with such a match, faults or none."""
    if match.kind is not MatchKind.DOUBTFUL:
        return TAKE, SKIP, PART
    who = (ANOTHER, *(f"{IS}{each.key}" for each in match.candidates if each.key))
    return SKIP, *who, *(f"{PART}:{each}" for each in who)


def line_of(key: str, values: Mapping[str, Any]) -> RosterLine:
    """Return what tells a person from others."""
    said = {
        name: str(values.get(name) or "").strip()
        for name in ("pinyin", "unit", "post", "sector", "contact")
    }
    return RosterLine(
        key.strip(), clean_name(str(values.get("name", ""))), sex=fold_sex(values), **said
    )


def fold_sex(values: Mapping[str, Any]) -> str:
    """Return the sex as the plan has it, however it was written; empty where nobody can read it."""
    said = str(values.get("sex") or "").strip().casefold()
    return {"男": "male", "女": "female", "m": "male", "f": "female"}.get(said[:1], "")
