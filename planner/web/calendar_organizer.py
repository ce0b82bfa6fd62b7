"""Who publishes calendars and invites: a house, under the address that its letters come from."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from planner.calendars.event import Organizer

if TYPE_CHECKING:
    from planner.settings import Settings

USUAL_NAME = "calendar"


def organizer_of(settings: Settings, house: str) -> Organizer:
    """Return a house as its calendars name it."""
    return make_organizer(house, settings.mail.sender, settings.public_url)


@lru_cache(maxsize=256)
def make_organizer(house: str, sender: str, public_url: str) -> Organizer:
    """Return the organizer; without an address for letters, one at the installation's host."""
    host = urlsplit(public_url).hostname or "localhost"
    return Organizer(house, sender or f"{USUAL_NAME}@{host}")
