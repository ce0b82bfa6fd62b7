"""What programs send and get of venues."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import Field

from planner.domain.venue.edit import MOST_OPERATIONS
from planner.domain.venue.plan import Numbering
from planner.planfile.venue_text_model import VenuePart
from planner.web.api_model import Shape

LONGEST_NOTE, LONGEST_NAME = 200, 80
LONGEST_FILE = 12 * 1024 * 1024
"""Base64 of the largest file that is read."""


class VenueLineShape(Shape):
    """A venue in a list; ``version`` is the number of its newest version."""

    id: int
    name: str
    version: int
    version_id: int
    seat_count: int
    is_retired: bool
    changed_at: datetime


class VenueList(Shape):
    """One page of venues."""

    venues: list[VenueLineShape]
    total: int


class RetiredQuery(Shape):
    """Which page of the venues; retired ones only where asked for."""

    page: int = Field(1, ge=1)
    size: int = Field(100, ge=1, le=500)
    retired: bool = False


class VersionQuery(Shape):
    """Which version of a venue; 0 for the newest."""

    version: int = Field(0, ge=0, le=10**9)


class VenueShape(Shape):
    """One version of a venue; lengths are metres, y grows from the rostrum to the back."""

    id: int
    version: int
    newest: int
    seat_count: int
    note: str
    maker_name: str
    made_at: datetime
    is_retired: bool
    venue: VenuePart


class NewVenueShape(Shape):
    """A venue to keep, or its next version."""

    venue: VenuePart
    note: str = Field("", max_length=LONGEST_NOTE)


class VenueFileShape(Shape):
    """A seating plan of pretix (.json) or a workbook drawn cell by cell (.xlsx), as base64."""

    file_name: str = Field(min_length=1, max_length=120)
    content: str = Field(max_length=LONGEST_FILE)
    name: str = Field("", max_length=LONGEST_NAME)
    numbering: Numbering = Numbering.CONTINUOUS


class StepsShape(Shape):
    """Steps of the editor, one after the other: ``op`` says which, other fields what of.

    All are done and saved as the next version, or none is.
    """

    steps: list[dict[str, Any]] = Field(min_length=1, max_length=MOST_OPERATIONS)
    note: str = Field("", max_length=LONGEST_NOTE)


class VenueMade(Shape):
    """The number of a new venue."""

    id: int


class VenuesMade(Shape):
    """The numbers of new venues."""

    ids: list[int]


class VersionMade(Shape):
    """The number of a venue's newest version."""

    version: int
