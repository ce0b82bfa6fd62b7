"""What programs send and get of the links by which people find their own seats."""

from __future__ import annotations

from pydantic import Field

from planner.web.api_model import Shape

LONGEST_KEY = 120


class SeatLinkShape(Shape):
    """One person's link and code; an empty person is the page where one asks by name."""

    person: str
    serial: int
    address: str
    code: str


class SeatLinkList(Shape):
    """The links of a meeting."""

    links: list[SeatLinkShape]


class SeatLinksMade(Shape):
    """How many links were made."""

    count: int


class RenewShape(Shape):
    """Whose link is made anew; null: everybody's, the former ones are void."""

    person: str | None = Field(max_length=LONGEST_KEY)
