"""The calendars of an account as CalDAV shows them: which there are, what each holds, its state."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from planner.calendars.color import COLORS_BY_KIND
from planner.calendars.event import CalendarTask, Entry
from planner.calendars.writer import object_bytes
from planner.domain.wording import Wording
from planner.models import OrganisationRecord
from planner.models.account import Permission
from planner.models.calendar import Audience, FeedKind
from planner.services.calendar import (
    FeedScope,
    list_of_scope,
    open_shelf,
    own_key,
    state_of,
)
from planner.services.calendar_body import edition_of
from planner.services.calendar_served import list_published, list_served
from planner.services.error import MissingRecordError
from planner.services.memory import Memory

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from planner.calendars.event import Organizer
    from planner.models import MeetingRecord, ScopedSession
    from planner.models.account import Account
    from planner.services.calendar import CalendarEntry
    from planner.services.published import PublishedFacts

COLLECTIONS_KEPT = 64
OBJECTS_KEPT = 8192
EVENTS, TASKS = "VEVENT", "VTODO"
TITLES = {
    FeedKind.PERSON: Wording("我的会议日程", "My meetings"),
    FeedKind.LEADER: Wording("我的会议职责", "My duties"),
    FeedKind.OWNER: Wording("我的任务", "My tasks"),
}
OWN_NAMES = {FeedKind.PERSON: "me", FeedKind.LEADER: "leader", FeedKind.OWNER: "tasks"}
"""Addresses of one's own calendars over all meetings."""


@dataclass(frozen=True, slots=True)
class DavCollection:
    """One calendar of an account, at its state."""

    name: str
    """Its place in the address."""
    title: str
    scope: FeedScope
    number: int
    edition: str
    """How it is written, and for whom: another one makes other bytes of the same state."""
    changed_at: datetime | None
    counters: tuple[tuple[int, int, int], ...]
    """The meetings that it is of, each with its two counters."""
    stamps: tuple[str, ...] = ()
    """What tells these states from equal ones of another database."""

    @property
    def component(self) -> str:
        """Return what it holds."""
        return TASKS if self.scope.kind is FeedKind.OWNER else EVENTS

    @property
    def color(self) -> str:
        """Return the name of its colour."""
        return COLORS_BY_KIND[self.scope.kind]

    @property
    def tag(self) -> str:
        """Return what is equal where all that it holds is equal, told from counters alone."""
        served = zlib.crc32(repr([each[0] for each in self.counters]).encode())
        return f"{self.name}-{self.number}-{self.edition}-{served:08x}"


@dataclass(frozen=True, slots=True)
class DavItem:
    """One entry of a calendar, by its address."""

    name: str
    """``<uid>.ics``"""
    tag: str
    entry: CalendarEntry
    meeting_id: int

    @property
    def component(self) -> str:
        """Return what it is."""
        return TASKS if isinstance(self.entry.event, CalendarTask) else EVENTS


ITEMS: Memory[dict[str, DavItem]] = Memory(COLLECTIONS_KEPT)
"""What collections hold, by house and state."""
OBJECTS: Memory[bytes] = Memory(OBJECTS_KEPT)
"""Entries as they are sent, each written once."""


def list_collections(
    session: ScopedSession, account: Account, organizer: Organizer, today: date
) -> list[DavCollection]:
    """Return the calendars of an account: its own, the house's year, each meeting it may read."""
    house = session.execute(
        select(
            OrganisationRecord.calendar_number,
            OrganisationRecord.work_number,
            OrganisationRecord.calendar_changed_at,
        ).where(OrganisationRecord.id == session.owner)
    ).one()
    published = list_published(session)
    served = [meeting for meeting, _ in published]
    counters, stamps = tuple(map(count_meeting, served)), tuple(map(stamp_of, served))
    collections = []
    for name, title, scope in list_house_scopes(account, [facts for _, facts in published], today):
        number = state_of(scope.kind, house[0], house[1])
        edition = spell_edition(scope, organizer)
        collections.append(
            DavCollection(name, title, scope, number, edition, house[2], counters, stamps)
        )
    collections += [
        open_meeting_collection(each, facts.title, account, organizer)
        for each, facts in published
        if account.may(Permission.READ, each.id)
    ]
    return collections


