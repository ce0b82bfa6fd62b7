"""CalDAV: what changed since a token."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import TYPE_CHECKING

import pytest

from planner.models.account import Role
from planner.planfile import read_plan, write_yaml
from planner.services.actor import Actor
from planner.services.draft_change import Edit, apply_edits
from tests.builders import a_person, a_sitting, a_sound_plan
from tests.conftest import NOW, scoped
from tests.web.dav import (
    CTAG,
    ETAG,
    TOKEN,
    Program,
    give_password,
    list_tags,
    republish,
    sync,
    tie,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from planner.domain.plan import Plan
    from planner.models import ScopedSession
    from tests.conftest import House, Publisher

    Sessions = Callable[[], ScopedSession]


def test_sync_tells_exactly_what_changed(
    program: Program, place: str, house: House, publish: Publisher
) -> None:
    everything, token = sync(program, place, "")
    assert len(everything) == 3
    assert sync(program, place, token) == ([], token)
    tags = list_tags(program, place)
    republish(house, publish, starts_at=time(10))
    changed, later = sync(program, place, token)
    after = list_tags(program, place)
    assert changed == [each for each in everything if tags[each] != after[each]]
    assert len(changed) == 1
    assert sync(program, place, later) == ([], later)
    assert b"SEQUENCE:1" in program.ask("GET", changed[0]).body


def test_sync_tells_what_was_added_and_what_was_cancelled(
    program: Program, place: str, house: House, publish: Publisher
) -> None:
    _all, token = sync(program, place, "")
    plan = a_sound_plan()
    extra = a_sitting("extra", "联组会议", place="云岭会堂", participants=("member",))
    kept = (each for each in plan.sittings if each.key != "groups")
    publish(house, replace(plan, sittings=(*kept, replace(extra, held_on=date(2027, 1, 20)))))
    changed, _next = sync(program, place, token)
    bodies = [program.ask("GET", each).body for each in changed]
    said = [("联组会议".encode() in body, b"STATUS:CANCELLED" in body) for body in bodies]
    assert sorted(said) == [(False, True), (True, False)]


def test_own_calendars_are_synchronised_over_all_meetings(
    program: Program, house: House, publish: Publisher
) -> None:
    place = program.home("me/")
    everything, token = sync(program, place, "")
    assert len(everything) == 3
    other = a_sound_plan(title="另一个会议", number=5)
    publish(house, other)
    changed, later = sync(program, place, token)
    assert len(changed) == 3
    assert set(changed) & set(everything) == set()
    assert sync(program, place, later) == ([], later)


@pytest.mark.parametrize(
    "token",
    [
        "nonsense",
        "tag:plenum.invalid,2026:me/0000000000000000/1.1.1",
        "http://example.org/sync/1",
        "tag:plenum.invalid,2026:" + "9" * 9000,
    ],
)
def test_token_of_nobody_asks_for_a_full_synchronisation(
    program: Program, place: str, token: str
) -> None:
    known = f"<D:sync-token>{token}</D:sync-token><D:sync-level>1</D:sync-level>"
    answer = program.report(place, "D:sync-collection", f"{known}<D:prop>{ETAG}</D:prop>")
    assert (answer.status, answer.condition) == (403, "valid-sync-token")


def test_token_of_the_future_or_of_a_meeting_that_went_is_refused(
    program: Program, place: str
) -> None:
    token = program.find(place, TOKEN).values("D:sync-token")[0]
    head, _slash, counters = token.rpartition("/")
    meeting, calendar, work = counters.split(".")
    for each in (f"{meeting}.{int(calendar) + 1}.{work}", f"{counters}_999.1.1"):
        known = f"<D:sync-token>{head}/{each}</D:sync-token><D:sync-level>1</D:sync-level>"
        answer = program.report(place, "D:sync-collection", f"{known}<D:prop>{ETAG}</D:prop>")
        assert (answer.status, answer.condition) == (403, "valid-sync-token")


def test_reader_without_names_gets_the_outline(
    app: Flask, sessions: Sessions, house: House, publish: Publisher, meeting: int
) -> None:
    reader = give_password(app, sessions, house, Role.READER)
    place = reader.home(f"meeting-{meeting}/")
    assert "韩立群".encode() not in reader.ask("GET", place).body
    assert reader.find(reader.home("me/"), CTAG).status == 404
    _all, token = sync(reader, place, "")
    republish(house, publish, starts_at=time(10))
    changed, later = sync(reader, place, token)
    assert len(changed) == 1
    republish(house, publish, starts_at=time(10), is_internal=True)
    known = f"<D:sync-token>{later}</D:sync-token><D:sync-level>1</D:sync-level>"
    answer = reader.report(place, "D:sync-collection", f"{known}<D:prop>{ETAG}</D:prop>")
    assert answer.condition == "valid-sync-token"
    assert len(sync(reader, place, "")[0]) == 2


def test_limit_that_is_too_small_and_unbounded_depth_are_refused(
    program: Program, place: str
) -> None:
    whole = "<D:sync-token/><D:sync-level>1</D:sync-level><D:prop/>"
    limit = "<D:limit><D:nresults>2</D:nresults></D:limit>"
    few = program.report(place, "D:sync-collection", whole + limit)
    assert (few.status, few.condition) == (403, "number-of-matches-within-limits")
    deep = program.report(place, "D:sync-collection", whole.replace(">1<", ">infinite<"))
    assert (deep.status, deep.condition) == (403, "sync-traversal-supported")
    for headers in ({}, {"Depth": "infinity"}):
        answer = program.ask("PROPFIND", place, **headers)
        assert (answer.status, answer.condition) == (403, "propfind-finite-depth")
    assert program.ask("PROPFIND", place, Depth="2").status == 400


def test_dropped_task_is_told_as_cancelled(
    app: Flask, sessions: Sessions, house: House, meeting: int
) -> None:
    tie(sessions, house, Role.OWNER, "owner")
    program = give_password(app, sessions, house, Role.OWNER)
    place = program.home("tasks/")
    everything, token = sync(program, place, "")
    assert len(everything) == 1
    with scoped(sessions, house) as session:
        task = next(each.key for each in a_sound_plan().tasks if each.owner == "owner")
        change = Edit.change("tasks", task, {"state": "dropped"})
        apply_edits(session, meeting, [change], Actor(None, NOW))
    changed, later = sync(program, place, token)
    assert changed == everything
    assert b"STATUS:CANCELLED" in program.ask("GET", changed[0]).body
    assert sync(program, place, later) == ([], later)


def test_who_left_the_plan_or_got_another_key_has_to_ask_for_all(
    program: Program, house: House, publish: Publisher
) -> None:
    place, plan = program.home("me/"), a_sound_plan()
    everything, token = sync(program, place, "")
    publish(house, replace(plan, people=(*plan.people, a_person("new", "新委员"))))
    assert sync(program, place, token)[0] == []
    publish(house, without_vice(plan))
    known = f"<D:sync-token>{token}</D:sync-token><D:sync-level>1</D:sync-level>"
    answer = program.report(place, "D:sync-collection", f"{known}<D:prop>{ETAG}</D:prop>")
    assert answer.condition == "valid-sync-token"
    assert sorted(sync(program, place, "")[0]) == sorted(everything)
    assert b"STATUS:CANCELLED" in program.ask("GET", everything[0]).body


def without_vice(plan: Plan) -> Plan:
    """Return a plan without its vice chair, whose duties another has."""
    lines = write_yaml(plan).splitlines(keepends=True)
    kept = "".join(each for each in lines if "key: vice" not in each)
    text = kept.replace("[vice]", "[m1]").replace(" vice,", "")
    return read_plan(text.encode(), "plan.yaml")
