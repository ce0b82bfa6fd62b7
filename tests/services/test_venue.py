"""The venues of a house: kept, changed by one at a time, retired and taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from planner.domain.error import InvalidRequestError
from planner.domain.venue.sample import sample_venue
from planner.domain.venue.surroundings import find_geometry
from planner.models import AuditRecord, VenueVersionRecord
from planner.models.account import Role
from planner.services.actor import Actor
from planner.services.error import FieldRefusedError, MissingRecordError, NameTakenError
from planner.services.venue import (
    VenueConflictError,
    add_sample_venues,
    add_venue,
    find_geometry_of,
    list_venues,
    open_venue_version,
    restore_venue,
    retire_venue,
    save_venue_version,
)
from tests.conftest import NOW, account_of, scoped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from planner.domain.venue.plan import Venue
    from planner.models import ScopedSession
    from tests.conftest import House


@pytest.fixture
def session(sessions: Callable[[], ScopedSession], house: House) -> Iterator[ScopedSession]:
    with scoped(sessions, house) as opened:
        yield opened


@pytest.fixture
def actor(session: ScopedSession, house: House) -> Actor:
    return Actor(account_of(session, house, Role.EDITOR), NOW)


def a_room(name: str = "小会议室") -> Venue:
    return replace(sample_venue("hollow_square"), name=name)


def test_venue_is_kept_as_it_was_drawn(session: ScopedSession, actor: Actor) -> None:
    venue_id = add_venue(session, a_room(), actor, " 按  平面图\n绘制 ")
    (line,) = list_venues(session)
    assert (line.id, line.name, line.number, line.seat_count) == (venue_id, "小会议室", 1, 60)
    assert open_venue_version(session, line.version_id) == a_room()
    assert find_geometry_of(session, line.version_id) == find_geometry(a_room())
    record = session.get_one(VenueVersionRecord, line.version_id)
    assert (record.note, record.maker_name, record.made_at) == ("按 平面图 绘制", "editor", NOW)


def test_every_change_is_a_version_and_older_ones_stay(
    session: ScopedSession, actor: Actor
) -> None:
    venue_id = add_venue(session, a_room(), actor)
    first = list_venues(session)[0].version_id
    assert save_venue_version(session, venue_id, a_room("第八会议室"), actor, "更名", 1) == 2
    (line,) = list_venues(session)
    assert (line.name, line.number) == ("第八会议室", 2)
    assert open_venue_version(session, line.version_id) == replace(a_room("第八会议室"), version=2)
    assert open_venue_version(session, first) == a_room()


def test_same_content_makes_no_version(session: ScopedSession, actor: Actor) -> None:
    venue_id = add_venue(session, a_room(), actor)
    assert save_venue_version(session, venue_id, replace(a_room(), version=9), actor, "", 1) == 1
    assert [each.number for each in list_venues(session)] == [1]
    actions = session.scalars(select(AuditRecord.action).where(AuditRecord.action != "x"))
    assert [each for each in actions if each.startswith("venue.")] == ["venue.add"]


def test_second_of_two_who_save_overwrites_nothing(session: ScopedSession, actor: Actor) -> None:
    venue_id = add_venue(session, a_room(), actor)
    save_venue_version(session, venue_id, a_room("甲"), actor, "", 1)
    with pytest.raises(VenueConflictError) as refused:
        save_venue_version(session, venue_id, a_room("乙"), actor, "", 1)
    assert refused.value.wording.zh.startswith("editor已另存第 2 版，未覆盖。")
    session.rollback()
    assert [(each.name, each.number) for each in list_venues(session)] == [("甲", 2)]


def test_names_differ_within_the_house(session: ScopedSession, actor: Actor) -> None:
    add_venue(session, a_room("甲"), actor)
    other = add_venue(session, a_room("乙"), actor)
    retire_venue(session, other, actor)
    with pytest.raises(NameTakenError):
        add_venue(session, a_room("乙"), actor)
    session.rollback()
    with pytest.raises(NameTakenError):
        save_venue_version(session, other, a_room("甲"), actor, "", 1)


def test_what_cannot_be_used_is_refused(session: ScopedSession, actor: Actor) -> None:
    with pytest.raises(InvalidRequestError):
        add_venue(session, a_room(" "), actor)
    with pytest.raises(FieldRefusedError):
        add_venue(session, a_room(), actor, "长" * 201)
    session.rollback()
    assert list_venues(session, with_retired=True) == []


def test_retired_venue_is_not_offered_and_comes_back(session: ScopedSession, actor: Actor) -> None:
    venue_id = add_venue(session, a_room(), actor)
    retire_venue(session, venue_id, actor)
    retire_venue(session, venue_id, actor)
    assert list_venues(session) == []
    assert [each.is_retired for each in list_venues(session, with_retired=True)] == [True]
    restore_venue(session, venue_id, actor)
    assert [each.is_retired for each in list_venues(session)] == [False]
    actions = session.scalars(select(AuditRecord.action).order_by(AuditRecord.number))
    told = [each for each in actions if each.startswith("venue.")]
    assert told == ["venue.add", "venue.retire", "venue.restore"]


def test_samples_are_added_once(session: ScopedSession, actor: Actor) -> None:
    add_venue(session, a_room("宴会厅"), actor)
    assert len(add_sample_venues(session, actor)) == 3
    assert add_sample_venues(session, actor) == []
    seats = {each.name: each.seat_count for each in list_venues(session)}
    assert seats == {
        "人民会堂": sum(each.is_usable for each in sample_venue("hall").list_seats()),
        "第一会议室": 60,
        "第二会议室": 54,
        "宴会厅": 60,
    }


def test_venues_of_another_house_are_not_found(
    sessions: Callable[[], ScopedSession], other_house: House, session: ScopedSession, actor: Actor
) -> None:
    venue_id = add_venue(session, a_room(), actor)
    version_id = list_venues(session)[0].version_id
    session.rollback()
    with scoped(sessions, other_house) as elsewhere:
        stranger = Actor(account_of(elsewhere, other_house, Role.EDITOR), NOW)
        assert list_venues(elsewhere, with_retired=True) == []
        with pytest.raises(MissingRecordError):
            open_venue_version(elsewhere, version_id)
        with pytest.raises(MissingRecordError):
            find_geometry_of(elsewhere, version_id)
        with pytest.raises(MissingRecordError):
            save_venue_version(elsewhere, venue_id, a_room("乙"), stranger, "", 1)
        with pytest.raises(MissingRecordError):
            retire_venue(elsewhere, venue_id, stranger)
