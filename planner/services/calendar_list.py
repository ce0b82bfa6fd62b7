"""Which calendars there are to subscribe to: of a meeting, of its people, of the house."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, select

from planner.calendars.duty import collect_duties
from planner.domain.work import find_self
from planner.models import MeetingRecord, RevisionRecord
from planner.models.account import Permission
from planner.models.calendar import Audience, FeedKind
from planner.services.calendar import FeedScope, open_calendar, open_feed, own_key
from planner.services.calendar_feed import OWN_KINDS
from planner.services.error import MissingRecordError
from planner.services.published import recall_plan

if TYPE_CHECKING:
    from datetime import date, time

    from planner.domain.plan import Plan
    from planner.models import ScopedSession
    from planner.models.account import Account

MEETINGS_READ = 6
"""So many of the latest meetings tell which places the house uses."""
YEAR = re.compile(r"[12][0-9]{3}")
OWN_ORDER = (FeedKind.PERSON, FeedKind.LEADER, FeedKind.OWNER)


@dataclass(frozen=True, slots=True)
class ListedCalendar:
    """One calendar that somebody may subscribe to."""

    scope: FeedScope
    name: str = ""
    """What the plan calls it; empty where its kind says all."""
    held_on: date | None = None
    starts_at: time | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class MeetingCalendars:
    """The calendars of a meeting but for those of its people."""

    meeting: ListedCalendar
    own: tuple[ListedCalendar, ...]
    sittings: tuple[ListedCalendar, ...]
    workstreams: tuple[ListedCalendar, ...]
    venues: tuple[ListedCalendar, ...]


@dataclass(frozen=True, slots=True)
class HouseCalendars:
    """The calendars over all meetings of a house."""

    own: tuple[ListedCalendar, ...]
    years: tuple[ListedCalendar, ...]
    venues: tuple[ListedCalendar, ...]


def list_of_meeting(plan: Plan, meeting_id: int, account: Account) -> MeetingCalendars:
    """Return the calendars of a published plan that an account may subscribe to."""

    def outline(kind: FeedKind, key: str = "") -> FeedScope:
        return FeedScope(kind, key, Audience.OUTLINE, meeting_id)

    streams = {task.workstream for task in plan.tasks}
    shown = [each for each in plan.sittings if each.held_on and not each.is_internal]
    return MeetingCalendars(
        meeting=ListedCalendar(outline(FeedKind.MEETING), plan.title),
        own=list_own(plan, meeting_id, account),
        sittings=tuple(
            ListedCalendar(
                outline(FeedKind.SITTING, each.key),
                each.name,
                each.held_on,
                each.starts_at,
                each.place or plan.place,
            )
            for each in sorted(shown, key=lambda each: (str(each.held_on), str(each.starts_at)))
        ),
        workstreams=tuple(
            ListedCalendar(outline(FeedKind.WORKSTREAM, each.key), each.name)
            for each in plan.workstreams
            if each.key in streams
        ),
        venues=tuple(
            ListedCalendar(outline(FeedKind.VENUE, each), each) for each in list_places(plan)
        ),
    )


def list_places(plan: Plan) -> list[str]:
    """Return where a plan's sittings are held, in their order; what is internal tells nothing."""
    places = (each.place or plan.place for each in plan.sittings if not each.is_internal)
    return [each for each in dict.fromkeys(places) if each]


def list_own(plan: Plan, meeting_id: int, account: Account) -> tuple[ListedCalendar, ...]:
    """Return one's own calendars in a meeting: where one is called to, duties, tasks."""
    me = find_self(plan, account.person_key, account.display_name)
    kinds = kinds_of(plan)[me.key] if me else ()
    key = own_key(account)
    return tuple(
        ListedCalendar(FeedScope(kind, key, Audience.PERSONAL, meeting_id)) for kind in kinds
    )


def kinds_of(plan: Plan) -> dict[str, tuple[FeedKind, ...]]:
    """Return which calendars each person of a plan has."""
    streams = {task.workstream for task in plan.tasks}
    leaders = collect_duties(plan).keys() | {
        each.accountable for each in plan.workstreams if each.key in streams
    }
    owners = {task.owner for task in plan.tasks}
    holders = {FeedKind.LEADER: leaders, FeedKind.OWNER: owners}
    return {
        person.key: tuple(
            kind for kind in OWN_ORDER if person.key in holders.get(kind, {person.key})
        )
        for person in plan.people
    }


def list_of_house(session: ScopedSession, account: Account, today: date) -> HouseCalendars:
    """Return the calendars of the house that an account may subscribe to."""
    key, is_whole = own_key(account), account.may(Permission.READ)
    years = (today.year, today.year + 1) if is_whole else ()
    places = find_places(session) if is_whole else ()
    return HouseCalendars(
        own=tuple(
            ListedCalendar(FeedScope(kind, key, Audience.PERSONAL)) for kind in OWN_ORDER if key
        ),
        years=tuple(
            ListedCalendar(FeedScope(FeedKind.YEAR, str(each), Audience.OUTLINE), str(each))
            for each in years
        ),
        venues=tuple(
            ListedCalendar(FeedScope(FeedKind.VENUE, each, Audience.OUTLINE), each)
            for each in places
        ),
    )


def find_places(session: ScopedSession) -> tuple[str, ...]:
    """Return the places of the latest published meetings of a house, by name."""
    meeting, revision = MeetingRecord, RevisionRecord
    rows = session.execute(
        select(meeting.id, revision.number, revision.plan_hash, revision.issued_on)
        .join(
            revision,
            and_(revision.meeting_id == meeting.id, revision.number == meeting.revision_number),
        )
        .order_by(meeting.opens_on.desc().nulls_last(), meeting.id.desc())
        .limit(MEETINGS_READ)
    ).all()
    plans = [recall_plan(session, *row).plan for row in rows]
    return tuple(sorted({place for plan in plans for place in list_places(plan)}))


def require_calendar(session: ScopedSession, scope: FeedScope) -> None:
    """Refuse a calendar that is not there; one's own over all meetings may be empty for now."""
    if scope.meeting_id is not None and scope.audience is not Audience.PERSONAL:
        open_calendar(session, scope.meeting_id, scope.calendar_key, scope.audience)
    elif scope.kind is FeedKind.YEAR:
        if not YEAR.fullmatch(scope.key):
            raise MissingRecordError
    elif (scope.kind not in OWN_KINDS or scope.meeting_id) and not open_feed(
        session, scope
    ).entries:
        raise MissingRecordError
