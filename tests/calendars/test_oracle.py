"""Our bytes are those of the icalendar library, octet by octet, wherever the library is right."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.calendars.collection import collect_sheets
from planner.calendars.event import CalendarEvent, CalendarSheet, Entry
from planner.calendars.line import format_length
from planner.calendars.writer import object_bytes, render_calendar, scheduling_bytes
from planner.clock import HOUSE_ZONE
from planner.domain.timeline import back_schedule
from planner.services.sample import sample_plan
from tests.calendars import oracle
from tests.calendars.strategies import (
    LENGTHS,
    PATIENT,
    SOUND_LINES,
    SOUND_TEXTS,
    attendees,
    entries,
    events,
    organizers,
    standings,
)

if TYPE_CHECKING:
    from planner.calendars.event import Attendee, Organizer, Standing

SOUND_TEXT = SOUND_TEXTS.filter(lambda text: "\\N" not in text)


@given(
    st.builds(
        CalendarSheet,
        st.just("meeting"),
        SOUND_LINES,
        SOUND_TEXT,
        st.lists(entries(), max_size=3).map(tuple),
        organizers(),
        st.sampled_from(("", "teal", "crimson")),
    )
)
@settings(PATIENT, max_examples=50)
def test_calendar_is_that_of_the_library(sheet: CalendarSheet):
    assert render_calendar(sheet) == oracle.render(sheet)


@given(entries(), organizers())
@settings(PATIENT, max_examples=25)
def test_object_is_that_of_the_library(entry: Entry, organizer: Organizer):
    assert object_bytes(entry, organizer) == oracle.render_object(entry, organizer)


@given(events(), standings(), organizers(), attendees())
@settings(PATIENT, max_examples=25)
def test_invitation_is_that_of_the_library(
    event: CalendarEvent, standing: Standing, organizer: Organizer, attendee: Attendee
):
    method = "CANCEL" if standing.is_cancelled else "REQUEST"
    found = scheduling_bytes(event, standing, organizer, attendee, method)
    entry = Entry(event, standing)
    assert found == oracle.render_invitation(entry, organizer, attendee, method)


@pytest.mark.parametrize("sample", ["plenary", "standing"])
def test_sample_plans_are_those_of_the_library(sample: str):
    plan = sample_plan(sample)
    timeline = back_schedule(plan, date(2026, 11, 23))
    for sheet in collect_sheets(plan, timeline).values():
        assert render_calendar(sheet) == oracle.render(sheet)


@given(LENGTHS)
@settings(PATIENT)
def test_length_is_that_of_the_library(length: timedelta):
    assert format_length(length).encode() == icalendar.vDuration(length).to_ical()


def test_archive_is_that_of_the_library(standing: Standing, organizer: Organizer):
    event = CalendarEvent("u", "旧会", datetime(1988, 6, 1, 9, tzinfo=HOUSE_ZONE))
    entry = Entry(event, standing)
    assert object_bytes(entry, organizer) == oracle.render_object(entry, organizer)
