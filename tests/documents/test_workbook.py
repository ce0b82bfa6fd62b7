"""Workbooks read back with openpyxl and calamine."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from planner.documents.workbook import (
    WORKBOOKS,
    list_workbooks,
    make_tables,
    make_workbook,
    workbook_hash,
)
from planner.domain.error import UnknownReferenceError
from planner.domain.person import AttendanceKind, Leave, LeaveState, Sex
from planner.domain.plan import Edition, Settings
from planner.domain.task import Aspect, Offset, OffsetUnit, Workstream
from planner.domain.timeline import back_schedule
from tests.builders import a_person, a_plan, a_sitting, a_task

if TYPE_CHECKING:
    from planner.domain.plan import Plan

TODAY = date(2026, 12, 1)
FORMULAS = ("=1+1", "+2", "-3", "@SUM(A1)", "{=A1}", "http://example.org", "0012", "1e5")


def a_meeting() -> Plan:
    return a_plan(
        edition=Edition(3, date(2026, 12, 25)),
        settings=Settings(sector_order=("农业界", "经济界")),
        people=(
            a_person("p1", "王芳", sex=Sex.FEMALE, nationality="汉族", sector="经济界"),
            a_person("p2", "李明", sex=Sex.MALE, sector="农业界", post="厂长", unit="一厂"),
            a_person("p3", "丁一", sector="农业界"),
            a_person("p4", "赵四", attendance=AttendanceKind.STAFF),
        ),
        leaves=(
            Leave("p1", state=LeaveState.GRANTED),
            Leave("p2", state=LeaveState.REFUSED),
        ),
        sittings=(
            a_sitting("s2", "闭幕会", held_on=date(2027, 1, 21), is_internal=True),
            a_sitting(presiders=("p1",), participants=("member",), place="云岭会堂"),
        ),
        workstreams=(Workstream("w1", "会务组", accountable="p1", lead="p2"),),
        tasks=(
            a_task(
                workstream="w1",
                owner="p2",
                offset=Offset(-10, OffsetUnit.WORKING),
                aspects=(Aspect.TIME,),
                sittings=("s1",),
                support=("机关党委",),
                standard="经审定",
            ),
        ),
    )


def make(plan: Plan, key: str) -> bytes:
    return make_workbook(plan, back_schedule(plan, TODAY), key)


def read_with_calamine(content: bytes) -> dict[str, list[list[object]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_workbooks_of_a_meeting_are_these() -> None:
    assert [each.filename for each in list_workbooks(a_meeting())] == [
        "01-日程.xlsx",
        "02-时间表.xlsx",
        "03-责任清单.xlsx",
        "04-覆盖表.xlsx",
        "05-名册.xlsx",
    ]
    assert list_workbooks(a_plan()) == ()


def test_roster_has_members_in_order_and_by_sector_and_the_others_apart() -> None:
    sheets = read_with_calamine(make(a_meeting(), "roster"))
    assert {name: [row[:3] for row in rows[2:]] for name, rows in sheets.items()} == {
        "姓氏笔画名册": [[1.0, "丁一", ""], [2.0, "王芳", "女"], [3.0, "李明", "男"]],
        "界别名册": [[1.0, "丁一", ""], [2.0, "李明", "男"], [3.0, "王芳", "女"]],
        "工作人员": [[1.0, "赵四", ""]],
    }
    assert [row[-1] for row in sheets["姓氏笔画名册"][1:]] == ["请假", "", "批准", ""]


def test_schedule_has_real_dates_and_times() -> None:
    rows = read_with_calamine(make(a_meeting(), "schedule"))["日程"]
    assert rows[2][:6] == [1.0, date(2027, 1, 18), "周一", time(9), time(11, 30), "开幕会"]
    assert rows[3][-1] == "内部"


def test_timeline_has_dates_count_down_and_reason() -> None:
    plan = a_meeting()
    dated = back_schedule(plan, TODAY).tasks[0]
    sheet = openpyxl.load_workbook(io.BytesIO(make(plan, "timeline")))["时间表"]
    row = [cell.value for cell in sheet[3]]
    assert row[1] == datetime.combine(dated.starts_on, time())
    assert row[4] == f"T{(dated.ends_on - date(2027, 1, 18)).days:+d}"
    assert row[-1] == dated.reason.zh
    assert sheet["B3"].number_format == 'yyyy"年"m"月"d"日"'


def test_responsibility_list_names_the_chain() -> None:
    rows = read_with_calamine(make(a_meeting(), "responsibility"))["责任清单"]
    assert rows[2][1:8] == ["会务组", "起草会议方案", "经审定", "王芳", "李明", "李明", "机关党委"]


def test_coverage_makes_empty_cells_loud() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(make(a_meeting(), "coverage")))["覆盖表"]
    closing, opening = sheet[3], sheet[4]
    assert [cell.value for cell in opening][1:5:2] == ["开幕会", "李明"]
    assert (closing[3].value, closing[3].fill.fgColor.rgb) == ("无人负责", "FFFDE2DF")
    assert opening[3].fill.fgColor.rgb != "FFFDE2DF"


@pytest.mark.parametrize("text", FORMULAS)
def test_text_is_text_whatever_it_begins_with(text: str) -> None:
    plan = replace(a_meeting(), people=(a_person("p1", text, post=text),))
    content = make(plan, "roster")
    cell = openpyxl.load_workbook(io.BytesIO(content))["姓氏笔画名册"]["B3"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert read_with_calamine(content)["姓氏笔画名册"][2][1] == text


def test_text_survives_what_xml_cannot_hold() -> None:
    post = "甲\x00\x0b乙\ud800丙\uffff😀\n_x0041_<&>"
    plan = replace(a_meeting(), people=(a_person("p1", post=post),))
    rows = read_with_calamine(make(plan, "roster"))["姓氏笔画名册"]
    assert rows[2][7] == "甲乙丙😀\n_x0041_<&>"


def test_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    plan = replace(a_meeting(), people=(a_person("p1", post="长" * 40000),))
    rows = read_with_calamine(make(plan, "roster"))["姓氏笔画名册"]
    assert rows[2][7] == f"{'长' * 32766}…"


@pytest.mark.parametrize("key", WORKBOOKS)
def test_same_plan_gives_the_same_bytes(key: str) -> None:
    content = make(a_meeting(), key)
    assert content == make(a_meeting(), key)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("key", WORKBOOKS)
def test_page_is_set_up_and_heads_stay(key: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(make(a_meeting(), key)))
    for sheet in book:
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.print_title_rows == "$2:$2"
        assert sheet.freeze_panes == "C3"
    assert book.properties.created == datetime(2026, 12, 25)  # noqa: DTZ001  Office's is naive


def test_hash_changes_with_what_is_shown_only() -> None:
    plan = a_meeting()
    posted = replace(plan, people=(replace(plan.people[0], post="主席"), *plan.people[1:]))
    called = replace(plan, people=(replace(plan.people[0], contact="1"), *plan.people[1:]))

    def hashes(of: Plan) -> list[str]:
        timeline = back_schedule(of, TODAY)
        return [workbook_hash(make_tables(of, timeline, key)) for key in WORKBOOKS]

    assert hashes(called) == hashes(plan)
    assert [a == b for a, b in zip(hashes(posted), hashes(plan), strict=True)] == [
        True,
        True,
        True,
        True,
        False,
    ]


def test_unknown_workbook_is_refused() -> None:
    with pytest.raises(UnknownReferenceError):
        make(a_meeting(), "menu")
