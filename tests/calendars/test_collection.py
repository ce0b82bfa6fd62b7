from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from planner.calendars.catalogue import list_calendars
from planner.calendars.collection import collect_sheets, make_sheet
from planner.calendars.event import Standing, calendar_hash
from planner.calendars.writer import render_calendar
from planner.domain.plan import Edition
from planner.domain.timeline import back_schedule

if TYPE_CHECKING:
    from planner.calendars.event import CalendarSheet
    from planner.domain.plan import Plan
    from planner.domain.timeline import Timeline

GOLDEN = Path(__file__).parent / "golden"


def make_calendar(plan: Plan, timeline: Timeline, key: str) -> bytes:
    return render_calendar(collect_sheets(plan, timeline)[key])


STAMP = datetime(2027, 1, 5, 8, tzinfo=UTC)


def events_of(sheet: CalendarSheet):
    return [each.event for each in sheet.entries]


def list_uids(sheets: dict[str, CalendarSheet]):
    return {event.uid for sheet in sheets.values() for event in events_of(sheet)}


@pytest.mark.parametrize("key", ["meeting", "sitting:s1", "owner:p2", "duty:p1"])
def test_calendar_is_the_golden_one(meeting: Plan, timeline: Timeline, key: str):
    found = make_calendar(meeting, timeline, key)
    golden = GOLDEN / f"{key.replace(':', '-')}.ics"
    if os.environ.get("REWRITE_GOLDEN"):
        golden.write_bytes(found)
    assert found == golden.read_bytes()


def test_calendars_of_a_meeting_are_these(meeting: Plan):
    assert [(each.key, each.filename) for each in list_calendars(meeting)] == [
        ("meeting", "01-会议日历.ics"),
        ("sitting:s1", "02-会次-01-开幕会.ics"),
        ("sitting:s2", "02-会次-02-报到.ics"),
        ("sitting:s3", "02-会次-03-秘书长会议.ics"),
        ("workstream:w1", "03-工作组-01-会务组任务.ics"),
        ("owner:p2", "04-责任人-01-李明（办公厅）任务.ics"),
        ("owner:p3", "04-责任人-02-李明（研究室）任务.ics"),
        ("duty:p1", "05-职责-01-王芳会议职责.ics"),
        ("duty:p2", "05-职责-02-李明（办公厅）会议职责.ics"),
    ]


def test_meeting_calendar_leaves_out_internal_and_undated_sittings(
    meeting: Plan, timeline: Timeline
):
    sheet = collect_sheets(meeting, timeline)["meeting"]
    assert [event.summary for event in events_of(sheet)] == ["开幕会", "报到"]


def test_owner_gets_only_what_is_his(meeting: Plan, timeline: Timeline):
    sheets = collect_sheets(meeting, timeline)
    assert [event.summary for event in events_of(sheets["owner:p2"])] == ["起草会议方案"]
    assert [event.summary for event in events_of(sheets["owner:p3"])] == [
        "发出通知（已完成）",
        "印制文件",
    ]


def test_done_task_reminds_nobody(meeting: Plan, timeline: Timeline):
    done, due = events_of(collect_sheets(meeting, timeline)["owner:p3"])
    assert (len(done.alarms), len(due.alarms)) == (0, 2)


def test_leader_sees_what_he_presides_over_says_and_answers_for(meeting: Plan, timeline: Timeline):
    duties = events_of(collect_sheets(meeting, timeline)["duty:p1"])
    assert [event.summary for event in duties] == [
        "开幕会（主持、发言、主席台就座）",
        "已完成：发出通知（李明）",
        "到期：起草会议方案（李明）",
        "到期：印制文件（李明）",
    ]


def test_same_plan_gives_the_same_bytes(meeting: Plan):
    def build() -> list[bytes]:
        timeline = back_schedule(meeting, date(2026, 12, 1))
        return [make_calendar(meeting, timeline, each.key) for each in list_calendars(meeting)]

    assert build() == build()


def test_identity_of_an_entry_outlives_its_date_and_name(meeting: Plan, timeline: Timeline):
    moved = replace(
        meeting,
        title="改名",
        sittings=(
            replace(meeting.sittings[0], name="改名", held_on=date(2027, 1, 20)),
            *meeting.sittings[1:],
        ),
    )
    before = events_of(collect_sheets(meeting, timeline)["meeting"])
    after = events_of(collect_sheets(moved, back_schedule(moved, date(2026, 12, 1)))["meeting"])
    assert [event.uid for event in before] == [event.uid for event in after]


def test_other_meetings_have_other_identities(meeting: Plan, timeline: Timeline):
    other = replace(meeting, number=5)
    ours = {
        event.uid
        for sheet in collect_sheets(meeting, timeline).values()
        for event in events_of(sheet)
    }
    theirs = {
        event.uid
        for sheet in collect_sheets(other, timeline).values()
        for event in events_of(sheet)
    }
    assert ours & theirs == set()


def test_hash_stays_when_only_the_revision_changes(meeting: Plan, timeline: Timeline):
    revised = replace(meeting, edition=Edition(4, date(2027, 1, 4)))
    assert calendar_hash(collect_sheets(meeting, timeline)["owner:p2"]) == calendar_hash(
        collect_sheets(revised, timeline)["owner:p2"]
    )
    assert b"SEQUENCE:4\r\n" in make_calendar(revised, timeline, "owner:p2")


def test_history_settles_where_an_entry_stands(meeting: Plan, timeline: Timeline):
    cancelled = Standing(7, STAMP, is_cancelled=True)
    events = events_of(collect_sheets(meeting, timeline)["meeting"])
    sheet = make_sheet(meeting, "meeting", events, lambda _event: cancelled)
    assert [each.standing for each in sheet.entries] == [cancelled, cancelled]


def test_hash_tells_a_cancellation(meeting: Plan, timeline: Timeline):
    sheet = collect_sheets(meeting, timeline)["meeting"]
    cancelled = make_sheet(
        meeting, "meeting", events_of(sheet), lambda _event: Standing(3, STAMP, is_cancelled=True)
    )
    assert calendar_hash(sheet) != calendar_hash(cancelled)


def test_sheet_bears_the_title_of_the_catalogue(meeting: Plan):
    sheet = make_sheet(meeting, "owner:p2", (), lambda _event: Standing(1, STAMP))
    assert sheet.name == "李明（办公厅）任务·政协云岭省第十三届委员会第四次会议"
