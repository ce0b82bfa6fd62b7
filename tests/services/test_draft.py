from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from planner.domain.plan import Edition
from planner.models import AccountRecord, AuditRecord, MeetingRecord
from planner.models.account import Account
from planner.services.actor import Actor
from planner.services.draft import open_draft
from planner.services.draft_change import Edit, apply_edits
from planner.services.draft_error import (
    Conflict,
    EditConflictError,
    EditRefusedError,
    UndoRefusedError,
)
from planner.services.draft_history import list_changes, redo, undo
from planner.services.draft_start import replace_draft, start_meeting
from planner.services.error import MissingRecordError, TitleTakenError
from planner.services.sample import sample_plan
from tests.builders import a_person, a_sound_plan
from tests.conftest import NOW, scoped

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.models import ScopedSession
    from tests.conftest import House, Publisher


@pytest.fixture
def actor(sessions: Callable[[], ScopedSession], house: House) -> Actor:
    with scoped(sessions, house) as session:
        number = session.scalars(
            select(AccountRecord.id).where(AccountRecord.sign_in_name == "editor")
        ).one()
    return Actor(Account(number, "editor", "王芳", house.id), NOW, "one browser")


def other(actor: Actor, name: str = "李明") -> Actor:
    assert actor.account
    return replace(
        actor, account=replace(actor.account, display_name=name), sitting_in="another browser"
    )


@pytest.mark.parametrize("kind", ["plenary", "standing", "consultation"])
def test_a_plan_comes_back_from_its_draft(
    sessions: Callable[[], ScopedSession], house: House, actor: Actor, kind: str
) -> None:
    plan = replace(sample_plan(kind), edition=Edition())
    with scoped(sessions, house) as session:
        meeting = start_meeting(session, plan, actor)
        draft = open_draft(session, meeting)
    assert (draft.plan, draft.faults) == (plan, ())


def test_a_title_is_given_once(
    sessions: Callable[[], ScopedSession], house: House, actor: Actor
) -> None:
    with scoped(sessions, house) as session:
        start_meeting(session, a_sound_plan(), actor)
        with pytest.raises(TitleTakenError):
            start_meeting(session, a_sound_plan(), actor)


def test_publishing_leaves_a_draft_that_says_the_same(
    sessions: Callable[[], ScopedSession], house: House, publish: Publisher
) -> None:
    meeting = publish(house)
    with scoped(sessions, house) as session:
        record = session.get_one(MeetingRecord, meeting)
        assert open_draft(session, meeting).plan == replace(a_sound_plan(), edition=Edition())
        assert record.draft_sequence == record.published_sequence == 1


def test_another_house_has_no_such_draft(
    sessions: Callable[[], ScopedSession], house: House, other_house: House, publish: Publisher
) -> None:
    meeting = publish(other_house)
    with scoped(sessions, house) as session, pytest.raises(MissingRecordError):
        open_draft(session, meeting)


def test_fields_are_read_as_people_write_them(
    sessions: Callable[[], ScopedSession], house: House, publish: Publisher, actor: Actor
) -> None:
    meeting = publish(house)
    with scoped(sessions, house) as session:
        edits = [
            Edit.change("people", "sg", {"attendance": "列席", "is_standing": True, "rank": 7}),
            Edit.change("sittings", "open", {"starts_at": "9：30", "held_on": "2027年1月19日"}),
            Edit.change("meeting", "meeting", {"place": "江海会堂"}),
        ]
        apply_edits(session, meeting, edits, actor)
        draft = open_draft(session, meeting)
        assert session.get_one(MeetingRecord, meeting).place == "江海会堂"
    person = draft.find("people", "sg")
    sitting = draft.find("sittings", "open")
    assert person is not None
    assert sitting is not None
    assert (person.data["attendance"], person.data["is_standing"], person.data["rank"]) == (
        "sitting_in",
        True,
        7,
    )
    assert (sitting.data["starts_at"], sitting.data["held_on"]) == ("09:30", "2027-01-19")
    assert draft.plan.place == "江海会堂"


def test_faults_are_told_all_and_nothing_is_saved(
    sessions: Callable[[], ScopedSession], house: House, publish: Publisher, actor: Actor
) -> None:
    meeting = publish(house)
    with scoped(sessions, house) as session:
        before = open_draft(session, meeting)
        edits = [
            Edit.change("people", "sg", {"post": "秘书长兼主任"}),
            Edit.change("sittings", "open", {"starts_at": "25:00"}),
            Edit.change("people", "chair", {"name": "", "rank": "很多"}),
        ]
        with pytest.raises(EditRefusedError) as refused:
            apply_edits(session, meeting, edits, actor)
        assert open_draft(session, meeting) == before
    faults = {(each.section, each.key, each.path) for each in refused.value.faults}
    assert faults == {
        ("sittings", "open", ("starts_at",)),
        ("people", "chair", ("name",)),
        ("people", "chair", ("rank",)),
    }


