"""A calendar from elsewhere as times at which somebody is busy; no title leaves this module."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import islice
from typing import Any, NamedTuple

import recurring_ical_events  # type: ignore[import-untyped]

from planner.calendars.busy_entry import quote_offsets, settle_entries
from planner.calendars.busy_guard import (
    LargeCalendarError,
    MalformedCalendarError,
    check_size,
    decode_text,
)
from planner.calendars.reader import LIBRARY_ERRORS, parse_calendars, read_word
from planner.calendars.recurrence import find_cost
from planner.clock import HOUSE_ZONE
from planner.domain.wording import Wording

MOST_SPANS = 10_000
MOST_COST = 500_000
"""Days that all rules together may be worked out over; so many take two seconds."""
LONGEST_ZONE_NAME = 60
TOO_MANY = Wording(
    "文件里重复的日程太多，无法逐一展开",
    "The calendar's recurring entries come to too many",
)


class LeftOut(StrEnum):
    """Why an entry of a calendar does not make anybody busy."""

    FREE = "free"
    CANCELLED = "cancelled"
    EMPTY = "empty"
    """It has no length."""
    ELSEWHEN = "elsewhen"
    """It lies outside the days that are looked at."""
    UNKNOWN_ZONE = "unknown_zone"
    RARE_RULE = "rare_rule"
    """It recurs by a rule that nobody can work out in a bounded time."""
    UNREADABLE = "unreadable"


class BusySpan(NamedTuple):
    """One time at which somebody is busy, in UTC."""

    starts_at: datetime
    ends_at: datetime
    is_all_day: bool = False


@dataclass(frozen=True, slots=True)
class BusyReading:
    """What a calendar says of somebody's time, and what of it does not count."""

    spans: tuple[BusySpan, ...]
    events: int
    """Entries in the file; one that recurs is one."""
    left_out: dict[LeftOut, int] = field(default_factory=dict)
    zones: tuple[str, ...] = ()
    """Names of time zones that nobody knows."""


def read_busy(content: bytes, from_on: date, to_on: date) -> BusyReading:
    """Return when a calendar makes somebody busy, from one day to another, both included.

    Rules are worked out (RFC 5545 §3.8.5); times without a zone are the house's own; what is
    cancelled or shown as free does not count.

    Raises:
        BusyFileError: The file is no calendar, or larger than anybody's diary.
    """
    text = decode_text(content)
    events = check_size(text)
    try:
        calendars = parse_calendars(quote_offsets(text))
    except LIBRARY_ERRORS as error:
        raise MalformedCalendarError from error
    if not calendars or any(each.name != "VCALENDAR" for each in calendars):
        raise MalformedCalendarError
    tally = _Tally(from_on, to_on)
    for calendar in calendars:
        for series in sort_entries(calendar, tally):
            tally.take(series)
        for each in calendar.subcomponents:
            if each.name == "VFREEBUSY":
                tally.take_periods(each)
    return BusyReading(
        tuple(sorted(tally.spans)), events, dict(tally.left_out), tuple(sorted(tally.zones))
    )


def sort_entries(calendar: Any, tally: _Tally) -> list[Any]:  # noqa: ANN401  of the library
    """Return the series of a calendar whose times can be worked out; note the rest."""
    kept = []
    settle_entries([each for each in calendar.subcomponents if each.name == "VEVENT"])
    for each in calendar.subcomponents:
        if each.name == "VEVENT":
            reason, cost = judge_entry(each, tally)
            tally.cost += cost
            if tally.cost > MOST_COST:
                raise LargeCalendarError(TOO_MANY)
            if reason is not None:
                tally.left_out[reason] += 1
                continue
        kept.append(each)
    calendar.subcomponents = kept
    try:
        return list(recurring_ical_events.of(calendar, skip_bad_series=True).series)
    except LIBRARY_ERRORS as error:
        raise MalformedCalendarError from error


