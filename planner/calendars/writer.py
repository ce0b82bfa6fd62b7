"""The only module that knows the icalendar library: sheets in, RFC 5545 bytes out."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import icalendar

from planner.calendars.text import clean_line, escape_text
from planner.clock import HOUSE_ZONE

if TYPE_CHECKING:
    from datetime import date

    from planner.calendars.event import Alarm, CalendarEvent, CalendarSheet

REFRESH_EVERY = timedelta(hours=6)
PRODUCT = "-//Plenum//Meeting planner//ZH"
LINE = b"\r\n"


class PlainText(icalendar.vText):
    """A text that arrives as it was written, whatever stands in it."""

    __slots__ = ()

    def to_ical(self) -> bytes:
        """Return the escaped text."""
        return escape_text(self).encode()


def render_calendar(sheet: CalendarSheet, stamp: datetime, sequence: int) -> bytes:
    """Return a calendar file; ``stamp`` (UTC) and ``sequence`` are those of the revision."""
    head = calendar_head(sheet).to_ical().split(LINE)
    entries = b"".join(render_event(event, stamp, sequence) for event in sheet.events)
    return LINE.join(head[:-2]) + LINE + render_zone() + entries + LINE.join(head[-2:])


def calendar_head(sheet: CalendarSheet) -> icalendar.Calendar:
    """Return a calendar with its properties and nothing in it.

    No UID: a client would keep a single entry of a calendar that has one.
    """
    calendar = icalendar.Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for name, text in (
        ("name", clean_line(sheet.name)),
        ("x-wr-calname", clean_line(sheet.name)),
        ("description", sheet.description),
        ("x-wr-caldesc", sheet.description),
        ("x-wr-timezone", HOUSE_ZONE.key),
    ):
        if text:
            calendar.add(name, PlainText(text))
    every = icalendar.vDuration(REFRESH_EVERY, {"VALUE": "DURATION"})
    calendar.add("refresh-interval", every)
    calendar.add("x-published-ttl", icalendar.vDuration(REFRESH_EVERY))
    return calendar


@cache
def render_zone() -> bytes:
    """Return China's time since 15 September 1991, when it last left summer time."""
    standard = icalendar.TimezoneStandard()
    standard.add("dtstart", datetime(1991, 9, 15, 2))  # noqa: DTZ001  local time by definition
    standard.add("tzoffsetfrom", timedelta(hours=9))
    standard.add("tzoffsetto", timedelta(hours=8))
    standard.add("tzname", "CST")
    zone = icalendar.Timezone()
    zone.add("tzid", HOUSE_ZONE.key)
    zone.add_component(standard)
    return bytes(zone.to_ical())


@lru_cache(maxsize=8192)
def render_event(event: CalendarEvent, stamp: datetime, sequence: int) -> bytes:
    """Return one entry; the same entry stands in several calendars and is written once."""
    entry = icalendar.Event()
    entry.add("uid", event.uid)
    for name in ("dtstamp", "last-modified"):
        entry.add(name, stamp)
    entry.add("sequence", sequence)
    entry.add("dtstart", in_zone(event.starts))
    if event.ends is not None:
        entry.add("dtend", in_zone(event.ends))
    entry.add("summary", PlainText(clean_line(event.summary)))
    for name, text in (
        ("location", clean_line(event.location)),
        ("description", event.description),
    ):
        if text:
            entry.add(name, PlainText(text))
    if event.categories:
        entry.add("categories", [PlainText(clean_line(each)) for each in event.categories])
    entry.add("status", "CONFIRMED")
    entry.add("transp", "OPAQUE" if event.is_busy else "TRANSPARENT")
    for alarm in event.alarms:
        entry.add_component(make_alarm(alarm))
    return bytes(entry.to_ical())


def make_alarm(alarm: Alarm) -> icalendar.Alarm:
    """Return a reminder on the screen, counted from the entry's start."""
    component = icalendar.Alarm()
    component.add("action", "DISPLAY")
    component.add("trigger", alarm.after_start)
    component.add("description", PlainText(alarm.words))
    return component


def in_zone(moment: date | datetime) -> date | datetime:
    """Return a local time with the house's zone; a date stays a date."""
    return moment.replace(tzinfo=HOUSE_ZONE) if isinstance(moment, datetime) else moment
