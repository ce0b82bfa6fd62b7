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
from tests.builders import a_sound_plan
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
