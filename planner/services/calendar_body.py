"""The bodies of feeds: joined from parts that are written once, stored plain and compressed."""

from __future__ import annotations

import gzip
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.exc import IntegrityError

from planner.calendars.color import COLORS_BY_KIND
from planner.calendars.event import LAYOUT_VERSION, CalendarSheet, Entry, Organizer
from planner.calendars.writer import CALENDAR_TAIL, calendar_head, entry_bytes
from planner.models import CalendarBodyRecord
from planner.models.calendar import FeedKind
from planner.services.calendar import open_feed, state_of
from planner.services.calendar_feed import name_feed
from planner.services.memory import Memory

if TYPE_CHECKING:
    from planner.models import ScopedSession
    from planner.services.calendar import Calendar, FeedScope
    from planner.services.calendar_token import Subscription

PARTS_KEPT = 32_768
PARTS: Memory[bytes] = Memory(PARTS_KEPT)
"""Entries as they are written, by what they say: one stands in many feeds."""
GZIP_LEVEL = 6
BODY = select(CalendarBodyRecord.plain, CalendarBodyRecord.gzipped).where(
    CalendarBodyRecord.feed_id == bindparam("feed"),
    CalendarBodyRecord.number == bindparam("number"),
)
FORMER = (
    delete(CalendarBodyRecord)
    .where(CalendarBodyRecord.feed_id == bindparam("feed"))
    .execution_options(synchronize_session=False)
)
"""Built once, as each new state of a feed asks them."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Joint:
    """A feed in its parts; most of them are the same bytes as in other feeds."""

    head: bytes
    parts: tuple[bytes, ...]

    def join(self) -> bytes:
        """Return the feed as it is sent."""
        return b"".join((self.head, *self.parts, CALENDAR_TAIL))


@dataclass(frozen=True, slots=True)
class FeedBody:
    """A feed as it is sent, at one state."""

    number: str
    plain: bytes
    gzipped: bytes
    joint: Joint | None = None
    """Its parts, where it was made of them just now."""


@lru_cache(maxsize=256)
def edition_of(organizer: Organizer) -> str:
    """Return what besides a state decides the bytes of a feed: how and by whom it is written."""
    facts = f"{LAYOUT_VERSION}\0{organizer.name}\0{organizer.address}"
    return f"{zlib.crc32(facts.encode()):08x}"


def number_feed(feed_id: int, kind: str, numbers: tuple[int, int], organizer: Organizer) -> str:
    """Return the state of a feed: equal where its bytes are, told from counters alone."""
    return f"{feed_id}-{state_of(FeedKind(kind), *numbers)}-{edition_of(organizer)}"


def open_body(
    session: ScopedSession, found: Subscription, number: str, organizer: Organizer
) -> FeedBody:
    """Return a feed at its state: as it is stored, else joined from its parts and stored."""
    row = session.execute(BODY, {"feed": found.feed_id, "number": number}).first()
    if row is not None:
        return FeedBody(number, row.plain, row.gzipped)
    joint = make_joint(open_feed(session, found.scope), found.scope, organizer)
    plain = joint.join()
    body = FeedBody(number, plain, gzip.compress(plain, GZIP_LEVEL, mtime=0), joint)
    store_body(session, found, body)
    return body


def make_joint(calendar: Calendar, scope: FeedScope, organizer: Organizer) -> Joint:
    """Return a calendar in its parts; each is written once, in whatever feed it stands."""
    entries = tuple(Entry(each.event, each.standing) for each in calendar.entries)
    sheet = CalendarSheet(
        key=name_feed(scope),
        name=calendar.title,
        description=calendar.description,
        entries=entries,
        organizer=organizer,
        color=COLORS_BY_KIND[scope.kind],
    )
    return Joint(calendar_head(sheet), tuple(write_part(each, organizer) for each in entries))


def write_part(entry: Entry, organizer: Organizer) -> bytes:
    """Return an entry as it is written; the same entry is written once."""
    return PARTS.recall((entry, organizer), lambda: entry_bytes(entry, organizer))


def render_feed(calendar: Calendar, scope: FeedScope, organizer: Organizer) -> bytes:
    """Return a calendar as a file to be downloaded."""
    return make_joint(calendar, scope, organizer).join()


def store_body(session: ScopedSession, found: Subscription, body: FeedBody) -> None:
    """Keep a body in the place of the former one; where two are faster together, one is kept."""
    session.execute(FORMER, {"feed": found.feed_id})
    try:
        session.execute(
            insert(CalendarBodyRecord),
            [
                {
                    "organisation_id": session.owner,
                    "feed_id": found.feed_id,
                    "number": body.number,
                    "changed_at": found.changed_at or EPOCH,
                    "plain": body.plain,
                    "gzipped": body.gzipped,
                }
            ],
        )
        session.commit()
    except IntegrityError:
        session.rollback()
