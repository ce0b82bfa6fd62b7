"""工作台: what waits for somebody today, over all meetings, and the year they stand in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from planner.domain.year_strip import (
    HeldMeeting,
    MeetingClash,
    Month,
    claim_days,
    find_meeting_clashes,
    list_months,
)
from planner.models import ReviewRecord
from planner.models.account import Permission
from planner.models.review import ReviewState
from planner.services.draft import recall_draft
from planner.services.letter import list_acceptances
from planner.services.meeting import list_meetings, open_meeting
from planner.services.meeting_set import open_meetings
from planner.services.seating_waiting import SeatingTasks, find_seating_tasks
from planner.services.work_entry import list_all_waiting
from planner.services.work_right import find_own_person, find_right
from planner.services.work_view import MeetingWork, is_current, join_work, list_followers

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from planner.domain.plan import Plan
    from planner.domain.task import Task
    from planner.domain.timeline import DatedTask
    from planner.models import MeetingRecord, ScopedSession, WorkEntryRecord
    from planner.models.account import Account
    from planner.services.meeting import OpenMeeting

OPEN_STATES = (ReviewState.WAITING, ReviewState.APPROVED, ReviewState.RETURNED)


@dataclass(frozen=True, slots=True)
class Decision:
    """A trouble or a request that somebody is to decide."""

    meeting: OpenMeeting
    entry: WorkEntryRecord
    task: Task
    followers: tuple[DatedTask, ...]
    """The tasks that wait for it: what another date touches."""


@dataclass(frozen=True, slots=True)
class OpenReview:
    """The newest review of a meeting, where it waits for a step."""

    meeting: MeetingRecord
    review: ReviewRecord

    @property
    def unsettled(self) -> int:
        """Count the remarks that nobody has seen to yet."""
        return sum(not each["is_settled"] for each in self.review.remarks)


@dataclass(frozen=True, slots=True)
class LateWork:
    """The late tasks of a meeting that somebody answers for, or those with an agreed date."""

    meeting: OpenMeeting
    tasks: tuple[DatedTask, ...]


@dataclass(frozen=True, slots=True)
class Workbench:
    """What waits for somebody, his meetings, and the year."""

    works: tuple[MeetingWork, ...]
    decisions: tuple[Decision, ...]
    to_approve: tuple[OpenReview, ...]
    to_publish: tuple[OpenReview, ...]
    sent_back: tuple[OpenReview, ...]
    late: tuple[LateWork, ...]
    agreed: tuple[LateWork, ...]
    """Tasks whose agreed date is still to be written into the draft."""
    meetings: tuple[MeetingRecord, ...]
    months: tuple[Month, ...]
    clashes: tuple[MeetingClash, ...]
    seatings: SeatingTasks

    @property
    def letters(self) -> tuple[MeetingWork, ...]:
        """The work whose letter is still to be accepted."""
        return tuple(each for each in self.works if each.letter and not each.letter.accepted)

    @property
    def clashing(self) -> frozenset[int]:
        """The meetings that share days with another."""
        return frozenset(at for e in self.clashes for at in (e.first.id, e.second.id))

    @property
    def is_clear(self) -> bool:
        """Tell whether nothing waits."""
        waits = (
            self.decisions,
            self.to_approve,
            self.to_publish,
            self.sent_back,
            self.late,
            self.agreed,
            not self.seatings.is_empty,
        )
        return not any((*waits, self.letters)) and not any(each.pressing for each in self.works)


def show_workbench(
    session: ScopedSession, account: Account, today: date, first_on: date
) -> Workbench:
    """Return what waits for an account today; the year is shown from a month on."""
    records = list_meetings(session, account)
    current = [each for each in records if is_current(each, account, today)]
    meetings = open_meetings(session, current, today)
    ids = [each.id for each in meetings]
    waiting, said = list_all_waiting(session, ids), list_acceptances(session, ids)
    works = (join_work(each, account, waiting, said) for each in meetings)
    reviews = list_open_reviews(session, records)
    held = list_held(session, records)
    return Workbench(
        works=tuple(each for each in works if each.items),
        decisions=find_decisions(meetings, waiting, account),
        to_approve=pick(reviews, ReviewState.WAITING, Permission.REVIEW, account),
        to_publish=pick(reviews, ReviewState.APPROVED, Permission.PUBLISH, account),
        sent_back=tuple(
            each
            for each in pick(reviews, ReviewState.RETURNED, Permission.EDIT, account)
            if each.unsettled or not each.review.remarks
        ),
        late=tuple(find_late(meetings, account)),
        agreed=tuple(find_agreed(session, meetings, account)),
        meetings=tuple(sort_meetings(records, today)),
        months=list_months(held, first_on),
        clashes=tuple(each for each in find_meeting_clashes(held) if each.to_on >= today),
        seatings=find_seating_tasks(session, records, account, today),
    )


def sort_meetings(records: Iterable[MeetingRecord], today: date) -> list[MeetingRecord]:
    """Return the meetings that are not over by their dates, those without days last."""
    ahead = [each for each in records if is_ahead(each, today)]
    return sorted(ahead, key=lambda each: (each.opens_on is None, each.opens_on or today, each.id))


def is_ahead(record: MeetingRecord, today: date) -> bool:
    """Tell whether a meeting is not over yet."""
    last = record.closes_on or record.opens_on
    return last is None or last >= today


def list_open_reviews(session: ScopedSession, records: Sequence[MeetingRecord]) -> list[OpenReview]:
    """Return the newest review of each meeting that waits for a step, the oldest first."""
    by_id = {each.id: each for each in records}
    newest: dict[int, ReviewRecord] = {}
    statement = select(ReviewRecord).where(ReviewRecord.meeting_id.in_(list(by_id)))
    for each in session.scalars(statement.order_by(ReviewRecord.number)):
        newest[each.meeting_id] = each
    states = {each.value for each in OPEN_STATES}
    found = [OpenReview(by_id[at], each) for at, each in newest.items() if each.state in states]
    return sorted(found, key=lambda each: each.review.submitted_at)


def pick(
    reviews: Iterable[OpenReview], state: ReviewState, permission: Permission, account: Account
) -> tuple[OpenReview, ...]:
    """Return the reviews in a state whose next step an account may take."""
    return tuple(
        each
        for each in reviews
        if each.review.state == state.value and account.may(permission, each.meeting.id)
    )


def find_decisions(
    meetings: Iterable[OpenMeeting], waiting: Iterable[WorkEntryRecord], account: Account
) -> tuple[Decision, ...]:
    """Return the requests and troubles that are an account's to decide, the oldest first.

    The accountable leader is troubled only with what the lead himself asked for.
    """
    by_id = {each.id: each for each in meetings}
    found = []
    for entry in waiting:
        meeting = by_id[entry.meeting_id]
        task = meeting.directory.tasks.get(entry.task_key)
        if task is not None and is_to_decide(meeting, entry, account):
            found.append(Decision(meeting, entry, task, list_followers(meeting, entry.task_key)))
    return tuple(found)


def is_to_decide(meeting: OpenMeeting, entry: WorkEntryRecord, account: Account) -> bool:
    """Tell whether a request has come as far as this account."""
    right = find_right(meeting, account, entry.task_key)
    me = find_own_person(meeting, account)
    own = me.key if me else ""
    if not right.may_decide(entry.person_key, own):
        return False
    if right.is_editor or right.is_lead:
        return True
    stream = meeting.directory.workstreams.get(meeting.directory.tasks[entry.task_key].workstream)
    above = (stream.accountable if stream else "") or meeting.plan.secretary_general
    return own == above and (stream is None or entry.person_key == stream.lead)


def find_late(meetings: Iterable[OpenMeeting], account: Account) -> Iterable[LateWork]:
    """Yield the late tasks that an account answers for without owning them, by meeting."""
    for meeting in meetings:
        me = find_own_person(meeting, account)
        own = me.key if me else ""
        led = {each.key for each in meeting.plan.workstreams if own and own == each.lead}
        is_editor = account.may(Permission.EDIT, meeting.id)
        tasks = tuple(
            each
            for each in meeting.timeline.tasks
            if each.is_late(meeting.today)
            and each.task.owner != own
            and (is_editor or each.task.workstream in led)
        )
        if tasks:
            yield LateWork(meeting, tasks)


def find_agreed(
    session: ScopedSession, meetings: Iterable[OpenMeeting], account: Account
) -> Iterable[LateWork]:
    """Yield the tasks whose agreed date an editor has not written into the draft yet."""
    for meeting in meetings:
        is_agreed = any(each.agreed_on for each in meeting.timeline.tasks)
        if not is_agreed or not account.may(Permission.EDIT, meeting.id):
            continue
        draft = open_meeting(session, meeting.id, meeting.today, is_draft=True)
        tasks = tuple(each for each in draft.timeline.tasks if each.agreed_on)
        if tasks:
            yield LateWork(draft, tasks)


def list_held(session: ScopedSession, records: Iterable[MeetingRecord]) -> list[HeldMeeting]:
    """Return the meetings that have days; what they want on them only where days meet."""
    dated = [each for each in records if each.opens_on is not None]
    plain = {each.id: hold(each) for each in dated}
    for each in dated:
        if any(plain[each.id].meets(other) for at, other in plain.items() if at != each.id):
            plain[each.id] = hold(each, recall_draft(session, each).plan)
    return list(plain.values())


def hold(record: MeetingRecord, plan: Plan | None = None) -> HeldMeeting:
    """Return a meeting with its days, and what its plan wants on them."""
    assert record.opens_on is not None  # noqa: S101  the caller has sorted the others out
    places, leaders = claim_days(plan) if plan else ({}, {})
    return HeldMeeting(
        record.id,
        record.title,
        record.kind,
        record.opens_on,
        max(record.opens_on, record.closes_on or record.opens_on),
        places,
        leaders,
    )
