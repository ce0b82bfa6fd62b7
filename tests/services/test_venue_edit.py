"""Steps on a venue: tried without a trace, saved as one version that says what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from planner.domain.venue.edit import OperationRefusedError
from planner.domain.venue.plan import SeatKind
from planner.domain.venue.sample import sample_venue
from planner.models.account import Role
from planner.services.actor import Actor
from planner.services.error import MissingRecordError
from planner.services.venue import VenueConflictError, add_venue, list_venues
from planner.services.venue_edit import (
    describe_steps,
    find_version,
    save_steps,
    take_version,
    try_steps,
)
from tests.conftest import NOW, account_of, scoped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from planner.models import ScopedSession
    from tests.conftest import House

BLOCK: dict[str, Any] = {"op": "mark", "kind": "blocked", "keys": ["room-上-1"]}
FREE: dict[str, Any] = {"op": "mark", "kind": "seat", "keys": ["room-上-1"]}
WRONG: dict[str, Any] = {"op": "remove_row", "keys": ["nowhere"]}


@pytest.fixture
def session(sessions: Callable[[], ScopedSession], house: House) -> Iterator[ScopedSession]:
    with scoped(sessions, house) as opened:
        yield opened


@pytest.fixture
def actor(session: ScopedSession, house: House) -> Actor:
    return Actor(account_of(session, house, Role.EDITOR), NOW)


@pytest.fixture
def room(session: ScopedSession, actor: Actor) -> int:
    return add_venue(session, sample_venue("hollow_square"), actor)


def test_steps_are_tried_on_what_the_steps_before_made(session: ScopedSession, room: int) -> None:
    blocked = try_steps(session, room, 1, [BLOCK])
    assert blocked.list_seats()[0].kind is SeatKind.BLOCKED
    assert try_steps(session, room, 1, [BLOCK, FREE]) == try_steps(session, room, 1, [])
    with pytest.raises(OperationRefusedError) as refused:
        try_steps(session, room, 1, [BLOCK, FREE, WRONG])
    assert refused.value.at == 2
    with pytest.raises(OperationRefusedError) as refused:
        try_steps(session, room, 1, [WRONG, BLOCK])
    assert refused.value.at == 0
    assert [each.number for each in list_venues(session)] == [1]
    with pytest.raises(MissingRecordError):
        try_steps(session, room, 7, [])


def test_saved_steps_say_what_was_done(session: ScopedSession, actor: Actor, room: int) -> None:
    assert save_steps(session, room, 1, [BLOCK], actor, " ") == 2
    assert find_version(session, room, 2).note == "停用 1 处"
    with pytest.raises(VenueConflictError):
        save_steps(session, room, 1, [BLOCK], actor, "")
    session.rollback()
    assert take_version(session, room, 1, 2, actor) == 3
    assert find_version(session, room, 3).note == "恢复第 1 版"
    assert [each.seat_count for each in list_venues(session)] == [60]


def test_many_kinds_of_steps_are_named_in_short() -> None:
    kinds = ["add_row", "add_row", "bend", "aisle", "rename", "move_area", "number_row", "mystery"]
    steps = [FREE, *({"op": each} for each in kinds)]
    expected = "加排 2 处、恢复座位 1 处、改弧度 1 处、开走道 1 处、改名 1 处、移分区 1 处等"
    assert describe_steps(steps) == expected
    assert describe_steps([]) == ""
