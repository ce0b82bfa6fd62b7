"""A hall with its people: who sits where and why; a person on one seat, a seat for one person."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.domain.seating.rule import Lock
    from planner.domain.wording import Wording


@dataclass(frozen=True)
class Seating:
    """Who sits where; it never changes, a change makes another one."""

    seat_of: Mapping[str, str]
    """Person to seat, by keys."""
    reasons: Mapping[str, Wording] = field(default_factory=dict)
    """Why a person sits there (排座依据)."""
    unseated: Mapping[str, Wording] = field(default_factory=dict)
    """Who has no seat, and why not."""
    blocks: Mapping[str, str] = field(default_factory=dict)
    """The block that a person sits in, as the page names it."""
    locks: Mapping[str, Lock] = field(default_factory=dict)
    """Who stays where he is, by person."""
    reserved: frozenset[str] = frozenset()
    """Seats kept empty."""
    broken: tuple[str, ...] = ()
    """Rules that do not hold, by key: soft ones, and hard ones of a conflict."""
    conflict: tuple[str, ...] = ()
    """A smallest set of hard rules that cannot all hold, by key; a lock is ``lock:`` + person."""
    is_proven: bool = True
    """Whether fewer moves, or better ones, are known not to exist."""

    def __post_init__(self) -> None:
        if len(self.person_at) != len(self.seat_of):
            message = "a seat is given to two people"
            raise ValueError(message)

    @cached_property
    def person_at(self) -> Mapping[str, str]:
        """Seat to person."""
        return {seat: person for person, seat in self.seat_of.items()}