def judge_entry(entry: Any, tally: _Tally) -> tuple[LeftOut | None, int]:  # noqa: ANN401  one of the library
    """Return why an entry does not count, or None, and what it costs to work out."""
    try:
        for name in ("DTSTART", "DTEND", "RECURRENCE-ID"):
            found = entry["DTSTART"] if name == "DTSTART" else entry.get(name)
            if found is None:
                continue
            is_floating = getattr(found.dt, "tzinfo", None) is None
            if is_floating and (zone := found.params.get("TZID")):
                tally.zones.add(re.sub(r"\W+", " ", str(zone))[:LONGEST_ZONE_NAME].strip())
                return LeftOut.UNKNOWN_ZONE, 0
        cost = find_cost(entry, tally.to_on)
    except LIBRARY_ERRORS:
        return LeftOut.UNREADABLE, 0
    return (LeftOut.RARE_RULE, 0) if cost is None else (None, cost)


class _Tally:
    """What was found so far in the days that are looked at."""

    def __init__(self, from_on: date, to_on: date) -> None:
        self.to_on = to_on
        self.starts = datetime.combine(from_on, time(), HOUSE_ZONE)
        self.ends = datetime.combine(to_on + timedelta(days=1), time(), HOUSE_ZONE)
        self.cost = 0
        self.spans: set[BusySpan] = set()
        self.left_out: Counter[LeftOut] = Counter()
        self.zones: set[str] = set()

    def take(self, series: Any) -> None:  # noqa: ANN401  the library has no type for it
        """Take the times of one series; an entry that never makes anybody busy is noted once."""
        reasons: set[LeftOut | None] = set()
        try:
            for occurrence in islice(series.between(self.starts, self.ends), MOST_SPANS + 1):
                reasons.add(self.take_one(occurrence))
        except LIBRARY_ERRORS:
            reasons.add(LeftOut.UNREADABLE)
        self.note(reasons)

    def take_periods(self, entry: Any) -> None:  # noqa: ANN401  the same
        """Take the times at which somebody else's server says that he is busy (VFREEBUSY)."""
        found = entry.get("FREEBUSY", [])
        try:
            periods = found if isinstance(found, list) else [found]
            self.note({self.take_period(each) for each in periods} or {LeftOut.FREE})
        except LIBRARY_ERRORS:
            self.note({LeftOut.UNREADABLE})

    def take_period(self, period: Any) -> LeftOut | None:  # noqa: ANN401  the same
        """Take one of these times; return why it does not count, if it does not."""
        if str(period.params.get("FBTYPE", "BUSY")).upper() == "FREE":
            return LeftOut.FREE
        first, last = period.dt
        starts = instant_of(first)
        ends = starts + last if isinstance(last, timedelta) else instant_of(last)
        if ends <= starts:
            return LeftOut.EMPTY
        if ends <= self.starts or starts >= self.ends:
            return LeftOut.ELSEWHEN
        self.spans.add(BusySpan(starts, ends))
        return None

    def note(self, reasons: set[LeftOut | None]) -> None:
        """Note why an entry does not count, unless one of its times does."""
        if len(self.spans) > MOST_SPANS:
            raise LargeCalendarError(TOO_MANY)
        if None not in reasons:
            why = [each for each in reasons if each is not None]
            self.left_out[min(why, default=LeftOut.ELSEWHEN)] += 1

    def take_one(self, occurrence: Any) -> LeftOut | None:  # noqa: ANN401  the same
        """Take one time; return why it does not count, if it does not."""
        entry = occurrence.as_component(keep_recurrence_attributes=False)
        if read_word(entry, "STATUS") == "CANCELLED":
            return LeftOut.CANCELLED
        if read_word(entry, "TRANSP") == "TRANSPARENT":
            return LeftOut.FREE
        starts, ends = instant_of(occurrence.start), instant_of(occurrence.end)
        if ends <= starts:
            return LeftOut.EMPTY
        is_all_day = not isinstance(occurrence.start, datetime)
        self.spans.add(BusySpan(starts, ends, is_all_day))
        return None


def instant_of(at: date) -> datetime:
    """Return a day or a time as an instant; what names no zone is in the house's."""
    if not isinstance(at, datetime):
        at = datetime.combine(at, time())
    return (at if at.tzinfo else at.replace(tzinfo=HOUSE_ZONE)).astimezone(UTC)
