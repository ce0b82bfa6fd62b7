"""Four readers that share no code, each held against the model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from planner.calendars.writer import render_calendar
from tests.calendars.corpus import chosen, hand_made, samples
from tests.calendars.judge import ical, icaljs, libical, vobject
from tests.calendars.judge.seen import expect
from tests.calendars.lint import lint

if TYPE_CHECKING:
    from types import ModuleType

JUDGES = (libical, icaljs, vobject, ical)
Judge = pytest.mark.parametrize("judge", JUDGES, ids=lambda judge: judge.__name__.split(".")[-1])


@Judge
def test_reader_sees_what_the_model_says(judge: ModuleType):
    for sheet, found in zip(
        hand_made(), judge.read([render_calendar(sheet) for sheet in hand_made()]), strict=True
    ):
        assert found == [judge.as_read(meant) for meant in expect(sheet)]


@Judge
def test_reader_sees_the_sample_plans(judge: ModuleType):
    for sheet, found in zip(
        chosen(), judge.read([render_calendar(sheet) for sheet in chosen()]), strict=True
    ):
        assert found == [judge.as_read(meant) for meant in expect(sheet)]


def test_sample_plans_and_hostile_ones_have_no_fault():
    faults = {
        sheet.key: found
        for sheet in (*samples(), *hand_made())
        if sheet.entries and (found := lint(render_calendar(sheet)))
    }
    assert faults == {}


def test_two_renders_of_one_model_are_the_same_octets():
    assert [render_calendar(sheet) for sheet in samples()] == [
        render_calendar(sheet) for sheet in samples()
    ]
