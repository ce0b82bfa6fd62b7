from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from threading import Barrier, Thread
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, update

from planner.domain.task import Task, TaskState
from planner.models import AccountRecord, MailRecord, MembershipRecord
from planner.models.account import Account, Grant, Role
from planner.services.actor import Actor
from planner.services.draft_change import Edit, apply_edits
from planner.services.mail_delivery import PostOffice
from planner.services.reminder import (
    list_due_letters,
    list_own_reminders,
    list_unwritten,
    write_reminders,
)
from planner.services.revision import Submission, publish_plan
from planner.settings import MailServer
from planner.tasks.mail import LOOK_AGAIN, make_round, remind_houses
from tests.builders import a_person, a_sound_plan
from tests.conftest import NOW, scoped

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.domain.plan import Plan
    from planner.models import ScopedSession
    from tests.conftest import Clock, House, Publisher

URL = "https://plenum.example"
DUE = date(2026, 12, 10)
"""A Thursday."""


def a_plan_due(title: str = "会议", **changes: object) -> Plan:
    plan = a_sound_plan(title=title)
    task = Task("run", "会议全程保障", "affairs", DUE.isoformat(), owner="owner", standard="好")
    return replace(plan, tasks=(replace(task, **changes),))  # type: ignore[arg-type]


def tie(
    sessions: Callable[[], ScopedSession], house: House, role: Role, person: str, **member: object
) -> None:
    """Say which person of the plans an account of the house is, and where its mail goes."""
    with scoped(sessions, house) as session:
        account = session.scalars(
            select(AccountRecord).where(AccountRecord.sign_in_name == house.name(role))
        ).one()
        account.mail_address = f"{person}@house.example"
        session.execute(
            update(MembershipRecord)
            .where(MembershipRecord.account_id == account.id)
            .values(person_key=person, **member)
        )
        session.commit()


def run(sessions: Callable[[], ScopedSession], house: House, today: date) -> int:
    with scoped(sessions, house) as session:
        return write_reminders(session, Actor(None, NOW), today, URL)


def letters(sessions: Callable[[], ScopedSession], house: House) -> list[MailRecord]:
    with scoped(sessions, house) as session:
        return list(session.scalars(select(MailRecord).order_by(MailRecord.id)))


def test_the_owner_gets_one_letter_for_all_meetings(
    sessions: Callable[[], ScopedSession], house: House, publish: Publisher
) -> None:
    first = publish(house, a_plan_due("甲会议"))
    publish(house, a_plan_due("乙会议"))
    tie(sessions, house, Role.OWNER, "owner")
    assert [run(sessions, house, DUE), run(sessions, house, DUE)] == [1, 0]
    (letter,) = letters(sessions, house)
    assert (letter.to_address, letter.subject, letter.meeting_id) == (
        "owner@house.example",
        "任务提醒：2 项",
        None,
    )
    assert letter.body == (
        "石小禾：\n\n截至12月10日，您有 2 项任务需要留意：\n\n"
        "甲会议\n· “会议全程保障”今天到期\n\n乙会议\n· “会议全程保障”今天到期\n\n"
        f"填报进展：{URL}/work\n\n政协云岭省委员会\n"
        "本邮件由会务台自动发出，请勿直接回复。提前几天提醒、是否接收邮件，可在“我的账号”中设定。\n"
    )
    assert first


@pytest.mark.parametrize(
    ("member", "day", "count"),
    [
        ({}, DUE - timedelta(days=3), 1),
        ({"reminds_days_before": 2}, DUE - timedelta(days=3), 0),
        ({"reminds_days_before": 2}, DUE - timedelta(days=2), 1),
        ({"wants_mail": False}, DUE, 0),
    ],
)
def test_everybody_has_his_own_lead_time_and_may_want_no_mail(
    sessions: Callable[[], ScopedSession],
    house: House,
    publish: Publisher,
    member: dict[str, object],
    day: date,
    count: int,
) -> None:
    publish(house, a_plan_due())
    tie(sessions, house, Role.OWNER, "owner", **member)
    assert run(sessions, house, day) == count


def test_a_meeting_that_came_after_the_last_run_is_told_of_whole(
    sessions: Callable[[], ScopedSession], house: House, publish: Publisher
) -> None:
    publish(house, a_plan_due("甲会议"))
    for role, person in ((Role.OWNER, "owner"), (Role.LEAD, "lead"), (Role.LEADER, "sg")):
        tie(sessions, house, role, person)
    day = DUE + timedelta(days=5)
    assert run(sessions, house, day - timedelta(days=1)) == 3
    assert run(sessions, house, day) == 0
    with scoped(sessions, house) as session:
        later = Submission(a_plan_due("乙会议"), "方案.yaml", b"source")
        publish_plan(session, later, None, NOW + timedelta(hours=1), day)
    assert run(sessions, house, day + timedelta(days=1)) == 3
    assert {each.subject for each in letters(sessions, house)[3:]} == {"任务提醒：1 项"}


