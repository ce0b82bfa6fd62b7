"""Calendars of published meetings as values: what each holds, with the standing of each entry."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from planner.calendars.bearer import last_turn, spell_bearer
from planner.calendars.identity import SEPARATOR
from planner.calendars.ledger import Ledger
from planner.calendars.programme import (
    Programme,
    Showing,
    list_items,
    name_calendar,
)
from planner.domain.work import find_self
from planner.models import MeetingRecord, OrganisationRecord
from planner.models.calendar import Audience, FeedKind, Topic
from planner.services.calendar_history import topic_of
from planner.services.calendar_ledger import read_ledger
from planner.services.calendar_seat import find_seats
from planner.services.calendar_served import list_served
from planner.services.error import MissingRecordError
from planner.services.meeting import lay_over
from planner.services.memory import Memory
from planner.services.published import load_plan
from planner.services.work import read_work

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planner.calendars.event import CalendarEvent, CalendarTask, Standing
    from planner.calendars.ledger import Gone
    from planner.domain.person import Person
    from planner.domain.plan import Plan
    from planner.models import ScopedSession
    from planner.models.account import Account

    Left = tuple[Ledger, tuple[str, ...], Gone]

SHELVES_KEPT = 32
KEY_KINDS = {FeedKind.LEADER: "duty"}
"""What feeds are called in calendar keys, where that differs."""
WORK_KINDS = frozenset({FeedKind.OWNER, FeedKind.WORKSTREAM})


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One entry of a calendar, ready to be written."""

    part: tuple[str, ...]
    event: CalendarEvent | CalendarTask
    standing: Standing
    number: int
    """The state of the meeting's calendars in which it changed last."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """A calendar before it is written, what was lately cancelled included."""

    title: str
    description: str
    entries: tuple[CalendarEntry, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """What a meeting's calendars are made from, at one state."""

    programme: Programme
    ledgers: dict[Topic, Ledger]
    left: dict[str, frozenset[str]]
    """The calendars that something of somebody left, by who he is."""


@dataclass(frozen=True, slots=True)
class FeedScope:
    """What a feed is of; no meeting means all published meetings of the house."""

    kind: FeedKind
    key: str
    audience: Audience
    meeting_id: int | None = None

    @property
    def calendar_key(self) -> str:
        """Return the key of its calendar within a meeting."""
        return "meeting" if self.kind is FeedKind.MEETING else spell_key(self.kind, self.key)


def spell_key(kind: FeedKind, key: str) -> str:
    """Return the key of a calendar within a meeting."""
    return f"{KEY_KINDS.get(kind, kind.value)}:{key}"


def own_key(account: Account) -> str:
    """Return the key of an account's own feeds; empty where nobody said who of the plans it is.

    It bears the name, too: plans give their keys anew, and one key may mean two people in two
    meetings (``find_self``).
    """
    key = account.person_key
    return f"{key}{SEPARATOR}{account.display_name}" if key else ""


def key_within(plan: Plan, scope: FeedScope) -> str:
    """Return the key of a feed's calendar within a meeting; empty where its person is not in it."""
    key, is_own, name = scope.key.partition(SEPARATOR)
    if not is_own:
        return scope.calendar_key
    person = find_self(plan, key, name)
    return spell_key(scope.kind, person.key) if person else ""


SHELVES: Memory[Shelf] = Memory(SHELVES_KEPT)
"""Shelves by house, meeting and state."""


def state_of(kind: FeedKind, calendar_number: int, work_number: int) -> int:
    """Return the state of a feed, as a number that only grows, from the counters it depends on."""
    if kind in WORK_KINDS:
        return work_number
    return calendar_number + work_number if kind is FeedKind.LEADER else calendar_number


def open_calendar(
    session: ScopedSession, meeting_id: int, key: str, audience: Audience, *, as_tasks: bool = False
) -> Calendar:
    """Return one calendar of a published meeting.

    Raises:
        MissingRecordError: There is no such meeting, it was never published, or it has nothing
            under that key.
    """
    meeting = session.scalar(select(MeetingRecord).where(MeetingRecord.id == meeting_id))
    if meeting is None or not meeting.revision_number:
        raise MissingRecordError
    shelf = open_shelf(session, meeting)
    entries = tuple(list_entries(shelf, key, audience, as_tasks=as_tasks))
    if not entries and key != "meeting":
        raise MissingRecordError
    plan = shelf.programme.plan
    theme = plan.theme if key == "meeting" else ""
    return Calendar(name_calendar(shelf.programme, key), theme, entries)


def open_feed(session: ScopedSession, scope: FeedScope, *, as_tasks: bool = False) -> Calendar:
    """Return what a feed holds: of its meeting, or of all that the house published.

    A feed that has become empty is there all the same: whoever subscribed keeps his address.
    """
    entries: list[CalendarEntry] = []
    titles: list[str] = []
    for meeting in list_served(session, scope.meeting_id):
        shelf = open_shelf(session, meeting)
        entries += list_of_scope(shelf, scope, as_tasks=as_tasks)
        key = key_within(shelf.programme.plan, scope)
        if key:
            titles.append(name_calendar(shelf.programme, key))
    house = session.scalars(
        select(OrganisationRecord).where(OrganisationRecord.id == session.owner)
    ).one()
    title = titles[0] if scope.meeting_id is not None and titles else name_feed(scope, titles)
    return Calendar(title, house.name, tuple(entries))


