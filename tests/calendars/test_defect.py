"""Defects of icalendar 7.3, each shown, and that our octets or our reader do not suffer from it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import icalendar
import pytest

from planner.calendars.event import Alarm, CalendarEvent, CalendarSheet, Entry
from planner.calendars.line import fold_line, text_line, title_line
from planner.calendars.reader import ReplyError, read_reply
from planner.calendars.writer import calendar_head, object_bytes, render_calendar
from planner.calendars.zone import ARCHIVE_ZONE, PLAIN_ZONE
from tests.calendars.corpus import NINE, ORGANIZER, STANDING
from tests.calendars.lint import lint

EVENT = CalendarEvent("u-1", "开幕会", NINE, alarms=(Alarm(timedelta(minutes=-30), "铃"),))
SHEET = CalendarSheet("x", "会议", "说明", (Entry(EVENT, STANDING),), ORGANIZER, "teal")


def rules_of(content: bytes):
    return {fault.partition(":")[0] for fault in lint(content)}


def in_calendar(component: bytes):
    head = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n"
    return head + component + b"END:VCALENDAR\r\n"


def test_absolute_trigger_lacks_its_type_there_and_is_never_written_here():
    alarm = icalendar.Alarm()
    alarm.add("trigger", NINE.astimezone(UTC))
    assert b"TRIGGER:20270118T010000Z\r\n" in alarm.to_ical()
    assert b"TRIGGER:-PT30M\r\n" in object_bytes(Entry(EVENT, STANDING), ORGANIZER)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("refresh-interval", timedelta(hours=1)),
        ("source", "https://x.cn/a.ics"),
        ("conference", "https://x.cn/a"),
    ],
)
def test_properties_of_rfc7986_lack_their_type_there(name: str, value: str | timedelta):
    component = icalendar.Event()
    component.add(name, value)
    assert f"\r\n{name.upper()}:".encode() in component.to_ical()
    assert "VALUE-MISSING" in rules_of(in_calendar(component.to_ical()))


def test_properties_of_rfc7986_have_their_type_here():
    head = calendar_head(SHEET)
    assert b"\r\nREFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n" in head
    assert b"SOURCE" not in head
    assert b"CONFERENCE" not in head


def test_backslash_and_capital_n_become_a_line_break_there_and_stay_here():
    assert icalendar.vText("C:\\New").to_ical() == b"C:\\new"
    assert text_line("SUMMARY:", "C:\\New") == b"SUMMARY:C:\\\\New\r\n"


def test_control_characters_go_through_there_and_are_gone_here():
    assert icalendar.vText("a\x00\x07\x0bb").to_ical() == b"a\x00\x07\x0bb"
    assert title_line("SUMMARY:", "a\x00\x07b") == b"SUMMARY:ab\r\n"


def test_guard_of_x_properties_is_an_assert_there_and_an_escape_here():
    calendar = icalendar.Calendar()
    calendar.add("x-wr-calname", "a\nb;c")
    with pytest.raises(AssertionError):
        calendar.to_ical()
    assert b"\r\nX-WR-CALNAME:a b\\;c\r\n" in calendar_head(
        CalendarSheet("x", "a\nb;c", "", (), ORGANIZER)
    )


def test_name_of_a_calendar_is_not_escaped_there_and_is_here():
    calendar = icalendar.Calendar()
    calendar.add("name", "a,b")
    assert b"\r\nNAME:a,b\r\n" in calendar.to_ical()
    assert b"\r\nNAME:a\\,b\r\n" in calendar_head(CalendarSheet("x", "a,b", "", (), ORGANIZER))


def test_zone_has_a_comment_a_list_and_a_wrong_onset_there():
    zone = icalendar.Timezone.from_tzid("Asia/Shanghai").to_ical()
    assert b"\r\nCOMMENT:" in zone
    assert b"\r\nRDATE:19870412T030000,19880417T030000" in zone
    assert {"COUNT: VTIMEZONE COMMENT 1", "ONSET: DAYLIGHT 19860504T030000"} <= {
        *lint(in_calendar(zone)),
        *lint(in_calendar(zone.replace(b"COMMENT", b"X-COMMENT"))),
    }


@pytest.mark.parametrize("zone", [PLAIN_ZONE, ARCHIVE_ZONE])
def test_zone_has_nothing_of_that_here(zone: bytes):
    assert lint(in_calendar(zone)) == []
    assert (b"COMMENT" in zone, b"RDATE" in zone) == (False, False)


def test_offset_is_a_zone_that_is_not_there_there_and_the_house_s_zone_here():
    east = NINE.astimezone(timezone(timedelta(hours=8)))
    event = icalendar.Event()
    event.add("dtstart", east)
    calendar = icalendar.Calendar()
    calendar.add_component(event)
    calendar.add_missing_timezones()
    assert b'DTSTART;TZID="UTC+08:00":' in calendar.to_ical()
    assert b"VTIMEZONE" not in calendar.to_ical()
    ours = object_bytes(Entry(CalendarEvent("u", "会", east), STANDING), ORGANIZER)
    assert b"\r\nDTSTART;TZID=Asia/Shanghai:20270118T090000\r\n" in ours
    assert lint(ours) == []


def test_entry_gets_a_random_uid_and_the_clock_there_and_what_it_has_here():
    one, two = (icalendar.Event.new() for _ in range(2))
    assert one["UID"] != two["UID"]
    assert one["DTSTAMP"].dt > datetime(2026, 1, 1, tzinfo=UTC)
    ours = object_bytes(Entry(EVENT, STANDING), ORGANIZER)
    assert b"\r\nUID:u-1\r\nDTSTAMP:20270105T080000Z\r\n" in ours


def test_calendar_gets_a_uid_there_and_none_here():
    assert "UID" in icalendar.Calendar.new()
    calendar, _, _ = render_calendar(SHEET).partition(b"BEGIN:VTIMEZONE")
    assert b"\r\nUID:" not in calendar


def test_text_before_the_first_fold_is_never_an_assert_here():
    assert fold_line("X:" + "\\" * 200).replace(b"\r\n ", b"") == b"X:" + b"\\" * 200 + b"\r\n"


def test_reader_does_not_take_the_library_s_own_reply_without_a_stamp():
    calendar = icalendar.Calendar()
    calendar.add("method", "REPLY")
    calendar.add_component(icalendar.Event())
    with pytest.raises(ReplyError):
        read_reply(calendar.to_ical())
