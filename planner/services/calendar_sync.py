"""What changed in a calendar since a program last asked (RFC 6578): told from the ledgers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.calendars.bearer import last_turn
from planner.calendars.identity import SEPARATOR
from planner.domain.error import PlannerError
from planner.domain.wording import Wording
from planner.models.calendar import Audience, FeedKind, Topic
from planner.services.calendar import WORK_KINDS, open_shelf
from planner.services.calendar_dav import list_items
from planner.services.calendar_history import topic_of
from planner.services.calendar_served import list_served

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.calendars.ledger import Ledger
    from planner.models import ScopedSession
    from planner.services.calendar import Shelf
    from planner.services.calendar_dav import DavCollection, DavItem

TOKEN = re.compile(
    r"tag:plenum\.invalid,2026:(?P<name>[a-z0-9-]{1,40})/(?P<edition>[0-9a-f]{16})/"
    r"(?P<counters>(?:[0-9]{1,9}(?:\.[0-9]{1,9}){2}(?:_[0-9]{1,9}(?:\.[0-9]{1,9}){2})*)?)"
)
"""A sync token (RFC 4151 names it): the calendar, its edition, its meetings' counters."""
LONGEST_TOKEN = 8000


class SyncTokenError(PlannerError):
    """A token that nobody can tell changes from: the program has to ask for all."""

    def __init__(self) -> None:
        super().__init__(Wording("请重新同步全部内容。", "Synchronise everything anew."))


@dataclass(frozen=True, slots=True)
class Known:
    """The counters of a meeting's calendars that a program has seen."""

    calendar: int
    work: int

    def of(self, topic: Topic) -> int:
        """Return the counter of one topic."""
        return self.work if topic is Topic.WORK else self.calendar


def spell_token(collection: DavCollection) -> str:
    """Return the token of a calendar's state, from counters alone."""
    counters = "_".join(".".join(map(str, each)) for each in collection.counters)
    return f"tag:plenum.invalid,2026:{collection.name}/{collection.edition}/{counters}"


def list_changed(session: ScopedSession, collection: DavCollection, token: str) -> list[DavItem]:
    """Return what changed since a token, cancelled entries included; all without a token.

    Raises:
        SyncTokenError: Entries may be gone that nobody can name any more.
    """
    items = list_items(session, collection)
    if not token:
        return list(items.values())
    if token == spell_token(collection):
        return []
    known = read_token(collection, token)
    check_history(session, collection, known)
    return [each for each in items.values() if is_changed(each, known)]


def read_token(collection: DavCollection, token: str) -> dict[int, Known]:
    """Return what a token says of each meeting; one of another calendar is refused."""
    found = TOKEN.fullmatch(token) if len(token) <= LONGEST_TOKEN else None
    if found is None or (found["name"], found["edition"]) != (collection.name, collection.edition):
        raise SyncTokenError
    rows = (each.split(".") for each in found["counters"].split("_") if each)
    return {int(meeting): Known(int(calendar), int(work)) for meeting, calendar, work in rows}


def check_history(
    session: ScopedSession, collection: DavCollection, known: dict[int, Known]
) -> None:
    """Refuse a token before which entries went that are told of no more, or one of the future."""
    current = {each[0]: Known(*each[1:]) for each in collection.counters}
    if not known.keys() <= current.keys():
        raise SyncTokenError
    topics = tuple(list_topics(collection))
    for meeting in list_served(session, collection.scope.meeting_id):
        seen = known.get(meeting.id)
        if seen is None:
            continue
        shelf = open_shelf(session, meeting)
        for topic in topics:
            now, known_until = current[meeting.id].of(topic), seen.of(topic)
            if known_until > now or shelf.ledgers[topic].forgotten > known_until:
                raise SyncTokenError
            if is_turned(shelf.ledgers[topic], collection, known_until):
                raise SyncTokenError
        if is_veiled(collection) and is_withdrawn(shelf, collection, seen.calendar):
            raise SyncTokenError


def is_turned(ledger: Ledger, collection: DavCollection, number: int) -> bool:
    """Tell whether one's own key or name may have meant somebody else at a state."""
    key, is_own, name = collection.scope.key.partition(SEPARATOR)
    return bool(is_own) and last_turn(ledger.turns, key, name) > number


def is_veiled(collection: DavCollection) -> bool:
    """Tell whether a calendar leaves out what is internal."""
    return collection.scope.audience is Audience.OUTLINE


def is_withdrawn(shelf: Shelf, collection: DavCollection, number: int) -> bool:
    """Tell whether something may have become internal since a state: nothing else tells of it."""
    ledger = shelf.ledgers[Topic.PROGRAMME]
    hidden = (each.key for each in shelf.programme.plan.sittings if each.is_internal)
    left = (each for _part, each in ledger.list_gone(collection.scope.calendar_key))
    return any(ledger.number_of(("sitting", each)) > number for each in hidden) or any(
        each.is_internal and each.number > number for each in left
    )


def list_topics(collection: DavCollection) -> Iterator[Topic]:
    """Yield which ledgers a calendar's entries are in."""
    if collection.scope.kind not in WORK_KINDS:
        yield Topic.PROGRAMME
    if collection.scope.kind in WORK_KINDS | {FeedKind.LEADER}:
        yield Topic.WORK


def is_changed(item: DavItem, known: dict[int, Known]) -> bool:
    """Tell whether an entry changed after what a program has seen."""
    seen = known.get(item.meeting_id)
    if seen is None:
        return True
    return item.entry.number > seen.of(topic_of(item.entry.part))
