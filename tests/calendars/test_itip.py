"""Invitations as libical reads RFC 5546: new, edited, moved, late, called off."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from planner.calendars.event import Attendee, CalendarEvent, Organizer, Standing
from planner.calendars.writer import scheduling_bytes
from planner.clock import HOUSE_ZONE
from tests.calendars.corpus import NINE, samples
from tests.calendars.judge.itip import classify
from tests.calendars.lint import lint

ORGANIZER = Organizer("办公厅", "office@yunling.example")
LI_MING = Attendee("李明", "li.ming@yunling.example")
EVENT = CalendarEvent("u-1", "开幕会", NINE, NINE + timedelta(hours=2), "云岭会堂")
FIRST = datetime(2027, 1, 5, 16, tzinfo=HOUSE_ZONE)
CREATED = Standing(0, FIRST)
EDITED = Standing(0, FIRST + timedelta(hours=1))
MOVED = Standing(1, FIRST + timedelta(hours=2))
DROPPED = Standing(2, FIRST + timedelta(hours=3), is_cancelled=True)

new = scheduling_bytes(EVENT, CREATED, ORGANIZER, LI_MING, "REQUEST")
edited_event = replace(EVENT, description="议程有增补")
edited = scheduling_bytes(edited_event, EDITED, ORGANIZER, LI_MING, "REQUEST")
moved_event = replace(edited_event, starts=NINE + timedelta(hours=1))
moved = scheduling_bytes(moved_event, MOVED, ORGANIZER, LI_MING, "REQUEST")
cancelled = scheduling_bytes(moved_event, DROPPED, ORGANIZER, LI_MING, "CANCEL")


def test_life_of_an_invitation_is_what_was_meant():
    steps = {
        "new": (new, b""),
        "edited": (edited, new),
        "moved": (moved, edited),
        "edited and moved at once": (moved, new),
        "cancelled": (cancelled, moved),
    }
    assert dict(zip(steps, classify(LI_MING.address, list(steps.values())), strict=True)) == {
        "new": "REQUEST-NEW",
        "edited": "REQUEST-UPDATE",
        "moved": "REQUEST-RESCHEDULE",
        "edited and moved at once": "REQUEST-RESCHEDULE",
        "cancelled": "CANCEL-EVENT",
    }


def test_what_comes_late_or_twice_changes_nothing():
    late = [(new, edited), (new, moved), (edited, moved), (moved, cancelled), (moved, moved)]
    assert classify(LI_MING.address, late) == ["OBSOLETE"] * 5


def test_invitations_have_no_fault():
    assert [lint(each) for each in (new, edited, moved, cancelled)] == [[]] * 4


def test_cancellation_is_one_even_where_the_standing_does_not_say_so():
    found = scheduling_bytes(EVENT, CREATED, ORGANIZER, LI_MING, "CANCEL")
    assert (lint(found), b"STATUS:CANCELLED\r\n" in found, b"RSVP" in found) == ([], True, False)


def test_invitations_to_those_of_the_sample_plans_have_no_fault():
    events = {
        entry.event
        for sheet in samples()
        if sheet.key.startswith("person:")
        for entry in sheet.entries
    }
    assert len(events) > 50
    contents = [scheduling_bytes(each, MOVED, ORGANIZER, LI_MING, "REQUEST") for each in events]
    assert [fault for content in contents for fault in lint(content)] == []
