"""What can be done to a draft, and what doing it leaves behind."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from planner.models.draft import ChangeKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.services.draft import Entry

PROGRESS = frozenset({"state", "done_on", "note"})
"""Fields of a task that say how far it is: they change while a review waits, too."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One thing to do to one entry."""

    kind: ChangeKind
    section: str
    key: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    version: int | None = None
    """The version that whoever edits has seen; None where nobody looked first."""
    after: str | None = None
    """The key of the entry to stand behind; empty for the first place, None for the last."""
    position: float | None = None
    """The very place, for what is put back where it was."""
    lets_go: bool | None = False
    """Whether what points to a sitting that is removed lets go of it in the same batch; None
    where that is not looked at, because the whole draft is replaced."""

    @property
    def is_progress(self) -> bool:
        """Tell whether this only says how far a task is."""
        return (
            self.section == "tasks"
            and self.kind is ChangeKind.CHANGED
            and set(self.values) <= PROGRESS
        )

    @classmethod
    def add(
        cls, section: str, values: Mapping[str, Any], key: str = "", after: str | None = None
    ) -> Edit:
        """Add an entry; without a key it is given one."""
        return cls(ChangeKind.ADDED, section, key, values, after=after)

    @classmethod
    def change(
        cls, section: str, key: str, values: Mapping[str, Any], version: int | None = None
    ) -> Edit:
        """Set fields of an entry; None or an empty text clears one."""
        return cls(ChangeKind.CHANGED, section, key, values, version)

    @classmethod
    def remove(
        cls, section: str, key: str, version: int | None = None, *, lets_go: bool | None = False
    ) -> Edit:
        """Remove an entry."""
        return cls(ChangeKind.REMOVED, section, key, version=version, lets_go=lets_go)

    @classmethod
    def move(cls, section: str, key: str, after: str | None) -> Edit:
        """Move an entry behind another one of its section."""
        return cls(ChangeKind.MOVED, section, key, after=after)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a batch of edits left behind."""

    sequence: int
    batch: str
    entries: tuple[Entry, ...]
    """The entries that were touched, as they stand now; removed ones are not among them."""
    removed: tuple[tuple[str, str], ...] = ()
    """Section and key of the entries that are gone."""
