"""Read calendars with libical through GObject introspection; the system's own Python runs this.

Standard input: a JSON list of calendars. Standard output: for each, a list of entries.
"""

from __future__ import annotations

import json
import sys

import gi

gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib  # noqa: E402  only now is the version settled

KINDS = (
    (ICalGLib.ComponentKind.VEVENT_COMPONENT, "VEVENT"),
    (ICalGLib.ComponentKind.VTODO_COMPONENT, "VTODO"),
)
Kind = ICalGLib.PropertyKind


def read_calendar(text: str):
    calendar = ICalGLib.Component.new_from_string(text)
    errors = [
        each.get_value_as_string()
        for part in walk(calendar, ICalGLib.ComponentKind.ANY_COMPONENT)
        for each in properties(part, Kind.XLICERROR_PROPERTY)
    ]
    if errors:
        sys.exit(f"libical: {errors}")
    return [read_entry(each, name) for kind, name in KINDS for each in walk(calendar, kind)]


def walk(component: ICalGLib.Component, kind: ICalGLib.ComponentKind):
    each = component.get_first_component(kind)
    while each is not None:
        yield each
        each = component.get_next_component(kind)


def properties(component: ICalGLib.Component, kind: Kind):
    each = component.get_first_property(kind)
    while each is not None:
        yield each
        each = component.get_next_property(kind)


def read_entry(entry: ICalGLib.Component, name: str):
    organizer = entry.get_first_property(Kind.ORGANIZER_PROPERTY)
    named = organizer.get_first_parameter(ICalGLib.ParameterKind.CN_PARAMETER)
    end = Kind.DTEND_PROPERTY if name == "VEVENT" else Kind.DUE_PROPERTY
    return {
        "kind": name,
        "uid": entry.get_uid(),
        "summary": text_of(entry, Kind.SUMMARY_PROPERTY, "get_summary"),
        "description": text_of(entry, Kind.DESCRIPTION_PROPERTY, "get_description"),
        "location": text_of(entry, Kind.LOCATION_PROPERTY, "get_location"),
        "categories": [
            each.get_categories() for each in properties(entry, Kind.CATEGORIES_PROPERTY)
        ],
        "starts": time_of(entry, Kind.DTSTART_PROPERTY),
        "ends": time_of(entry, end),
        "stamp": time_of(entry, Kind.DTSTAMP_PROPERTY),
        "modified": time_of(entry, Kind.LASTMODIFIED_PROPERTY),
        "sequence": entry.get_sequence(),
        "status": value_of(entry, Kind.STATUS_PROPERTY),
        "transp": value_of(entry, Kind.TRANSP_PROPERTY),
        "completed": time_of(entry, Kind.COMPLETED_PROPERTY),
        "organizer": organizer.get_organizer().removeprefix("mailto:"),
        "organizer_name": named.get_cn() if named else "",
        "alarms": [
            read_alarm(each) for each in walk(entry, ICalGLib.ComponentKind.VALARM_COMPONENT)
        ],
    }


def text_of(component: ICalGLib.Component, kind: Kind, getter: str):
    found = component.get_first_property(kind)
    return getattr(found, getter)() if found else ""


def value_of(component: ICalGLib.Component, kind: Kind):
    found = component.get_first_property(kind)
    return found.get_value_as_string() if found else ""


def time_of(component: ICalGLib.Component, kind: Kind):
    found = component.get_first_property(kind)
    if not found:
        return ""
    time = found.get_datetime_with_component(component)
    day = f"{time.get_year():04}-{time.get_month():02}-{time.get_day():02}"
    if time.is_date():
        return day
    utc = time.convert_to_zone(ICalGLib.Timezone.get_utc_timezone())
    return (
        f"{utc.get_year():04}-{utc.get_month():02}-{utc.get_day():02}"
        f"T{utc.get_hour():02}:{utc.get_minute():02}:{utc.get_second():02}Z"
    )


def read_alarm(alarm: ICalGLib.Component):
    trigger = alarm.get_first_property(Kind.TRIGGER_PROPERTY).get_trigger()
    words = text_of(alarm, Kind.DESCRIPTION_PROPERTY, "get_description")
    return [words, trigger.get_duration().as_int()]


json.dump([read_calendar(each) for each in json.load(sys.stdin)], sys.stdout)