def test_different_fields_of_one_row_are_merged(
    sessions: Callable[[], ScopedSession], house: House, publish: Publisher, actor: Actor
) -> None:
    meeting = publish(house)
    with scoped(sessions, house) as session:
        seen = open_draft(session, meeting).find("people", "sg")
        assert seen is not None
        one = Edit.change("people", "sg", {"unit": "研究室"}, seen.version)
        two = Edit.change("people", "sg", {"nationality": "回族"}, seen.version)
        apply_edits(session, meeting, [one], actor)
        apply_edits(session, meeting, [two], other(actor))
        now = open_draft(session, meeting).find("people", "sg")
    assert now is not None
    assert (now.data["unit"], now.data["nationality"]) == ("研究室", "回族")
    assert now.version == seen.version + 2


def test_the_same_field_changed_twice_is_a_conflict(
    sessions: Callable[[], ScopedSession], house: House, publish: Publisher, actor: Actor
) -> None:
    meeting = publish(house)
    with scoped(sessions, house) as session:
        seen = open_draft(session, meeting).find("people", "sg")
        assert seen is not None
        mine = Edit.change("people", "sg", {"unit": "研究室"}, seen.version)
        theirs = Edit.change("people", "sg", {"unit": "办公厅"}, seen.version)
        apply_edits(session, meeting, [theirs], other(actor))
        with pytest.raises(EditConflictError) as refused:
            apply_edits(session, meeting, [mine], actor)
        [conflict] = refused.value.conflicts
        assert (conflict.field, conflict.mine, conflict.theirs, conflict.by, conflict.at) == (
            "unit",
            "研究室",
            "办公厅",
            "李明",
            NOW,
        )
        chosen = Edit.change("people", "sg", {"unit": "研究室"}, conflict.version)
        apply_edits(session, meeting, [chosen], actor)
        now = open_draft(session, meeting).find("people", "sg")
    assert now is not None
    assert now.data["unit"] == "研究室"


def test_adding_moving_removing_and_taking_all_back(
    sessions: Callable[[], ScopedSession], house: House, publish: Publisher, actor: Actor
) -> None:
    meeting = publish(house)
    with scoped(sessions, house) as session:
        before = open_draft(session, meeting).plan
        added = apply_edits(
            session, meeting, [Edit.add("people", {"name": "钱一"}, after="")], actor
        )
        key = added.entries[0].key
        assert open_draft(session, meeting).plan.people[0].name == "钱一"
        apply_edits(session, meeting, [Edit.move("people", key, None)], actor)
        assert open_draft(session, meeting).plan.people[-1].name == "钱一"
        apply_edits(session, meeting, [Edit.remove("people", key)], actor)
        assert open_draft(session, meeting).plan == before
        names = []
        while undo(session, meeting, actor):
            names.append([each.name for each in open_draft(session, meeting).plan.people])
        assert open_draft(session, meeting).plan == before
        assert (names[0][-1], names[1][0], len(names)) == ("钱一", "钱一", 3)
        for _ in range(2):
            assert redo(session, meeting, actor)
        assert open_draft(session, meeting).plan.people[-1].name == "钱一"


def test_a_batch_is_taken_back_whole_and_only_in_ones_own_browser(
    sessions: Callable[[], ScopedSession], house: House, publish: Publisher, actor: Actor
) -> None:
    meeting = publish(house)
    with scoped(sessions, house) as session:
        before = open_draft(session, meeting).plan
        edits = [Edit.change("people", key, {"unit": "一处"}) for key in ("sg", "chair")]
        apply_edits(session, meeting, edits, actor, "批量修改")
        assert undo(session, meeting, other(actor)) is None
        assert undo(session, meeting, actor) is not None
        assert open_draft(session, meeting).plan == before
        assert [each.note for each in list_changes(session, meeting, "people", "sg")] == [
            "撤销",
            "批量修改",
        ]


def test_what_others_changed_since_is_not_taken_back(
    sessions: Callable[[], ScopedSession], house: House, publish: Publisher, actor: Actor
) -> None:
    meeting = publish(house)
    with scoped(sessions, house) as session:
        apply_edits(session, meeting, [Edit.change("people", "sg", {"unit": "一处"})], actor)
        apply_edits(session, meeting, [Edit.change("people", "sg", {"unit": "二处"})], other(actor))
        with pytest.raises(UndoRefusedError):
            undo(session, meeting, actor)
        now = open_draft(session, meeting).find("people", "sg")
    assert now is not None
    assert now.data["unit"] == "二处"


