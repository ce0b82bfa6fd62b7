"""Whether the zones of a calendar are there, and are what the zones of those names really are."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tests.calendars.lint_part import walk
from tests.calendars.lint_value import DATE_TIME

if TYPE_CHECKING:
    from tests.calendars.lint_part import Line, Part


def lint_zones(calendar: Part) -> list[str]:
    """Return faults of zones: named and there, with a rule, and as the zone of that name is."""
    zones = [each for each in calendar.parts if each.name == "VTIMEZONE"]
    names = [line.value for zone in zones for line in zone.all("TZID")]
    faults = [f"ZONE-TWICE: {name}" for name in set(names) if names.count(name) > 1]
    lines = [line for part in walk(calendar) for line in part.lines]
    used = {line.params["TZID"] for line in lines if "TZID" in line.params}
    faults += [f"ZONE-MISSING: {name}" for name in sorted(used - set(names))]
    for zone in zones:
        if not zone.parts:
            faults.append("ZONE-RULE: none")
        faults += [fault for rule in zone.parts for fault in lint_onset(zone, rule)]
    return faults + lint_moments(calendar, zones)


def lint_onset(zone: Part, rule: Part) -> list[str]:
    """Return faults of one rule: local onset, and what the zone really did then."""
    starts, before, after = map(rule.one, ("DTSTART", "TZOFFSETFROM", "TZOFFSETTO"))
    name = zone.one("TZID")
    if not (starts and before and after and name):
        return []
    if starts.params or not DATE_TIME.fullmatch(starts.value) or starts.value.endswith("Z"):
        return [f"ONSET-LOCAL: {starts.value}"]
    onset = read_utc(starts.value) - offset(before)
    there = ZoneInfo(name.value)
    real = [
        (onset + step).astimezone(there).utcoffset()
        for step in (timedelta(seconds=-1), timedelta())
    ]
    return [] if real == [offset(before), offset(after)] else [f"ONSET: {rule.name} {starts.value}"]


def lint_moments(calendar: Part, zones: list[Part]) -> list[str]:
    """Return times whose offset by the calendar's own zone is not that of the zone's name."""
    rules = {
        zone.one("TZID").value: sorted(
            (rule.one("DTSTART").value, offset(rule.one("TZOFFSETTO")))
            for rule in zone.parts
            if rule.has("DTSTART") and rule.has("TZOFFSETTO")
        )
        for zone in zones
        if zone.has("TZID")
    }
    faults = []
    for part in walk(calendar):
        for line in part.lines:
            known = rules.get(line.params.get("TZID", ""))
            if not known or not DATE_TIME.fullmatch(line.value):
                continue
            past = [after for starts, after in known if starts <= line.value]
            there = ZoneInfo(line.params["TZID"])
            real = read_utc(line.value).replace(tzinfo=there).utcoffset()
            if not past or past[-1] != real:
                faults.append(f"OFFSET: {line.name} {line.value}")
    return faults


def read_utc(value: str) -> datetime:
    """Return a time as if it were one of UTC."""
    return datetime.strptime(value, "%Y%m%dT%H%M%S").replace(tzinfo=UTC)


def offset(line: Line) -> timedelta:
    sign = -1 if line.value[0] == "-" else 1
    return sign * timedelta(hours=int(line.value[1:3]), minutes=int(line.value[3:5]))
