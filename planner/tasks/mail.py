"""The post: sends what waits in the outbox."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from planner.services.mail_delivery import PostOffice, deliver_mails

if TYPE_CHECKING:
    import threading

    from planner.services.rendering import Workplace
    from planner.settings import Settings

log = logging.getLogger(__name__)
ROUND_SECONDS = 5


def make_round(office: PostOffice) -> None:
    """Send what is due; whatever happens, the next round comes."""
    try:
        deliver_mails(office)
    except Exception:  # a database that is away for a moment; letters are safe in their table
        log.exception("the post failed; it goes on")


def keep_post(settings: Settings, place: Workplace, stop: threading.Event) -> None:
    """Make rounds until told to stop."""
    office = PostOffice(place.sessions, settings.mail, place.now)
    while not stop.wait(ROUND_SECONDS):
        make_round(office)
