"""What each reader gets wrong by itself: known, shown, and no fault of what it reads."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from planner.calendars.event import Alarm, CalendarEvent, CalendarSheet, CalendarTask, Entry
from planner.calendars.text import clean_name
from planner.calendars.writer import render_calendar
from tests.calendars.corpus import ORGANIZER, STANDING
from tests.calendars.judge import ical, icaljs, libical, vobject

if TYPE_CHECKING:
    from types import ModuleType

EVENT = CalendarEvent("u-1", "开幕会", date(2027, 1, 18))
JUDGES = (libical, icaljs, vobject, ical)


def read_one(judge: ModuleType, event: CalendarEvent | CalendarTask):
    sheet = CalendarSheet("x", "会", "", (Entry(event, STANDING),), ORGANIZER)
    return judge.read([render_calendar(sheet)])[0][0]


@pytest.mark.parametrize(
    ("judge", "found"),
    [
        (libical, ("a,b,c",)),
        (icaljs, ("a,b", "c")),
        (vobject, ("a,b", "c")),
        (ical, ("a\\", "b", "c")),
    ],
)
def test_comma_behind_one_letter_in_a_category(judge: ModuleType, found: tuple[str, ...]):
    assert read_one(judge, replace(EVENT, categories=("a,b", "c"))).categories == found


@pytest.mark.parametrize(
    ("judge", "found"),
    [
        (libical, ("甲,乙", "丙")),
        (icaljs, ("甲,乙", "丙")),
        (vobject, ("甲,乙", "丙")),
        (ical, ("甲\\", "乙", "丙")),
    ],
)
def test_comma_in_a_category(judge: ModuleType, found: tuple[str, ...]):
    assert read_one(judge, replace(EVENT, categories=("甲,乙", "丙"))).categories == found


@pytest.mark.parametrize(
    ("judge", "found"),
    [
        (libical, ('甲",乙"',)),
        (icaljs, ('甲"', '乙"')),
        (vobject, ('甲"', '乙"')),
        (ical, ('甲"', '乙"')),
    ],
)
def test_quotation_marks_in_categories(judge: ModuleType, found: tuple[str, ...]):
    assert read_one(judge, replace(EVENT, categories=('甲"', '乙"'))).categories == found


@pytest.mark.parametrize(
    ("judge", "found"),
    [(libical, "说明"), (icaljs, " 说明"), (vobject, " 说明"), (ical, " 说明")],
)
def test_blank_where_a_text_begins(judge: ModuleType, found: str):
    assert read_one(judge, replace(EVENT, description=" 说明")).description == found


@pytest.mark.parametrize(
    ("judge", "found"),
    [
        (libical, ("甲\\,乙",)),
        (icaljs, ("甲\\,乙",)),
        (vobject, ("甲\\", "乙")),
        (ical, ("甲\\", "乙")),
    ],
)
def test_backslash_where_a_category_ends(judge: ModuleType, found: tuple[str, ...]):
    assert read_one(judge, replace(EVENT, categories=("甲\\", "乙"))).categories == found


@pytest.mark.parametrize(
    ("judge", "knows"), [(libical, True), (icaljs, True), (vobject, False), (ical, True)]
)
def test_quotation_marks_in_a_name(judge: ModuleType, *, knows: bool):
    meant = clean_name(ORGANIZER.name)
    escaped = meant.replace("^", "^^").replace('"', "^'")
    assert read_one(judge, EVENT).organizer_name == (meant if knows else escaped)


@pytest.mark.parametrize(("judge", "count"), [(libical, 1), (icaljs, 1), (vobject, 1), (ical, 0)])
def test_alarms_of_tasks(judge: ModuleType, count: int):
    day = date(2027, 1, 18)
    task = CalendarTask("t-1", "任务", day, day, alarms=(Alarm(timedelta(hours=9), "铃"),))
    assert len(read_one(judge, task).alarms) == count
