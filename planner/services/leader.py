"""领导页: today, what comes next, my seat, what waits for my decision, what is late in my care."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import TYPE_CHECKING

from sqlalchemy import select

from planner.domain.comparison import compare_plans
from planner.domain.directory import Directory
from planner.domain.rostrum import find_neighbours, seat_rostrum
from planner.models import ReviewRecord
from planner.models.account import Permission
from planner.models.review import ReviewState
from planner.services.error import MissingRecordError
from planner.services.involvement import RostrumSeat, find_involvement
from planner.services.meeting import list_meetings
from planner.services.meeting_set import open_meetings
from planner.services.published import load_plan
from planner.services.review import read_review
from planner.services.seating_waiting import SeatingTasks, find_seating_tasks, list_halls
from planner.services.work_entry import list_all_waiting
from planner.services.work_right import find_own_person
from planner.services.work_view import is_current
from planner.services.workbench import find_decisions, list_open_reviews, pick

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from planner.domain.comparison import Change
    from planner.domain.person import Person
    from planner.domain.plan import Plan
    from planner.domain.rostrum import RostrumChart
    from planner.domain.sitting import ProceedingStep, Sitting
    from planner.domain.task import Workstream
    from planner.domain.timeline import DatedTask
    from planner.models import ScopedSession
    from planner.models.account import Account
    from planner.services.meeting import OpenMeeting
    from planner.services.workbench import Decision, OpenReview


@dataclass(frozen=True, slots=True)
class Appointment:
    """A sitting that a leader attends, and what he does there."""

    meeting: OpenMeeting
    sitting: Sitting
    presides: bool
    speaks: tuple[ProceedingStep, ...]
    seat: RostrumSeat | None

    @property
    def order(self) -> tuple[date, time]:
        """Where it stands in the calendar."""
        assert self.sitting.held_on is not None  # noqa: S101  only dated ones become appointments
        return self.sitting.held_on, self.sitting.starts_at or time.min


@dataclass(frozen=True, slots=True)
class CareOfStream:
    """A workstream in a leader's care, with its late tasks."""

    meeting: OpenMeeting
    stream: Workstream
    late: tuple[DatedTask, ...]
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class LeaderPage:
    """A leader's day."""

    today: tuple[Appointment, ...]
    ahead: tuple[Appointment, ...]
    reviews: tuple[OpenReview, ...]
    decisions: tuple[Decision, ...]
    care: tuple[CareOfStream, ...]
    is_known: bool
    """Whether the account is tied to a person of at least one meeting."""
    seatings: SeatingTasks
    halls: Mapping[tuple[int, str], int]
    """The approved seating of a sitting in the hall, by meeting and sitting."""

    @property
    def duties(self) -> tuple[Appointment, ...]:
        """Where he presides or speaks, from today on."""
        return tuple(e for e in (*self.today, *self.ahead) if e.presides or e.speaks)

    @property
    def next_seat(self) -> Appointment | None:
        """The next sitting at which he has a seat on the rostrum."""
        return next((each for each in (*self.today, *self.ahead) if each.seat), None)


@dataclass(frozen=True, slots=True)
class SeatView:
    """One's own row of a rostrum."""

    sitting: Sitting
    chart: RostrumChart
    seat: RostrumSeat


@dataclass(frozen=True, slots=True)
class FormerRemark:
    """A remark of the time before: its words, and who has seen to it, if somebody has."""

    place: str
    text: str
    by: str
    is_settled: bool
    settled_by: str


@dataclass(frozen=True, slots=True)
class ReviewView:
    """What a leader is to decide, with what it changes."""

    review: ReviewRecord
    plan: Plan
    changes: tuple[Change, ...]
    is_first: bool
    former: tuple[FormerRemark, ...] = ()
    """The remarks with which the draft came back the last time, and what became of them."""

    @property
    def directory(self) -> Directory:
        """The names of what was sent: remarks are pinned to them."""
        return Directory.of(self.plan)


