"""忙闲: calendars of people, replaced and removed whole; what they clash with is found."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from threading import Barrier, Thread
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.exc import SQLAlchemyError

from planner.models import AuditRecord, BusyTimeRecord, UploadRecord
from planner.models.account import Role
from planner.services.actor import Actor
from planner.services.busy import list_diaries, remove_diary
from planner.services.diary import (
    DiaryWish,
    find_person,
    import_diary,
    keep_diary,
    offer_people,
    preview_diary,
    take_diary,
)
from planner.services.error import FieldRefusedError, MissingRecordError
from planner.services.meeting import open_meeting
from planner.services.upload import keep_upload
from tests.builders import a_person, a_sound_plan
from tests.calendars.test_busy import a_calendar
from tests.conftest import NOW, TODAY, account_of, scoped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from planner.models import ScopedSession
    from tests.conftest import House, Publisher

CODE = "person-busy-elsewhere"
PHONE = DiaryWish("韩立群", "手机日历")
OPENING = ("DTSTART:20270118T093000", "DURATION:PT1H")
ELSEWHEN = ("DTSTART:20270301T093000", "DURATION:PT1H")


@pytest.fixture
def meeting(house: House, publish: Publisher) -> int:
    return publish(house)


@pytest.fixture
def session(
    sessions: Callable[[], ScopedSession], house: House, meeting: int
) -> Iterator[ScopedSession]:
    assert meeting
    with scoped(sessions, house) as opened:
        yield opened


@pytest.fixture
def actor(session: ScopedSession, house: House) -> Actor:
    return Actor(account_of(session, house, Role.EDITOR), NOW)


def take(session: ScopedSession, actor: Actor, wish: DiaryWish, *entries: tuple[str, ...]) -> int:
    return import_diary(session, wish, a_calendar(*entries), actor, TODAY)[0]


def clashes(session: ScopedSession, meeting: int) -> list[str]:
    found = open_meeting(session, meeting, TODAY).findings
    return [each.place for each in found if each.code == CODE]


def count_times(session: ScopedSession) -> int:
    return session.scalar(select(func.count(BusyTimeRecord.id))) or 0


def test_busy_time_becomes_a_finding_until_the_calendar_changes_or_goes(
    session: ScopedSession, actor: Actor, meeting: int
) -> None:
    assert clashes(session, meeting) == []
    take(session, actor, PHONE, OPENING)
    assert clashes(session, meeting) == ["sittings/open/presiders/vice"]
    other = take(session, actor, replace(PHONE, name="邮箱"), OPENING, ELSEWHEN)
    later = replace(actor, now=datetime(2026, 12, 1, 3, tzinfo=UTC))
    take(session, later, PHONE, ELSEWHEN)
    assert (clashes(session, meeting), count_times(session)) == (
        ["sittings/open/presiders/vice"],
        3,
    )
    remove_diary(session, other, later)
    assert (clashes(session, meeting), count_times(session)) == ([], 1)


def test_calendar_is_listed_with_its_count_and_days(session: ScopedSession, actor: Actor) -> None:
    made = take(session, actor, PHONE, OPENING, ELSEWHEN)
    assert actor.account is not None
    (found,) = list_diaries(session, actor.account)
    assert (found.id, found.person, found.person_name, found.name) == (
        made,
        "vice",
        "韩立群",
        "手机日历",
    )
    assert (found.count, found.imported_by) == (2, "editor")
    assert (found.from_on, found.to_on) == (date(2026, 10, 31), date(2028, 6, 1))


def test_file_is_looked_at_first_and_no_title_of_it_is_ever_stored(
    session: ScopedSession, actor: Actor
) -> None:
    assert actor.account is not None
    content = a_calendar((*OPENING, "LOCATION:某医院"))
    upload = keep_diary(session, PHONE, content, actor, TODAY)
    kept = session.scalars(select(UploadRecord.source_bytes)).one().decode()
    assert [each in kept for each in ("体检", "某医院", "韩立群")] == [False, False, True]
    found = preview_diary(session, actor.account, upload)
    assert (len(found.reading.spans), found.is_known) == (1, False)
    assert take_diary(session, upload, actor) == 1
    assert session.scalar(select(func.count(UploadRecord.id))) == 0
    again = keep_diary(session, PHONE, content, actor, TODAY)
    assert preview_diary(session, actor.account, again).is_known


def test_log_says_what_came_in_and_went_but_not_whose_it_was(
    session: ScopedSession, actor: Actor
) -> None:
    made = take(session, actor, PHONE, OPENING)
    remove_diary(session, made, actor)
    rows = session.execute(
        select(AuditRecord.action, AuditRecord.before, AuditRecord.after)
        .where(AuditRecord.action.startswith("busy."))
        .order_by(AuditRecord.number)
    ).all()
    assert [row.action for row in rows] == ["busy.import", "busy.remove"]
    assert (rows[0].after["name"], rows[0].after["times"]) == ("手机日历", 1)
    assert [each in str(rows) for each in ("韩立群", "'vice'", "20270118")] == [False] * 3


def test_name_that_nobody_or_several_bear_is_refused(
    session: ScopedSession, actor: Actor, house: House, publish: Publisher
) -> None:
    assert actor.account is not None
    with pytest.raises(FieldRefusedError) as refused:
        find_person(session, actor.account, "查无此人")
    assert refused.value.field == "person"
    plan = a_sound_plan(title="另一个会议")
    twins = (*plan.people, a_person("x1", "李响"), a_person("x2", "李响"))
    session.rollback()
    publish(house, replace(plan, people=twins))
    with pytest.raises(FieldRefusedError) as refused:
        find_person(session, actor.account, "李响")
    assert "x1、x2" in refused.value.wording.zh
    assert find_person(session, actor.account, "x2") == ("x2", "李响")
    assert offer_people(session, actor.account) == ["郑明远", "韩立群", "苏文博"]


def test_who_edits_nothing_keeps_his_own_calendar_only(
    session: ScopedSession, actor: Actor, house: House
) -> None:
    theirs = take(session, actor, PHONE, OPENING)
    reader = account_of(session, house, Role.READER)
    with pytest.raises(FieldRefusedError) as refused:
        find_person(session, reader, "韩立群")
    assert "还没有对应" in refused.value.wording.zh
    me = Actor(replace(reader, person_key="m1", display_name="白晓岚"), NOW)
    assert me.account is not None
    mine = take(session, me, PHONE, OPENING)
    assert [each.id for each in list_diaries(session, me.account)] == [mine]
    with pytest.raises(MissingRecordError):
        remove_diary(session, theirs, me)
    remove_diary(session, mine, me)
    assert actor.account is not None
    assert [each.id for each in list_diaries(session, actor.account)] == [theirs]


def test_people_of_one_key_in_different_meetings_keep_a_calendar_each(
    session: ScopedSession, actor: Actor, house: House
) -> None:
    reader = account_of(session, house, Role.READER)
    names = ("白晓岚", "高峻")
    for name in names:
        me = Actor(replace(reader, person_key="p001", display_name=name), NOW)
        assert me.account is not None
        upload = keep_diary(session, PHONE, a_calendar(OPENING), me, TODAY)
        assert not preview_diary(session, me.account, upload).is_known
        take_diary(session, upload, me)
        take(session, me, PHONE, OPENING)
    assert actor.account is not None
    found = [(each.person, each.person_name) for each in list_diaries(session, actor.account)]
    assert sorted(found) == [("p001", name) for name in sorted(names)]


def test_who_takes_a_calendar_in_holds_the_log_before_he_looks(
    session: ScopedSession, actor: Actor
) -> None:
    seen: list[str] = []

    def note(*facts: object) -> None:
        seen.extend(each for each in ("audit_head", "busy_sources") if each in str(facts[2]))

    engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    try:
        made = take(session, actor, PHONE, OPENING)
        taken = seen.copy()
        seen.clear()
        remove_diary(session, made, actor)
    finally:
        event.remove(engine, "before_cursor_execute", note)
    assert (taken[0], seen[0]) == ("audit_head", "audit_head")


@pytest.fixture
def theirs(other_house: House, publish: Publisher) -> int:
    return publish(other_house)


def test_other_house_sees_no_calendar_and_has_no_clash(
    theirs: int,
    session: ScopedSession,
    actor: Actor,
    sessions: Callable[[], ScopedSession],
    other_house: House,
) -> None:
    made = take(session, actor, PHONE, OPENING)
    session.rollback()
    with scoped(sessions, other_house) as other:
        account = account_of(other, other_house, Role.EDITOR)
        assert (list_diaries(other, account), clashes(other, theirs)) == ([], [])
        with pytest.raises(MissingRecordError):
            remove_diary(other, made, Actor(account, NOW))


def test_one_calendar_taken_in_twice_at_once_is_there_once(
    session: ScopedSession, sessions: Callable[[], ScopedSession], house: House, actor: Actor
) -> None:
    session.rollback()
    start, failed = Barrier(4), []

    def work() -> None:
        with scoped(sessions, house) as own:
            start.wait()
            try:
                take(own, actor, PHONE, OPENING, ELSEWHEN)
            except SQLAlchemyError as error:
                failed.append(error)

    threads = [Thread(target=work) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert failed == []
    assert actor.account is not None
    assert [each.count for each in list_diaries(session, actor.account)] == [2]


def test_upload_of_another_kind_is_no_calendar(session: ScopedSession, actor: Actor) -> None:
    assert actor.account is not None
    upload = keep_upload(session, ("方案.yaml", b"title: x"), None, actor)
    with pytest.raises(MissingRecordError):
        preview_diary(session, actor.account, upload)
