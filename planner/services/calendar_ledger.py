"""Keeping the ledger of each meeting's calendars: in the transaction of whatever changes them.

Counting a change and folding the ledger take the same few statements however many people and
feeds there are.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from sqlalchemy import case, or_, select, update

from planner.calendars.bearer import NOBODY, name_bearers
from planner.calendars.identity import SEPARATOR, seed_of
from planner.calendars.ledger import (
    Ledger,
    Moment,
    fold,
    forget,
    leap,
    minutes_since_epoch,
    pack,
    unpack,
)
from planner.calendars.mark import mark_sittings, mark_tasks
from planner.calendars.programme import Programme
from planner.clock import HOUSE_ZONE
from planner.domain.task import TaskState
from planner.domain.timeline import back_schedule
from planner.domain.work import lay_work
from planner.models import (
    CalendarLedgerRecord,
    MeetingRecord,
    OrganisationRecord,
    RevisionRecord,
)
from planner.models.calendar import Topic
from planner.models.reach import Reach, across_houses
from planner.planfile import read_plan
from planner.services.calendar_seat import find_seats
from planner.services.work import read_work

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date, datetime

    from planner.calendars.mark import Marks
    from planner.domain.plan import Plan
    from planner.models import ScopedSession

MARKERS: dict[Topic, Callable[[Programme], Marks]] = {
    Topic.PROGRAMME: mark_sittings,
    Topic.WORK: mark_tasks,
}
BOTH = (Topic.PROGRAMME, Topic.WORK)
LONGEST_SEED = 390
"""What a seed may have before its number, so that it fits its column."""


def renew_calendars(
    session: ScopedSession,
    meeting: MeetingRecord,
    former: Plan | None,
    current: Plan,
    now: datetime,
) -> None:
    """Bring a meeting's calendars from its former revision to the current; the caller commits."""
    count_change(session, meeting, now, BOTH)
    today = now.astimezone(HOUSE_ZONE).date()
    before = former and lay_programme(session, meeting, former, today)
    after = lay_programme(session, meeting, current, today)
    for topic in BOTH:
        ledger = read_ledger(session, meeting, topic) or start_ledger(
            session, meeting.id, topic, current
        )
        moment = Moment(now, number_of(meeting, topic), today)
        marker = MARKERS[topic]
        marks = marker(before) if before else {}
        if former is not None and topic is Topic.WORK:
            marks = add_dropped(session, meeting, former, ledger, marks, today)
        people = (name_bearers(former), name_bearers(current)) if former else NOBODY
        keep_ledger(session, meeting, topic, fold(ledger, marks, marker(after), moment, people))


def renew_topic(
    session: ScopedSession, meeting: MeetingRecord, plan: Plan, topic: Topic, now: datetime
) -> None:
    """Note that words of a published meeting's calendars changed beside its plan.

    Seats were approved, or a task was done; the meeting's row is held and the caller commits.
    """
    count_change(session, meeting, now, (topic,))
    today = now.astimezone(HOUSE_ZONE).date()
    programme = lay_programme(session, meeting, plan, today)
    ledger = read_ledger(session, meeting, topic) or start_ledger(session, meeting.id, topic, plan)
    marks = MARKERS[topic](programme)
    former = marks
    if topic is Topic.WORK:
        former = add_dropped(session, meeting, plan, ledger, marks, today)
    moment = Moment(now, number_of(meeting, topic), today)
    people = name_bearers(plan)
    keep_ledger(session, meeting, topic, fold(ledger, former, marks, moment, (people, people)))


