"""What can be done to a venue: one value for each deed. ``edit`` does them.

Seats and areas are named by their keys, rows by one of their seats, fixtures by their place in the
venue's list.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.domain.venue.generator import Wish
    from planner.domain.venue.plan import AreaKind, Fixture, Numbering, SeatKind


class Side(StrEnum):
    """On which side of what is there something new goes, as seen from the hall."""

    BEHIND = "behind"
    AHEAD = "ahead"
    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class RenameVenue:
    """Call the venue otherwise."""

    name: str


@dataclass(frozen=True, slots=True)
class MarkSeats:
    """Make seats another kind."""

    seats: tuple[str, ...]
    kind: SeatKind


@dataclass(frozen=True, slots=True)
class MoveSeats:
    """Move seats by so many metres."""

    seats: tuple[str, ...]
    right: float
    down: float


@dataclass(frozen=True, slots=True)
class NumberSeat:
    """Give a seat a number by hand."""

    seat: str
    number: str


@dataclass(frozen=True, slots=True)
class NumberRow:
    """Give a row another number, and another zone where one is given."""

    seat: str
    number: str
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class NumberRows:
    """Number the rows of an area anew, in their order, from a number on."""

    area: str
    first: int


@dataclass(frozen=True, slots=True)
class AddRow:
    """Add a row behind the last one of an area, or another table beside the last one."""

    area: str


@dataclass(frozen=True, slots=True)
class RemoveRow:
    """Take a row away, with the tables that stand at it only."""

    seat: str


@dataclass(frozen=True, slots=True)
class ChangeArea:
    """Set what an area is called, what it is for, and how its seats are numbered."""

    area: str
    name: str
    kind: AreaKind
    numbering: Numbering
    counts_removed: bool


@dataclass(frozen=True, slots=True)
class AddArea:
    """Lay out another area beside all that is there."""

    name: str
    kind: AreaKind
    numbering: Numbering
    wish: Wish
    side: Side = Side.BEHIND
    gap: float = 2.0


@dataclass(frozen=True, slots=True)
class MoveArea:
    """Move an area with its tables by so many metres."""

    area: str
    right: float
    down: float


@dataclass(frozen=True, slots=True)
class RemoveArea:
    """Take an area away with its tables."""

    area: str


@dataclass(frozen=True, slots=True)
class BendArea:
    """Bend the rows of an area round a point ahead, or straighten them."""

    area: str
    radius: float | None
    """Of the first row; None for straight rows."""


@dataclass(frozen=True, slots=True)
class OpenAisle:
    """Move the seats of some rows apart to the right of given seats; a negative width closes."""

    seats: tuple[str, ...]
    width: float


@dataclass(frozen=True, slots=True)
class AddFixture:
    """Put something there that is no seat."""

    fixture: Fixture


@dataclass(frozen=True, slots=True)
class ChangeFixture:
    """Put something in the place of another fixture: moved, resized, renamed."""

    at: int
    fixture: Fixture


@dataclass(frozen=True, slots=True)
class RemoveFixture:
    """Take a fixture away."""

    at: int


Operation = (
    RenameVenue
    | MarkSeats
    | MoveSeats
    | NumberSeat
    | NumberRow
    | NumberRows
    | AddRow
    | RemoveRow
    | ChangeArea
    | AddArea
    | MoveArea
    | RemoveArea
    | BendArea
    | OpenAisle
    | AddFixture
    | ChangeFixture
    | RemoveFixture
)
