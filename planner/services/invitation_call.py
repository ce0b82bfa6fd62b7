"""Who is to be invited to which sitting of a published meeting, by mail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from planner.calendars.event import CalendarEvent
from planner.calendars.mark import mark_event
from planner.clock import HOUSE_ZONE
from planner.models.calendar import Audience
from planner.services.calendar import list_entries, open_shelf
from planner.services.contact import find_contacts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from planner.calendars.event import Standing
    from planner.domain.plan import Plan
    from planner.models import MeetingRecord, ScopedSession
    from planner.services.calendar import Shelf
    from planner.services.contact import Contact

DUTY = "duty"
"""The part of the entries that say to which sitting somebody is called."""


@dataclass(frozen=True, slots=True)
class Call:
    """One person's entry of one sitting: he is called to it, or was until lately."""

    person: str
    sitting: str
    event: CalendarEvent
    standing: Standing

    @property
    def span(self) -> str:
        """Return a digest of its time and place, a change of which people must be told of."""
        return mark_event(self.event).span


@dataclass(frozen=True, slots=True)
class Calls:
    """Who is called to what in a meeting as it is published, and how each is reached."""

    plan: Plan
    contacts: Mapping[str, Contact]
    by_uid: Mapping[str, Call]
    """Those that stand, and those that were cancelled lately."""


def gather_calls(
    session: ScopedSession, meeting: MeetingRecord, people: Iterable[str] = ()
) -> Calls:
    """Return who is called to what; ``people`` are looked at beside those of the plan."""
    shelf = open_shelf(session, meeting)
    plan = shelf.programme.plan
    calls: dict[str, Call] = {}
    for person in dict.fromkeys((*(each.key for each in plan.people), *people)):
        calls.update(list_calls(shelf, person))
    return Calls(plan, find_contacts(session, plan, meeting.id), calls)


def list_calls(shelf: Shelf, person: str) -> dict[str, Call]:
    """Return what one person is called to, or was until lately, by UID."""
    return {
        entry.event.uid: Call(person, entry.part[2], entry.event, entry.standing)
        for entry in list_entries(shelf, f"person:{person}", Audience.PERSONAL)
        if entry.part[0] == DUTY and isinstance(entry.event, CalendarEvent)
    }


def is_over(event: CalendarEvent, now: datetime) -> bool:
    """Tell whether a sitting has begun: nobody is invited to it any more, nor told off."""
    return begins_at(event.starts) <= now


def begins_at(moment: date | datetime) -> datetime:
    """Return the instant from which on it is too late; of a whole day, its end."""
    if isinstance(moment, datetime):
        return moment
    return datetime.combine(moment + timedelta(days=1), time(), HOUSE_ZONE)
