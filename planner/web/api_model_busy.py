"""What programs send and get of busy times."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import Field

from planner.web.api_model import Shape

LONGEST_FILE = 6 * 1024 * 1024
"""Base64 of the largest calendar that is read."""


class DiaryShape(Shape):
    """A calendar from elsewhere: whose it is, and how many busy times came of it."""

    id: int
    person: str
    person_name: str
    name: str
    imported_at: datetime
    from_on: date
    to_on: date
    times: int


class DiaryList(Shape):
    """One page of calendars."""

    diaries: list[DiaryShape]
    total: int


class DiaryFileShape(Shape):
    """A calendar (.ics) as base64; it replaces the person's calendar of that name.

    ``person`` is a name or a key of the house's rosters; empty for one's own.
    """

    person: str = Field("", max_length=120)
    name: str = Field("", max_length=80)
    content: str = Field(max_length=LONGEST_FILE)


class DiaryMade(Shape):
    """A calendar that was taken in: its busy times, and how many entries did not count and why."""

    id: int
    times: int
    events: int
    left_out: dict[str, int]
    unknown_zones: list[str]