def name_feed(scope: FeedScope, titles: list[str]) -> str:
    """Return what a feed over all meetings is called."""
    who = titles[-1].partition("·")[0] if titles else scope.key.rpartition(SEPARATOR)[2]
    match scope.kind:
        case FeedKind.PERSON:
            return f"{who}·会议日程"
        case FeedKind.OWNER | FeedKind.LEADER:
            return who
        case FeedKind.VENUE:
            return f"{scope.key}·会议安排"
        case FeedKind.YEAR:
            return f"{scope.key}年会议日历"
        case _:
            return who


def open_shelf(session: ScopedSession, meeting: MeetingRecord) -> Shelf:
    """Return what a published meeting's calendars are made from; gathered once for each state."""
    state = (meeting.revision_number, meeting.calendar_stamp or meeting.draft_stamp)
    return SHELVES.recall(
        (session.owner, meeting.id, *state),
        lambda: gather_shelf(session, meeting),
    )


def gather_shelf(session: ScopedSession, meeting: MeetingRecord) -> Shelf:
    """Gather what a meeting's calendars are made from."""
    dated = load_plan(session, meeting.id, meeting.revision_number)
    dated = lay_over(dated, read_work(session, meeting.id, meeting.draft_stamp))
    programme = Programme(dated.plan, dated.timeline, find_seats(session, meeting.id))
    ledgers = {topic: read_ledger(session, meeting, topic) or Ledger("") for topic in Topic}
    return Shelf(programme, ledgers, find_left(ledgers.values()))


def find_left(ledgers: Iterable[Ledger]) -> dict[str, frozenset[str]]:
    """Return the keys of the calendars that something of somebody left, by who he is."""
    left: dict[str, set[str]] = defaultdict(set)
    for ledger in ledgers:
        for key, parts in ledger.gone.items():
            for each in parts.values():
                left[each.who].add(key)
    return {who: frozenset(keys) for who, keys in left.items() if who}


def list_entries(
    shelf: Shelf, key: str, audience: Audience, *, as_tasks: bool = False
) -> Iterator[CalendarEntry]:
    """Yield the entries of one calendar of a meeting, then those that were cancelled lately."""
    gone = [(ledger, *each) for ledger in shelf.ledgers.values() for each in ledger.list_gone(key)]
    return join_entries(shelf, key, audience, gone, as_tasks=as_tasks)


def list_of_scope(
    shelf: Shelf, scope: FeedScope, *, as_tasks: bool = False
) -> Iterator[CalendarEntry]:
    """Yield what a feed holds of a meeting, then what was cancelled lately.

    Of one's own that is what was one's own: under a former key, too, and after one has left the
    plan, but nothing of somebody who bore one's key before.
    """
    account_key, is_own, name = scope.key.partition(SEPARATOR)
    if not is_own:
        return list_entries(shelf, scope.calendar_key, scope.audience, as_tasks=as_tasks)
    person = find_self(shelf.programme.plan, account_key, name)
    key = spell_key(scope.kind, person.key) if person else ""
    left = list_left(shelf, scope, person)
    return join_entries(shelf, key, scope.audience, left, as_tasks=as_tasks)


def list_left(shelf: Shelf, scope: FeedScope, person: Person | None) -> list[Left]:
    """Return what left somebody's own calendars, what left last first; nothing of others."""
    account_key, _, name = scope.key.partition(SEPARATOR)
    known = spell_key(scope.kind, person.key if person else account_key)
    mine = {name, spell_bearer(name, account_key)}
    keys = {known}.union(*(shelf.left.get(each, ()) for each in mine))
    kind = spell_key(scope.kind, "")
    left = [
        (ledger, part, each)
        for ledger in shelf.ledgers.values()
        for key in sorted(each for each in keys if each.startswith(kind))
        for part, each in ledger.list_gone(key)
        if each.who in mine
        or (key == known and each.who in find_bearers(ledger, key, person, name))
    ]
    return sorted(left, key=lambda each: -each[2].number)


def find_bearers(ledger: Ledger, key: str, person: Person | None, name: str) -> set[str]:
    """Return who of those whose calendar bore a key is an account that has not his name.

    It is whoever bears the key in the plan, or bore it last; not where the account's name once
    was another's in the plan.
    """
    if person is not None:
        return {"", person.name, spell_bearer(person.name, person.key)}
    if last_turn(ledger.turns, "", name):
        return set()
    _, last = max(ledger.list_gone(key), key=lambda each: each[1].number)
    return {last.who} - {""}


def join_entries(
    shelf: Shelf, key: str, audience: Audience, gone: list[Left], *, as_tasks: bool
) -> Iterator[CalendarEntry]:
    """Yield the entries of a calendar, then what left it and stands in it no more, each once."""
    seen = set()
    showing = Showing.OUTLINE if audience is Audience.OUTLINE else Showing.STAFF
    for event in list_items(shelf.programme, key, showing, as_tasks=as_tasks):
        ledger = shelf.ledgers[topic_of(event.part)]
        standing = ledger.standing_of(event.part)
        if standing is not None:
            own = replace(event, uid=ledger.uid_of(event.part))
            seen.add(event.part)
            yield CalendarEntry(event.part, own, standing, ledger.number_of(event.part))
    for ledger, part, left in gone:
        if part in seen or (left.is_internal and showing is Showing.OUTLINE):
            continue
        seen.add(part)
        make = ledger.gone_task if as_tasks and part[0] == "task" else ledger.gone_event
        yield CalendarEntry(part, make(part, left), left.standing, left.number)