def test_what_cannot_be_taken_back_is_passed_over(
    sessions: Callable[[], ScopedSession], house: House, publish: Publisher, actor: Actor
) -> None:
    meeting = publish(house)
    with scoped(sessions, house) as session:
        before = open_draft(session, meeting).plan
        for key, values in (("chair", {"post": "新职务"}), ("sg", {"unit": "一处"})):
            apply_edits(session, meeting, [Edit.change("people", key, values)], actor)
        apply_edits(session, meeting, [Edit.change("people", "sg", {"unit": "二处"})], other(actor))
        with pytest.raises(UndoRefusedError) as refused:
            undo(session, meeting, actor)
        name = next(each.name for each in before.people if each.key == "sg")
        assert refused.value.wording.zh == (
            f"“{name}”您在另一浏览器中改过，未撤销；再按一次撤销更早的修改。"
        )
        outcome = undo(session, meeting, actor)
        assert outcome is not None
        assert [each.key for each in outcome.entries] == ["chair"]
        assert undo(session, meeting, actor) is None
        assert redo(session, meeting, actor) is not None
        assert [each.after for each in list_changes(session, meeting, "people", "sg")] == [
            {"unit": "二处"},
            {"unit": "一处"},
        ]


def test_what_cannot_be_done_again_is_passed_over(
    sessions: Callable[[], ScopedSession], house: House, publish: Publisher, actor: Actor
) -> None:
    meeting = publish(house)
    with scoped(sessions, house) as session:
        for key in ("sg", "chair"):
            apply_edits(session, meeting, [Edit.change("people", key, {"unit": "一处"})], actor)
        for _ in range(2):
            undo(session, meeting, actor)
        apply_edits(session, meeting, [Edit.change("people", "sg", {"unit": "二处"})], other(actor))
        with pytest.raises(UndoRefusedError, match="not done again"):
            redo(session, meeting, actor)
        outcome = redo(session, meeting, actor)
        assert outcome is not None
        assert [each.key for each in outcome.entries] == ["chair"]
        assert redo(session, meeting, actor) is None
        assert undo(session, meeting, actor) is not None
        assert undo(session, meeting, actor) is None


def test_who_is_in_the_way_is_named_unless_it_is_oneself() -> None:
    assert UndoRefusedError("开幕会", "李明").wording.zh == (
        "“开幕会”已由李明改过，未撤销；再按一次撤销更早的修改。"
    )
    conflict = Conflict("people", "sg", "unit", "甲", "乙", "王芳", NOW, 2)
    assert EditConflictError((conflict,)).wording.zh.startswith("王芳刚刚")
    own = EditConflictError((replace(conflict, is_own=True),))
    assert own.wording.zh.startswith("您在另一浏览器中刚刚")


def test_a_draft_takes_over_another_plan_in_one_batch(
    sessions: Callable[[], ScopedSession], house: House, publish: Publisher, actor: Actor
) -> None:
    meeting = publish(house)
    with scoped(sessions, house) as session:
        before = open_draft(session, meeting).plan
        people = (a_person("new", "钱一"), *reversed(before.people[1:]))
        wanted = replace(before, place="别处", people=people, tasks=before.tasks[:-1])
        replace_draft(session, meeting, wanted, actor, "带入方案文件")
        assert open_draft(session, meeting).plan == wanted
        undo(session, meeting, actor)
        assert open_draft(session, meeting).plan == before


def test_each_change_stands_in_the_log_without_its_words(
    sessions: Callable[[], ScopedSession], house: House, publish: Publisher, actor: Actor
) -> None:
    meeting = publish(house)
    with scoped(sessions, house) as session:
        apply_edits(session, meeting, [Edit.change("people", "sg", {"unit": "机密处"})], actor)
        last = session.scalars(select(AuditRecord).order_by(AuditRecord.number.desc())).first()
    assert last is not None
    assert (last.action, last.actor, last.after["places"]) == (
        "draft.change",
        "王芳",
        ["people/sg"],
    )
    assert "机密处" not in f"{last.before}{last.after}{last.subject}"


def test_a_row_that_points_to_somebody_gone_can_still_be_changed(
    sessions: Callable[[], ScopedSession], house: House, actor: Actor, publish: Publisher
) -> None:
    publish(house)
    with scoped(sessions, house) as session:
        apply_edits(session, 1, [Edit.remove("people", "owner")], actor)
        apply_edits(session, 1, [Edit.change("tasks", "run", {"name": "改了名的任务"})], actor)
        task = open_draft(session, 1).plan.tasks[0]
        assert (task.name, task.owner) == ("改了名的任务", "owner")
        with pytest.raises(EditRefusedError):
            apply_edits(session, 1, [Edit.change("tasks", "run", {"owner": "nobody"})], actor)
        apply_edits(session, 1, [Edit.change("tasks", "run", {"owner": "lead"})], actor)
        undo(session, 1, actor)
        assert open_draft(session, 1).plan.tasks[0].owner == "owner"
