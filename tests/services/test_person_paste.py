from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from planner.domain.person import AttendanceKind
from planner.domain.vocabulary import label
from planner.domain.wording import Wording
from planner.models.account import Role
from planner.services.actor import Actor
from planner.services.draft import open_draft
from planner.services.draft_error import EditRefusedError
from planner.services.draft_history import undo
from planner.services.person_paste import PasteBlock, apply_paste, plan_paste
from tests.builders import a_sound_plan
from tests.conftest import NOW, House, Publisher, account_of, scoped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from planner.models import ScopedSession


@pytest.fixture
def session(
    sessions: Callable[[], ScopedSession], house: House, publish: Publisher
) -> Iterator[ScopedSession]:
    publish(house)
    with scoped(sessions, house) as session:
        yield session


def a_block(
    *rows: tuple[str, ...], fields: tuple[str, ...] = ("name", "attendance", "sex")
) -> PasteBlock:
    return PasteBlock(rows, ("lead", "owner"), fields, {"lead": 1, "owner": 1})


def test_a_block_changes_the_rows_it_falls_on_and_adds_the_rest(
    session: ScopedSession, house: House
) -> None:
    block = a_block(("万里程", "工作人员", "男"), ("石小禾", "", "女"), ("丁 一", "列席", "男"))
    plan = plan_paste(open_draft(session, 1), block)
    assert (plan.added, plan.changed, plan.fault_count) == (1, 2, 0)
    assert plan.is_to_be_seen
    clerk = Actor(account_of(session, house, Role.EDITOR), NOW, "browser")
    apply_paste(session, 1, block, clerk)
    people = open_draft(session, 1).plan.people
    assert [(each.name, each.attendance.value, each.sex) for each in people[-3:]] == [
        ("万里程", "staff", "male"),
        ("石小禾", "member", "female"),
        ("丁一", "sitting_in", "male"),
    ]
    undo(session, 1, clerk)
    assert open_draft(session, 1).plan.people == a_sound_plan().people


def test_every_faulty_cell_is_named_and_nothing_is_pasted(
    session: ScopedSession, house: House
) -> None:
    block = a_block(("", "出席", "男"), ("石小禾", "来宾席", "甲"), ("丁一", "列席", "男"))
    plan = plan_paste(open_draft(session, 1), block)
    faulty = [(row.number, cell.field) for row in plan.rows for cell in row.faults]
    assert faulty == [(1, "name"), (2, "attendance"), (2, "sex")]
    clerk = Actor(account_of(session, house, Role.EDITOR), NOW, "browser")
    with pytest.raises(EditRefusedError) as refused:
        apply_paste(session, 1, block, clerk)
    assert len(refused.value.faults) == 3
    assert open_draft(session, 1).plan.people == a_sound_plan().people


def test_what_can_be_read_is_pasted_first_where_it_is_asked(
    session: ScopedSession, house: House
) -> None:
    block = a_block(
        ("", "列席", "男"), ("石小禾", "来宾席", "女"), ("丁一", "列席", "甲"), ("", "列席", "女")
    )
    plan = plan_paste(open_draft(session, 1), block)
    assert (plan.added, plan.changed, plan.fault_count) == (1, 2, 4)
    assert [row.is_written for row in plan.rows] == [True, True, True, False]
    clerk = Actor(account_of(session, house, Role.EDITOR), NOW, "browser")
    apply_paste(session, 1, replace(block, is_sound_only=True), clerk)
    people = open_draft(session, 1).plan.people
    before = a_sound_plan().people
    assert [(each.name, each.attendance.value, each.sex) for each in people[-3:]] == [
        (before[-2].name, "sitting_in", "male"),
        ("石小禾", "staff", "female"),
        ("丁一", "sitting_in", None),
    ]
    undo(session, 1, clerk)
    assert open_draft(session, 1).plan.people == before


def test_faults_name_the_words_of_the_house_and_no_codes(session: ScopedSession) -> None:
    plan = plan_paste(open_draft(session, 1), a_block(("石小禾", "来宾席", "甲")))
    assert [cell.fault for row in plan.rows for cell in row.faults] == [
        Wording(
            "应为其中之一：出席、列席、特邀、旁听、媒体、工作人员",
            "expected one of: " + ", ".join(label(each).en for each in AttendanceKind),
        ),
        Wording("应为其中之一：男、女", "expected one of: Male, Female"),
    ]


def test_a_row_of_headings_is_nobody_and_says_the_columns(session: ScopedSession) -> None:
    draft = open_draft(session, 1)
    rows = (("序号", "手机", "姓名", "工作单位"), ("1", "13800000009", "丁一", "一中"))
    plan = plan_paste(draft, PasteBlock(rows, (), ("name", "attendance"), {}))
    assert plan.headed == {"序号": "", "手机": "contact", "姓名": "name", "工作单位": "unit"}
    assert plan.unmatched == ("序号",)
    assert (plan.left_out, plan.is_to_be_seen) == (0, True)
    assert [each.values for each in plan.edits] == [
        {"contact": "13800000009", "name": "丁一", "unit": "一中"}
    ]
    assert [row.number for row in plan.rows] == [2]


def test_a_column_alone_is_headed_by_its_own_name_only(session: ScopedSession) -> None:
    draft = open_draft(session, 1)

    def named(heading: str, field: str) -> list[object]:
        plan = plan_paste(draft, PasteBlock(((heading,), ("丁一",)), (), (field,), {}))
        return [row.cells[0].after for row in plan.rows]

    assert named("姓名", "name") == ["丁一"]
    assert named("常委", "name") == ["常委", "丁一"]
    alone = plan_paste(draft, PasteBlock((("姓名",),), (), ("name",), {}))
    assert (alone.added, alone.headed) == (1, {})


def test_a_small_change_needs_no_look_and_what_is_beside_the_table_is_said(
    session: ScopedSession,
) -> None:
    draft = open_draft(session, 1)
    assert not plan_paste(draft, a_block(("万里",))).is_to_be_seen
    beside = plan_paste(draft, a_block(("", "x"), fields=("needs",)))
    assert (beside.left_out, beside.is_to_be_seen) == (1, True)
    blank = PasteBlock((("", " "),), (), ("name", "sex"), {})
    assert plan_paste(draft, blank).rows == ()
