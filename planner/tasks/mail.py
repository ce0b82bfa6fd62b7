"""The post: writes the reminders of the day, and sends what waits in the outbox."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from planner.clock import HOUSE_ZONE
from planner.services.actor import Actor
from planner.services.mail_delivery import PostOffice, deliver_mails
from planner.services.reminder import list_houses_to_remind, write_reminders

if TYPE_CHECKING:
    import threading

    from planner.services.rendering import Workplace
    from planner.settings import Settings

log = logging.getLogger(__name__)
ROUND_SECONDS = 5
REMIND_HOUR = 8
"""Letters are written from this hour of the house on, not at midnight."""


def remind_houses(office: PostOffice, public_url: str) -> None:
    """Write the reminders of the day for every house that has none of today yet."""
    now = office.now()
    local = now.astimezone(HOUSE_ZONE)
    if local.hour < REMIND_HOUR:
        return
    with office.sessions() as session:
        houses = list_houses_to_remind(session)
    for house, _ in houses:
        with office.sessions() as session:
            session.scope_to(house)
            write_reminders(session, Actor(None, now), local.date(), public_url)


def make_round(office: PostOffice, public_url: str) -> None:
    """Write and send what is due; whatever happens, the next round comes."""
    for step in (lambda: remind_houses(office, public_url), lambda: deliver_mails(office)):
        try:
            step()
        except Exception:  # a database that is away for a moment; letters are safe in their table
            log.exception("the post failed; it goes on")


def keep_post(settings: Settings, place: Workplace, stop: threading.Event) -> None:
    """Make rounds until told to stop."""
    office = PostOffice(place.sessions, settings.mail, place.now)
    while not stop.wait(ROUND_SECONDS):
        make_round(office, place.public_url)
