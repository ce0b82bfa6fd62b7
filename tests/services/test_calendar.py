"""Calendars of published meetings: sequences over revisions, what is cancelled, what is stale."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event, select, update

from planner.calendars.collection import collect_events
from planner.calendars.identity import seed_of
from planner.domain.task import TaskState
from planner.models import CalendarLedgerRecord, MeetingRecord, OrganisationRecord
from planner.models.calendar import Audience, FeedKind, Topic
from planner.services.actor import Actor
from planner.services.archive import export_meeting
from planner.services.archive_restore import import_meeting
from planner.services.calendar import FeedScope, open_calendar, open_feed, state_of
from planner.services.calendar_history import find_history
from planner.services.calendar_ledger import end_cancelled, find_ended, rebuild
from planner.services.draft import open_draft
from planner.services.draft_change import Edit, apply_edits
from planner.services.error import MissingRecordError
from planner.services.published import load_plan
from planner.services.revision import Issue, Submission, issue_revision, publish_plan
from planner.services.seating_review import Verdict, decide_seating, submit_seating
from tests.builders import a_person, a_plan, a_sitting, a_task
from tests.conftest import NOW, TODAY, House, scoped
from tests.seated import ACTOR, seat_meeting

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Engine

    from planner.domain.plan import Plan
    from planner.models import ScopedSession

LATER = Actor(None, NOW + timedelta(hours=2))
PEOPLE = (a_person(), a_person("p2", "李明"))
OPENING = a_sitting(participants=("member",), presiders=("p2",), content="听取报告")
PLAN = a_plan(people=PEOPLE, sittings=(OPENING,), tasks=(a_task(owner="p1"),))
MOVED = replace(PLAN, sittings=(replace(OPENING, place="大礼堂"),))
CLOSED = replace(PLAN, sittings=())


@pytest.fixture
def issue(sessions: Callable[[], ScopedSession], house: House) -> Callable[..., int]:
    """Return what publishes a plan so many days after the first."""

    def issue(plan: Plan, days: int = 0, of: House = house) -> int:
        with scoped(sessions, of) as session:
            submission = Submission(plan, "方案.yaml", b"source")
            later = timedelta(days=days)
            return publish_plan(session, submission, None, NOW + later, TODAY + later)

    return issue


def told(session: ScopedSession, meeting: int, key: str = "meeting") -> list[tuple[str, int, bool]]:
    calendar = open_calendar(session, meeting, key, Audience.STAFF)
    return [
        (each.event.summary, each.standing.sequence, each.standing.is_cancelled)
        for each in calendar.entries
    ]


def test_entry_goes_through_its_life(
    sessions: Callable[[], ScopedSession], house: House, issue: Callable[..., int]
) -> None:
    seen, uids = [], set()
    for days, plan in enumerate((PLAN, MOVED, CLOSED, PLAN)):
        meeting = issue(plan, days)
        with scoped(sessions, house) as session:
            seen.append(told(session, meeting))
            own = open_calendar(session, meeting, "person:p1", Audience.PERSONAL).entries
            uids |= {each.event.uid for each in own}
            assert own[0].standing.stamp == NOW + timedelta(days=days)
    assert seen == [
        [("开幕会", 0, False)],
        [("开幕会", 1, False)],
        [("开幕会", 2, True)],
        [("开幕会", 3, False)],
    ]
    assert len(uids) == 1


def test_outline_tells_no_names_and_staff_do(
    sessions: Callable[[], ScopedSession], house: House, issue: Callable[..., int]
) -> None:
    meeting = issue(replace(PLAN, sittings=(OPENING, a_sitting("s9", "碰头会", is_internal=True))))
    with scoped(sessions, house) as session:
        outline = open_calendar(session, meeting, "meeting", Audience.OUTLINE)
        staff = open_calendar(session, meeting, "meeting", Audience.STAFF)
    assert [each.event.summary for each in outline.entries] == ["开幕会"]
    assert "李明" not in repr(outline)
    assert [each.event.summary for each in staff.entries] == ["开幕会", "碰头会"]
    assert "主持：李明" in staff.entries[0].event.description


def test_unknown_calendars_and_unpublished_meetings_are_refused(
    sessions: Callable[[], ScopedSession],
    house: House,
    other_house: House,
    issue: Callable[..., int],
) -> None:
    meeting = issue(PLAN)
    foreign = issue(PLAN, of=other_house)
    with scoped(sessions, house) as session:
        for number, key in ((meeting, "sitting:nil"), (meeting, "nil"), (foreign, "meeting")):
            with pytest.raises(MissingRecordError):
                open_calendar(session, number, key, Audience.STAFF)


def test_counters_of_meeting_and_house_grow_with_each_publication(
    sessions: Callable[[], ScopedSession],
    house: House,
    other_house: House,
    issue: Callable[..., int],
) -> None:
    issue(PLAN)
    issue(MOVED, 1)
    with scoped(sessions, house) as session:
        meeting = session.scalars(select(MeetingRecord)).one()
        rows = session.execute(
            select(OrganisationRecord.calendar_number, OrganisationRecord.work_number).where(
                OrganisationRecord.id.in_((house.id, other_house.id))
            )
        ).all()
    assert (meeting.calendar_number, meeting.work_number) == (2, 2)
    assert meeting.calendar_changed_at == NOW + timedelta(days=1)
    assert sorted(tuple(row) for row in rows) == [(0, 0), (2, 2)]


def test_done_task_moves_the_work_alone(
    sessions: Callable[[], ScopedSession], house: House, issue: Callable[..., int]
) -> None:
    meeting = issue(PLAN)
    later = NOW + timedelta(hours=3)
    with scoped(sessions, house) as session:
        change = Edit.change("tasks", "t1", {"state": "done", "done_on": TODAY.isoformat()})
        apply_edits(session, meeting, [change], Actor(None, later))
    with scoped(sessions, house) as session:
        record = session.scalars(select(MeetingRecord)).one()
        assert (record.calendar_number, record.work_number) == (1, 2)
        [entry] = open_calendar(session, meeting, "owner:p1", Audience.PERSONAL).entries
        [task] = open_calendar(
            session, meeting, "owner:p1", Audience.PERSONAL, as_tasks=True
        ).entries
    assert (entry.event.summary, entry.standing.sequence) == ("起草会议方案（已完成）", 0)
    assert (entry.standing.stamp, entry.number) == (later, 2)
    assert (task.event.uid, task.event.status) == (entry.event.uid, "COMPLETED")


def test_feed_over_all_meetings_joins_what_each_published(
    sessions: Callable[[], ScopedSession], house: House, issue: Callable[..., int]
) -> None:
    issue(PLAN)
    second = replace(
        PLAN,
        title="政协云岭省第十三届委员会第五次会议",
        number=5,
        sittings=(replace(OPENING, name="第二次会议的开幕会"),),
    )
    issue(second)
    with scoped(sessions, house) as session:
        feed = open_feed(session, FeedScope(FeedKind.PERSON, "p2", Audience.PERSONAL))
        empty = open_feed(session, FeedScope(FeedKind.VENUE, "没有的地方", Audience.OUTLINE))
    assert [each.event.summary for each in feed.entries] == [
        "开幕会（主持）",
        "第二次会议的开幕会（主持）",
    ]
    assert len({each.event.uid for each in feed.entries}) == 2
    assert (feed.title, empty.title, empty.entries) == ("李明·会议日程", "没有的地方·会议安排", ())


def test_meetings_of_one_number_do_not_share_uids(
    sessions: Callable[[], ScopedSession], house: House, issue: Callable[..., int]
) -> None:
    meetings = [issue(PLAN), issue(replace(PLAN, title="另一场同届同次的会议"))]
    with scoped(sessions, house) as session:
        uids = {
            open_calendar(session, each, "meeting", Audience.STAFF).entries[0].event.uid
            for each in meetings
        }
    assert len(uids) == 2


@pytest.mark.parametrize("title", ["新的会议", "长" * 500])
def test_seed_is_free_however_often_titles_were_given_anew(
    sessions: Callable[[], ScopedSession], house: House, issue: Callable[..., int], title: str
) -> None:
    issue(PLAN)
    meetings = []
    for at in range(3):
        meetings.append(issue(replace(PLAN, title=title)))
        with scoped(sessions, house) as session:
            session.get_one(MeetingRecord, meetings[-1]).title = f"改名第{at}次"
            session.commit()
    with scoped(sessions, house) as session:
        seeds = {each.seed for each in session.scalars(select(CalendarLedgerRecord))}
        rebuilt = [rebuild(session, each, Topic.PROGRAMME) for each in meetings]
    assert len(seeds) == 4
    assert {each.seed for each in rebuilt if each} == seeds - {seed_of(PLAN)}


def test_corrected_number_of_the_meeting_keeps_its_uids(
    sessions: Callable[[], ScopedSession], house: House, issue: Callable[..., int]
) -> None:
    uids = set()
    for days, plan in enumerate((PLAN, replace(PLAN, number=5))):
        meeting = issue(plan, days)
        with scoped(sessions, house) as session:
            [entry] = open_calendar(session, meeting, "meeting", Audience.STAFF).entries
            uids.add((entry.event.uid, entry.standing.sequence))
    assert len(uids) == 1


def test_what_was_published_before_ledgers_is_worked_out_from_its_revisions(
    sessions: Callable[[], ScopedSession], house: House, issue: Callable[..., int]
) -> None:
    for days, plan in enumerate((PLAN, MOVED, PLAN)):
        meeting = issue(plan, days)
    with scoped(sessions, house) as session:
        before = told(session, meeting)
        for row in session.scalars(select(CalendarLedgerRecord)):
            session.delete(row)
        session.execute(update(MeetingRecord).values(calendar_number=0, calendar_changed_at=None))
        session.commit()
    with scoped(sessions, house) as session:
        assert told(session, meeting) == before == [("开幕会", 2, False)]
    issue(MOVED, 9)
    with scoped(sessions, house) as session:
        assert told(session, meeting) == [("开幕会", 3, False)]


def test_restored_meeting_goes_on_beyond_what_it_told(
    sessions: Callable[[], ScopedSession], house: House, issue: Callable[..., int]
) -> None:
    meeting = issue(PLAN)
    actor = Actor(None, NOW + timedelta(days=3))
    with scoped(sessions, house) as session:
        _, archive = export_meeting(session, meeting, actor)
    meeting = issue(MOVED, 1)
    with scoped(sessions, house) as session:
        before = open_calendar(session, meeting, "meeting", Audience.STAFF).entries[0]
        record = session.scalars(select(MeetingRecord)).one()
        record.title = "改名让位"
        session.commit()
        restored = import_meeting(session, archive, actor)
        after = open_calendar(session, restored, "meeting", Audience.STAFF).entries[0]
    assert after.standing.sequence > before.standing.sequence
    assert after.standing.stamp == actor.now


def test_dropped_task_is_told_as_cancelled_once_and_comes_back(
    sessions: Callable[[], ScopedSession], house: House, issue: Callable[..., int]
) -> None:
    meeting = issue(PLAN)

    def say(state: str, hours: int) -> None:
        with scoped(sessions, house) as session:
            change = Edit.change("tasks", "t1", {"state": state})
            apply_edits(session, meeting, [change], Actor(None, NOW + timedelta(hours=hours)))

    def look() -> list[tuple[int, bool, int]]:
        with scoped(sessions, house) as session:
            found = open_calendar(session, meeting, "owner:p1", Audience.PERSONAL).entries
            return [
                (each.standing.sequence, each.standing.is_cancelled, each.number) for each in found
            ]

    say("dropped", 1)
    assert look() == [(1, True, 2)]
    say("dropped", 2)
    assert look() == [(1, True, 2)]
    publish_draft(sessions, house, meeting, NOW + timedelta(hours=3))
    assert look() == [(1, True, 2)]
    say("doing", 4)
    publish_draft(sessions, house, meeting, NOW + timedelta(hours=5))
    assert [(sequence, is_gone) for sequence, is_gone, _ in look()] == [(2, False)]


def test_task_dropped_with_a_publication_is_told_as_cancelled(
    sessions: Callable[[], ScopedSession], house: House, issue: Callable[..., int]
) -> None:
    meeting = issue(PLAN)
    issue(replace(PLAN, tasks=(replace(PLAN.tasks[0], state=TaskState.DROPPED),)), 1)
    with scoped(sessions, house) as session:
        assert told(session, meeting, "owner:p1") == [("起草会议方案", 1, True)]


def publish_draft(
    sessions: Callable[[], ScopedSession], house: House, meeting: int, now: datetime
) -> None:
    """Publish a draft as the desk does: the draft stands before the revision is written."""
    with scoped(sessions, house) as session:
        record = session.scalars(select(MeetingRecord)).one()
        issue = Issue(open_draft(session, meeting).plan, "方案.yaml", b"source")
        issue_revision(session, record, issue, Actor(None, now), TODAY)
        session.commit()


def test_cancelled_entries_go_after_thirty_days(
    sessions: Callable[[], ScopedSession], house: House, issue: Callable[..., int]
) -> None:
    issue(PLAN)
    meeting = issue(CLOSED, 1)
    last = TODAY + timedelta(days=30)
    with sessions() as session:
        assert find_ended(session, last) == []
        assert find_ended(session, last + timedelta(days=1)) == [(house.id, meeting)]
    with scoped(sessions, house) as session:
        end_cancelled(session, meeting, NOW + timedelta(days=31))
        assert told(session, meeting) == []
        assert session.scalars(select(MeetingRecord.calendar_number)).one() == 3
    with sessions() as session:
        assert find_ended(session, last + timedelta(days=400)) == []


@pytest.mark.parametrize("kind", list(FeedKind))
def test_state_of_a_feed_grows_with_what_it_shows(kind: FeedKind) -> None:
    programme, work = (
        state_of(kind, 8, 3) - state_of(kind, 7, 3),
        state_of(kind, 7, 4) - state_of(kind, 7, 3),
    )
    assert (programme, work) == {
        FeedKind.OWNER: (0, 1),
        FeedKind.WORKSTREAM: (0, 1),
        FeedKind.LEADER: (1, 1),
    }.get(kind, (1, 0))


def test_publishing_takes_the_same_number_of_statements_for_few_and_for_many(
    engine: Engine, issue: Callable[..., int]
) -> None:
    counts = []
    for number, size in ((4, 2), (5, 300)):
        people = tuple(a_person(f"p{at}", f"委员{at}") for at in range(size))
        few = replace(PLAN, title=f"会议{number}", number=number, people=people, tasks=())
        issue(replace(few, sittings=(replace(OPENING, presiders=()),)))
        statements: list[str] = []

        def note(*facts: object, into: list[str] = statements) -> None:
            into.append(str(facts[2]))

        event.listen(engine, "before_cursor_execute", note)
        issue(replace(few, sittings=(replace(OPENING, presiders=(), place="大礼堂"),)), 1)
        event.remove(engine, "before_cursor_execute", note)
        counts.append(
            [each for each in statements if "calendar" in each or "organisations" in each]
        )
    assert len(counts[0]) == len(counts[1])
    assert 0 < len(counts[0]) <= 16


def test_files_tell_the_same_of_an_entry_as_subscriptions(
    sessions: Callable[[], ScopedSession], house: House, issue: Callable[..., int]
) -> None:
    for days, plan in enumerate((PLAN, MOVED, replace(MOVED, number=5))):
        meeting = issue(plan, days)
    with scoped(sessions, house) as session:
        [told] = open_calendar(session, meeting, "meeting", Audience.STAFF).entries
        for number, sequence in ((1, 0), (2, 1), (3, 1)):
            dated = load_plan(session, meeting, number)
            restate = find_history(session, meeting, dated.plan)
            [event] = collect_events(dated.plan, dated.timeline)["meeting"]
            entry = restate(event)
            assert (entry.event.uid, entry.standing.sequence) == (told.event.uid, sequence)


def test_approved_seat_stands_in_ones_own_calendar_and_nowhere_else(
    sessions: Callable[[], ScopedSession], house: House
) -> None:
    seated = seat_meeting(sessions, house)
    with scoped(sessions, house) as session:
        before = told(session, seated.meeting, "person:a")
        text = spell(session, seated.meeting, "person:a")
        submit_seating(session, seated.meeting, seated.seating, "", ACTOR, TODAY)
        decide_seating(
            session, seated.meeting, seated.seating, Verdict(1, is_approved=True), LATER, TODAY
        )
    with scoped(sessions, house) as session:
        assert told(session, seated.meeting, "person:a") == before
        assert "座位" not in text
        assert "座位" not in spell(session, seated.meeting, "meeting")
        own = open_calendar(session, seated.meeting, "person:a", Audience.PERSONAL).entries
        stamps = {each.part[-1]: each.standing.stamp for each in own}
        lines = [line for each in own for line in each.event.description.splitlines()]
    assert stamps["full"] == LATER.now
    assert [line for line in lines if line.startswith("座位")] == ["座位：池座1排"]


def spell(session: ScopedSession, meeting: int, key: str) -> str:
    return repr(open_calendar(session, meeting, key, Audience.STAFF).entries)