def test_late_tasks_go_up_the_chain(
    sessions: Callable[[], ScopedSession], house: House, publish: Publisher
) -> None:
    publish(house, a_plan_due())
    for role, person in ((Role.OWNER, "owner"), (Role.LEAD, "lead"), (Role.LEADER, "sg")):
        tie(sessions, house, role, person)
    sent = []
    for days in range(1, 6):
        count = len(letters(sessions, house))
        run(sessions, house, DUE + timedelta(days=days))
        new = letters(sessions, house)[count:]
        sent.append(sorted(each.to_address.partition("@")[0] for each in new))
    assert sent == [["lead", "owner"], [], [], ["sg"], []]


def test_what_is_done_in_the_draft_is_not_reminded_of(
    sessions: Callable[[], ScopedSession], house: House, publish: Publisher
) -> None:
    meeting = publish(house, a_plan_due())
    tie(sessions, house, Role.OWNER, "owner")
    with scoped(sessions, house) as session:
        edit = Edit.change("tasks", "run", {"state": TaskState.DONE.value})
        apply_edits(session, meeting, [edit], Actor(None, NOW))
    assert run(sessions, house, DUE) == 0


def test_somebody_without_an_account_is_reached_by_the_address_in_the_plan(
    sessions: Callable[[], ScopedSession], house: House, publish: Publisher
) -> None:
    plan = a_plan_due()
    people = (*plan.people[:-1], a_person("owner", "石小禾", contact="139，shi@mail.example 家"))
    publish(house, replace(plan, people=people))
    assert run(sessions, house, DUE) == 1
    (letter,) = letters(sessions, house)
    assert (letter.to_address, URL in letter.body) == ("shi@mail.example", False)


def test_a_run_that_is_looked_at_writes_nothing(
    sessions: Callable[[], ScopedSession], house: House, publish: Publisher
) -> None:
    publish(house, a_plan_due())
    tie(sessions, house, Role.OWNER, "owner")
    with scoped(sessions, house) as session:
        (due,) = list_due_letters(session, DUE, None)
    assert (due.contact.name, due.count, letters(sessions, house)) == ("石小禾", 1, [])


def test_whose_address_comes_after_the_run_is_written_to_the_same_day(
    sessions: Callable[[], ScopedSession],
    house: House,
    publish: Publisher,
    clock: Clock,
) -> None:
    publish(house, a_plan_due())
    clock.at = datetime(2026, 12, 10, 1, 0, tzinfo=NOW.tzinfo)
    office, looked = PostOffice(sessions, MailServer(), clock.now), {}
    remind_houses(office, URL, looked)
    assert letters(sessions, house) == []
    tie(sessions, house, Role.OWNER, "owner")
    with scoped(sessions, house) as session:
        assert [each.contact.name for each in list_unwritten(session, DUE)] == ["石小禾"]
    remind_houses(office, URL, looked)
    assert letters(sessions, house) == []  # it was looked at a moment ago
    clock.at += LOOK_AGAIN
    remind_houses(office, URL, looked)
    clock.at += LOOK_AGAIN
    remind_houses(office, URL, looked)
    assert [each.to_name for each in letters(sessions, house)] == ["石小禾"]
    with scoped(sessions, house) as session:
        assert list_unwritten(session, DUE) == ()


def test_two_workers_write_the_letters_of_a_day_once(
    sessions: Callable[[], ScopedSession], house: House, publish: Publisher
) -> None:
    publish(house, a_plan_due())
    tie(sessions, house, Role.OWNER, "owner")
    start, counts = Barrier(2), []

    def work() -> None:
        start.wait()
        counts.append(run(sessions, house, DUE))

    workers = [Thread(target=work) for _ in range(2)]
    for each in workers:
        each.start()
    for each in workers:
        each.join()
    assert (sorted(counts), len(letters(sessions, house))) == ([0, 1], 1)


def test_the_worker_writes_from_eight_in_the_morning_on_for_every_house(
    sessions: Callable[[], ScopedSession],
    house: House,
    other_house: House,
    publish: Publisher,
    clock: Clock,
) -> None:
    for each in (house, other_house):
        publish(each, a_plan_due())
        tie(sessions, each, Role.OWNER, "owner")
    office = PostOffice(sessions, MailServer(), clock.now)
    clock.at = datetime(2026, 12, 9, 23, 59, tzinfo=NOW.tzinfo)  # 7:59 in the house
    remind_houses(office, URL)
    assert [len(letters(sessions, each)) for each in (house, other_house)] == [0, 0]
    clock.at += timedelta(minutes=1)
    make_round(office, URL)
    make_round(office, URL)
    assert [len(letters(sessions, each)) for each in (house, other_house)] == [1, 1]


def test_the_pages_tell_every_day_of_what_is_near_or_late(
    sessions: Callable[[], ScopedSession], house: House, publish: Publisher
) -> None:
    publish(house, a_plan_due())
    account = Account(
        1, "owner", "石小禾", house.id, grants=(Grant(Role.OWNER),), person_key="owner"
    )
    told = {}
    for days in (-5, -2, 0, 2, 6):
        with scoped(sessions, house) as session:
            groups = list_own_reminders(session, account, 3, DUE + timedelta(days=days))
        told[days] = [line.zh for group in groups for line in group.lines]
    assert told == {
        -5: [],
        -2: ["“会议全程保障”应于12月10日完成，还有 2 天"],
        0: ["“会议全程保障”今天到期"],
        2: ["“会议全程保障”应于12月10日完成，已逾期 2 天"],
        6: ["“会议全程保障”应于12月10日完成，已逾期 6 天"],
    }