def list_house_scopes(
    account: Account, published: list[PublishedFacts], today: date
) -> Iterator[tuple[str, str, FeedScope]]:
    """Yield the calendars over all meetings: name, title, and what each is of."""
    if account.person_key:
        for kind, name in OWN_NAMES.items():
            title = TITLES[kind].in_language(account.language)
            yield name, title, FeedScope(kind, own_key(account), Audience.PERSONAL)
    if account.may(Permission.READ):
        for year in list_years(published, today):
            title = Wording(f"{year}年会议", f"Meetings of {year}").in_language(account.language)
            scope = FeedScope(FeedKind.YEAR, str(year), Audience.OUTLINE)
            yield f"year-{year}", title, scope


def list_years(published: list[PublishedFacts], today: date) -> list[int]:
    """Return this year and those to come that meetings are in, and last year's while one runs."""
    running = [each for each in published if each.is_running(today)]
    touched = {year for each in published for year in each.years if year > today.year}
    begun = {each.opens_on.year for each in running if each.opens_on}
    return sorted({today.year} | touched | begun)


def open_meeting_collection(
    meeting: MeetingRecord, title: str, account: Account, organizer: Organizer
) -> DavCollection:
    """Return a meeting's calendar, with names for those who may look at drafts."""
    is_staff = account.may(Permission.DRAFT, meeting.id)
    audience = Audience.STAFF if is_staff else Audience.OUTLINE
    scope = FeedScope(FeedKind.MEETING, "", audience, meeting.id)
    return DavCollection(
        f"meeting-{meeting.id}",
        title,
        scope,
        meeting.calendar_number,
        spell_edition(scope, organizer),
        meeting.calendar_changed_at,
        (count_meeting(meeting),),
        (stamp_of(meeting),),
    )


def count_meeting(meeting: MeetingRecord) -> tuple[int, int, int]:
    """Return a meeting with the counters of its calendars."""
    return meeting.id, meeting.calendar_number, meeting.work_number


def stamp_of(meeting: MeetingRecord) -> str:
    """Return what is another one after each change of a meeting's calendars."""
    return f"{meeting.calendar_stamp} {meeting.draft_stamp}"


def spell_edition(scope: FeedScope, organizer: Organizer) -> str:
    """Return what besides its state decides what a calendar says."""
    key = zlib.crc32(f"{scope.key}\0{scope.audience.value}".encode())
    return f"{edition_of(organizer)}{key:08x}"


def find_collection(
    session: ScopedSession, account: Account, organizer: Organizer, today: date, name: str
) -> DavCollection:
    """Return one calendar of an account; what it may not read is not there."""
    for each in list_collections(session, account, organizer, today):
        if each.name == name:
            return each
    raise MissingRecordError


def list_items(session: ScopedSession, collection: DavCollection) -> dict[str, DavItem]:
    """Return what a calendar holds by address, what was lately cancelled included."""
    return ITEMS.recall(
        (session.owner, collection.tag, collection.scope, collection.stamps),
        lambda: gather_items(session, collection),
    )


def gather_items(session: ScopedSession, collection: DavCollection) -> dict[str, DavItem]:
    """Gather what a calendar holds."""
    scope = collection.scope
    items: dict[str, DavItem] = {}
    as_tasks = collection.component == TASKS
    for meeting in list_served(session, scope.meeting_id):
        shelf = open_shelf(session, meeting)
        for entry in list_of_scope(shelf, scope, as_tasks=as_tasks):
            name = f"{entry.event.uid}.ics"
            tag = f"{meeting.id}-{entry.number}-{entry.standing.sequence}-{collection.edition}"
            items.setdefault(name, DavItem(name, tag, entry, meeting.id))
    return items


def write_item(item: DavItem, organizer: Organizer) -> bytes:
    """Return an entry as CalDAV sends it; written once."""
    entry = Entry(item.entry.event, item.entry.standing)
    return OBJECTS.recall((entry, organizer), lambda: object_bytes(entry, organizer))