def add_dropped(
    session: ScopedSession,
    meeting: MeetingRecord,
    plan: Plan,
    ledger: Ledger,
    marks: Marks,
    today: date,
) -> Marks:
    """Return what stood in calendars of tasks before, with those that were dropped since.

    How far tasks are is laid over the former plan as over the current one: a task that is dropped
    is in neither, but calendars have it until the ledger has told that it left them.
    """
    work = read_work(session, meeting.id, meeting.draft_stamp)
    dropped = {each.task for each in work.progress if each.state is TaskState.DROPPED}
    if not dropped:
        return marks
    timeline = back_schedule(plan, plan.edition.issued_on or today)
    kept = tuple(each for each in work.progress if each.task not in dropped)
    whole = mark_tasks(Programme(*lay_work(plan, timeline, replace(work, progress=kept))))
    return {
        key: marks.get(key, {}) | {part: each for part, each in parts.items() if ledger.has(part)}
        for key, parts in whole.items()
    }


def count_change(
    session: ScopedSession,
    meeting: MeetingRecord,
    now: datetime,
    topics: Iterable[Topic],
    floor: int = 0,
) -> None:
    """Count a change of a meeting's calendars and of its house's: all feeds of them are stale.

    No number is smaller than ``floor`` afterwards.
    """
    values: dict[str, object] = {"calendar_changed_at": now}
    for topic in topics:
        column = COLUMNS[topic]
        setattr(meeting, column, max(getattr(meeting, column) + 1, floor))
        next_number = getattr(OrganisationRecord, column) + 1
        values[column] = case((next_number < floor, floor), else_=next_number)
    meeting.calendar_changed_at, meeting.calendar_stamp = now, secrets.token_hex(16)
    session.execute(
        update(OrganisationRecord).where(OrganisationRecord.id == session.owner).values(values),
        execution_options={"synchronize_session": False},
    )


COLUMNS = {Topic.PROGRAMME: "calendar_number", Topic.WORK: "work_number"}


def number_of(meeting: MeetingRecord, topic: Topic) -> int:
    """Return the number of the state of a meeting's calendars."""
    number: int = getattr(meeting, COLUMNS[topic])
    return number


def lay_programme(
    session: ScopedSession, meeting: MeetingRecord, plan: Plan, today: date
) -> Programme:
    """Return what calendars are made from: a plan with its work and its approved seats."""
    timeline = back_schedule(plan, plan.edition.issued_on or today)
    work = read_work(session, meeting.id, meeting.draft_stamp)
    return Programme(*lay_work(plan, timeline, work), find_seats(session, meeting.id))


def read_ledger(session: ScopedSession, meeting: MeetingRecord, topic: Topic) -> Ledger | None:
    """Return a meeting's ledger, or what its revisions make of it; None before the first."""
    content = session.scalar(
        select(CalendarLedgerRecord.content).where(
            CalendarLedgerRecord.meeting_id == meeting.id,
            CalendarLedgerRecord.topic == topic.value,
        )
    )
    return unpack(content) if content is not None else rebuild(session, meeting.id, topic)


def rebuild(
    session: ScopedSession, meeting_id: int, topic: Topic, last: int | None = None
) -> Ledger | None:
    """Return the ledger that a meeting's revisions make, one after the other; None without any.

    For what was published before there were ledgers, for meetings that come back from a file, and
    for how things stood at an older revision, the ``last`` that counts.
    """
    statement = (
        select(RevisionRecord.number, RevisionRecord.issued_at, RevisionRecord.plan_text)
        .where(RevisionRecord.meeting_id == meeting_id)
        .order_by(RevisionRecord.number)
    )
    if last is not None:
        statement = statement.where(RevisionRecord.number <= last)
    rows = session.execute(statement)
    ledger: Ledger | None = None
    former: Marks = {}
    people: dict[str, str] = {}
    for number, issued_at, text in rows:
        plan = read_plan(text.encode(), "plan.yaml")
        today = issued_at.astimezone(HOUSE_ZONE).date()
        marks = MARKERS[topic](Programme(plan, back_schedule(plan, today)))
        if ledger is None:
            ledger = start_ledger(session, meeting_id, topic, plan)
            people = name_bearers(plan)
        moment, now = Moment(issued_at, number, today), name_bearers(plan)
        ledger = fold(ledger, former, marks, moment, (people, now))
        former, people = marks, now
    return ledger


