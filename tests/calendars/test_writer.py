"""The profile: what stands in our calendars and what does not, line by line."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from planner.calendars.event import (
    Attendee,
    CalendarEvent,
    CalendarSheet,
    CalendarTask,
    Entry,
    Organizer,
    Standing,
    TaskStatus,
)
from planner.calendars.identity import make_uid
from planner.calendars.line import NaiveTimeError, format_length
from planner.calendars.writer import (
    CALENDAR_TAIL,
    calendar_head,
    entry_bytes,
    event_bytes,
    join_calendar,
    object_bytes,
    render_calendar,
    scheduling_bytes,
    task_bytes,
)
from planner.clock import HOUSE_ZONE
from tests.calendars.corpus import ALARMS, FIRST_DAY, NINE, STANDING

if TYPE_CHECKING:
    from planner.domain.plan import Plan

OFFICE = Organizer("办公厅", "office@yunling.example")
LI_MING = Attendee("李明", "li@x.cn")
EVENT = CalendarEvent("u-1", "开幕会", NINE, NINE + timedelta(hours=2), "云岭会堂", alarms=ALARMS)
TASK = CalendarTask("t-1", "起草方案", FIRST_DAY, date(2027, 1, 20), alarms=ALARMS)
SHEET = CalendarSheet("meeting", "会议", "", (Entry(EVENT, STANDING),), OFFICE, "firebrick")
CANCELLED = Standing(4, STANDING.stamp, is_cancelled=True)


def lines_of(content: bytes):
    return content.decode().replace("\r\n ", "").split("\r\n")


def test_head_is_this():
    assert lines_of(calendar_head(replace(SHEET, description="说明"))) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Plenum//Meeting planner//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "NAME:会议",
        "X-WR-CALNAME:会议",
        "DESCRIPTION:说明",
        "X-WR-CALDESC:说明",
        "X-WR-TIMEZONE:Asia/Shanghai",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        "COLOR:firebrick",
        "X-APPLE-CALENDAR-COLOR:#B22222",
        "BEGIN:VTIMEZONE",
        "TZID:Asia/Shanghai",
        "BEGIN:STANDARD",
        "DTSTART:19910915T020000",
        "TZOFFSETFROM:+0900",
        "TZOFFSETTO:+0800",
        "TZNAME:CST",
        "END:STANDARD",
        "END:VTIMEZONE",
        "",
    ]


def test_event_is_this():
    assert lines_of(event_bytes(replace(EVENT, alarms=ALARMS[:1]), STANDING, OFFICE)) == [
        "BEGIN:VEVENT",
        "UID:u-1",
        "DTSTAMP:20270105T080000Z",
        "LAST-MODIFIED:20270105T080000Z",
        "SEQUENCE:3",
        "DTSTART;TZID=Asia/Shanghai:20270118T090000",
        "DTEND;TZID=Asia/Shanghai:20270118T110000",
        "SUMMARY:开幕会",
        "LOCATION:云岭会堂",
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
        "ORGANIZER;CN=办公厅:mailto:office@yunling.example",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "TRIGGER:-PT30M",
        "DESCRIPTION:30分钟后\\;开会\\, C:\\\\New",
        "END:VALARM",
        "END:VEVENT",
        "",
    ]


def test_cancelled_event_is_free_marked_and_silent():
    assert lines_of(event_bytes(EVENT, CANCELLED, OFFICE))[4:] == [
        "SEQUENCE:4",
        "DTSTART;TZID=Asia/Shanghai:20270118T090000",
        "DTEND;TZID=Asia/Shanghai:20270118T110000",
        "SUMMARY:[已取消]开幕会",
        "LOCATION:云岭会堂",
        "STATUS:CANCELLED",
        "TRANSP:TRANSPARENT",
        "ORGANIZER;CN=办公厅:mailto:office@yunling.example",
        "END:VEVENT",
        "",
    ]


def test_task_of_several_days_has_both_ends():
    assert lines_of(task_bytes(TASK, STANDING, OFFICE))[4:10] == [
        "SEQUENCE:3",
        "DTSTART;VALUE=DATE:20270118",
        "DUE;VALUE=DATE:20270120",
        "SUMMARY:起草方案",
        "STATUS:NEEDS-ACTION",
        "ORGANIZER;CN=办公厅:mailto:office@yunling.example",
    ]


def test_task_of_one_day_is_due_and_its_alarms_count_from_there():
    lines = lines_of(task_bytes(replace(TASK, due_on=FIRST_DAY), STANDING, OFFICE))
    assert [line for line in lines if line.startswith(("DTSTART", "DUE", "TRIGGER"))] == [
        "DUE;VALUE=DATE:20270118",
        "TRIGGER;RELATED=END:-PT30M",
        "TRIGGER;RELATED=END:P1DT9H",
    ]


def test_completed_task_says_when():
    done_at = datetime(2027, 1, 19, 16, tzinfo=HOUSE_ZONE)
    task = replace(TASK, status=TaskStatus.COMPLETED, completed_at=done_at)
    lines = lines_of(task_bytes(task, STANDING, OFFICE))
    assert [each for each in lines if each.startswith(("STATUS", "COMPLETED"))] == [
        "STATUS:COMPLETED",
        "COMPLETED:20270119T080000Z",
    ]


def test_calendar_of_tasks_has_no_method():
    sheet = replace(SHEET, entries=(Entry(TASK, STANDING),))
    assert b"METHOD" not in render_calendar(sheet)


def test_calendar_is_head_parts_and_tail():
    parts = [entry_bytes(each, OFFICE) for each in SHEET.entries]
    head = calendar_head(SHEET)
    assert render_calendar(SHEET) == join_calendar(head, parts)
    assert render_calendar(SHEET) == head + b"".join(parts) + CALENDAR_TAIL


def test_object_has_no_method_and_a_zone_only_where_there_are_times():
    timed = object_bytes(Entry(EVENT, STANDING), OFFICE)
    whole_day = object_bytes(Entry(replace(EVENT, starts=FIRST_DAY, ends=None), STANDING), OFFICE)
    task = object_bytes(Entry(TASK, STANDING), OFFICE)
    found = [(b"METHOD" in each, each.count(b"VTIMEZONE")) for each in (timed, whole_day, task)]
    assert found == [(False, 2), (False, 0), (False, 0)]


def test_invitation_asks_one_attendee():
    content = scheduling_bytes(EVENT, STANDING, OFFICE, LI_MING, "REQUEST")
    assert [line for line in lines_of(content) if line.startswith(("METHOD", "ATT", "ORG"))] == [
        "METHOD:REQUEST",
        "ORGANIZER;CN=办公厅:mailto:office@yunling.example",
        "ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN=李明:mailto:li@x.cn",
    ]


@pytest.mark.parametrize(
    "event",
    [
        replace(EVENT, starts=datetime(2027, 1, 18, 9)),  # noqa: DTZ001  naive is what is refused
        replace(EVENT, ends=datetime(2027, 1, 18, 11)),  # noqa: DTZ001  the same
    ],
)
def test_naive_times_are_refused(event: CalendarEvent):
    with pytest.raises(NaiveTimeError) as refused:
        event_bytes(event, STANDING, OFFICE)
    assert "没有时区" in refused.value.wording.zh


def test_naive_stamp_is_refused():
    with pytest.raises(NaiveTimeError):
        event_bytes(EVENT, Standing(1, datetime(2027, 1, 5)), OFFICE)  # noqa: DTZ001  the same


@pytest.mark.parametrize("zone", [HOUSE_ZONE, UTC, timezone(timedelta(hours=8))])
def test_every_time_is_written_in_the_house_s_zone(zone: timezone):
    event = replace(EVENT, starts=NINE.astimezone(zone), ends=None)
    lines = lines_of(event_bytes(event, STANDING, OFFICE))
    assert lines[5] == "DTSTART;TZID=Asia/Shanghai:20270118T090000"


def test_summer_times_come_only_with_what_is_that_old():
    old = replace(EVENT, starts=datetime(1988, 6, 1, 9, tzinfo=HOUSE_ZONE), ends=None)
    days = replace(EVENT, starts=date(1988, 6, 1), ends=None)
    counts = [
        render_calendar(replace(SHEET, entries=(Entry(each, STANDING),))).count(b"BEGIN:DAYLIGHT")
        for each in (EVENT, old, days)
    ]
    assert counts == [0, 6, 0]


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("a.b+c@x.cn", "a.b+c@x.cn"),
        ("a@x.cn\r\nATTENDEE:mailto:b@x.cn", "a@x.cn%20ATTENDEE%3Amailto%3Ab@x.cn"),
        ("李明@x.cn", "%E6%9D%8E%E6%98%8E@x.cn"),
        ('"a;b"@x.cn', "%22a%3Bb%22@x.cn"),
    ],
)
def test_addresses_break_no_line(address: str, written: str):
    lines = lines_of(event_bytes(EVENT, STANDING, Organizer("", address)))
    assert lines[11] == f"ORGANIZER:mailto:{written}"


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("办公厅", "办公厅"),
        ("a, b", '"a, b"'),
        ('"一"', "^'一^'"),
        ("a^n", "a^^n"),
        ("一\n二", '"一 二"'),
        ("a:b;c", '"a:b;c"'),
    ],
)
def test_names_are_quoted_where_they_must_be(name: str, written: str):
    lines = lines_of(event_bytes(EVENT, STANDING, Organizer(name, "a@x.cn")))
    assert lines[11] == f"ORGANIZER;CN={written}:mailto:a@x.cn"


@pytest.mark.parametrize(
    ("minutes", "written"),
    [(0, "P0D"), (-30, "-PT30M"), (60, "PT1H"), (1500, "P1DT1H"), (-1440, "-P1D")],
)
def test_lengths_are_written_short(minutes: int, written: str):
    assert format_length(timedelta(minutes=minutes)) == written


def test_nothing_is_written_of_texts_that_come_to_nothing():
    event = CalendarEvent("u", "\x00", FIRST_DAY, None, " \x07", " \t", ("\x00",))
    lines = lines_of(event_bytes(event, STANDING, OFFICE))
    assert [line.partition(":")[0] for line in lines[6:9]] == ["SUMMARY", "STATUS", "TRANSP"]
    assert lines[6] == "SUMMARY:（未命名）"


def test_uid_of_a_part_never_changes(meeting: Plan):
    assert make_uid(meeting, "sitting", "s1") == "935e6ee5-d56c-5c58-b758-c229d40cfefc"
