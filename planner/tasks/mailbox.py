"""The mailbox: looked into once a minute, for answers to invitations and letters that came back."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from planner.services.mailbox import AWAY, Postbox, read_mailbox

if TYPE_CHECKING:
    import threading

    from planner.services.workplace import Workplace
    from planner.settings import Settings

log = logging.getLogger(__name__)
ROUND_SECONDS = 60


def look_into(postbox: Postbox) -> None:
    """Read what came; whatever happens, the next round comes."""
    try:
        read_mailbox(postbox)
    except AWAY as error:
        log.warning("the mailbox cannot be read: %s", error)
    except Exception:  # a database that is away for a moment; letters stay in their mailbox
        log.exception("the mailbox failed; it goes on")


def keep_mailbox(settings: Settings, place: Workplace, stop: threading.Event) -> None:
    """Look into the mailbox until told to stop; without one there is nothing to do."""
    postbox = Postbox(place.sessions, settings.mailbox, place.now)
    while postbox.server.is_set and not stop.wait(ROUND_SECONDS):
        look_into(postbox)
