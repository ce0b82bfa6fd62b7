"""The shape of a venue as text: strict, nothing unknown, and what equals its default is left out.

Values of enumerations come as their words; numbers are finite; texts and lists have a largest
length.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, FailFast, Field, StrictBool

from planner.domain.venue.flaw import MOST_AREAS, MOST_FIXTURES, MOST_ROWS, MOST_SEATS
from planner.domain.venue.plan import (
    Area,
    AreaKind,
    Fixture,
    FixtureKind,
    Numbering,
    Seat,
    SeatKind,
    SeatRow,
    Venue,
)

FARTHEST = 10_000
LONGEST_KEY, LONGEST_TEXT = 200, 100


def refuse_truth(value: object) -> object:
    """Let nothing that is true or false pass for a number."""
    return str(value) if isinstance(value, bool) else value


Key = Annotated[str, Field(min_length=1, max_length=LONGEST_KEY, strict=True)]
Text = Annotated[str, Field(max_length=LONGEST_TEXT, strict=True)]
Metres = Annotated[
    float,
    BeforeValidator(refuse_truth),
    Field(ge=-FARTHEST, le=FARTHEST, allow_inf_nan=False, strict=True),
]
Width = Annotated[
    float,
    BeforeValidator(refuse_truth),
    Field(gt=0, le=FARTHEST, allow_inf_nan=False, strict=True),
]


class TextPart(BaseModel):
    """What all parts have in common: nothing unknown passes."""

    model_config = ConfigDict(extra="forbid")


class SeatPart(TextPart):
    """One seat."""

    key: Key
    x: Metres
    y: Metres
    kind: SeatKind = SeatKind.SEAT
    number: Text = ""

    def value(self) -> Seat:
        """Return the seat."""
        return Seat(self.key, self.x, self.y, self.kind, self.number)


class RowPart(TextPart):
    """One row, or one table."""

    number: Text
    seats: Annotated[list[SeatPart], Field(max_length=MOST_SEATS), FailFast()]
    zone: Text = ""
    is_ring: StrictBool = False

    def value(self) -> SeatRow:
        """Return the row."""
        seats = tuple(each.value() for each in self.seats)
        return SeatRow(self.number, seats, self.zone, self.is_ring)


class AreaPart(TextPart):
    """One area."""

    key: Key
    name: Text
    kind: AreaKind
    rows: Annotated[list[RowPart], Field(max_length=MOST_ROWS)]
    numbering: Numbering = Numbering.CONTINUOUS
    counts_removed: StrictBool = True

    def value(self) -> Area:
        """Return the area."""
        rows = tuple(each.value() for each in self.rows)
        return Area(self.key, self.name, self.kind, rows, self.numbering, self.counts_removed)


class FixturePart(TextPart):
    """Something that is no seat."""

    kind: FixtureKind
    x: Metres
    y: Metres
    width: Width = 1.0
    depth: Width = 1.0
    name: Text = ""

    def value(self) -> Fixture:
        """Return the fixture."""
        return Fixture(self.kind, self.x, self.y, self.width, self.depth, self.name)


class VenuePart(TextPart):
    """A whole venue."""

    key: Key
    name: Text
    areas: Annotated[list[AreaPart], Field(max_length=MOST_AREAS)]
    fixtures: Annotated[list[FixturePart], Field(max_length=MOST_FIXTURES)] = []
    version: Annotated[int, BeforeValidator(refuse_truth), Field(ge=0, le=10**6, strict=True)] = 1

    def value(self) -> Venue:
        """Return the venue."""
        areas = tuple(each.value() for each in self.areas)
        fixtures = tuple(each.value() for each in self.fixtures)
        return Venue(self.key, self.name, areas, fixtures, self.version)
