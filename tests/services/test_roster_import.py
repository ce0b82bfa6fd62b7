from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from planner.domain.error import InvalidRequestError
from planner.domain.person import AttendanceKind, Leave
from planner.models import ColumnMatchRecord, RosterImportRecord
from planner.models.account import Role
from planner.services.actor import Actor
from planner.services.draft import open_draft
from planner.services.draft_change import Edit, apply_edits
from planner.services.draft_history import undo
from planner.services.draft_start import start_meeting
from planner.services.error import MissingRecordError, StaleUploadError
from planner.services.roster import RosterQuery
from planner.services.roster_export import ENDINGS, export_roster
from planner.services.roster_import import (
    KEPT_FOR,
    choose_rows,
    discard_import,
    keep_roster,
    open_import,
    set_columns,
    sweep_imports,
    take_import,
)
from planner.services.roster_preview import RowGroup
from planner.services.sample import sample_plan
from tests.builders import a_person, a_sound_plan
from tests.conftest import NOW, House, Publisher, account_of, scoped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from planner.models import ScopedSession
    from planner.services.roster_import import OpenImport

REAL_NAMES = Path(__file__).parents[3] / "shared/data/names/shangcheng_cppcc_339_by_sector.txt"
ROSTER = """编号,姓名,性别,工作单位,职务,组别,联系电话,身份
m1,白晓岚,女,云岭大学,教授,第一组,,出席
,高俊,男,云岭医院,,第二组,,出席
,钱一,男,一中,校长,第一组,,出席
,孙二,,,,,,来宾席
"""


@pytest.fixture
def session(
    sessions: Callable[[], ScopedSession], house: House, publish: Publisher
) -> Iterator[ScopedSession]:
    publish(house)
    with scoped(sessions, house) as session:
        yield session


@pytest.fixture
def clerk(session: ScopedSession, house: House) -> Actor:
    return Actor(account_of(session, house, Role.EDITOR), NOW, "browser")


def look(session: ScopedSession, clerk: Actor, number: int) -> OpenImport:
    assert clerk.account
    return open_import(session, clerk.account, 1, number)


def bring(session: ScopedSession, clerk: Actor, text: str, encoding: str = "gbk") -> int:
    return keep_roster(session, 1, ("名册.csv", text.encode(encoding)), clerk)


def grouped(found: OpenImport) -> dict[str, list[str]]:
    return {
        group.value: [row.name for row in found.preview.of(group)]
        for group in RowGroup
        if found.preview.of(group)
    }


def test_rows_come_in_groups_with_faults_at_their_cells(
    session: ScopedSession, clerk: Actor
) -> None:
    found = look(session, clerk, bring(session, clerk, ROSTER))
    assert grouped(found) == {
        "new": ["钱一"],
        "changed": ["白晓岚"],
        "doubtful": ["高俊"],
        "faulty": ["孙二"],
        "missing": ["郑明远", "韩立群", "苏文博", "欧阳靖"],
    }
    faults = [each.place.wording.zh for row in found.preview.rows for each in row.faults]
    assert faults == ["名册.csv，第 5 行（身份）"]
    changed = found.preview.of(RowGroup.CHANGED)[0]
    assert changed.changes == (("sex", None, "female"),)
    assert found.preview.open_count == 2


def test_a_roster_is_taken_in_one_batch_and_one_undo(session: ScopedSession, clerk: Actor) -> None:
    number = bring(session, clerk, ROSTER)
    assert clerk.account
    before = open_draft(session, 1).plan
    found = look(session, clerk, number)
    with pytest.raises(InvalidRequestError):
        take_import(session, (1, number), found.sequence, clerk)
    doubtful = found.preview.of(RowGroup.DOUBTFUL)[0]
    assert [each.key for each in doubtful.candidates] == ["m2"]
    choices = {"3": "is:m2", "5": "skip", "-m3": "remove", "-vice": "mark", "2": "nonsense"}
    choose_rows(session, clerk, (1, number), {**choices, "4": "is:m1"})
    assert take_import(session, (1, number), found.sequence, clerk) == (1, 2, 2)
    people = {each.name: each for each in open_draft(session, 1).plan.people}
    assert people["白晓岚"].sex == "female"
    assert people["韩立群"].needs == "导入名册时未列，待核实"
    assert people["高俊"].key == "m2"
    assert set(people) & {"欧阳靖", "高峻", "钱一"} == {"钱一"}
    assert session.scalar(select(func.count(RosterImportRecord.id))) == 0
    undo(session, 1, clerk)
    assert open_draft(session, 1).plan == before


def test_a_doubtful_row_may_be_another_person_or_left_out(
    session: ScopedSession, clerk: Actor
) -> None:
    assert clerk.account
    for choice, counts in (("another", (1, 0, 0)), ("skip", (0, 0, 0))):
        number = bring(session, clerk, "姓名,单位\n高俊,云岭医院\n")
        choose_rows(session, clerk, (1, number), {}, ("doubtful", choice))
        base = look(session, clerk, number).sequence
        assert take_import(session, (1, number), base, clerk) == counts
        undo(session, 1, clerk)


