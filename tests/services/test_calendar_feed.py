"""Feeds as services know them: made once, gone stale together, joined from shared parts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event, func, select

from planner.models import CalendarFeedRecord, CalendarSubscriptionRecord
from planner.models.account import Role
from planner.models.calendar import Audience, FeedKind, SubscriptionPurpose
from planner.services.actor import Actor
from planner.services.calendar import FeedScope, open_feed
from planner.services.calendar_body import make_joint, number_feed
from planner.services.calendar_client import name_client
from planner.services.calendar_subscription import draw_token, make_subscription
from planner.services.calendar_token import find_subscription
from planner.services.published import PLANS
from planner.web.calendar_organizer import make_organizer
from tests.builders import a_person, a_plan, a_sitting, a_sound_plan, a_task
from tests.conftest import NOW, account_of, scoped

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Engine

    from planner.domain.plan import Plan
    from planner.models import ScopedSession
    from tests.conftest import House, Publisher

    Sessions = Callable[[], ScopedSession]

ORGANIZER = make_organizer("政协云岭省委员会", "", "https://plenum.example")
FEED = SubscriptionPurpose.FEED


def subscribe(sessions: Sessions, house: House, scopes: list[FeedScope]) -> list[str]:
    """Subscribe a device without an account to each of some feeds."""
    tokens = []
    with scoped(sessions, house) as session:
        for at, scope in enumerate(scopes):
            made = make_subscription(session, Actor(None, NOW), scope, FEED, "手机", f"p{at}")
            tokens.append(made[1])
    return tokens


def venues(meeting: int, count: int) -> list[FeedScope]:
    return [FeedScope(FeedKind.VENUE, f"{at}", Audience.OUTLINE, meeting) for at in range(count)]


def read_states(sessions: Sessions, tokens: list[str]) -> list[str]:
    states = []
    for token in tokens:
        with sessions() as session:
            found = find_subscription(session, token, FEED)
            assert found is not None
            numbers = (found.calendar_number, found.work_number)
            states.append(number_feed(found.feed_id, found.kind, numbers, ORGANIZER))
    return states


def count_statements(engine: Engine, action: Callable[[], object]) -> int:
    statements: list[str] = []

    def note(*facts: object) -> None:
        statements.append(str(facts[2]))

    event.listen(engine, "before_cursor_execute", note)
    try:
        action()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return len(statements)


def test_edit_makes_all_feeds_stale_in_a_constant_number_of_statements(
    sessions: Sessions, engine: Engine, house: House, publish: Publisher
) -> None:
    plan = a_sound_plan()
    meeting = publish(house, plan)
    counts = []
    for at, more in enumerate((3, 297)):
        tokens = subscribe(sessions, house, venues(meeting, 3 + 297 * at)[-more:])
        former = read_states(sessions, tokens[:3])
        moved = replace(plan.sittings[0], place=f"第{at}会场")
        changed = replace(plan, sittings=(moved, *plan.sittings[1:]))
        on = date(2026, 12, 2) + timedelta(days=at)
        PLANS._values.clear()  # noqa: SLF001  what earlier tests left in memory
        counts.append(count_statements(engine, lambda: publish(house, changed, on)))  # noqa: B023  called at once
        current = read_states(sessions, tokens[:3])
        assert all(one != other for one, other in zip(former, current, strict=True))
    with scoped(sessions, house) as session:
        assert session.scalar(select(func.count(CalendarFeedRecord.id))) == 300
    assert counts[0] == counts[1]


def test_feed_is_there_once_whoever_subscribes(
    sessions: Sessions, house: House, publish: Publisher
) -> None:
    meeting = publish(house)
    subscribe(sessions, house, venues(meeting, 1) * 4)
    with scoped(sessions, house) as session:
        assert session.scalar(select(func.count(CalendarFeedRecord.id))) == 1
        assert session.scalar(select(func.count(CalendarSubscriptionRecord.id))) == 4


def test_shared_entries_are_written_once(
    sessions: Sessions, house: House, publish: Publisher
) -> None:
    meeting = publish(house)
    with scoped(sessions, house) as session:
        whole = FeedScope(FeedKind.MEETING, "", Audience.OUTLINE, meeting)
        joints = [
            make_joint(open_feed(session, scope), scope, ORGANIZER)
            for scope in (
                whole,
                *(replace(whole, kind=FeedKind.SITTING, key=key) for key in ("open", "close")),
            )
        ]
    parts = {id(part) for part in joints[0].parts}
    shared = [part for joint in joints[1:] for part in joint.parts]
    assert shared
    assert [each for each in shared if id(each) not in parts] == []


def name_people(plan: Plan, names: dict[str, str]) -> Plan:
    people = tuple(
        replace(each, name=names.get(each.key, f"委员{each.key}")) for each in plan.people
    )
    return replace(plan, people=people)


def test_ones_own_feed_follows_the_name_where_a_key_means_somebody_else(
    sessions: Sessions, house: House, publish: Publisher
) -> None:
    plan = a_sound_plan()
    one, other = (each.key for each in plan.people[:2])
    publish(house, name_people(plan, {one: "王芳", other: "李明"}))
    publish(house, replace(name_people(plan, {one: "李明", other: "王芳"}), title="下一次会议"))
    parts = {}
    with scoped(sessions, house) as session:
        for kind in (FeedKind.PERSON, FeedKind.LEADER):
            scope = FeedScope(kind, f"{one}\x1f王芳", Audience.PERSONAL)
            entries = open_feed(session, scope).entries
            parts[kind] = {each.part[1] for each in entries}
    assert parts[FeedKind.PERSON] == {one, other}
    with scoped(sessions, house) as session:
        second = FeedScope(FeedKind.PERSON, f"{one}\x1f王芳", Audience.PERSONAL, 2)
        assert {each.part[1] for each in open_feed(session, second).entries} == {other}


LI, WANG = a_person("k1", "李明"), a_person("k2", "王芳")
FIRST = a_sitting(participants=("member",), presiders=("k2",))
LAST = a_sitting("s2", "闭幕会", participants=("member",))
ROSTER = a_plan(people=(LI, WANG), sittings=(FIRST, LAST), tasks=(a_task(owner="k2"),))
ALONE = replace(ROSTER, people=(LI,), sittings=(replace(FIRST, presiders=()), LAST), tasks=())


def look(
    sessions: Sessions, house: House, kind: FeedKind = FeedKind.PERSON, key: str = "k2\x1f王芳"
) -> list[tuple[str, str, bool]]:
    """Return one's own feed: whose entry, of what, and whether it is cancelled."""
    with scoped(sessions, house) as session:
        entries = open_feed(session, FeedScope(kind, key, Audience.PERSONAL)).entries
        return [(each.part[1], each.part[-1], each.standing.is_cancelled) for each in entries]


