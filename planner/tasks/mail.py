"""The post: writes the reminders of the day, and sends what waits in the outbox."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from planner.clock import HOUSE_ZONE
from planner.services.actor import Actor
from planner.services.evening import write_evening_letters
from planner.services.mail_delivery import PostOffice, deliver_mails
from planner.services.reminder import list_houses_to_remind, write_reminders

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable
    from datetime import date, datetime

    from planner.models import ScopedSession
    from planner.services.workplace import Workplace
    from planner.settings import Settings

log = logging.getLogger(__name__)
ROUND_SECONDS = 5
LOOK_AGAIN = timedelta(minutes=15)
"""So long after a look at a house it is looked at again: an address may have come."""
EVENING_HOUR = 17
"""From this hour on people are told of the next day."""
REMIND_HOUR = 8
"""Letters are written from this hour of the house on, not at midnight."""


def remind_houses(
    office: PostOffice, public_url: str, looked: dict[int, datetime] | None = None
) -> None:
    """Write the reminders of the day that are not written yet, for every house.

    ``looked`` remembers when each house was looked at last; it is looked at again after a while.
    """
    write_for_houses(office, public_url, looked, REMIND_HOUR, write_reminders)


def announce_sittings(
    office: PostOffice, public_url: str, looked: dict[int, datetime] | None = None
) -> None:
    """Tell those who are invited by mail of the sittings of the next day, for every house."""
    write_for_houses(office, public_url, looked, EVENING_HOUR, write_evening_letters)


def write_for_houses(
    office: PostOffice,
    public_url: str,
    looked: dict[int, datetime] | None,
    hour: int,
    write: Callable[[ScopedSession, Actor, date, str], int],
) -> None:
    """Write the letters of a day for every house, from an hour of the day on."""
    looked = {} if looked is None else looked
    now = office.now()
    local = now.astimezone(HOUSE_ZONE)
    if local.hour < hour:
        return
    with office.sessions() as session:
        houses = list_houses_to_remind(session)
    for house, _ in houses:
        last = looked.get(house)
        if last and last.astimezone(HOUSE_ZONE).date() == local.date() and now - last < LOOK_AGAIN:
            continue
        with office.sessions() as session:
            session.scope_to(house)
            write(session, Actor(None, now), local.date(), public_url)
        looked[house] = now


def make_round(
    office: PostOffice,
    public_url: str,
    looked: dict[int, datetime] | None = None,
    evenings: dict[int, datetime] | None = None,
) -> None:
    """Write and send what is due; whatever happens, the next round comes."""
    for step in (
        lambda: remind_houses(office, public_url, looked),
        lambda: announce_sittings(office, public_url, evenings),
        lambda: deliver_mails(office),
    ):
        try:
            step()
        except Exception:  # a database that is away for a moment; letters are safe in their table
            log.exception("the post failed; it goes on")


def keep_post(settings: Settings, place: Workplace, stop: threading.Event) -> None:
    """Make rounds until told to stop."""
    office = PostOffice(place.sessions, settings.mail, place.now)
    looked: dict[int, datetime] = {}
    evenings: dict[int, datetime] = {}
    while not stop.wait(ROUND_SECONDS):
        make_round(office, place.public_url, looked, evenings)
