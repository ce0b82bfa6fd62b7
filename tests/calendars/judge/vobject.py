"""vobject, the reader of Radicale's past and of many scripts."""

from __future__ import annotations

import warnings
from dataclasses import replace
from datetime import timedelta

import vobject

from tests.calendars.judge.seen import Seen, say


def as_read(meant: Seen) -> Seen:
    """Return an entry with this reader's quirk: it does not know RFC 6868."""
    escaped = meant.organizer_name.replace("^", "^^").replace('"', "^'")
    return replace(meant, organizer_name=escaped)


def read(calendars: list[bytes]) -> list[list[Seen]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # vobject's own
        return [read_calendar(each.decode()) for each in calendars]


def read_calendar(text: str) -> list[Seen]:
    calendar = vobject.readOne(text)
    found = [*calendar.contents.get("vevent", ()), *calendar.contents.get("vtodo", ())]
    return [read_entry(each) for each in found]


def read_entry(entry: vobject.base.Component) -> Seen:
    value = entry.getChildValue
    return Seen(
        kind=entry.name,
        uid=value("uid"),
        summary=value("summary", ""),
        description=value("description", ""),
        location=value("location", ""),
        categories=tuple(value("categories", ())),
        starts=say(value("dtstart")),
        ends=say(value("dtend" if entry.name == "VEVENT" else "due")),
        stamp=say(value("dtstamp")),
        modified=say(value("last_modified")),
        sequence=int(value("sequence")),
        status=value("status"),
        transp=value("transp", ""),
        completed=say(value("completed")),
        organizer=entry.organizer.value.removeprefix("mailto:"),
        organizer_name=entry.organizer.params.get("CN", [""])[0],
        alarms=tuple(sorted(map(read_alarm, entry.contents.get("valarm", ())))),
    )


def read_alarm(alarm: vobject.base.Component) -> tuple[str, int]:
    trigger = alarm.trigger.value
    assert isinstance(trigger, timedelta)
    return alarm.description.value, int(trigger.total_seconds())
