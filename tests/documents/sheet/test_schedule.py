"""The schedule's words, in both editions."""

from __future__ import annotations

from datetime import date, time

from planner.documents.sheet.schedule import (
    ScheduleDay,
    ScheduleEntry,
    internal_schedule_sheet,
    public_schedule_sheet,
)
from tests.builders import a_person, a_plan, a_sitting

OPENING = ScheduleEntry(
    "上午", "9:00—11:30", "开幕会\n听取报告", "云岭会堂", "王　芳\n欧阳修", "全体委员、列席人员"
)
BRIEFING = ScheduleEntry("晚上", "19:30", "调度会", "待定", "", "")


def a_meeting():
    evening = {"held_on": date(2027, 1, 18), "starts_at": time(19, 30), "ends_at": None}
    return a_plan(
        people=(a_person("p1", "王芳"), a_person("p2", "欧阳修")),
        sittings=(
            a_sitting("s3", "合影", held_on=None, starts_at=None, ends_at=None),
            a_sitting("s2", "调度会", is_internal=True, **evening),
            a_sitting(
                content="听取报告",
                place="云岭会堂",
                presiders=("p1", "p2"),
                participants=("member", "sitting_in"),
            ),
        ),
    )


def test_the_public_edition_leaves_internal_sittings_out():
    days = public_schedule_sheet(a_meeting()).days
    assert days[0] == ScheduleDay("1月18日（星期一）", (OPENING,))


def test_the_internal_edition_says_so_and_holds_all():
    sheet = internal_schedule_sheet(a_meeting())
    assert sheet.masthead.note == "（工作用）"
    assert sheet.days == (
        ScheduleDay("1月18日（星期一）", (OPENING, BRIEFING)),
        ScheduleDay("日期待定", (ScheduleEntry("全天", "待定", "合影", "待定", "", ""),)),
    )


def test_own_words_for_who_takes_part_come_first():
    plan = a_plan(sittings=(a_sitting(participants=("member",), participants_note="第一组"),))
    assert public_schedule_sheet(plan).days[0].entries[0].participants == "第一组"
