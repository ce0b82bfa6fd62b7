"""The rows of a draft that a batch of edits touches: read together, numbered, put in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from planner.models import DraftEntryRecord
from planner.services.draft import STEP

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planner.models import ScopedSession
    from planner.services.draft import Draft
    from planner.services.draft_edit import Edit

PREFIXES = {
    "sittings": "S",
    "agenda": "A",
    "tasks": "T",
    "leaves": "L",
    "people": "P",
    "groups": "G",
}
OTHER_PREFIX = "X"
MOST_BY_KEY = 300
"""More rows than this are not asked for one by one: the whole section is read."""


class EntryShelf:
    """The rows of one draft by section and key, the removed ones too."""

    def __init__(self, session: ScopedSession, draft: Draft) -> None:
        self.session, self.draft = session, draft
        self._known: dict[tuple[str, str], DraftEntryRecord | None] = {}
        self._keys: dict[str, set[str]] = {}
        self._positions: dict[str, list[tuple[float, str]]] = {}

    def fetch(self, edits: Sequence[Edit]) -> None:
        """Read the rows that edits name, one statement for each section."""
        wanted: dict[str, set[str]] = {}
        for edit in edits:
            if edit.key:
                wanted.setdefault(edit.section, set()).add(edit.key)
        for section, keys in wanted.items():
            self._fetch_section(section, keys)

    def _fetch_section(self, section: str, keys: set[str]) -> None:
        statement = select(DraftEntryRecord).where(
            DraftEntryRecord.meeting_id == self.draft.meeting_id,
            DraftEntryRecord.section == section,
        )
        if len(keys) <= MOST_BY_KEY:
            statement = statement.where(DraftEntryRecord.key.in_(keys))
        self._known |= dict.fromkeys((section, key) for key in keys)
        for record in self.session.scalars(statement):
            self._known[section, record.key] = record

    def find(self, section: str, key: str) -> DraftEntryRecord | None:
        """Return a row, perhaps a removed one; None where there never was one."""
        if (section, key) not in self._known:
            self._fetch_section(section, {key})
        return self._known[section, key]

    def keep(self, record: DraftEntryRecord) -> None:
        """Remember a row that the batch made."""
        self._known[record.section, record.key] = record
        if record.section in self._keys:
            self._keys[record.section].add(record.key)

    def make_key(self, section: str) -> str:
        """Return a key that no entry of the section has or had, by prefix and number."""
        taken = self._taken(section)
        prefix = PREFIXES.get(section, OTHER_PREFIX)
        number = len(taken) + 1
        while f"{prefix}{number:03d}" in taken:
            number += 1
        key = f"{prefix}{number:03d}"
        taken.add(key)
        self._known[section, key] = None
        return key

    def _taken(self, section: str) -> set[str]:
        if section not in self._keys:
            self._keys[section] = set(
                self.session.scalars(
                    select(DraftEntryRecord.key).where(
                        DraftEntryRecord.meeting_id == self.draft.meeting_id,
                        DraftEntryRecord.section == section,
                    )
                )
            )
        return self._keys[section]

    def place(self, edit: Edit, gone: Iterable[str]) -> float:
        """Return where an entry stands: the very place, behind another one, or last."""
        if edit.position is not None:
            return edit.position
        row = self._row(edit.section, gone)
        if edit.after is None and (not row or row[-1][1] != edit.key):
            position = (row[-1][0] if row else 0.0) + STEP
        else:
            position = self._place_after(row, edit.after, edit.key)
        row.append((position, edit.key))
        return position

    def _row(self, section: str, gone: Iterable[str]) -> list[tuple[float, str]]:
        if section not in self._positions:
            left_out = set(gone)
            self._positions[section] = [
                (each.position, each.key)
                for each in self.draft.entries[section]
                if each.key not in left_out
            ]
        return self._positions[section]

    @staticmethod
    def _place_after(row: list[tuple[float, str]], after: str | None, key: str) -> float:
        """Return a position behind an entry: half-way to the next one."""
        row[:] = sorted(each for each in row if each[1] != key)
        keys = [each[1] for each in row]
        at = len(row) if after is None or after not in keys else keys.index(after) + 1
        at = 0 if after == "" else at
        low = row[at - 1][0] if at else row[0][0] - 2 * STEP if row else 0.0
        high = row[at][0] if at < len(row) else low + 2 * STEP
        return (low + high) / 2
