"""How the entries of a revision stand, for calendars that are handed out as files."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from planner.calendars.collection import stand_by_edition
from planner.calendars.event import Entry
from planner.models import MeetingRecord
from planner.models.calendar import Topic
from planner.services.calendar_ledger import read_ledger, rebuild

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.calendars.event import CalendarEvent, CalendarTask
    from planner.domain.plan import Plan
    from planner.models import ScopedSession

    Item = CalendarEvent | CalendarTask
    Restate = Callable[[Item], Entry]
    """From an entry to the same with its identity and its standing."""


def find_history(session: ScopedSession, meeting_id: int, plan: Plan) -> Restate:
    """Return what gives the entries of a revision their identity and where they stood in it.

    A file and a subscription then tell a client of the same entry the same.
    """
    number = plan.edition.number
    meeting = session.scalars(select(MeetingRecord).where(MeetingRecord.id == meeting_id)).one()
    is_current = number == meeting.revision_number
    ledgers = {
        topic: read_ledger(session, meeting, topic)
        if is_current
        else rebuild(session, meeting_id, topic, number)
        for topic in Topic
    }
    standing_of = stand_by_edition(plan, plan.edition)

    def restate(event: Item) -> Entry:
        ledger = ledgers[topic_of(event.part)]
        standing = ledger.standing_of(event.part) if ledger else None
        if ledger is None or standing is None:
            return Entry(event, standing_of(event))
        return Entry(replace(event, uid=ledger.uid_of(event.part)), standing)

    return restate


def topic_of(part: tuple[str, ...]) -> Topic:
    """Return which ledger an entry is in."""
    return Topic.WORK if part[0] in {"task", "deadline"} else Topic.PROGRAMME
