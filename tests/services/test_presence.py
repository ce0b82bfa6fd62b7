from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from planner.domain.error import InvalidRequestError
from planner.models import AccountRecord
from planner.models.account import Account
from planner.services.actor import Actor
from planner.services.draft import open_draft
from planner.services.draft_change import Edit, apply_edits
from planner.services.draft_start import start_meeting
from planner.services.presence import STAYS, list_touched, note_presence
from planner.services.waiver import resume_finding, waive_finding
from tests.builders import a_sound_plan
from tests.conftest import NOW, scoped

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.models import ScopedSession
    from tests.conftest import House


@pytest.fixture
def actor(sessions: Callable[[], ScopedSession], house: House) -> Actor:
    with scoped(sessions, house) as session:
        number = session.scalars(
            select(AccountRecord.id).where(AccountRecord.sign_in_name == "editor")
        ).one()
    return Actor(Account(number, "editor", "王芳", house.id), NOW, "one browser")


@pytest.fixture
def meeting(sessions: Callable[[], ScopedSession], house: House, actor: Actor) -> int:
    with scoped(sessions, house) as session:
        return start_meeting(session, a_sound_plan(), actor)


def elsewhere(actor: Actor) -> Actor:
    return replace(actor, sitting_in="another browser")


def test_others_are_told_and_oneself_is_not(
    sessions: Callable[[], ScopedSession], house: House, actor: Actor, meeting: int
) -> None:
    with scoped(sessions, house) as session:
        assert note_presence(session, meeting, actor, "people/sg") == []
        others = note_presence(session, meeting, elsewhere(actor), "people/lead")
        assert [(each.name, each.place) for each in others] == [("王芳", "people/sg")]
        others = note_presence(session, meeting, actor, "tasks/run")
        assert [(each.name, each.place) for each in others] == [("王芳", "people/lead")]


def test_who_is_not_heard_of_has_left(
    sessions: Callable[[], ScopedSession], house: House, actor: Actor, meeting: int
) -> None:
    with scoped(sessions, house) as session:
        note_presence(session, meeting, actor)
        later = replace(elsewhere(actor), now=NOW + STAYS + timedelta(seconds=1))
        assert note_presence(session, meeting, later) == []


def test_what_changed_since_is_listed(
    sessions: Callable[[], ScopedSession], house: House, actor: Actor, meeting: int
) -> None:
    with scoped(sessions, house) as session:
        since = open_draft(session, meeting).sequence
        assert list_touched(session, meeting, since) == []
        apply_edits(session, meeting, [Edit.change("people", "sg", {"post": "主任"})], actor)
        assert list_touched(session, meeting, since) == [("people", "sg")]


def waivers(session: ScopedSession, meeting: int) -> list[tuple[str, str, str, str]]:
    return [
        (each.code, each.place, each.reason, each.waived_by)
        for each in open_draft(session, meeting).plan.settings.waivers
    ]


def test_findings_are_set_aside_and_taken_up_one_by_one(
    sessions: Callable[[], ScopedSession], house: House, actor: Actor, meeting: int
) -> None:
    with scoped(sessions, house) as session:
        waive_finding(session, meeting, ("late", "tasks/run"), " 已口头同意 ", actor)
        waive_finding(session, meeting, ("late", "tasks/other"), "另有安排", actor)
        assert waivers(session, meeting) == [
            ("late", "tasks/run", "已口头同意", "王芳"),
            ("late", "tasks/other", "另有安排", "王芳"),
        ]
        resume_finding(session, meeting, ("late", "tasks/run"), actor)
        assert waivers(session, meeting) == [("late", "tasks/other", "另有安排", "王芳")]


def test_nothing_is_set_aside_without_a_reason(
    sessions: Callable[[], ScopedSession], house: House, actor: Actor, meeting: int
) -> None:
    with scoped(sessions, house) as session, pytest.raises(InvalidRequestError):
        waive_finding(session, meeting, ("late", "tasks/run"), "  ", actor)
    with scoped(sessions, house) as session:
        assert waivers(session, meeting) == []
