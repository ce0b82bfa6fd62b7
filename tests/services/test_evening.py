"""The letter of the evening before: to whom, of what, and once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from planner.models import AuditRecord, MailRecord
from planner.models.mail import MailKind
from planner.services.actor import Actor
from planner.services.draft_change import Edit, apply_edits
from planner.services.invitation_answer import answer_by_phone
from planner.services.mail_delivery import PostOffice
from planner.settings import MailServer
from planner.tasks.mail import announce_sittings, make_round
from tests.conftest import NOW, scoped
from tests.invited import Desk, an_inviting_plan, drop, move
from tests.services.test_invitation import watch

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.models import ScopedSession
    from tests.conftest import Clock, House, Publisher

URL = "https://plenum.example"
EVE = datetime(2027, 1, 17, 9, 0, tzinfo=NOW.tzinfo)
"""Five in the afternoon in the house, a day before the opening."""


@pytest.fixture
def desk(sessions: Callable[[], ScopedSession], house: House, publish: Publisher) -> Desk:
    return Desk(sessions, house, publish(house, an_inviting_plan()))


@pytest.fixture
def office(desk: Desk, clock: Clock) -> PostOffice:
    clock.at = EVE
    return PostOffice(desk.sessions, MailServer(), clock.now)


def evening_letters(desk: Desk) -> list[MailRecord]:
    with scoped(desk.sessions, desk.house) as session:
        statement = select(MailRecord).where(MailRecord.kind == MailKind.EVENING.value)
        return list(session.scalars(statement.order_by(MailRecord.id)))


def test_everybody_invited_is_told_once_of_all_his_sittings_of_the_next_day(
    desk: Desk, office: PostOffice, clock: Clock
) -> None:
    desk.start()
    clock.at = EVE - timedelta(seconds=1)
    announce_sittings(office, URL)
    assert evening_letters(desk) == []
    clock.at = EVE
    for _ in range(2):
        announce_sittings(office, URL)
    first, second = evening_letters(desk)
    assert (first.facts["person"], second.facts["person"]) == ("m1", "m2")
    assert first.subject == "明天的会议：开幕会"
    assert first.body == (
        "白晓岚：\n\n明天（1月18日）请您参加政协云岭省第十三届委员会第四次会议：\n\n"
        "· 09:00–11:30 开幕会，云岭会堂\n· 15:00–17:30 小组讨论，各小组会议室\n\n"
        "政协云岭省委员会\n"
        "本邮件由会务台自动发出，请勿直接回复。是否接收邮件，可在“我的账号”中设定。\n"
    )
    with scoped(desk.sessions, desk.house) as session:
        told = session.scalars(
            select(AuditRecord.after).where(AuditRecord.action == "invitation.remind")
        ).all()
    assert told == [{"letters": 2}]


def test_who_declined_or_is_called_no_more_is_left_alone(desk: Desk, office: PostOffice) -> None:
    desk.start()
    rows = desk.rows()
    for sitting in ("open", "groups"):
        with scoped(desk.sessions, desk.house) as session:
            row, actor = rows["m1", sitting], Actor(None, NOW)
            answer_by_phone(session, desk.meeting, row.id, "DECLINED", "", actor)
    desk.publish(drop(an_inviting_plan(), "open"), NOW)
    make_round(office, URL)
    (letter,) = evening_letters(desk)
    assert (letter.facts["person"], "开幕会" in letter.body) == ("m2", False)


def test_a_meeting_that_does_not_invite_and_a_day_without_sittings_tell_nobody(
    desk: Desk, office: PostOffice, clock: Clock
) -> None:
    announce_sittings(office, URL)
    desk.start()
    clock.at = EVE + timedelta(days=1)
    announce_sittings(office, URL)
    assert evening_letters(desk) == []


def test_the_draft_decides_nothing(desk: Desk, office: PostOffice) -> None:
    desk.start()
    with scoped(desk.sessions, desk.house) as session:
        week_later = {"opens_on": "2027-01-25", "closes_on": "2027-01-28"}
        edit = Edit.change("meeting", "meeting", week_later)
        apply_edits(session, desk.meeting, [edit], Actor(None, NOW))
    announce_sittings(office, URL)
    assert [each.facts["person"] for each in evening_letters(desk)] == ["m1", "m2"]


@pytest.mark.parametrize("held_on", [date(2027, 1, 4), date(2027, 2, 8)])
def test_a_sitting_long_before_or_after_the_meeting_is_told_of_too(
    desk: Desk, office: PostOffice, clock: Clock, held_on: date
) -> None:
    desk.start()
    desk.publish(move(an_inviting_plan(), "groups", held_on=held_on), NOW)
    clock.at = EVE.replace(month=held_on.month, day=held_on.day) - timedelta(days=1)
    announce_sittings(office, URL)
    assert [each.facts["person"] for each in evening_letters(desk)] == ["m1", "m2"]


def test_old_meetings_are_looked_at_in_one_statement(
    desk: Desk, office: PostOffice, clock: Clock, publish: Publisher
) -> None:
    counts = []
    for term in (13, 14):
        plan = replace(an_inviting_plan(), term=term, title=f"第{term}届")
        other = Desk(desk.sessions, desk.house, publish(desk.house, plan))
        other.start()
        clock.at = EVE + timedelta(days=30)
        announce_sittings(office, URL)
        with watch(desk.sessions) as statements:
            announce_sittings(office, URL)
        counts.append(len(statements))
    assert counts[0] == counts[1]
    assert evening_letters(desk) == []
