"""Key data of the meeting."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.builders import a_sound_plan
from tests.inspection import marks


@pytest.mark.parametrize(
    ("changes", "mark"),
    [
        ({"title": " "}, "blocking meeting-without-title title"),
        ({"closes_on": None}, "important meeting-without-closing-day closes_on"),
        ({"place": ""}, "important meeting-without-place place"),
    ],
)
def test_missing_key_data_are_found(changes: dict[str, Any], mark: str):
    assert marks(a_sound_plan(**changes)) == [mark]


def test_missing_opening_day_is_found_with_the_dates_that_hang_on_it():
    assert marks(a_sound_plan(opens_on=None)) == [
        "blocking meeting-without-opening-day opens_on",
        "important task-without-date tasks/run/anchor",
    ]


def test_missing_numbers_are_found():
    assert marks(a_sound_plan(title="全体会议", term=0, number=0)) == [
        "important meeting-without-number term",
        "important meeting-without-number number",
    ]


def test_closing_before_opening_is_found():
    assert "blocking meeting-days-reversed closes_on" in marks(
        a_sound_plan(closes_on=date(2027, 1, 17))
    )


def test_registration_after_opening_is_found():
    assert marks(a_sound_plan(reports_on=date(2027, 1, 19))) == [
        "blocking meeting-days-reversed reports_on"
    ]


def test_empty_schedule_and_roster_are_found():
    plan = a_sound_plan(
        sittings=(), people=(), agenda=(), tasks=(), workstreams=(), secretary_general=""
    )
    assert marks(plan) == [
        "important meeting-without-sittings sittings",
        "important meeting-without-people people",
    ]