def test_who_left_the_plan_is_told_that_all_of_his_is_cancelled(
    sessions: Sessions, house: House, publish: Publisher
) -> None:
    publish(house, ROSTER)
    publish(house, ALONE)
    assert look(sessions, house) == [("k2", "s1", True), ("k2", "s2", True)]
    assert look(sessions, house, FeedKind.LEADER) == [("k2", "s1", True)]
    assert look(sessions, house, FeedKind.OWNER) == [("t1", "t1", True)]
    publish(house, replace(ROSTER, tasks=()))
    assert look(sessions, house) == [("k2", "s1", False), ("k2", "s2", False)]


def test_who_gets_another_key_is_told_what_is_cancelled_under_both(
    sessions: Sessions, house: House, publish: Publisher
) -> None:
    publish(house, ROSTER)
    moved = replace(ALONE, people=(LI, replace(WANG, key="k9")), tasks=(a_task(owner="k9"),))
    publish(house, moved)
    publish(house, replace(moved, sittings=(LAST,)))
    assert look(sessions, house) == [
        ("k9", "s2", False), ("k9", "s1", True), ("k2", "s1", True), ("k2", "s2", True),
    ]  # fmt: skip
    assert look(sessions, house, FeedKind.OWNER) == [("t1", "t1", False)]


