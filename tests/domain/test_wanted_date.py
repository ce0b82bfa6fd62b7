"""The dates that tasks are meant to have."""

from __future__ import annotations

from datetime import date

import pytest

from planner.domain.countback import MeetingDays
from planner.domain.task import Offset
from planner.domain.wanted_date import AnchorTable, meeting_days, settle_end, want_date
from planner.domain.wording import Wording
from planner.domain.workday import WorkCalendar
from tests.builders import a_plan, a_sitting, a_task

CALENDAR = WorkCalendar()
MEETING = MeetingDays(date(2027, 1, 17), date(2027, 1, 21))


@pytest.mark.parametrize(
    ("anchor", "on", "zh"),
    [
        ("report", date(2027, 1, 17), "报到"),
        ("open", date(2027, 1, 18), "开幕"),
        ("close", date(2027, 1, 21), "闭幕"),
        ("sitting:s1", date(2027, 1, 18), "开幕会"),
        ("2026-12-01", date(2026, 12, 1), "指定日期"),
    ],
)
def test_anchor_has_a_day_and_a_name(anchor: str, on: date, zh: str) -> None:
    found = AnchorTable(a_plan(sittings=(a_sitting(),))).find(anchor)
    assert found is not None
    assert (found.on, found.name.zh) == (on, zh)


@pytest.mark.parametrize("anchor", ["sitting:s2", "task:t1", "sometime", ""])
def test_anchor_that_names_nothing_has_no_day(anchor: str) -> None:
    assert AnchorTable(a_plan()).find(anchor) is None


def test_meeting_begins_with_registration() -> None:
    assert meeting_days(a_plan()) == MEETING
    assert meeting_days(a_plan(reports_on=None, closes_on=None)) == MeetingDays(
        date(2027, 1, 18), date(2027, 1, 18)
    )
    assert meeting_days(a_plan(reports_on=None, opens_on=None)) is None


@pytest.mark.parametrize(
    ("offset", "days", "starts_on", "ends_on"),
    [
        (-14, 1, date(2027, 1, 4), date(2027, 1, 4)),
        (-14, 6, date(2027, 1, 4), date(2027, 1, 8)),  # the end, a Saturday, moves back
        (-10, 2, date(2027, 1, 8), date(2027, 1, 8)),
        (-16, 1, date(2026, 12, 31), date(2026, 12, 31)),  # a Saturday after New Year's Day
        (-3, 4, date(2027, 1, 15), date(2027, 1, 18)),  # reaches into the meeting
        (-1, 1, date(2027, 1, 17), date(2027, 1, 17)),  # a Sunday of the meeting
        (5, 1, date(2027, 1, 25), date(2027, 1, 25)),
        (4, 2, date(2027, 1, 22), date(2027, 1, 25)),  # the end, a Saturday, moves on
    ],
)
def test_wanted_days_stand_off_the_days_of_rest(
    offset: int, days: int, starts_on: date, ends_on: date
) -> None:
    anchor = AnchorTable(a_plan()).find("open")
    assert anchor is not None
    task = a_task(offset=Offset(offset), duration_days=days)
    wanted = want_date(task, anchor, CALENDAR, MEETING)
    assert (wanted.starts_on, wanted.ends_on) == (starts_on, ends_on)


def test_end_never_moves_before_the_start() -> None:
    saturday, sunday = date(2027, 1, 9), date(2027, 1, 10)
    assert settle_end(saturday, sunday, CALENDAR, MEETING) == saturday


def test_reason_names_the_anchor() -> None:
    anchor = AnchorTable(a_plan(sittings=(a_sitting(),))).find("sitting:s1")
    assert anchor is not None
    wanted = want_date(a_task(offset=Offset(-46)), anchor, CALENDAR, MEETING)
    assert (wanted.is_settled, wanted.reason) == (
        True,
        Wording("开幕会 2027-01-18 前 46 天", "46 days before 开幕会 2027-01-18"),
    )
