"""Whatever people type into whichever field: sound octets, and readers that see what was meant."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import icalendar
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from planner.calendars.event import CalendarEvent, CalendarSheet, Entry
from planner.calendars.text import clean_line, clean_text
from planner.calendars.writer import object_bytes, render_calendar, scheduling_bytes
from tests.calendars.corpus import NINE, ORGANIZER, STANDING
from tests.calendars.judge import ical, icaljs, libical, vobject
from tests.calendars.judge.seen import expect
from tests.calendars.lint import lint
from tests.calendars.strategies import (
    HOSTILE,
    LABELS,
    PATIENT,
    attendees,
    entries,
    events,
    organizers,
    standings,
)

if TYPE_CHECKING:
    from types import ModuleType

HOSTILE_SHEETS = st.builds(
    CalendarSheet,
    st.just("x"),
    HOSTILE,
    HOSTILE,
    st.lists(
        entries(HOSTILE, HOSTILE, LABELS),
        min_size=1,
        max_size=2,
        unique_by=lambda each: each.event.uid,
    ).map(tuple),
    organizers(HOSTILE),
    st.sampled_from(("", "teal")),
)


@given(HOSTILE_SHEETS)
@settings(PATIENT, max_examples=60)
def test_calendar_has_no_fault(sheet: CalendarSheet):
    assert lint(render_calendar(sheet)) == []


@given(events(HOSTILE, HOSTILE), standings(), organizers(HOSTILE), attendees(HOSTILE))
@settings(PATIENT, max_examples=30)
def test_invitation_has_no_fault(event, standing, organizer, attendee):  # noqa: ANN001  as generated
    method = "CANCEL" if standing.is_cancelled else "REQUEST"
    assert lint(scheduling_bytes(event, standing, organizer, attendee, method)) == []


@given(HOSTILE_SHEETS)
@settings(PATIENT, max_examples=25)
def test_readers_see_what_was_meant(sheet: CalendarSheet):
    content = render_calendar(sheet)
    for judge in (vobject, ical):
        assert judge.read([content])[0] == [judge.as_read(meant) for meant in expect(sheet)]
    calendar = icalendar.Calendar.from_ical(content)
    assert [
        (each["UID"], each["SUMMARY"], each.get("DESCRIPTION", ""), each.get("LOCATION", ""))
        for each in (*calendar.events, *calendar.todos)
    ] == [(each.uid, each.summary, each.description, each.location) for each in expect(sheet)]


@cache
def collect_sheets() -> list[CalendarSheet]:
    sheets: list[CalendarSheet] = []

    @given(HOSTILE_SHEETS)
    @settings(PATIENT, max_examples=60, phases=(Phase.generate,), database=None)
    def collect(sheet: CalendarSheet) -> None:
        sheets.append(sheet)

    collect()
    return sheets


@pytest.mark.parametrize("judge", [libical, icaljs], ids=["libical", "icaljs"])
def test_readers_in_other_processes_see_what_was_meant(judge: ModuleType):
    sheets = collect_sheets()
    for sheet, found in zip(sheets, judge.read(list(map(render_calendar, sheets))), strict=True):
        assert found == [judge.as_read(meant) for meant in expect(sheet)]


@pytest.mark.parametrize("octets", range(60, 76))
@pytest.mark.parametrize("character", ["😀", "会", "é", "\\", ";"])
def test_fold_never_falls_inside_a_character(octets: int, character: str):
    text = "x" * (octets - len("SUMMARY:")) + character * 30
    content = object_bytes(Entry(CalendarEvent("u", text, NINE), STANDING), ORGANIZER)
    assert lint(content) == []
    assert icalendar.Calendar.from_ical(content).events[0]["SUMMARY"] == text


@pytest.mark.parametrize("field", ["summary", "location", "description", "uid"])
def test_injected_lines_stay_text(field: str):
    event = replace(CalendarEvent("u", "会", NINE), **{field: "a\r\nATTENDEE:mailto:x@y.z"})
    content = object_bytes(Entry(event, STANDING), ORGANIZER)
    assert (lint(content), b"\r\nATTENDEE" in content) == ([], False)


@given(HOSTILE)
@settings(PATIENT)
def test_cleaning_twice_is_cleaning_once(text: str):
    assert clean_text(clean_text(text)) == clean_text(text)
    assert clean_line(clean_line(text)) == clean_line(text)
