"""China's time as a VTIMEZONE (RFC 5545 §3.6.5), written by hand."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from planner.calendars.event import CalendarEvent

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.calendars.event import CalendarTask

SUMMER_TIMES = (
    ("19860504", "19860914"),
    ("19870412", "19870913"),
    ("19880417", "19880911"),
    ("19890416", "19890917"),
    ("19900415", "19900916"),
    ("19910414", "19910915"),
)
"""First and last Sunday of summer time; clocks moved at two."""
YEAR_AFTER = 1992
"""The first year in which summer time was no more."""
HEAD = "BEGIN:VTIMEZONE\r\nTZID:Asia/Shanghai\r\n"
TAIL = "END:VTIMEZONE\r\n"


def observe(kind: str, starts: str, before: str, after: str, name: str) -> str:
    """Return one rule of the zone: from when on which offset from UTC holds."""
    return (
        f"BEGIN:{kind}\r\nDTSTART:{starts}\r\nTZOFFSETFROM:{before}\r\nTZOFFSETTO:{after}\r\n"
        f"TZNAME:{name}\r\nEND:{kind}\r\n"
    )


def plain_zone() -> bytes:
    """Return the zone since 15 September 1991, when it last left summer time."""
    return f"{HEAD}{observe('STANDARD', '19910915T020000', '+0900', '+0800', 'CST')}{TAIL}".encode()


def archive_zone() -> bytes:
    """Return the zone since 1949, with the summer times of 1986 to 1991."""
    rules = [observe("STANDARD", "19490528T000000", "+0900", "+0800", "CST")]
    for first, last in SUMMER_TIMES:
        rules += [
            observe("DAYLIGHT", f"{first}T020000", "+0800", "+0900", "CDT"),
            observe("STANDARD", f"{last}T020000", "+0900", "+0800", "CST"),
        ]
    return f"{HEAD}{''.join(rules)}{TAIL}".encode()


PLAIN_ZONE = plain_zone()
ARCHIVE_ZONE = archive_zone()


def zone_for(events: Iterable[CalendarEvent | CalendarTask]) -> bytes:
    """Return the zone that some entries need: that of archives where one lies that far back."""
    is_old = any(
        isinstance(each, CalendarEvent)
        and each.starts.year < YEAR_AFTER
        and isinstance(each.starts, datetime)
        for each in events
    )
    return ARCHIVE_ZONE if is_old else PLAIN_ZONE