def test_all_namesakes_are_taken_for_the_people_of_the_plan_at_once(
    session: ScopedSession, clerk: Actor
) -> None:
    number = bring(session, clerk, "姓名,单位,职务\n白晓岚,云岭大学,副校长\n高俊,云岭医院,院长\n")
    choose_rows(session, clerk, (1, number), {}, ("doubtful", "namesake"))
    rows = look(session, clerk, number).preview.rows
    assert [(row.name, row.choice) for row in rows if row.group is RowGroup.DOUBTFUL] == [
        ("白晓岚", "is:m1"),
        ("高俊", ""),
    ]


def test_a_row_with_the_telephone_number_of_another_waits_for_a_decision(
    session: ScopedSession, clerk: Actor
) -> None:
    phones = [
        Edit.change("people", key, {"contact": contact}, 1)
        for key, contact in (("m1", "13800000001"), ("m2", "13800000002"))
    ]
    apply_edits(session, 1, phones, clerk)
    number = bring(session, clerk, "编号,姓名,联系电话\nm1,白晓岚,13800000002\n")
    [row] = look(session, clerk, number).preview.of(RowGroup.DOUBTFUL)
    assert (row.is_open, [each.key for each in row.candidates]) == (True, ["m1", "m2"])


def test_a_cell_that_cannot_be_read_does_not_make_another_person(
    session: ScopedSession, clerk: Actor
) -> None:
    number = bring(session, clerk, "姓名,性别,单位\n白晓岚,甲,别处\n")
    [row] = look(session, clerk, number).preview.of(RowGroup.FAULTY)
    assert row.candidates == ()
    choose_rows(session, clerk, (1, number), {row.number: "part"})
    [row] = look(session, clerk, number).preview.taken
    assert (row.key, [change[0] for change in row.changes]) == ("m1", ["unit"])


def test_a_person_twice_in_a_file_is_told_the_other_row(
    session: ScopedSession, clerk: Actor
) -> None:
    number = bring(session, clerk, "姓名,单位\n白晓岚,甲处\n钱一,一中\n白晓岚,乙处\n")
    rows = look(session, clerk, number).preview.of(RowGroup.DOUBTFUL)
    said = [[each.why.zh for each in row.candidates if not each.key] for row in rows]
    assert said == [["与文件第 4 行同名"], ["与文件第 2 行同名"]]
    choose_rows(session, clerk, (1, number), {}, ("doubtful", "namesake"))
    rows = look(session, clerk, number).preview.of(RowGroup.DOUBTFUL)
    assert [row.choice for row in rows] == ["is:m1", "is:m1"]


def test_a_faulty_row_comes_in_without_its_faulty_cells(
    session: ScopedSession, clerk: Actor
) -> None:
    rows = ("白晓岚,甲,别处,贵客", "钱一,女,一中,贵客", "高俊,甲,云岭医院,", ",女,,贵客")
    number = bring(session, clerk, "\n".join(("姓名,性别,单位,身份", *rows)))
    before = open_draft(session, 1).plan
    assert look(session, clerk, number).preview.open_count == 4
    choose_rows(session, clerk, (1, number), {"4": "part"}, ("faulty", "part"))
    faulty = look(session, clerk, number).preview.of(RowGroup.FAULTY)
    assert [(row.choice, row.is_partly_sound) for row in faulty] == [
        ("part", True),
        ("part", True),
        ("", True),
        ("", False),
    ]
    choose_rows(session, clerk, (1, number), {"4": "part:is:m2", "5": "skip"})
    found = look(session, clerk, number)
    assert (found.preview.open_count, [row.name for row in found.preview.taken]) == (
        0,
        ["白晓岚", "钱一", "高俊"],
    )
    assert take_import(session, (1, number), found.sequence, clerk) == (1, 2, 0)
    people = {each.name: each for each in open_draft(session, 1).plan.people}
    assert people["白晓岚"].unit == "别处"
    assert (people["钱一"].sex, people["钱一"].unit) == ("female", "一中")
    assert people["高俊"].key == "m2"
    undo(session, 1, clerk)
    assert open_draft(session, 1).plan == before


def test_columns_are_read_by_words_and_what_is_left_is_told(
    session: ScopedSession, clerk: Actor
) -> None:
    text = "姓名,工作职务,单位名称,单位地址,备用手机,空列\n钱一,校长,一中,某路,138 0000 0009,\n"
    number = bring(session, clerk, text)
    found = look(session, clerk, number)
    assert dict(found.source.columns) == {0: "name", 1: "post", 2: "unit", 4: "contact"}
    assert found.unmatched == ("单位地址",)
    set_columns(session, clerk, (1, number), dict(found.source.columns))
    assert look(session, clerk, number).unmatched == ()
    both = look(session, clerk, bring(session, clerk, "姓名,原职务,职务\n钱一,校长,院长\n"))
    assert dict(both.source.columns) == {0: "name", 2: "post"}
    assert both.unmatched == ("原职务",)


