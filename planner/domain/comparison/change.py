"""One difference between two plans, in a clerk's words."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.domain.wording import Wording


class ChangeKind(StrEnum):
    """What happened."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference; ``place`` is a path into the plan, as findings have it."""

    place: str
    kind: ChangeKind
    wording: Wording
    people: tuple[str, ...] = ()
    """Keys of those whom it touches by name; none where it touches everybody or nobody."""
    sittings: tuple[str, ...] = ()
    """Keys of the sittings for which it matters."""
    records: tuple[str, ...] = field(default=(), compare=False)
    """Keys of what changed, where a list of the plan did."""
    is_personal: bool = field(default=False, compare=False)
    """Nobody's business but of those whom it touches, and the desk's."""
    field_name: str = field(default="", compare=False)
    """The field that changed, where several things changed alike: then the place names none."""
