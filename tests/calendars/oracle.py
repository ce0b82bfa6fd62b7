"""The same calendars, built by the icalendar library: what our bytes have to be for sound input.

The library is used as its documentation shows, save for the defects named ``mend_…``: there the
library is told what it should have known.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import icalendar

from planner.calendars.color import COLORS
from planner.calendars.event import CalendarEvent, TaskStatus
from planner.clock import HOUSE_ZONE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.calendars.event import (
        Alarm,
        Attendee,
        CalendarSheet,
        CalendarTask,
        Entry,
        Organizer,
        Standing,
    )

SUMMER_TIMES = (
    (date(1986, 5, 4), date(1986, 9, 14)),
    (date(1987, 4, 12), date(1987, 9, 13)),
    (date(1988, 4, 17), date(1988, 9, 11)),
    (date(1989, 4, 16), date(1989, 9, 17)),
    (date(1990, 4, 15), date(1990, 9, 16)),
    (date(1991, 4, 14), date(1991, 9, 15)),
)


def render(sheet: CalendarSheet) -> bytes:
    has_tasks = any(not isinstance(entry.event, CalendarEvent) for entry in sheet.entries)
    calendar = open_calendar("" if has_tasks else "PUBLISH")
    if sheet.name:
        calendar.add("name", mend_unknown_text(sheet.name))
        calendar.add("x-wr-calname", mend_unknown_text(sheet.name))
    if sheet.description.strip(" \t"):
        calendar.add("description", sheet.description)
        calendar.add("x-wr-caldesc", mend_unknown_text(sheet.description))
    calendar.add("x-wr-timezone", HOUSE_ZONE.key)
    calendar.add("refresh-interval", mend_refresh_interval(timedelta(hours=1)))
    calendar.add("x-published-ttl", icalendar.vDuration(timedelta(hours=1)))
    if sheet.color:
        calendar.add("color", sheet.color)
        calendar.add("x-apple-calendar-color", COLORS[sheet.color])
    calendar.add_component(mend_zone(entry.event for entry in sheet.entries))
    for entry in sheet.entries:
        calendar.add_component(build_entry(entry, sheet.organizer))
    return write(calendar)


def render_object(entry: Entry, organizer: Organizer) -> bytes:
    calendar = open_calendar()
    if isinstance(entry.event, CalendarEvent) and isinstance(entry.event.starts, datetime):
        calendar.add_component(mend_zone([entry.event]))
    calendar.add_component(build_entry(entry, organizer))
    return write(calendar)


def render_invitation(entry: Entry, organizer: Organizer, attendee: Attendee, method: str) -> bytes:
    calendar = open_calendar(method)
    if isinstance(entry.event.starts, datetime):
        calendar.add_component(mend_zone([entry.event]))
    calendar.add_component(build_event(entry.event, entry.standing, organizer, (attendee, method)))
    return write(calendar)


def open_calendar(method: str = "") -> icalendar.Calendar:
    calendar = icalendar.Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Plenum//Meeting planner//ZH")
    calendar.add("calscale", "GREGORIAN")
    if method:
        calendar.add("method", method)
    return calendar


def write(calendar: icalendar.Calendar) -> bytes:
    return calendar.to_ical(sorted=False)


def mend_refresh_interval(every: timedelta) -> icalendar.vDuration:
    return icalendar.vDuration(every, {"VALUE": "DURATION"})


def mend_unknown_text(text: str) -> icalendar.vText:
    return icalendar.vText(text)


def mend_zone(events: Iterable[CalendarEvent | CalendarTask]) -> icalendar.Timezone:
    zone = icalendar.Timezone()
    zone.add("tzid", HOUSE_ZONE.key)
    if any(isinstance(each, CalendarEvent) and is_old(each.starts) for each in events):
        zone.add_component(observe(icalendar.TimezoneStandard(), date(1949, 5, 28), hour=0))
        for first, last in SUMMER_TIMES:
            zone.add_component(observe(icalendar.TimezoneDaylight(), first))
            zone.add_component(observe(icalendar.TimezoneStandard(), last))
    else:
        zone.add_component(observe(icalendar.TimezoneStandard(), date(1991, 9, 15)))
    return zone


def is_old(moment: date | datetime) -> bool:
    return isinstance(moment, datetime) and moment.year < 1992


def observe(rule: icalendar.Component, day: date, hour: int = 2) -> icalendar.Component:
    is_summer = rule.name == "DAYLIGHT"
    rule.add("dtstart", datetime(day.year, day.month, day.day, hour))  # noqa: DTZ001  local by definition
    rule.add("tzoffsetfrom", timedelta(hours=8 if is_summer else 9))
    rule.add("tzoffsetto", timedelta(hours=9 if is_summer else 8))
    rule.add("tzname", "CDT" if is_summer else "CST")
    return rule


def build_entry(entry: Entry, organizer: Organizer) -> icalendar.Component:
    build = build_event if isinstance(entry.event, CalendarEvent) else build_task
    return build(entry.event, entry.standing, organizer)


def build_event(
    event: CalendarEvent,
    standing: Standing,
    organizer: Organizer,
    invited: tuple[Attendee, str] | None = None,
) -> icalendar.Event:
    component = icalendar.Event()
    add_standing(component, event.uid, standing)
    component.add("dtstart", in_house_zone(event.starts))
    if event.ends is not None:
        component.add("dtend", in_house_zone(event.ends))
    is_cancelled = standing.is_cancelled
    add_texts(component, event, is_cancelled=is_cancelled)
    component.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    is_busy = event.is_busy and not is_cancelled
    component.add("transp", "OPAQUE" if is_busy else "TRANSPARENT")
    component.add("organizer", address(organizer))
    if invited:
        component.add("attendee", invite(*invited))
    for alarm in () if is_cancelled else event.alarms:
        component.add_component(build_alarm(alarm))
    return component


def build_task(task: CalendarTask, standing: Standing, organizer: Organizer) -> icalendar.Todo:
    component = icalendar.Todo()
    add_standing(component, task.uid, standing)
    is_long = task.starts_on < task.due_on
    if is_long:
        component.add("dtstart", task.starts_on)
    component.add("due", task.due_on)
    is_cancelled = standing.is_cancelled or task.status is TaskStatus.CANCELLED
    add_texts(component, task, is_cancelled=is_cancelled)
    component.add("status", "CANCELLED" if is_cancelled else task.status.value)
    if task.completed_at and task.status is TaskStatus.COMPLETED:
        component.add("completed", task.completed_at.astimezone(UTC))
    component.add("organizer", address(organizer))
    for alarm in () if is_cancelled else task.alarms:
        component.add_component(build_alarm(alarm, {} if is_long else {"RELATED": "END"}))
    return component


def add_standing(component: icalendar.Component, uid: str, standing: Standing) -> None:
    component.add("uid", uid)
    component.add("dtstamp", standing.stamp.astimezone(UTC))
    component.add("last-modified", standing.stamp.astimezone(UTC))
    component.add("sequence", standing.sequence)


def add_texts(
    component: icalendar.Component, event: CalendarEvent | CalendarTask, *, is_cancelled: bool
) -> None:
    summary = f"[已取消]{event.summary}" if is_cancelled else event.summary
    component.add("summary", summary or "（未命名）")
    if getattr(event, "location", ""):
        component.add("location", event.location)
    if event.description.strip(" \t"):
        component.add("description", event.description)
    if event.categories:
        component.add("categories", list(event.categories))


def build_alarm(alarm: Alarm, parameters: dict[str, str] | None = None) -> icalendar.Alarm:
    component = icalendar.Alarm()
    component.add("action", "DISPLAY")
    component.add("trigger", alarm.after_start, parameters=parameters)
    component.add("description", alarm.words or "提醒")
    return component


def address(who: Organizer | Attendee) -> icalendar.vCalAddress:
    found = icalendar.vCalAddress(f"mailto:{who.address}")
    if who.name:
        found.params["CN"] = who.name
    return found


def invite(attendee: Attendee, method: str) -> icalendar.vCalAddress:
    found = icalendar.vCalAddress(f"mailto:{attendee.address}")
    found.params["ROLE"] = "REQ-PARTICIPANT"
    found.params["PARTSTAT"] = attendee.partstat
    if method == "REQUEST":
        found.params["RSVP"] = "TRUE"
    if attendee.name:
        found.params["CN"] = attendee.name
    return found


def in_house_zone(moment: date | datetime) -> date | datetime:
    return moment.astimezone(HOUSE_ZONE) if isinstance(moment, datetime) else moment