def start_ledger(session: ScopedSession, meeting_id: int, topic: Topic, plan: Plan) -> Ledger:
    """Return an empty ledger; two meetings of a house never share the seed of their UIDs.

    A meeting that has a seed keeps it. Else it gets the first that is free of: what its plan
    says, the same with its title, the same with 2, 3 and so on.
    """
    seed = seed_of(plan)
    rows = session.execute(
        select(CalendarLedgerRecord.meeting_id, CalendarLedgerRecord.seed).where(
            CalendarLedgerRecord.topic == topic.value,
            or_(
                CalendarLedgerRecord.meeting_id == meeting_id,
                CalendarLedgerRecord.seed.startswith(seed, autoescape=True),
            ),
        )
    )
    meetings = {each: meeting for meeting, each in rows}
    kept = next((each for each, meeting in meetings.items() if meeting == meeting_id), None)
    return Ledger(kept or next(each for each in list_seeds(seed, plan) if each not in meetings))


def list_seeds(seed: str, plan: Plan) -> Iterator[str]:
    """Yield the seeds that a meeting may have, by preference; there is always another."""
    yield seed
    titled = SEPARATOR.join((seed, plan.title))
    if len(titled) > LONGEST_SEED:
        titled = SEPARATOR.join((seed, hashlib.sha256(plan.title.encode()).hexdigest()))
    yield titled
    yield from (SEPARATOR.join((titled, str(at))) for at in count(2))


def keep_ledger(
    session: ScopedSession, meeting: MeetingRecord, topic: Topic, ledger: Ledger
) -> None:
    """Write a ledger; the caller commits."""
    row = session.scalar(
        select(CalendarLedgerRecord).where(
            CalendarLedgerRecord.meeting_id == meeting.id,
            CalendarLedgerRecord.topic == topic.value,
        )
    )
    if row is None:
        row = CalendarLedgerRecord(
            organisation_id=session.owner, meeting_id=meeting.id, topic=topic.value
        )
        session.add(row)
    row.content, row.next_end_on, row.seed = pack(ledger), ledger.next_end_on, ledger.seed


def leap_ahead(session: ScopedSession, meeting: MeetingRecord, now: datetime) -> None:
    """Let a meeting that came back go on beyond what it may have told before; caller commits."""
    count_change(session, meeting, now, BOTH, minutes_since_epoch(now))
    today = now.astimezone(HOUSE_ZONE).date()
    for topic in BOTH:
        ledger = read_ledger(session, meeting, topic)
        if ledger is not None:
            moment = Moment(now, number_of(meeting, topic), today)
            keep_ledger(session, meeting, topic, leap(ledger, moment))


def find_ended(session: ScopedSession, today: date) -> list[tuple[int, int]]:
    """Return house and meeting where something cancelled has been shown long enough."""
    rows = session.execute(
        select(CalendarLedgerRecord.organisation_id, CalendarLedgerRecord.meeting_id)
        .where(CalendarLedgerRecord.next_end_on <= today)
        .distinct()
        .execution_options(**across_houses(Reach.SWEEP))
    )
    return [(row[0], row[1]) for row in rows]


def end_cancelled(session: ScopedSession, meeting_id: int, now: datetime) -> None:
    """Show what was cancelled long enough ago no more. Commits."""
    meeting = session.scalars(
        select(MeetingRecord).where(MeetingRecord.id == meeting_id).with_for_update()
    ).one()
    today = now.astimezone(HOUSE_ZONE).date()
    for topic in BOTH:
        ledger = read_ledger(session, meeting, topic)
        if ledger is None or ledger.next_end_on is None or ledger.next_end_on > today:
            continue
        count_change(session, meeting, now, (topic,))
        number = number_of(meeting, topic)
        keep_ledger(session, meeting, topic, forget(ledger, today, number))
    session.commit()
