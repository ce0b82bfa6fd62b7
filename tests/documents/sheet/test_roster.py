"""The rosters' words."""

from __future__ import annotations

from planner.documents.sheet.roster import (
    RosterEntry,
    sector_roster_sheet,
    sitting_in_roster_sheet,
    strokes_roster_sheet,
)
from planner.domain.person import AttendanceKind, Leave, LeaveState, Sex
from planner.domain.plan import Settings
from tests.builders import a_person, a_plan


def a_meeting():
    return a_plan(
        settings=Settings(sector_order=("农业界", "经济界")),
        people=(
            a_person("p1", "王芳", sex=Sex.FEMALE, sector="经济界", group="第一组"),
            a_person("p2", "丁一", sex=Sex.MALE, sector="农业界", post="一厂厂长", unit="一厂"),
            a_person("p3", "赵四", attendance=AttendanceKind.SITTING_IN, unit="省财政厅"),
            a_person("p4", "李五", attendance=AttendanceKind.STAFF),
        ),
        leaves=(
            Leave("p1", state=LeaveState.GRANTED),
            Leave("p2", sittings=("s1",)),
            Leave("p3", state=LeaveState.REFUSED),
        ),
    )


def test_members_stand_by_strokes_with_their_leave():
    sheet = strokes_roster_sheet(a_meeting())
    assert sheet.sections[0].entries == (
        RosterEntry("1", "丁　一", "男", "", "一厂厂长", "农业界", "部分会次请假（待批）"),
        RosterEntry("2", "王　芳", "女", "", "", "经济界", "请假"),
    )


def test_the_counts_stand_under_the_title():
    assert strokes_roster_sheet(a_meeting()).summary == "共2人，男1人，女1人，请假1人"


def test_sectors_stand_in_the_official_order_with_their_groups():
    sections = sector_roster_sheet(a_meeting()).sections
    assert [section.title for section in sections] == ["农业界（1人）", "经济界（1人）"]
    assert sections[1].entries[0].place == "第一组"


def test_those_who_sit_in_have_a_roster_without_staff():
    sections = sitting_in_roster_sheet(a_meeting()).sections
    assert [section.title for section in sections] == ["列席人员（1人）"]
    assert sections[0].entries == (RosterEntry("1", "赵　四", "", "", "省财政厅", "省财政厅", ""),)


def test_a_character_outside_the_table_is_told():
    sheet = strokes_roster_sheet(a_plan(people=(a_person("p1", "王𠮷"),)))
    assert sheet.unverified == "注：𠮷 不在《通用规范汉字表》内，其姓氏笔画次序请核定。"
