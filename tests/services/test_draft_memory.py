"""Drafts kept in memory: the next is read from what changed, and never from another past."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from planner.models import AccountRecord
from planner.models.account import Account
from planner.services.actor import Actor
from planner.services.draft import BASES, DRAFTS, compose_draft, open_draft, read_entries
from planner.services.draft_change import Edit, apply_edits, make_edits
from planner.services.draft_start import start_meeting
from planner.services.sample import sample_plan
from tests.builders import a_sound_plan
from tests.conftest import NOW, scoped

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Engine

    from planner.models import ScopedSession
    from tests.conftest import House, Publisher


@pytest.fixture
def actor(sessions: Callable[[], ScopedSession], house: House) -> Actor:
    with scoped(sessions, house) as session:
        number = session.scalars(
            select(AccountRecord.id).where(AccountRecord.sign_in_name == "editor")
        ).one()
    return Actor(Account(number, "editor", "王芳", house.id), NOW, "one browser")


def test_a_draft_read_from_what_changed_is_the_draft_read_as_a_whole(
    sessions: Callable[[], ScopedSession], house: House, actor: Actor
) -> None:
    steps: list[list[Edit]] = [
        [Edit.change("people", "P003", {"post": "主任", "group": ""})],
        [Edit.add("people", {"name": "丁一"}, after="P002"), Edit.remove("people", "P005")],
        [Edit.change("sittings", "S01", {"place": "新会堂", "presiders": "P002"})],
        [Edit.move("tasks", "Q002", ""), Edit.add("leaves", {"person": "P010"})],
        [Edit.change("meeting", "meeting", {"place": "别处"})],
        [Edit.change("people", "P003", {"post": ""})],
    ]
    with scoped(sessions, house) as session:
        meeting = start_meeting(session, sample_plan("plenary"), actor)
        steps[3][0] = Edit.move("tasks", open_draft(session, meeting).plan.tasks[3].key, "")
        steps[2][0] = Edit.change(
            "sittings", open_draft(session, meeting).plan.sittings[1].key, {"place": "新会堂"}
        )
        for post in ("主席", "副主席"):
            apply_edits(session, meeting, [Edit.change("people", "P001", {"post": post})], actor)
            open_draft(session, meeting)
        for edits in steps:
            before = open_draft(session, meeting)
            apply_edits(session, meeting, edits, actor)
            renewed = open_draft(session, meeting)
            whole = compose_draft(meeting, renewed.sequence, read_entries(session, meeting))
            assert renewed == whole
            is_part = all(each.section != "meeting" for each in edits)
            assert (renewed.plan.texts is before.plan.texts) is is_part


def test_a_change_that_was_rolled_back_is_no_ground_for_the_next_draft(
    sessions: Callable[[], ScopedSession], house: House, actor: Actor, publish: Publisher
) -> None:
    publish(house)
    with scoped(sessions, house) as session:
        make_edits(session, 1, [Edit.change("people", "m1", {"unit": "从未有过"})], actor)
        assert open_draft(session, 1).plan.people[3].unit == "从未有过"
        session.rollback()
        apply_edits(session, 1, [Edit.change("people", "m2", {"unit": "真的"})], actor)
        plan = open_draft(session, 1).plan
        assert [each.unit for each in plan.people[3:5]] == ["云岭大学", "真的"]


def test_a_draft_laid_anew_keeps_nothing_of_the_former_one(
    sessions: Callable[[], ScopedSession], house: House, publish: Publisher
) -> None:
    publish(house)
    with scoped(sessions, house) as session:
        open_draft(session, 1)
    plan = a_sound_plan()
    publish(house, replace(plan, people=plan.people[:4], tasks=()))
    with scoped(sessions, house) as session:
        assert len(open_draft(session, 1).plan.people) == 4
        assert open_draft(session, 1).plan.tasks == ()


def test_a_base_of_another_past_is_not_gone_on_from(
    sessions: Callable[[], ScopedSession],
    house: House,
    actor: Actor,
    publish: Publisher,
    engine: Engine,
) -> None:
    """As after a backup came back under a running server, or where a number was given again."""
    publish(house)
    with scoped(sessions, house) as session:
        apply_edits(session, 1, [Edit.change("people", "m1", {"unit": "云岭医院"})], actor)
        wanted = open_draft(session, 1).plan
        (base,) = BASES[engine].values()
        people = tuple(replace(each, unit="从未有过") for each in wanted.people)
        strange = replace(base.draft, plan=replace(wanted, people=people))
        for batch in ("another", None):
            BASES[engine] = {(house.id, 1): replace(base, draft=strange, batch=batch)}
            apply_edits(session, 1, [Edit.change("texts", "notes", {"title": "须知"})], actor)
            DRAFTS._values.clear()  # noqa: SLF001  as in another process
            BASES[engine] = {(house.id, 1): replace(base, draft=strange, batch=batch)}
            assert open_draft(session, 1).plan.people == wanted.people