def show_leader(session: ScopedSession, account: Account, today: date) -> LeaderPage:
    """Return a leader's day over all meetings that are not long over."""
    records = list_meetings(session, account)
    meetings = open_meetings(
        session, [each for each in records if is_current(each, account, today)], today
    )
    waiting = list_all_waiting(session, [each.id for each in meetings])
    known = [(each, me) for each in meetings if (me := find_own_person(each, account))]
    dates = sorted(
        (each for meeting, me in known for each in list_appointments(meeting, me)),
        key=lambda each: each.order,
    )
    return LeaderPage(
        today=tuple(each for each in dates if each.sitting.held_on == today),
        ahead=tuple(each for each in dates if each.order[0] > today),
        reviews=pick(
            list_open_reviews(session, records), ReviewState.WAITING, Permission.REVIEW, account
        ),
        decisions=find_decisions(meetings, waiting, account),
        care=tuple(each for meeting, me in known for each in list_care(meeting, me)),
        is_known=bool(known),
        seatings=find_seating_tasks(session, records, account, today),
        halls=list_halls(session, [each.id for each in meetings]),
    )


def list_appointments(meeting: OpenMeeting, me: Person) -> Iterator[Appointment]:
    """Yield the sittings that somebody attends, and what he does there."""
    found = find_involvement(meeting, me)
    seats = {each.sitting.key: each for each in found.seats}
    presides = {each.key for each in found.presides}
    called = {each.key for each in found.called}
    for sitting in meeting.plan.sittings:
        speaks = tuple(step for of, step in found.speaks if of is sitting)
        is_there = sitting.key in called | presides | seats.keys() or speaks
        if is_there and sitting.held_on is not None:
            yield Appointment(
                meeting, sitting, sitting.key in presides, speaks, seats.get(sitting.key)
            )


def list_care(meeting: OpenMeeting, me: Person) -> Iterator[CareOfStream]:
    """Yield the workstreams that somebody is accountable for; all, for the secretary-general."""
    for stream in meeting.plan.workstreams:
        if me.key not in {stream.accountable, meeting.plan.secretary_general}:
            continue
        tasks = [each for each in meeting.timeline.tasks if each.task.workstream == stream.key]
        yield CareOfStream(
            meeting,
            stream,
            tuple(each for each in tasks if each.is_late(meeting.today)),
            sum(each.task.state.value == "done" for each in tasks),
            len(tasks),
        )


def show_seat(meeting: OpenMeeting, account: Account, key: str) -> SeatView:
    """Return one's own row of a sitting's rostrum; who has no seat there finds nothing."""
    me = find_own_person(meeting, account)
    sitting = meeting.directory.sittings.get(key)
    if me is None or sitting is None or sitting.rostrum is None:
        raise MissingRecordError
    chart = seat_rostrum(meeting.plan, sitting)
    seat = chart.seat_of(me.key)
    if seat is None:
        raise MissingRecordError
    return SeatView(sitting, chart, RostrumSeat(sitting, seat, find_neighbours(chart, me.key)))


def show_review(
    session: ScopedSession, meeting_id: int, number: int, revision_number: int
) -> ReviewView:
    """Return what was sent for approval, and what it changes."""
    review, plan = read_review(session, meeting_id, number)
    changes: Sequence[Change] = ()
    if revision_number:
        changes = compare_plans(load_plan(session, meeting_id, revision_number).plan, plan)
    return ReviewView(
        review,
        plan,
        tuple(changes),
        is_first=not revision_number,
        former=list_former(session, meeting_id, number),
    )


def list_former(session: ScopedSession, meeting_id: int, number: int) -> tuple[FormerRemark, ...]:
    """Return the remarks of the last time that a draft was sent back before this review."""
    kept = session.scalar(
        select(ReviewRecord.remarks)
        .where(
            ReviewRecord.meeting_id == meeting_id,
            ReviewRecord.number < number,
            ReviewRecord.state == ReviewState.RETURNED.value,
        )
        .order_by(ReviewRecord.number.desc())
        .limit(1)
    )
    return tuple(
        FormerRemark(
            each["place"],
            each["text"],
            each.get("by", ""),
            each["is_settled"],
            each.get("settled_by", ""),
        )
        for each in kept or ()
    )
