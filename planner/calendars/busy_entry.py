"""Entries of a calendar from elsewhere, put such that the library reads them as they are meant."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

from planner.calendars.reader import LIBRARY_ERRORS, read_word
from planner.clock import HOUSE_ZONE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import tzinfo

OFFSET = re.compile(r"(?:UTC|GMT)?\s*([+-])(\d{1,2})(?::?([0-5]\d))?", re.IGNORECASE)
MOST_HOURS = 14
BEIJING = re.compile(
    r"(?:\((?:UTC|GMT)\+08:?00\)\s*)?(?:Asia/)?(?:北京|中国标准时间|Beijing\b).*", re.IGNORECASE
)
BARE_OFFSET = re.compile(
    r"^([A-Z-]{4,13};(?:[A-Z]+=[\w-]+;)*TZID=)((?:UTC|GMT)?[+-]\d{1,2}:\d\d)(?=[:;])",
    re.MULTILINE | re.IGNORECASE,
)
"""A zone by its offset without the quotes that its colon needs."""
TIMES = ("DTSTART", "DTEND", "RECURRENCE-ID")
LISTS = ("EXDATE", "RDATE")


def find_zone(name: str) -> tzinfo | None:
    """Return the zone that a name means which is in no table: an offset, or Beijing by any name."""
    name = name.strip().strip('"')
    if BEIJING.fullmatch(name):
        return HOUSE_ZONE
    found = OFFSET.fullmatch(name)
    if not found or int(found[2]) > MOST_HOURS:
        return None
    offset = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    return timezone(-offset if found[1] == "-" else offset)


def quote_offsets(text: str) -> str:
    """Return a calendar's text in which the colon of an offset ends no name of a zone."""
    return BARE_OFFSET.sub(r'\1"\2"', text)


def settle_entries(entries: Sequence[Any]) -> None:
    """Give entries their zones; say which time of its series an entry replaces as the series does.

    What cannot be read stays as it is: whoever judges an entry says so.
    """
    starts: dict[str, date] = {}
    for entry in entries:
        try:
            settle_zones(entry)
            if "RECURRENCE-ID" not in entry:
                starts[str(entry.get("UID", ""))] = entry["DTSTART"].dt
        except LIBRARY_ERRORS:
            continue
    for entry in entries:
        try:
            settle_times(entry, starts.get(str(entry.get("UID", ""))))
        except LIBRARY_ERRORS:
            continue


def settle_zones(entry: Any) -> None:  # noqa: ANN401  an entry of the library
    """Give times their zone where the library did not know its name."""
    for value, name in list_values(entry):
        zone = find_zone(str(name)) if name else None
        if zone is not None and isinstance(value.dt, datetime) and value.dt.tzinfo is None:
            value.dt = value.dt.replace(tzinfo=zone)


def settle_times(entry: Any, start: date | None) -> None:  # noqa: ANN401  the same
    """Say what an entry replaces or leaves out in the form in which its series says it."""
    replaced = entry.get("RECURRENCE-ID")
    if replaced is not None and start is not None:
        replaced.dt = say_alike(replaced.dt, start)
        if isinstance(start, datetime) and start.tzinfo is None:
            replaced.params.pop("TZID", None)
    if replaced is not None and read_word(entry, "STATUS") == "CANCELLED":
        entry["DTSTART"] = replaced
        entry.pop("DTEND", None)
        entry.pop("DURATION", None)
    if isinstance(start, datetime):
        for value, _ in list_values(entry, LISTS):
            value.dt = settle_exception(value.dt, start)


def settle_exception(at: Any, start: datetime) -> Any:  # noqa: ANN401  a day, a time or a period
    """Return a time that a series adds or leaves out in its form; whole days stay as they are."""
    if isinstance(at, tuple):
        return tuple(settle_exception(each, start) for each in at)
    return say_alike(at, start) if isinstance(at, datetime) else at


def list_values(
    entry: Any,  # noqa: ANN401  the same
    names: Sequence[str] = (*TIMES, *LISTS),
) -> Iterator[tuple[Any, str]]:
    """Yield the times of an entry, each with the name of its zone."""
    for name in names:
        found = entry.get(name, [])
        for each in found if isinstance(found, list) else [found]:
            zone = each.params.get("TZID", "")
            for value in getattr(each, "dts", (each,)):
                yield value, zone


def say_alike(at: date, start: date) -> date:
    """Return a day or a time in the form of another: a day, a time with a zone, or without."""
    if not isinstance(start, datetime):
        is_elsewhere = isinstance(at, datetime) and at.tzinfo is not None
        at = at.astimezone(HOUSE_ZONE) if is_elsewhere else at  # type: ignore[attr-defined]
        return at.date() if isinstance(at, datetime) else at
    if not isinstance(at, datetime):
        return datetime.combine(at, start.timetz())
    if (at.tzinfo is None) == (start.tzinfo is None):
        return at
    return at.replace(tzinfo=start.tzinfo) if start.tzinfo else local(at)


def local(at: datetime) -> datetime:
    """Return a time by the clock of the house, without its zone."""
    return at.astimezone(HOUSE_ZONE).replace(tzinfo=None)
