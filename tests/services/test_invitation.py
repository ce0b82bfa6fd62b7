"""Who is invited, told of another time, or told off; and that nobody is written to twice."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest
import vobject
from sqlalchemy import event, select

from planner.calendars.ledger import minutes_since_epoch
from planner.domain.person import Leave, LeaveState
from planner.models import AuditRecord, MailRecord, MembershipRecord
from planner.models.account import Role
from planner.models.calendar import Answer
from planner.models.mail import MailState
from planner.services.actor import Actor
from planner.services.calendar_change import leap_meetings
from planner.services.draft import lock_meeting
from planner.services.invitation import NoSenderError, foresee_invitations, stop_inviting
from planner.services.invitation_answer import answer_by_phone
from planner.services.invitation_letter import NOBODY
from planner.services.invitation_list import answer_of
from planner.services.mail import claim_mail, note_sent
from tests.builders import a_person, a_sound_plan
from tests.conftest import NOW, scoped
from tests.invited import INVITER, REACHED, Desk, an_inviting_plan, drop, move
from tests.post import SENDER
from tests.services.test_reminder import tie

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from planner.models import ScopedSession
    from tests.conftest import House, Publisher

LATER = NOW + timedelta(days=1)
ALL = [
    (person, sitting, "REQUEST", "queued")
    for person in ("m1", "m2")
    for sitting in ("open", "groups", "close")
]


@pytest.fixture
def desk(sessions: Callable[[], ScopedSession], house: House, publish: Publisher) -> Desk:
    return Desk(sessions, house, publish(house, an_inviting_plan()))


@contextmanager
def watch(sessions: Callable[[], ScopedSession]) -> Iterator[list[str]]:
    """Yield the statements that reach the database."""
    with sessions() as session:
        engine = session.get_bind()
    statements: list[str] = []

    def note(*facts: object) -> None:
        statements.append(str(facts[2]))

    event.listen(engine, "before_cursor_execute", note)
    yield statements
    event.remove(engine, "before_cursor_execute", note)


def send_all(desk: Desk) -> None:
    """Let all letters leave."""
    for _ in desk.letters():
        with desk.sessions() as session:
            claim = claim_mail(session, LATER)
        if claim is not None:
            with desk.sessions() as session:
                note_sent(session, claim, LATER)


def test_switching_on_invites_everybody_who_is_called_and_has_an_address(desk: Desk) -> None:
    with scoped(desk.sessions, desk.house) as session:
        foresight = foresee_invitations(session, lock_meeting(session, desk.meeting), NOW)
    assert [(each.address, count) for each, count in foresight.people] == [
        (REACHED["m1"], 3),
        (REACHED["m2"], 3),
    ]
    assert foresight.unreached == ("郑明远", "韩立群", "苏文博", "欧阳靖")
    assert [desk.start(), desk.start()] == [6, 0]
    assert desk.told() == ALL


def test_a_letter_says_it_to_people_and_to_their_calendars(desk: Desk) -> None:
    desk.start()
    letter = desk.letters()[0]
    row = desk.rows()["m1", "open"]
    assert letter.subject == "会议邀请：开幕会"
    assert "时间：2027年1月18日 09:00–11:30\n地点：云岭会堂\n" in letter.body
    link = re.search(r"https://plenum\.example/i/[a-z2-7]{32}", letter.body)
    assert link is not None
    calendar = vobject.readOne(letter.calendar)
    (entry,) = calendar.vevent_list
    assert calendar.method.value == "REQUEST"
    assert (entry.uid.value, entry.sequence.value) == (row.uid, "0")
    assert [each.value for each in entry.attendee_list] == [f"mailto:{REACHED['m1']}"]
    assert entry.organizer.value == f"mailto:{SENDER}"
    assert entry.dtstart.value == datetime.fromisoformat("2027-01-18T09:00+08:00")
    assert link[0] in entry.description.value
    assert link[0].rpartition("/")[2] not in str(vars(row))


def test_publishing_writes_to_those_touched_only(desk: Desk) -> None:
    desk.start()
    send_all(desk)
    moved = move(an_inviting_plan(), "groups", starts_at=time(14))
    assert desk.publish(move(an_inviting_plan(), "open", content="换一句话")) == 0
    assert desk.publish(moved, LATER) == 2
    assert desk.told(6) == [
        ("m1", "groups", "REQUEST", "queued"),
        ("m2", "groups", "REQUEST", "queued"),
    ]
    assert desk.letters()[6].subject == "时间或地点有变：小组讨论"
    assert "SEQUENCE:1\r\n" in desk.letters()[6].calendar
    assert desk.publish(moved, LATER) == 0
    assert {key: row.sequence for key, row in desk.rows().items() if row.sequence} == {
        ("m1", "groups"): 1,
        ("m2", "groups"): 1,
    }


def test_a_ledger_that_leaped_is_no_news_and_voids_no_answer(desk: Desk) -> None:
    desk.start()
    send_all(desk)
    with scoped(desk.sessions, desk.house) as session:
        row, actor = desk.rows()["m1", "open"], Actor(None, NOW)
        answer_by_phone(session, desk.meeting, row.id, "ACCEPTED", "", actor)
    with scoped(desk.sessions, desk.house) as session:
        assert leap_meetings(session, Actor(None, LATER)) == 1
    assert desk.publish(move(an_inviting_plan(), "open", content="换一句话"), LATER) == 0
    rows = desk.rows().values()
    assert {each.sequence for each in rows} == {0}
    assert [answer_of(each).value for each in rows].count("ACCEPTED") == 1
    assert desk.publish(move(an_inviting_plan(), "close", starts_at=time(14)), LATER) == 2
    assert desk.told(6) == [(each, "close", "REQUEST", "queued") for each in ("m1", "m2")]
    moved = desk.rows()["m1", "close"].sequence
    assert moved >= minutes_since_epoch(LATER)
    assert answer_of(desk.rows()["m1", "open"]) is Answer.ACCEPTED


def test_what_moved_and_came_back_unseen_is_no_news(desk: Desk) -> None:
    desk.start()
    send_all(desk)
    with scoped(desk.sessions, desk.house) as session:
        stop_inviting(session, desk.meeting, INVITER, Actor(None, LATER), withdraws=False)
    desk.publish(move(an_inviting_plan(), "open", starts_at=time(10)), LATER)
    desk.publish(an_inviting_plan(), LATER + timedelta(hours=1))
    assert desk.start(now=LATER) == 0


def test_who_is_called_no_more_is_told_off(desk: Desk) -> None:
    desk.start()
    send_all(desk)
    plan = an_inviting_plan()
    leave = Leave("m2", sittings=("close",), state=LeaveState.GRANTED)
    sittings = tuple(each for each in plan.sittings if each.key != "groups")
    assert desk.publish(replace(plan, sittings=sittings, leaves=(leave,)), LATER) == 3
    assert sorted(desk.told(6)) == [
        ("m1", "groups", "CANCEL", "queued"),
        ("m2", "close", "CANCEL", "queued"),
        ("m2", "groups", "CANCEL", "queued"),
    ]
    cancel = next(each for each in desk.letters()[6:] if each.facts["sitting"] == "close")
    assert "METHOD:CANCEL\r\n" in cancel.calendar
    assert "SEQUENCE:1\r\n" in cancel.calendar
    assert "/i/" not in cancel.body
    assert desk.publish(plan, LATER + timedelta(hours=1)) == 3
    assert {each[2] for each in desk.told(9)} == {"REQUEST"}
    assert [row.sequence for row in desk.rows().values()] == [0, 2, 0, 0, 2, 2]


def test_what_never_left_is_not_cancelled_and_a_newer_letter_takes_an_older_ones_place(
    desk: Desk,
) -> None:
    desk.start()
    plan = move(an_inviting_plan(), "open", place="新会堂")
    sittings = tuple(each for each in plan.sittings if each.key != "groups")
    desk.publish(replace(plan, sittings=sittings), LATER)
    assert sorted(desk.told()) == [
        ("m1", "close", "REQUEST", "queued"),
        ("m1", "groups", "REQUEST", "cancelled"),
        ("m1", "open", "REQUEST", "merged"),
        ("m1", "open", "REQUEST", "queued"),
        ("m2", "close", "REQUEST", "queued"),
        ("m2", "groups", "REQUEST", "cancelled"),
        ("m2", "open", "REQUEST", "merged"),
        ("m2", "open", "REQUEST", "queued"),
    ]
    newest = [each for each in desk.letters() if each.facts["sitting"] == "open"][-1]
    assert (newest.subject, "地点：新会堂" in newest.body) == ("会议邀请：开幕会", True)


def test_a_letter_in_somebodys_hands_may_have_left_and_is_cancelled(desk: Desk) -> None:
    desk.start()
    with desk.sessions() as session:
        claim = claim_mail(session, NOW)
    assert claim is not None
    desk.publish(drop(an_inviting_plan(), "open"), LATER)
    assert [each for each in desk.told() if each[1] == "open"] == [
        ("m1", "open", "REQUEST", "queued"),
        ("m2", "open", "REQUEST", "cancelled"),
        ("m1", "open", "CANCEL", "queued"),
    ]


def test_another_address_is_invited_and_the_old_one_told_off(desk: Desk) -> None:
    desk.start()
    former = desk.rows()["m1", "open"].token_hash
    send_all(desk)
    desk.publish(an_inviting_plan({**REACHED, "m1": "new@members.example"}), LATER)
    sent = [(each.to_address, each.calendar_method) for each in desk.letters()[6:]]
    assert sent == [(REACHED["m1"], "CANCEL"), ("new@members.example", "REQUEST")] * 3
    assert desk.rows()["m1", "open"].token_hash != former
    send_all(desk)
    desk.publish(an_inviting_plan(), LATER + timedelta(hours=1))
    assert [row.sequence for key, row in desk.rows().items() if key[0] == "m1"] == [2, 2, 2]
    assert len({each.unique_key for each in desk.letters()}) == len(desk.letters()) == 18


def test_who_wants_no_mail_gets_none(
    desk: Desk, sessions: Callable[[], ScopedSession], house: House
) -> None:
    tie(sessions, house, Role.READER, "m1", wants_mail=False)
    assert desk.start() == 3
    with scoped(sessions, house) as session:
        session.scalars(
            select(MembershipRecord).where(MembershipRecord.person_key == "m1")
        ).one().wants_mail = True
        session.commit()
    assert desk.publish(an_inviting_plan(), LATER) == 3


def test_who_switched_mail_off_is_told_of_what_he_has_in_his_calendar(
    desk: Desk, sessions: Callable[[], ScopedSession], house: House
) -> None:
    desk.publish(drop(an_inviting_plan(), "close"))
    desk.start()
    send_all(desk)
    tie(sessions, house, Role.READER, "m1", wants_mail=False)
    before = len(desk.letters())
    desk.publish(an_inviting_plan(), LATER)
    assert desk.told(before) == [("m2", "close", "REQUEST", "queued")]
    plan = move(an_inviting_plan(), "groups", starts_at=time(14))
    desk.publish(drop(plan, "open"), LATER + timedelta(hours=1))
    sent = [
        (each.facts["sitting"], each.calendar_method, each.to_address)
        for each in desk.letters()[before + 1 :]
        if each.facts["person"] == "m1"
    ]
    assert sorted(sent) == [
        ("groups", "REQUEST", REACHED["m1"]),
        ("open", "CANCEL", REACHED["m1"]),
    ]
    desk.publish(plan, LATER + timedelta(hours=2))
    again = [each for each in desk.told(before + 1) if each[:3] == ("m1", "open", "REQUEST")]
    assert again == []


def test_what_has_begun_is_left_alone(desk: Desk) -> None:
    opening = datetime(2027, 1, 18, 1, 0, tzinfo=NOW.tzinfo)
    assert desk.start(now=opening) == 4
    assert desk.publish(drop(an_inviting_plan(), "open"), opening) == 0
    day = move(an_inviting_plan(), "close", starts_at=None, ends_at=None)
    assert desk.publish(day, datetime(2027, 1, 21, 10, tzinfo=NOW.tzinfo)) == 2


def test_switching_off_leaves_what_was_sent_or_takes_it_back(desk: Desk) -> None:
    desk.start()
    send_all(desk)
    actor = Actor(None, LATER)
    with scoped(desk.sessions, desk.house) as session:
        assert stop_inviting(session, desk.meeting, INVITER, actor, withdraws=False) == 0
    assert desk.publish(move(an_inviting_plan(), "open", place="新会堂"), LATER) == 0
    assert desk.start(now=LATER) == 2
    with scoped(desk.sessions, desk.house) as session:
        assert stop_inviting(session, desk.meeting, INVITER, actor, withdraws=True) == 6
    assert {each.method for each in desk.rows().values()} == {"CANCEL"}
    assert desk.start(now=LATER) == 6
    with scoped(desk.sessions, desk.house) as session:
        deeds = session.scalars(select(AuditRecord.action).order_by(AuditRecord.id))
        told = [each for each in deeds if each.startswith("invitation.")]
    assert told == [
        *("invitation.start", "invitation.send", "invitation.stop"),
        *("invitation.start", "invitation.send", "invitation.stop", "invitation.send"),
        *("invitation.start", "invitation.send"),
    ]


def test_without_a_sender_nobody_is_invited(desk: Desk) -> None:
    with pytest.raises(NoSenderError):
        desk.start(NOBODY)
    assert desk.letters() == []


def test_a_letter_that_left_keeps_neither_link_nor_object(desk: Desk) -> None:
    desk.start()
    send_all(desk)
    letter = desk.letters()[0]
    assert (letter.state, letter.calendar) == (MailState.SENT.value, "")
    assert "https://plenum.example/i/…" in letter.body
    assert not re.search(r"/i/[a-z2-7]{32}", letter.body + letter.html)


def test_hundreds_of_people_are_told_in_as_many_statements_as_two(
    sessions: Callable[[], ScopedSession], house: House, publish: Publisher
) -> None:
    plan = an_inviting_plan()
    crowd = tuple(
        a_person(f"x{at}", f"委员{at}", contact=f"x{at}@members.example") for at in range(300)
    )
    counts = []
    for people in (plan.people, (*plan.people, *crowd)):
        whole = replace(plan, people=people, title=f"会议{len(people)}")
        desk = Desk(sessions, house, publish(house, whole))
        desk.start()
        moved = move(whole, "open", held_on=date(2027, 1, 19))
        with watch(sessions) as statements:
            letters = desk.publish(moved, LATER)
        ours = [each for each in statements if "mails" in each or "calendar_invitations" in each]
        counts.append((letters, len(ours)))
    assert [each[0] for each in counts] == [2, 302]
    assert counts[0][1] == counts[1][1] == 7


def test_another_house_sees_none_of_it(desk: Desk, other_house: House) -> None:
    desk.start()
    with scoped(desk.sessions, other_house) as session:
        assert session.scalars(select(MailRecord)).all() == []
    assert a_sound_plan().title
