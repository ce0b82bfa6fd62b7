"""A plan as a workbook: there and back, and what clerks really type."""

from __future__ import annotations

import io
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from planner.domain.person import AttendanceKind, Leave, LeaveState, Person, Sex
from planner.domain.plan import Group, MeetingKind
from planner.domain.sitting import ProceedingStep, Rostrum, RostrumRow, RowOrder, SittingKind
from planner.domain.task import Dependency, Offset, OffsetUnit, Workstream
from planner.planfile import (
    PlanFileError,
    read_plan,
    write_workbook,
    write_workbook_template,
)
from tests.builders import a_person, a_plan, a_sitting, a_task
from tests.plan_strategies import whole_plans

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.domain.plan import Plan

NINE = ["会议", "日程", "程序", "议程", "人员", "请假", "工作组", "任务", "主席台"]
FACTS = [
    ("机关全称", "政协云岭省委员会"),
    ("会议类型", "全会"),
    ("会议名称", "政协云岭省第十三届委员会第四次会议"),
    ("届", "第十三届"),
    ("次", 4.0),
    ("开幕日期", "2027年1月18日（星期一）"),
]
SCHEDULE_HEAD = ["日期", "时间", "会次名称", "会议地点", "主持", "参加人员"]


def a_clerks_book(**sheets: list[list[Any]]) -> openpyxl.Workbook:
    """A workbook typed from nothing: no template, no styles."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in {"会议": [list(fact) for fact in FACTS], **sheets}.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return book


def save(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(**sheets: list[list[Any]]) -> Plan:
    return read_plan(save(a_clerks_book(**sheets)), "方案.xlsx")


def faults_of(raw: bytes) -> list[tuple[str, str, str, str]]:
    with pytest.raises(PlanFileError) as caught:
        read_plan(raw, "方案.xlsx")
    return [
        (each.place.sheet, each.place.cell, each.found, each.expected.zh)
        for each in caught.value.faults
    ]


@given(whole_plans())
@settings(
    deadline=None,
    max_examples=30,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_plan_survives_the_workbook(plan: Plan) -> None:
    assert read_plan(write_workbook(plan), "p.xlsx") == plan


def test_the_same_plan_gives_the_same_bytes() -> None:
    plan = a_plan(people=(a_person(),), sittings=(a_sitting(),))
    assert write_workbook(plan) == write_workbook(plan)


@pytest.mark.parametrize("name", ["=cmd|' /C calc'!A0", "+86", "-1", "@here", "http://x.cn"])
def test_text_that_looks_like_a_formula_stays_text(name: str) -> None:
    plan = a_plan(people=(a_person(unit=name),))
    raw = write_workbook(plan)
    cell = openpyxl.load_workbook(io.BytesIO(raw))["人员"]["H2"]
    assert (cell.value, cell.data_type) == (name, "s")
    assert read_plan(raw, "p.xlsx") == plan


@pytest.mark.parametrize("kind", MeetingKind)
def test_template_has_the_nine_sheets_first_and_names_the_kind(kind: MeetingKind) -> None:
    raw = write_workbook_template(kind)
    book = openpyxl.load_workbook(io.BytesIO(raw))
    assert book.sheetnames[:9] == NINE
    assert [(sheet, cell) for sheet, cell, _, _ in faults_of(raw)] == [
        ("会议", "B2"),
        ("会议", "B5"),
        ("会议", "B6"),
        ("会议", "B7"),
    ]


def test_template_filled_in_is_read_without_its_example_rows() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_workbook_template(MeetingKind.PLENARY)))
    for cell, value in {"B2": "政协云岭省委员会", "B5": "全会", "B6": 13, "B7": 4}.items():
        book["会议"][cell] = value
    book["人员"]["C3"] = "李娜"
    assert read_plan(save(book), "方案.xlsx").people == (Person("李娜", "李娜"),)


def test_example_row_that_was_changed_is_read() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_workbook_template(MeetingKind.PLENARY)))
    for cell, value in {"B2": "政协云岭省委员会", "B5": "全会", "B6": 13, "B7": 4}.items():
        book["会议"][cell] = value
    book["界别"]["B2"] = "经济界"
    assert read_plan(save(book), "方案.xlsx").settings.sector_order == ("经济界",)


def test_facts_are_read_as_clerks_write_them() -> None:
    plan = read()
    assert (plan.kind, plan.term, plan.number, plan.opens_on) == (
        MeetingKind.PLENARY,
        13,
        4,
        date(2027, 1, 18),
    )


@pytest.mark.parametrize(
    ("day", "when", "starts_at", "ends_at"),
    [
        ("2027.1.18", "9：00—11：30", time(9), time(11, 30)),
        ("2027年1月18日", "9:00-11:30", time(9), time(11, 30)),
        ("2027/1/18", "上午9:00", time(9), None),
        ("1月18日", "下午3时", time(15), None),
        ("１月１８日（星期一）", "15时30分", time(15, 30), None),
        (date(2027, 1, 18), time(9, 30), time(9, 30), None),
        (datetime(2027, 1, 18), 0.375, time(9), None),  # noqa: DTZ001  a cell has no zone
        (46405, "下午2时至晚上10时30分", time(14), time(22, 30)),
        ("20270118", "下午3：00—5：30", time(15), time(17, 30)),
        ("1月18日下午", "3:00", time(15), None),
        ("1月18日 上午9:00—11:30", None, time(9), time(11, 30)),
        (None, "1月18日（星期一）上午9:00", time(9), None),
    ],
)
def test_day_and_time_are_read_as_typed(
    day: object, when: object, starts_at: time, ends_at: time | None
) -> None:
    sitting = read(日程=[SCHEDULE_HEAD, [day, when, "开幕会"]]).sittings[0]
    assert (sitting.held_on, sitting.starts_at, sitting.ends_at) == (
        date(2027, 1, 18),
        starts_at,
        ends_at,
    )


def test_merged_day_holds_for_every_row_under_it() -> None:
    book = a_clerks_book(
        日程=[
            ["会议日程安排表", None, None],
            ["日期", "时间", "名称"],
            ["1月18日", "9:00", "开幕会"],
            [None, "14:30", "小组讨论"],
            [None, None, None],
            ["1月19日", "9:00", "大会发言"],
        ]
    )
    book["日程"].merge_cells("A1:C1")
    book["日程"].merge_cells("A3:A5")
    sittings = read_plan(save(book), "方案.xlsx").sittings
    assert [(each.key, each.name, each.held_on) for each in sittings] == [
        ("S01", "开幕会", date(2027, 1, 18)),
        ("S02", "小组讨论", date(2027, 1, 18)),
        ("S03", "大会发言", date(2027, 1, 19)),
    ]


def test_roster_is_read_from_a_sheet_of_the_clerks_own() -> None:
    plan = read(
        **{
            "人员名单 ": [
                ["云岭省政协委员名册"],
                [],
                ["序号", "手机", "工作单位", "姓 名", "性别", "类别", "是否常委", "排名", "备注"],
                [1, 13800000000.0, "云岭大学  ", "王　芳", "女", "委员", "√", 3.0, "待核"],
                [],
                [2, None, "云岭医院", " 欧阳 明远 ", "男", "列席", None, "１２", None],
                [3, None, None, "Nur Ali", None, None, None, None, None],
                [4, None, None, "艾力•买买提", None, None, None, None, None],
            ]
        }
    )
    assert plan.people == (
        Person(
            "王芳",
            "王芳",
            sex=Sex.FEMALE,
            unit="云岭大学",
            is_standing=True,
            rank=3,
            contact="13800000000",
        ),
        Person(
            "欧阳明远",
            "欧阳明远",
            AttendanceKind.SITTING_IN,
            Sex.MALE,
            unit="云岭医院",
            rank=12,
        ),
        Person("Nur Ali", "Nur Ali"),
        Person("艾力·买买提", "艾力·买买提"),
    )


def test_groups_are_read_from_a_sheet_of_the_clerks_own() -> None:
    plan = read(
        分组安排=[
            ["序号", "组别", "讨论地点", "乘车安排"],
            [1, "第一组", "宾馆二号会议室", "3号车，8:10宾馆正门发车"],
            [2, " 第二组 ", None, None],
        ]
    )
    assert plan.groups == (
        Group("第一组", "第一组", "宾馆二号会议室", "3号车，8:10宾馆正门发车"),
        Group("第二组", "第二组"),
    )


def test_sheets_refer_to_each_other_by_name() -> None:
    plan = read(
        日程=[SCHEDULE_HEAD, ["1月18日", "9:00", "开幕会", "会堂", "王 芳", "全体委员，列席人员"]],
        程序=[
            ["会次", "步骤", "时长", "发言人"],
            ["开幕会", "奏唱国歌", "5分钟", None],
            [None, "作报告", 40, "李娜"],
        ],
        人员=[["姓名", "编号"], ["王芳", "W1"], ["李娜", None]],
        请假=[["姓名", "会次", "审批结果"], ["李娜", "开幕会", "已批准"]],
        工作组=[["名称", "责任领导"], ["会务组", "王芳"]],
        任务=[
            ["任务", "条线", "时限", "责任人", "前置任务", "工期"],
            ["定方案", "会务组", "开幕前60天", "李娜", None, None],
            ["印证件", "会务组", "提前15个工作日", "李娜", "T01+2", "3天"],
        ],
        主席台=[["会次", "排", "姓名"], ["开幕会", 2, "李娜"], ["开幕会", "第1排", "王芳"]],
    )
    rows = (RostrumRow(("W1",)), RostrumRow(("李娜",)))
    assert plan.sittings == (
        a_sitting(
            "S01",
            kind=SittingKind.OPENING,
            ends_at=None,
            place="会堂",
            presiders=("W1",),
            participants=("member", "sitting_in"),
            steps=(ProceedingStep("奏唱国歌", 5), ProceedingStep("作报告", 40, "李娜")),
            rostrum=Rostrum(rows),
        ),
    )
    assert plan.leaves == (Leave("李娜", sittings=("S01",), state=LeaveState.GRANTED),)
    assert plan.workstreams == (Workstream("会务组", "会务组", "W1"),)
    assert plan.tasks == (
        a_task("T01", "定方案", workstream="会务组", offset=Offset(-60), owner="李娜"),
        a_task(
            "T02",
            "印证件",
            workstream="会务组",
            offset=Offset(-15, OffsetUnit.WORKING),
            owner="李娜",
            depends_on=(Dependency("T01", 2),),
            duration_days=3,
        ),
    )


def test_five_mistakes_are_told_at_once_with_their_cells() -> None:
    raw = save(
        a_clerks_book(
            日程=[
                [*SCHEDULE_HEAD, "联系电话"],
                ["2027-02-30", "9:00", "开幕会", None, "王方", None, "1234"],
                ["1月19日（星期三）", "25:00", "小组讨论"],
            ],
            人员=[["姓名", "性别"], ["王芳", "未知"], ["王芳", None]],
            Sheet9=[["杂记"]],
        )
    )
    assert faults_of(raw) == [
        ("日程", "G1", "联系电话", "没有这一栏；自用的栏目请以“备注”开头"),
        ("日程", "A2", "2027-02-30", "没有这一天；应为实有的日期"),
        ("日程", "E2", "王方", "没有这个人员；是否为：王芳"),
        ("日程", "A3", "1月19日(星期三)", "2027-01-19 是星期二，请核对"),
        ("日程", "B3", "25:00", "没有这个时刻；应为 00:00 至 23:59"),
        ("人员", "B2", "未知", "应为其中之一：男（male）、女（female）"),
        ("人员", "A3", "王芳", "编号重复；请改为不同的编号（同名者须各填编号）"),
        ("Sheet9", "", "Sheet9", "不认识这张表；自用的表请以“备注”开头"),
    ]


def test_errors_and_formulas_without_a_result_are_told() -> None:
    raw = save(a_clerks_book(人员=[["姓名", "单位"], ["王芳", "=1+1"], ["李娜", "#N/A"]]))
    assert [(sheet, cell) for sheet, cell, _, _ in faults_of(raw)] == [
        ("人员", "B2"),
        ("人员", "B3"),
    ]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda book: book.remove(book["会议"]), "缺少“会议”表"),
        (lambda book: book["人员"].delete_rows(1), "没有找到表头"),
        (lambda book: book.create_sheet("会议信息").append(["届", 3]), "“会议”已另有一张表"),
    ],
)
def test_sheet_that_is_not_there_or_twice_is_told(
    change: Callable[[openpyxl.Workbook], None], expected: str
) -> None:
    book = a_clerks_book(人员=[["姓名", "性别"], ["王芳", "女"]])
    change(book)
    assert expected in " ".join(words for _, _, _, words in faults_of(save(book)))


def test_sheets_may_stand_in_any_order_and_rows_be_hidden() -> None:
    book = a_clerks_book(人员=[["姓名", "性别"], ["王芳", "女"]], 日程=[["名称"], ["开幕会"]])
    book.move_sheet("日程", -2)
    book["人员"].row_dimensions[2].hidden = True
    plan = read_plan(save(book), "方案.xlsx")
    assert [each.name for each in plan.people] == ["王芳"]


def test_long_text_goes_on_in_the_next_row() -> None:
    from planner.domain.plan import TextBlock  # noqa: PLC0415

    body = "\n".join(["各位委员：会议期间请遵守有关规定。" * 20] * 200)
    plan = a_plan(texts=(TextBlock("notes", "会议须知", body), TextBlock("notice", "通知", "略")))
    assert read_plan(write_workbook(plan), "p.xlsx") == plan


def test_rostrum_with_strokes_and_two_rows_survives() -> None:
    people = tuple(a_person(f"p{number}", f"王芳{number}") for number in range(5))
    rows = (RostrumRow(("p0", "p1")), RostrumRow(("p4", "p2", "p3"), RowOrder.STROKES, 2))
    plan = a_plan(
        people=people, sittings=(a_sitting(kind=SittingKind.OPENING, rostrum=Rostrum(rows)),)
    )
    assert read_plan(write_workbook(plan), "p.xlsx") == plan
