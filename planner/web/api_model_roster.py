"""What programs send and get of rosters and of single sittings."""

from __future__ import annotations

from datetime import date, time

from pydantic import Field

from planner.web.api_model import Shape
from planner.web.api_model_meeting import LONGEST_FILE


class SplitShape(Shape):
    """The time of day at which a sitting is cut in two."""

    at: time


class CopyShape(Shape):
    """Where the copy of a sitting goes; what is not said stays."""

    held_on: date | None = None
    starts_at: time | None = None
    ends_at: time | None = None


class RosterShape(Shape):
    """A roster file, brought in at once where no row needs a decision."""

    name: str = Field(min_length=1, max_length=200)
    content: str = Field(max_length=LONGEST_FILE)
    columns: dict[str, str] = Field(default_factory=dict, max_length=60)
    """Field of a person by number of the column; none means those proposed."""


class RosterRow(Shape):
    """What a row of a roster would do."""

    number: str
    group: str
    name: str
    key: str
    choice: str
    is_open: bool


class RosterPreview(Shape):
    """A roster under way: its columns, its rows, and how many wait for a decision."""

    id: int
    sequence: int
    columns: dict[str, str]
    rows: list[RosterRow]
    open: int


class ChoiceShape(Shape):
    """What to do with rows, by their numbers."""

    choices: dict[str, str] = Field(max_length=5_000)


class RosterTaken(Shape):
    """How many people were added, changed, and removed or marked."""

    added: int
    changed: int
    absent: int
