"""A lint for iCalendar octets, from the RFCs alone: 5545, 7986, 5546 (iTIP), 6047 (iMIP), 6868.

It shares nothing with the writer. ``lint`` returns faults as ``RULE: where``; none is good.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.calendars.lint_part import lint_octets, nest, read_lines, walk
from tests.calendars.lint_value import COUNTS, NEEDS_VALUE, STATUSES, TYPES, VALUE_TYPES, WORDS
from tests.calendars.lint_zone import lint_zones

if TYPE_CHECKING:
    from tests.calendars.lint_part import Line, Part


def lint(content: bytes) -> list[str]:
    """Return every fault of a calendar, each as ``RULE: where``."""
    faults = lint_octets(content)
    if faults:
        return faults
    lines, faults = read_lines(content)
    if faults:
        return faults
    calendar, faults = nest(lines)
    if calendar is None or faults:
        return faults
    faults = lint_parts(calendar)
    if not any(fault.startswith(("VALUE", "COUNT", "TZID")) for fault in faults):
        faults += lint_zones(calendar)
    return faults + lint_method(calendar) + lint_identity(calendar)


def lint_parts(calendar: Part) -> list[str]:
    """Return faults of single components: which properties, how often, of which values."""
    faults = [] if calendar.parts else ["COMPONENT: none in VCALENDAR"]
    for part in walk(calendar):
        counts = COUNTS.get(part.name, {})
        faults += [
            f"COUNT: {part.name} {name} {len(part.all(name))}"
            for name, (least, most) in counts.items()
            if not least <= len(part.all(name)) <= most
        ]
        for line in part.lines:
            faults += [f"{rule}: {part.name} {line.name}" for rule in judge_line(line)]
        faults += lint_span(part) + lint_alarms(part)
        status = part.one("STATUS")
        if status and status.value not in STATUSES.get(part.name, ()):
            faults.append(f"STATUS: {part.name} {status.value}")
    version = calendar.one("VERSION")
    if version and version.value != "2.0":
        faults.append(f"VERSION: {version.value}")
    return faults


def judge_line(line: Line) -> list[str]:
    """Return the rules that a property breaks by itself: type, value, parameters."""
    default, others = TYPES.get(line.name, ("TEXT", ()))
    kind = line.params.get("VALUE", default)
    found = []
    if kind != default and kind not in others:
        return ["VALUE-TYPE"]
    if line.name in NEEDS_VALUE and "VALUE" not in line.params:
        found.append("VALUE-MISSING")
    if not VALUE_TYPES[kind](line.value):
        found.append("VALUE")
    if line.name in WORDS and line.value not in WORDS[line.name]:
        found.append("WORD")
    found += [
        f"PARAM-WORD {name}"
        for name, value in line.params.items()
        if f";{name}" in WORDS and value not in WORDS[f";{name}"]
    ]
    if "TZID" in line.params and (kind != "DATE-TIME" or line.value.endswith("Z")):
        found.append("TZID-IDLE")
    must_be_utc = line.name in {"DTSTAMP", "LAST-MODIFIED", "CREATED", "COMPLETED"}
    if must_be_utc and not line.value.endswith("Z"):
        found.append("UTC")
    return found


def lint_span(part: Part) -> list[str]:
    """Return faults of start and end: later, of one type, one of two (§3.6.1, §3.8.2.2–3)."""
    faults = []
    starts = part.one("DTSTART")
    for name in ("DTEND", "DUE"):
        ends = part.one(name)
        if ends and part.has("DURATION"):
            faults.append(f"BOTH-ENDS: {part.name}")
        if ends and starts:
            kinds = {(each.params.get("VALUE"), each.params.get("TZID")) for each in (starts, ends)}
            if len(kinds) > 1:
                faults.append(f"END-TYPE: {part.name} {name}")
            elif ends.value <= starts.value:
                faults.append(f"END-EARLY: {part.name} {name}")
    return faults


def lint_alarms(part: Part) -> list[str]:
    """Return faults of a component's alarms: what they say and what they hang on (§3.6.6)."""
    faults = []
    for alarm in part.parts:
        trigger, action = alarm.one("TRIGGER"), alarm.one("ACTION")
        if alarm.name != "VALARM" or not trigger or not action:
            continue
        if action.value == "DISPLAY" and not alarm.has("DESCRIPTION"):
            faults.append("ALARM-WORDS: DISPLAY without DESCRIPTION")
        if trigger.params.get("VALUE") == "DATE-TIME":
            if not trigger.value.endswith("Z"):
                faults.append("UTC: VALARM TRIGGER")
            continue
        is_end = trigger.params.get("RELATED") == "END"
        anchors = ("DTEND", "DUE", "DURATION") if is_end else ("DTSTART",)
        if not any(map(part.has, anchors)):
            faults.append(f"ALARM-ANCHOR: {part.name} has no {' or '.join(anchors)}")
    return faults


def lint_method(calendar: Part) -> list[str]:
    """Return faults against RFC 5546 §3.2 and §3.4, and mail addresses that are none (RFC 6047)."""
    method = calendar.one("METHOD")
    faults = []
    for part in calendar.parts:
        if part.name not in {"VEVENT", "VTODO"}:
            continue
        faults += [
            f"MAILTO: {line.name}"
            for line in (*part.all("ORGANIZER"), *part.all("ATTENDEE"))
            if not re.fullmatch(r"mailto:[^@\s]+@[^@\s]+", line.value)
        ]
        if method:
            faults += [f"ITIP {method.value}: {what}" for what in judge_method(method.value, part)]
        elif not part.has("DTSTART") and part.name == "VEVENT":
            faults.append("COUNT: VEVENT DTSTART 0")
    return faults


def judge_method(method: str, part: Part) -> list[str]:
    """Return what RFC 5546 wants of a component of a method and is not so."""
    needed = {"PUBLISH": "DTSTART SUMMARY", "REQUEST": "DTSTART SUMMARY", "CANCEL": "SEQUENCE"}
    wanted = ["ORGANIZER", *needed.get(method, "").split()]
    if part.name == "VTODO" and method in {"PUBLISH", "REQUEST"}:
        wanted.append("PRIORITY")
    found = [f"{part.name} without {name}" for name in wanted if not part.has(name)]
    attendees = len(part.all("ATTENDEE"))
    if method == "PUBLISH" and attendees:
        found.append("ATTENDEE")
    if method == "REQUEST" and not attendees:
        found.append("no ATTENDEE")
    if method == "REPLY" and attendees != 1:
        found.append("not one ATTENDEE")
    if method == "CANCEL":
        status = part.one("STATUS")
        found += [] if status and status.value == "CANCELLED" else ["STATUS"]
        found += ["VALARM"] if part.parts else []
    return found


def lint_identity(calendar: Part) -> list[str]:
    """Return faults of identity: a UID twice (§3.8.4.7), one that is too long (RFC 7986 §5.3)."""
    entries = [each for each in calendar.parts if each.name in {"VEVENT", "VTODO"}]
    whole = [each for each in entries if not each.has("RECURRENCE-ID")]
    uids = [line.value for each in whole for line in each.all("UID")]
    faults = [f"UID-TWICE: {uid}" for uid in sorted(set(uids)) if uids.count(uid) > 1]
    return faults + [f"UID-LONG: {uid[:20]}" for uid in uids if len(uid.encode()) > 255]
