"""Calendars read by others: the icalendar library, ical, vobject, and RFC 5545 line by line."""

from __future__ import annotations

import re
import warnings
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject
from ical.calendar_stream import IcsCalendarStream

from planner.calendars.catalogue import list_calendars
from planner.calendars.collection import collect_sheets, make_calendar
from planner.calendars.text import clean_line, clean_text

if TYPE_CHECKING:
    from planner.domain.plan import Plan
    from planner.domain.timeline import Timeline

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def every_file(meeting: Plan, timeline: Timeline, hostile: Plan, hostile_timeline: Timeline):
    return [
        make_calendar(plan, dates, each.key)
        for plan, dates in ((meeting, timeline), (hostile, hostile_timeline))
        for each in list_calendars(plan)
    ]


def read_lines(content: bytes):
    text = content.decode()
    assert text.endswith("\r\n")
    return text.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def test_lines_obey_rfc5545(every_file: list[bytes]):
    for content in every_file:
        physical = content.removesuffix(b"\r\n").split(b"\r\n")
        assert max(map(len, physical)) <= 75
        assert all(line.decode().isprintable() or "\t" in line.decode() for line in physical)
        for line in read_lines(content):
            assert re.fullmatch(r"[A-Z0-9-]+(;[A-Z-]+=[^:;,\"]+)*:.*", line), line


def test_components_are_nested_and_complete(every_file: list[bytes]):
    for content in every_file:
        stack = []
        for line in read_lines(content):
            name, _, value = line.partition(":")
            if name == "BEGIN":
                stack.append((value, set()))
            elif name == "END":
                assert stack.pop()[0] == value
            else:
                seen = stack[-1][1]
                bare = name.partition(";")[0]
                assert bare not in seen, f"{bare} twice"
                seen.add(bare)
        assert stack == []
        assert content.count(b"BEGIN:VTIMEZONE") == 1
        assert content.count(b"\r\nBEGIN:VEVENT\r\n") == content.count(b"\r\nDTSTAMP:")


def test_texts_hold_no_unescaped_separators(every_file: list[bytes]):
    for content in every_file:
        for line in read_lines(content):
            name, _, value = line.partition(":")
            if name in {"SUMMARY", "DESCRIPTION", "LOCATION", "X-WR-CALNAME", "NAME"}:
                assert re.fullmatch(r"(?:[^\\;,]|\\[\\;,n])*", value), line


@pytest.mark.parametrize("fixtures", [("meeting", "timeline"), ("hostile", "hostile_timeline")])
def test_other_readers_see_what_was_meant(
    fixtures: tuple[str, str], request: pytest.FixtureRequest
):
    plan, timeline = map(request.getfixturevalue, fixtures)
    for key, sheet in collect_sheets(plan, timeline).items():
        content = make_calendar(plan, timeline, key)
        meant = [
            (event.uid, clean_line(event.summary), clean_text(event.description))
            for event in (each.event for each in sheet.entries)
        ]
        assert read_with_ical(content) == meant
        assert read_with_vobject(content) == meant
        assert read_with_icalendar(content) == meant


def read_calendar(plan: Plan, timeline: Timeline, key: str):
    return IcsCalendarStream.calendar_from_ics(make_calendar(plan, timeline, key).decode())


def read_with_ical(content: bytes):
    calendar = IcsCalendarStream.calendar_from_ics(content.decode())
    return [(each.uid, each.summary, each.description or "") for each in calendar.events]


def read_with_vobject(content: bytes):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # vobject's own
        calendar = vobject.readOne(content.decode())
    return [
        (each.uid.value, each.summary.value, each.getChildValue("description", ""))
        for each in calendar.contents.get("vevent", [])
    ]


def read_with_icalendar(content: bytes):
    calendar = icalendar.Calendar.from_ical(content)
    return [
        (str(each["UID"]), str(each["SUMMARY"]), str(each.get("DESCRIPTION", "")))
        for each in calendar.events
    ]


def test_times_arrive_in_shanghai(meeting: Plan, timeline: Timeline):
    calendar = read_calendar(meeting, timeline, "sitting:s1")
    event = calendar.events[0]
    assert event.dtstart.astimezone(UTC) == datetime(2027, 1, 18, 1, tzinfo=UTC)
    assert event.dtend.astimezone(UTC) == datetime(2027, 1, 18, 3, 30, tzinfo=UTC)
    assert event.dtstamp == datetime(2026, 12, 24, 16, tzinfo=UTC)


def test_all_day_entries_end_on_the_day_after(meeting: Plan, timeline: Timeline):
    calendar = read_calendar(meeting, timeline, "owner:p2")
    event, dated = calendar.events[0], timeline.find("t1")
    assert (event.dtstart, event.dtend) == (dated.starts_on, dated.ends_on + timedelta(days=1))
    assert type(event.dtstart) is date


def test_alarms_ring_at_nine(meeting: Plan, timeline: Timeline):
    calendar = read_calendar(meeting, timeline, "owner:p2")
    event, dated = calendar.events[0], timeline.find("t1")
    start = datetime.combine(event.dtstart, time())
    assert sorted(start + alarm.trigger for alarm in event.alarm) == sorted(
        datetime.combine(day, time(9))
        for day in (dated.starts_on, dated.ends_on - timedelta(days=1))
    )


def test_zone_is_that_of_shanghai(meeting: Plan, timeline: Timeline):
    calendar = icalendar.Calendar.from_ical(make_calendar(meeting, timeline, "meeting"))
    zone = calendar.timezones[0].to_tz()
    for moment in (datetime(1995, 7, 1), datetime(2027, 1, 18, 9), datetime(2040, 7, 1)):  # noqa: DTZ001  local
        assert zone.utcoffset(moment) == SHANGHAI.utcoffset(moment)


def test_zone_starts_where_summer_time_ended():
    before = datetime(1991, 9, 14, 16, 59, tzinfo=UTC).astimezone(SHANGHAI)
    after = datetime(1991, 9, 14, 17, 0, tzinfo=UTC).astimezone(SHANGHAI)
    assert (before.utcoffset(), after.utcoffset()) == (timedelta(hours=9), timedelta(hours=8))