def test_nobody_is_told_what_another_left_whose_key_he_has(
    sessions: Sessions, house: House, publish: Publisher
) -> None:
    publish(house, ROSTER)
    publish(house, replace(ALONE, people=()))
    publish(house, replace(ALONE, people=(replace(LI, key="k2"),), sittings=(LAST,)))
    assert look(sessions, house, key="k2\x1f李明") == [
        ("k2", "s2", False), ("k1", "s1", True), ("k1", "s2", True),
    ]  # fmt: skip
    assert look(sessions, house, key="k2\x1f赵六") == [("k2", "s2", False)]
    assert look(sessions, house, key="k1\x1f王芳") == [("k2", "s1", True)]


def test_account_of_another_name_follows_its_key_out_of_the_plan(
    sessions: Sessions, house: House, publish: Publisher
) -> None:
    publish(house, ROSTER)
    publish(house, ALONE)
    assert look(sessions, house, key="k2\x1f王主任") == [("k2", "s1", True), ("k2", "s2", True)]
    publish(house, replace(ALONE, people=()))
    assert look(sessions, house, key="k2\x1f李明") == [("k1", "s1", True), ("k1", "s2", True)]


def test_namesakes_are_told_their_own_cancellations_only(
    sessions: Sessions, house: House, publish: Publisher
) -> None:
    other = replace(WANG, key="k3")
    publish(house, replace(ROSTER, people=(LI, WANG, other)))
    publish(house, ALONE)
    for key in ("k2", "k3"):
        told = [(key, "s1", True), (key, "s2", True)]
        assert look(sessions, house, key=f"{key}\x1f王芳") == told
    assert look(sessions, house, key="k8\x1f王芳") == []


def test_calendars_of_programs_are_opened_by_tokens_of_their_own(
    sessions: Sessions, house: House, publish: Publisher
) -> None:
    meeting = publish(house)
    scope = FeedScope(FeedKind.MEETING, "", Audience.OUTLINE, meeting)
    with scoped(sessions, house) as session:
        actor = Actor(account_of(session, house, Role.READER), NOW)
        _, feed = make_subscription(session, actor, scope, FEED, "手机")
        _, dav = make_subscription(session, actor, None, SubscriptionPurpose.DAV, "电脑")
    found = {}
    for name, token in (("feed", feed), ("dav", dav)):
        for purpose in SubscriptionPurpose:
            with sessions() as session:
                found[name, purpose] = find_subscription(session, token, purpose) is not None
    assert found == {
        ("feed", FEED): True,
        ("feed", SubscriptionPurpose.DAV): False,
        ("dav", FEED): False,
        ("dav", SubscriptionPurpose.DAV): True,
    }


def test_tokens_have_160_bits_and_differ() -> None:
    tokens = {draw_token() for _ in range(200)}
    assert len(tokens) == 200
    assert {len(each) for each in tokens} == {32}
    assert {letter for each in tokens for letter in each} <= set("abcdefghijklmnopqrstuvwxyz234567")


@pytest.mark.parametrize(
    ("browser", "family"),
    [
        ("iOS/17.4 (21E219) dataaccessd/1.0", "Apple"),
        ("macOS/14.4 (23E214) CalendarAgent/1045", "Apple"),
        ("Google-Calendar-Importer", "Google"),
        ("Microsoft.Exchange/15.20 (ExchangeServices)", "Outlook"),
        ("Microsoft Office/16.0 (Microsoft Outlook 16.0; Pro)", "Outlook"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Thunderbird/128", "Thunderbird"),
        ("vdirsyncer/0.21", "vdirsyncer"),
        ("", "?"),
        ("\x00\udcff" * 500, "?"),
    ],
)
def test_programs_are_known_by_their_family(browser: str, family: str) -> None:
    assert name_client(browser) == family
