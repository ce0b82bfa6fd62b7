"""Letters in the mailbox that nobody could match: how many came on which day, nothing else."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from planner.clock import HOUSE_ZONE
from planner.models import MailboxRecord

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from planner.models import ScopedSession
    from planner.settings import MailboxServer

LONGEST_NAME = 200
STRAYS_FOR = timedelta(days=14)
"""So long the desk is told of them."""


def name_mailbox(server: MailboxServer) -> str:
    """Return what tells one mailbox from another."""
    return f"{server.user}@{server.host}:{server.real_port}/{server.folder}"[:LONGEST_NAME]


def count_strays(session: ScopedSession, server: MailboxServer, today: date) -> int:
    """Return how many letters of the last days no invitation could be found for."""
    strays = session.scalar(
        select(MailboxRecord.strays).where(MailboxRecord.name == name_mailbox(server))
    )
    first = (today - STRAYS_FOR).isoformat()
    return sum(count for day, count in (strays or {}).items() if day > first)


def add_stray(
    strays: Mapping[str, int], arrived_at: datetime | None, now: datetime
) -> dict[str, int]:
    """Return the counts of the last days with one letter more, those of older days left out."""
    first = (now - STRAYS_FOR).astimezone(HOUSE_ZONE).date().isoformat()
    kept = Counter({day: count for day, count in strays.items() if day > first})
    if arrived_at is not None:
        kept[arrived_at.astimezone(HOUSE_ZONE).date().isoformat()] += 1
    return dict(kept)
