from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

import pytest

from planner.domain.error import InvalidRequestError
from planner.services.actor import Actor
from planner.services.draft import open_draft
from planner.services.draft_change import Edit, apply_edits
from planner.services.draft_error import EditConflictError, MissingEntryError
from planner.services.draft_history import undo
from planner.services.schedule import list_scheduled
from planner.services.sitting import Slot, copy_sitting, split_sitting
from tests.builders import a_sound_plan
from tests.conftest import scoped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from planner.domain.sitting import Sitting
    from planner.models import ScopedSession
    from tests.conftest import House, Publisher

ACTOR = Actor(None, datetime(2026, 12, 1, tzinfo=UTC), "here", "")


@pytest.fixture
def meeting(house: House, publish: Publisher) -> int:
    return publish(house)


@pytest.fixture
def session(
    sessions: Callable[[], ScopedSession], house: House, meeting: int
) -> Iterator[ScopedSession]:
    assert meeting
    with scoped(sessions, house) as session:
        yield session


def sittings(session: ScopedSession, meeting: int) -> tuple[Sitting, ...]:
    return open_draft(session, meeting).plan.sittings


def test_a_sitting_is_cut_in_two_with_its_steps(session: ScopedSession, meeting: int) -> None:
    split_sitting(session, meeting, "open", time(9, 3), ACTOR)
    first, second = sittings(session, meeting)[:2]
    assert (first.starts_at, first.ends_at) == (time(9), time(9, 3))
    assert (second.starts_at, second.ends_at) == (time(9, 3), time(11, 30))
    assert [each.content for each in first.steps] == ["奏国歌"]
    assert [each.content for each in second.steps] == ["作工作报告"]
    assert (second.name, second.place, second.rostrum) == (
        "开幕会（续）",
        first.place,
        first.rostrum,
    )
    undo(session, meeting, ACTOR)
    assert sittings(session, meeting) == a_sound_plan().sittings


@pytest.mark.parametrize("at", [time(9), time(11, 30), time(8), time(12)])
def test_it_is_cut_inside_only(session: ScopedSession, meeting: int, at: time) -> None:
    with pytest.raises(InvalidRequestError):
        split_sitting(session, meeting, "open", at, ACTOR)
    assert sittings(session, meeting) == a_sound_plan().sittings


def test_a_copy_stands_where_the_clock_puts_it(session: ScopedSession, meeting: int) -> None:
    copy_sitting(session, meeting, "open", Slot(date(2027, 1, 19)), ACTOR)
    copy_sitting(session, meeting, "open", Slot(date(2027, 1, 17), time(8), time(9)), ACTOR)
    found = [(each.held_on, each.starts_at, each.name) for each in sittings(session, meeting)]
    assert found == [
        (date(2027, 1, 17), time(8), "开幕会"),
        (date(2027, 1, 18), time(9), "开幕会"),
        (date(2027, 1, 18), time(15), "小组讨论"),
        (date(2027, 1, 19), time(9), "开幕会"),
        (date(2027, 1, 21), time(9), "闭幕会"),
    ]
    copied = sittings(session, meeting)[3]
    assert copied.steps == a_sound_plan().sittings[0].steps


def test_what_is_not_there_is_neither_cut_nor_copied(session: ScopedSession, meeting: int) -> None:
    with pytest.raises(MissingEntryError):
        copy_sitting(session, meeting, "none", Slot(), ACTOR)
    with pytest.raises(MissingEntryError):
        split_sitting(session, meeting, "none", time(10), ACTOR)


def test_sittings_are_listed_by_place_and_by_workstream(
    session: ScopedSession, meeting: int
) -> None:
    draft = open_draft(session, meeting)

    def keys(**wanted: str) -> list[str]:
        return [each.sitting.key for each in list_scheduled(draft, **wanted)]

    assert keys() == ["open", "groups", "close"]
    assert keys(place="云岭会堂") == ["open", "close"]
    assert keys(workstream="affairs") == []


def test_two_changes_of_one_list_of_steps_are_both_kept(
    session: ScopedSession, meeting: int
) -> None:
    steps = open_draft(session, meeting).entries["sittings"][0].data["steps"]
    longer = [{**steps[0], "minutes": 5}, steps[1]]
    added = [*steps, {"content": "散会", "speaker": "苏文博"}]
    for wanted in (longer, added):
        edit = Edit.change("sittings", "open", {"steps": wanted}, version=1)
        apply_edits(session, meeting, [edit], ACTOR)
    found = sittings(session, meeting)[0].steps
    assert [(each.content, each.minutes, each.speaker) for each in found] == [
        ("奏国歌", 5, ""),
        ("作工作报告", 60, "chair"),
        ("散会", 0, "sg"),
    ]
    clash = Edit.change("sittings", "open", {"steps": [{**steps[0], "minutes": 9}]}, version=1)
    with pytest.raises(EditConflictError) as refused:
        apply_edits(session, meeting, [clash], ACTOR)
    assert [each.field for each in refused.value.conflicts] == ["steps"]