def test_columns_are_said_once_and_remembered_by_the_house(
    session: ScopedSession, clerk: Actor
) -> None:
    text = "谁,哪里,片\n白晓岚,云岭大学,第一组\n"
    number = bring(session, clerk, text)
    assert clerk.account
    assert not look(session, clerk, number).has_names
    for columns in ({1: "unit"}, {0: "name", 1: "name"}):
        with pytest.raises(InvalidRequestError):
            set_columns(session, clerk, (1, number), columns)
    set_columns(session, clerk, (1, number), {0: "name", 1: "unit", 2: "group"})
    assert grouped(look(session, clerk, number))["same"] == ["白晓岚"]
    again = look(session, clerk, bring(session, clerk, text))
    assert dict(again.source.columns) == {0: "name", 1: "unit", 2: "group"}
    assert session.scalar(select(func.count(ColumnMatchRecord.id))) == 3


def test_what_was_looked_at_is_what_is_taken(session: ScopedSession, clerk: Actor) -> None:
    number = bring(session, clerk, "姓名\n钱一\n赵二\n", "utf-16")
    base = look(session, clerk, number).sequence
    apply_edits(session, 1, [Edit.change("people", "m1", {"unit": "别处"})], clerk)
    with pytest.raises(StaleUploadError):
        take_import(session, (1, number), base, clerk)


def test_a_roster_is_its_owners_and_does_not_stay(
    session: ScopedSession, clerk: Actor, house: House
) -> None:
    number = bring(session, clerk, "姓名,单位\n钱一,x\n")
    assert clerk.account
    stranger = account_of(session, house, Role.LEADER)
    with pytest.raises(MissingRecordError):
        open_import(session, stranger, 1, number)
    with pytest.raises(MissingRecordError):
        open_import(session, clerk.account, 2, number)
    discard_import(session, clerk, (1, number))
    for _ in range(5):
        number = bring(session, clerk, "姓名,单位\n钱一,x\n")
    assert session.scalar(select(func.count(RosterImportRecord.id))) == 3
    sweep_imports(session, NOW + KEPT_FOR * 2)
    assert session.scalar(select(func.count(RosterImportRecord.id))) == 0


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_export_comes_in_again_as_the_same(
    sessions: Callable[[], ScopedSession], house: House, ending: str
) -> None:
    strange = a_person(
        "x1", "王芳（女）", post="=1+1", unit='@x "甲", 乙', contact="+86 138", needs="- 一\n- 二"
    )
    plan = sample_plan("plenary")
    plan = replace(plan, people=(*plan.people, strange))
    with scoped(sessions, house) as session:
        clerk = Actor(account_of(session, house, Role.EDITOR), NOW, "browser")
        meeting = start_meeting(session, plan, clerk)
        content = export_roster(plan, RosterQuery(order="strokes"), ending)
        number = keep_roster(session, meeting, (f"名册.{ending}", content), clerk)
        assert clerk.account
        found = open_import(session, clerk.account, meeting, number)
    assert grouped(found).keys() == {"same"}
    assert len(found.preview.rows) == len(plan.people)


def test_an_export_follows_the_filter_and_calculates_nothing() -> None:
    people = (
        a_person("p1", "王芳", post="=HYPERLINK(1)"),
        a_person("p2", "丁一", attendance=AttendanceKind.STAFF),
    )
    plan = a_sound_plan(people=people, leaves=(Leave("p1"),))
    text = export_roster(plan, RosterQuery(leave="any"), "csv").decode("utf-8-sig")
    assert len(text.splitlines()) == 2
    assert text.splitlines()[1].startswith("p1,王芳,出席,,,'=HYPERLINK(1),")


def test_names_of_a_real_roster_are_all_new_once(session: ScopedSession, clerk: Actor) -> None:
    if not REAL_NAMES.is_file():
        pytest.skip("the lists of real names are not on this machine")
    names, sector = [], ""
    for line in REAL_NAMES.read_text("utf-8").splitlines():
        if line.startswith("["):
            sector = line.strip("[]")
        elif line and not line.startswith("#"):
            names.append(f"{line},{sector}")
    number = bring(session, clerk, "姓名,界别\n" + "\n".join(names) + "\n", "gb18030")
    found = look(session, clerk, number)
    doubtful = len(found.preview.of(RowGroup.DOUBTFUL))
    assert len(found.preview.of(RowGroup.NEW)) + doubtful == len(names)
    assert doubtful < len(names) // 20
    assert clerk.account
    choose_rows(session, clerk, (1, number), {}, ("doubtful", "another"))
    assert take_import(session, (1, number), found.sequence, clerk) == (len(names), 0, 0)
    assert len(open_draft(session, 1).plan.people) == len(names) + 8
