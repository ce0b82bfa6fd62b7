"""What programs send and get of seatings."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from planner.domain.seating.absence import CloseUpIn, OfferKind
from planner.domain.seating.deed import DeedKind
from planner.web.api_model import Shape

LONGEST_KEY = 160
MOST_DEEDS = 100
MOST_PEOPLE = 3_000


class SeatingShape(Shape):
    """A seating of a meeting."""

    id: int
    name: str
    state: Literal["draft", "waiting", "frozen", "amending", "confirming"]
    sequence: int
    approved_number: int
    venue_version_id: int
    sittings: list[str]


class SeatingList(Shape):
    """The seatings of a meeting."""

    seatings: list[SeatingShape]


class PlaceShape(Shape):
    """Where somebody sits, and why; ``seat`` of null: he has none."""

    person: str
    seat: str | None
    label: str
    block: str
    reason: str
    is_locked: bool
    locked_by: str


class SeatingPlaces(SeatingShape):
    """A seating with everybody in it."""

    places: list[PlaceShape]
    settings: dict[str, Any]


class NewSeatingShape(Shape):
    """What a new seating is."""

    name: str = Field(min_length=1, max_length=80)
    venue_version_id: int
    sittings: list[str] = Field(min_length=1, max_length=100)


class ChangedSeatingShape(Shape):
    """What a seating is called and serves."""

    name: str = Field(min_length=1, max_length=80)
    sittings: list[str] = Field(min_length=1, max_length=100)


class SeatingMade(Shape):
    """The number of a seating."""

    id: int


class DeedShape(Shape):
    """One thing to do; ``held`` and ``expected`` are what whoever does it saw."""

    op: DeedKind
    people: list[str] = Field(default_factory=list, max_length=MOST_PEOPLE)
    seat: str = Field("", max_length=LONGEST_KEY)
    seats: list[str] = Field(default_factory=list, max_length=MOST_PEOPLE)
    within: CloseUpIn = CloseUpIn.ROW
    held: dict[str, str | None] = Field(default_factory=dict)
    expected: dict[str, str | None] = Field(default_factory=dict)


class DeedsShape(Shape):
    """Deeds that are done together, all or none."""

    deeds: list[DeedShape] = Field(min_length=1, max_length=MOST_DEEDS)
    note: str = Field("", max_length=200)


class SeatingChangeShape(Shape):
    """What a change left: everybody whose place changed, as he is placed now."""

    sequence: int
    changes: list[dict[str, Any]]


class AbsencesShape(Shape):
    """People who are on leave from a seating's sittings."""

    people: list[str] = Field(min_length=1, max_length=MOST_PEOPLE)
    reason: str = Field("", max_length=200)


class OfferQuery(Shape):
    """How far people move up to a gap."""

    within: CloseUpIn = CloseUpIn.ROW


class OfferShape(Shape):
    """One way to go on, and what it costs."""

    kind: OfferKind
    moved: list[str]
    signs: list[str]
    bent: list[str]
    unseated: list[str]
    is_proven: bool


class OffersShape(Shape):
    """The ways to go on; ``stamp`` says what they were made for."""

    stamp: str
    absent: list[str]
    arrived: list[str]
    proposed: OfferKind | None
    offers: list[OfferShape]


class ChoiceShape(Shape):
    """The way that is taken."""

    kind: OfferKind
    stamp: str = Field(max_length=80)
    within: CloseUpIn = CloseUpIn.ROW


class FilledShape(SeatingChangeShape):
    """What filling a hall came to."""

    seated: int
    unseated: int
    conflict: list[str]


class HallSettingsShape(Shape):
    """How a hall is filled; left out is what keeps its default."""

    settings: dict[str, Any]


class VenueTakenShape(Shape):
    """The current version of the venue that a seating uses."""

    venue_version_id: int
