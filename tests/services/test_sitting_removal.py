"""A sitting that is taken out leaves nothing behind that points to it, or is not taken out."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from planner.domain.person import Leave, LeaveState
from planner.domain.plan import AgendaItem
from planner.domain.task import Aspect, Offset, OffsetUnit
from planner.services.actor import Actor
from planner.services.draft import open_draft
from planner.services.draft_change import Edit, apply_edits
from planner.services.draft_error import EntryInUseError
from planner.services.draft_history import undo
from planner.services.draft_start import replace_draft
from tests.builders import a_sound_plan, a_task
from tests.conftest import scoped
from tests.inspection import inspect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from planner.domain.plan import Plan
    from planner.models import ScopedSession
    from tests.conftest import House, Publisher

ACTOR = Actor(None, datetime(2026, 12, 1, tzinfo=UTC), "here", "")
KEY = "groups"


def a_pointing_plan() -> Plan:
    """Return a plan in which everything that can name a sitting names 小组讨论, on 18 January."""
    sound = a_sound_plan()
    working = Offset(-3, OffsetUnit.WORKING)
    return a_sound_plan(
        agenda=(*sound.agenda, AgendaItem("a2", "讨论报告", sittings=("open", KEY))),
        leaves=(
            Leave("m1", sittings=(KEY,), state=LeaveState.GRANTED),
            Leave("m2", sittings=("close", KEY), state=LeaveState.GRANTED),
        ),
        tasks=(
            *sound.tasks,
            a_task("t1", "布置会议室", anchor=f"sitting:{KEY}", offset=Offset(-2)),
            a_task("t2", "印发材料", anchor=f"sitting:{KEY}", offset=working),
            a_task("t3", "茶水", sittings=(KEY,), aspects=(Aspect.SERVICE,)),
            a_task("t4", "引导", sittings=("open", KEY), aspects=(Aspect.SERVICE,)),
        ),
    )


@pytest.fixture
def meeting(house: House, publish: Publisher) -> int:
    return publish(house, a_pointing_plan())


@pytest.fixture
def session(
    sessions: Callable[[], ScopedSession], house: House, meeting: int
) -> Iterator[ScopedSession]:
    assert meeting
    with scoped(sessions, house) as session:
        yield session


def test_what_points_to_it_is_named_and_nothing_is_removed(
    session: ScopedSession, meeting: int
) -> None:
    with pytest.raises(EntryInUseError) as refused:
        apply_edits(session, meeting, [Edit.remove("sittings", KEY)], ACTOR)
    names = [f"{each.noun.zh} {each.name}" for each in refused.value.pointers]
    assert names == [
        "议程 讨论报告",
        "请假 白晓岚",
        "请假 高峻",
        "任务 布置会议室",
        "任务 印发材料",
        "任务 茶水",
        "任务 引导",
    ]
    assert refused.value.wording.zh.startswith("有 7 处用到这个会次：议程“讨论报告”、请假“白晓岚”")
    assert open_draft(session, meeting).plan == a_pointing_plan()


def test_letting_go_takes_every_reference_along_and_is_one_undo(
    session: ScopedSession, meeting: int
) -> None:
    apply_edits(session, meeting, [Edit.remove("sittings", KEY, lets_go=True)], ACTOR)
    plan = open_draft(session, meeting).plan
    assert [each.key for each in plan.sittings] == ["open", "close"]
    assert [each.sittings for each in plan.agenda] == [("open",), ("open",)]
    assert [(each.person, each.sittings) for each in plan.leaves] == [("m2", ("close",))]
    tasks = {each.key: each for each in plan.tasks}
    assert (tasks["t1"].anchor, tasks["t1"].offset) == ("open", Offset(-2))
    assert (tasks["t3"].sittings, tasks["t3"].aspects) == ((), ())
    assert (tasks["t4"].sittings, tasks["t4"].aspects) == (("open",), (Aspect.SERVICE,))
    codes = {each.code for each in inspect(plan)}
    assert not {"unknown-sitting", "unknown-anchor"} & codes
    undo(session, meeting, ACTOR)
    assert open_draft(session, meeting).plan == a_pointing_plan()


def test_a_batch_that_lets_go_itself_is_not_asked(session: ScopedSession, meeting: int) -> None:
    draft = open_draft(session, meeting)
    freed = [
        Edit.change("agenda", "a2", {"sittings": ["open"]}),
        *(Edit.remove("leaves", each.key) for each in draft.entries["leaves"]),
        *(Edit.remove("tasks", key) for key in ("t1", "t2", "t3", "t4")),
    ]
    apply_edits(session, meeting, [*freed, Edit.remove("sittings", KEY)], ACTOR)
    assert [each.key for each in open_draft(session, meeting).plan.sittings] == ["open", "close"]


def test_a_draft_that_is_replaced_says_what_the_other_plan_says(
    session: ScopedSession, meeting: int
) -> None:
    other = a_sound_plan(sittings=a_sound_plan().sittings[:1])
    replace_draft(session, meeting, other, ACTOR, "换稿")
    assert open_draft(session, meeting).plan == other
