"""Feeds: what there may be one of, and who may subscribe to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from planner.models import CalendarFeedRecord
from planner.models.account import Permission
from planner.models.calendar import Audience, FeedKind
from planner.services.calendar import own_key
from planner.services.error import MissingRecordError

if TYPE_CHECKING:
    from planner.models import ScopedSession
    from planner.models.account import Account
    from planner.services.calendar import FeedScope

LONGEST_KEY = 200
OWN_KINDS = frozenset({FeedKind.PERSON, FeedKind.LEADER, FeedKind.OWNER})
"""Feeds of one person."""
HOUSE_KINDS = OWN_KINDS | {FeedKind.VENUE, FeedKind.YEAR}
"""Feeds that there are over all meetings."""
MEETING_KINDS = frozenset(FeedKind) - {FeedKind.YEAR}


def check_scope(account: Account, scope: FeedScope) -> None:
    """Refuse what an account may not subscribe to, as if it were not there.

    Everybody who reads a meeting gets outlines; names, what is internal and other people's own
    calendars are for those who may look at drafts; one's own are one's own.
    """
    over = HOUSE_KINDS if scope.meeting_id is None else MEETING_KINDS
    if scope.kind not in over or len(scope.key) > LONGEST_KEY or not is_open(account, scope):
        raise MissingRecordError


def is_open(account: Account, scope: FeedScope) -> bool:
    """Tell whether an account may subscribe to something that there may be."""
    match scope.audience:
        case Audience.PERSONAL:
            is_own = scope.kind in OWN_KINDS and scope.key == own_key(account) != ""
            reads = account.may(Permission.READ, scope.meeting_id)
            return is_own and (reads or account.may_somewhere(Permission.READ))
        case Audience.STAFF:
            is_others = scope.kind in OWN_KINDS and scope.meeting_id is None
            return account.may(Permission.DRAFT, scope.meeting_id) and not is_others
        case _:
            return scope.kind not in OWN_KINDS and account.may(Permission.READ, scope.meeting_id)


def name_feed(scope: FeedScope) -> str:
    """Return the name by which a feed is there once."""
    return f"{scope.kind.value}:{scope.meeting_id or ''}:{scope.key}:{scope.audience.value}"


def find_feed(session: ScopedSession, scope: FeedScope) -> int:
    """Return the number of a feed, made where nobody subscribed to it before; nothing commits."""
    wanted = select(CalendarFeedRecord.id).where(CalendarFeedRecord.name == name_feed(scope))
    found = session.scalar(wanted)
    if found is not None:
        return found
    try:
        with session.begin_nested():
            record = CalendarFeedRecord(
                organisation_id=session.owner,
                name=name_feed(scope),
                kind=scope.kind.value,
                meeting_id=scope.meeting_id,
                key=scope.key,
                audience=scope.audience.value,
            )
            session.add(record)
            session.flush()
            return record.id
    except IntegrityError:  # somebody else made it meanwhile
        return session.scalars(wanted).one()
