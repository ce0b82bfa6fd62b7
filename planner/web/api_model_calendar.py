"""What programs send and get of calendars and of the subscriptions to them."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import Field

from planner.web.api_model import Shape

LONGEST_KEY = 200
LONGEST_NAME = 80


class CalendarQuery(Shape):
    """Which calendar: its kind, its key, for whom; as tasks (VTODO) instead of days."""

    kind: str = Field(max_length=12)
    key: str = Field("", max_length=LONGEST_KEY)
    audience: str = Field("outline", max_length=10)
    tasks: bool = False


class CalendarShape(Shape):
    """A calendar that one may subscribe to."""

    kind: str
    key: str
    audience: str
    name: str


class CalendarList(Shape):
    """A page of calendars."""

    calendars: list[CalendarShape]
    total: int


class NewSubscription(Shape):
    """A device that is to subscribe to a calendar."""

    kind: str = Field(max_length=12)
    key: str = Field("", max_length=LONGEST_KEY)
    audience: str = Field("outline", max_length=10)
    name: str = Field(min_length=1, max_length=LONGEST_NAME)


class MadeSubscription(Shape):
    """A subscription with its addresses, which are told only this once."""

    id: int
    https: str
    webcal: str


class SubscriptionShape(Shape):
    """A subscription; its addresses are told no more."""

    id: int
    name: str
    purpose: str
    kind: str | None
    key: str | None
    audience: str | None
    meeting_id: int | None
    created_at: datetime
    last_used_on: date | None
    last_client: str


class SubscriptionList(Shape):
    """One's own subscriptions."""

    subscriptions: list[SubscriptionShape]
